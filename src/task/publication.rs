//! Publishing: a task makes its sealed message visible to its caller and wakes it. Only
//! the task's own process does so, not one that its closure has forked.

use super::role::{self, Token};
use crate::{
    memory::slot::Slot,
    system::{Waker, faults, process, reaper::ExitNotifier, steps::Step},
};

/// The slot that a task publishes, from the process in which this was made.
pub struct Publication {
    slot: Slot,
    owner: Token,
}

impl Publication {
    /// From now on this process publishes this slot.
    pub fn new(slot: Slot, waker: Waker) -> Self {
        role::publishes_by((slot, waker));
        Self {
            slot,
            owner: role::owner(),
        }
    }

    /// The slot.
    pub fn slot(&self) -> Slot {
        self.slot
    }

    /// Whether this is the task's process. It is not in one that the closure forked by
    /// itself and that came back from it: the message is not that process's to write.
    pub fn is_here(&self) -> bool {
        role::owner() == self.owner
    }

    /// Publishes the message, if this is the task's process, and then wakes the caller if
    /// `tell` says so. `before` is called just before that. Returns whether it has been
    /// published.
    pub fn publish(
        &self,
        before: impl FnOnce(),
        exit_notifier: Option<ExitNotifier>,
        tell: impl FnOnce() -> bool,
    ) -> bool {
        let publishes = self.is_here() && faults::at(Step::Publish).is_ok();
        if publishes {
            before();
            if exit_notifier.as_ref().is_some_and(ExitNotifier::announce) {
                self.slot.announce();
            }
            self.slot.publish();
            if tell() && faults::at(Step::Wake).is_ok() {
                wake_caller();
            }
        }
        publishes
    }
}

/// Publishes what has been sealed, and ends the process. Allowed in a signal's handler: it
/// stores to the slot and writes to the notifier.
pub fn publish_and_end() -> ! {
    if let Some((slot, _)) = role::publishing() {
        slot.publish();
    }
    wake_caller();
    process::exit_now(255)
}

/// Tells the caller that something is published.
fn wake_caller() {
    if let Some((_, waker)) = role::publishing() {
        waker.wake();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        memory::arena::Arena,
        system::{
            Notifier, Wake,
            process::End,
            signals::Blocked,
            test_children::{child, end_of, holds_in_child},
        },
    };
    use std::{
        cell::Cell,
        time::{Duration, Instant},
    };

    fn sealed_slot() -> Slot {
        // For good, as the slot is.
        let arena = Box::leak(Box::new(Arena::default()));
        let slot = arena.acquire().unwrap();
        slot.writer(None).seal(1).unwrap();
        slot
    }

    fn wakes(notifier: &Notifier, within: Duration) -> bool {
        let blocked = Blocked::all();
        let deadline = Some(Instant::now() + within);
        let woken = crate::system::wait(Some(notifier), &[], blocked.before(), deadline);
        matches!(woken.unwrap(), Wake::Ready)
    }

    #[test]
    fn the_message_is_visible_before_the_caller_is_woken() {
        let (slot, notifier) = (sealed_slot(), Notifier::new().unwrap());
        let publication = Publication::new(slot, notifier.waker());
        let (before, seen) = (Cell::new(None), Cell::new(None));
        let published = publication.publish(
            || before.set(Some(slot.is_published())),
            None,
            || {
                seen.set(Some(slot.is_published()));
                true
            },
        );
        assert!(published);
        assert_eq!((before.get(), seen.get()), (Some(false), Some(true)));
        assert!(wakes(&notifier, Duration::from_secs(20)));
    }

    #[test]
    fn a_process_that_the_closure_forks_publishes_nothing() {
        let (slot, notifier) = (sealed_slot(), Notifier::new().unwrap());
        let publication = Publication::new(slot, notifier.waker());
        assert!(publication.is_here());
        assert!(holds_in_child(|| {
            let touched = Cell::new(false);
            let published = publication.publish(|| touched.set(true), None, || true);
            !publication.is_here() && !published && !touched.get()
        }));
        assert!(!slot.is_published());
    }

    #[test]
    fn a_process_that_has_to_end_at_once_publishes_what_is_sealed() {
        let (slot, notifier) = (sealed_slot(), Notifier::new().unwrap());
        let waker = notifier.waker();
        let task = child(|| {
            Publication::new(slot, waker);
            publish_and_end()
        });
        assert!(wakes(&notifier, Duration::from_secs(20)));
        assert!(slot.is_published());
        assert_eq!(process::reap(task, true), Some(End::Exited(255)));
    }

    #[test]
    fn a_process_that_publishes_nothing_ends_all_the_same() {
        // A process of its own, which has been told of no slot.
        assert!(holds_in_child(|| role::publishing().is_none()));
        assert_eq!(end_of(|| publish_and_end()), End::Exited(255));
    }
}
