//! The queue of what the thread has to do, to which child, and when. The thread and its
//! lock are elsewhere.

use super::{Stage, When};
use crate::system::{
    ChildHandle,
    clock::nanoseconds,
    done_flag::DoneFlag,
    end_mark::EndMark,
    interruption::{self, Reason, Target},
    process::ProcessId,
    process_tree::{self, Program, Programs},
};
use smallvec::SmallVec;
use std::time::Duration;

/// No time.
pub(super) const NEVER: u64 = u64::MAX;

/// After what time the interrupt is repeated, which may have come just before a call
/// that blocks; then after twice the time, and so on. A task that has thrown ignores it.
pub(super) const AGAIN: Duration = Duration::from_millis(4);

/// Between two looks whether an adopted child has ended: from the first on, and at most.
pub(super) const FIRST_LOOK: Duration = Duration::from_micros(500);
const LONGEST_LOOK: Duration = Duration::from_millis(8);

/// Between two looks at a child that says itself until when its task may run. A task with
/// a shorter limit ends itself; to be looked at as often, or without a pause, the child
/// would keep everybody else from the lock.
const SHORTEST_LOOK: Duration = Duration::from_millis(1);

/// What is to be done next.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// To look whether its time is over.
    Limit,
    Interrupt,
    InterruptAgain,
    Nothing,
}

pub(super) struct Entry {
    pub(super) key: u64,
    /// `None` when the child has been collected and programs of it may be left.
    pub(super) target: Option<Target>,
    pub(super) when: When,
    pub(super) done: Option<DoneFlag>,
    pub(super) mark: Option<EndMark>,
    pub(super) next: Next,
    /// When `next` is to be done.
    pub(super) at: u64,
    pub(super) grace: u64,
    pub(super) kill_at: u64,
    pub(super) pause: u64,
    pub(super) stage: Stage,
    pub(super) collected: bool,
    /// It had ended when its limit was looked at, so long after it that its own timers may
    /// have ended it.
    pub(super) missed: bool,
    /// Nobody asks for the stage any more.
    pub(super) dropped: bool,
    pub(super) programs: Vec<Program>,
    /// The child itself, when the thread is to collect it, too; and when to look next.
    pub(super) adopted: Option<(ChildHandle, ProcessId)>,
    pub(super) look_at: u64,
    /// Between two looks.
    pub(super) look_pause: u64,
}

/// What is done to a child without the lock.
pub(super) enum Action {
    Interrupt(Target, Reason),
    Kill(Option<Target>, Vec<Program>),
}

impl Action {
    /// Returns the programs that may be left.
    pub(super) fn perform(self) -> Vec<Program> {
        match self {
            Self::Interrupt(target, reason) => {
                // They are found before the task can end, and are its own if it is there
                // after that: nobody else has its number. It is told first, so that it
                // throws when the end of a program lets it go on.
                let mut programs = Programs::stopped(target.process());
                if !target.there() {
                    programs.resume();
                    return Vec::new();
                }
                if let Some(signal) = interruption::signal() {
                    target.interrupt(signal, reason);
                    process_tree::wait_until_unblocked(target.process(), signal);
                }
                programs.terminate();
                programs.as_slice().to_vec()
            }
            Self::Kill(target, programs) => {
                match target.filter(|target| target.there() && !target.ended()) {
                    Some(target) => {
                        target.signal(libc::SIGSTOP);
                        process_tree::wait_until_stopped([target.process()]);
                        process_tree::kill(target.process(), &programs);
                        target.signal(libc::SIGKILL);
                    }
                    None => process_tree::kill_programs(&programs),
                }
                Vec::new()
            }
        }
    }
}

impl Entry {
    /// Decides what is to be done now that its time has come.
    pub(super) fn begin(&mut self, now: u64) -> Option<Action> {
        match (self.next, self.target) {
            (Next::Limit, Some(target)) => {
                if let When::Says(clock, longest) = self.when {
                    let says = clock.get();
                    if says == 0 || says > now {
                        let pause = longest.max(SHORTEST_LOOK);
                        let longest = now.saturating_add(nanoseconds(pause));
                        self.at = if says == 0 {
                            longest
                        } else {
                            says.min(longest)
                        };
                        return None;
                    }
                }
                if target.ended() || self.done.is_some_and(DoneFlag::is_set) {
                    self.missed = self.is_missed(now);
                    self.disarm();
                    return None;
                }
                self.mark.into_iter().for_each(EndMark::set);
                self.stage = Stage::Interrupted(Reason::TimedOut);
                self.interrupt(target, Reason::TimedOut, now)
            }
            (Next::Interrupt, Some(target)) => match self.stage {
                Stage::Interrupted(reason) => self.interrupt(target, reason, now),
                _ => None,
            },
            (Next::InterruptAgain, target) if now < self.kill_at => {
                self.at = self.kill_at;
                if let (Some(target), Stage::Interrupted(reason)) = (target, self.stage) {
                    if let Some(signal) = interruption::signal() {
                        target.interrupt(signal, reason);
                    }
                    self.pause = self.pause.saturating_mul(2);
                    self.at = self.kill_at.min(now.saturating_add(self.pause));
                }
                None
            }
            (Next::InterruptAgain, target) => {
                if let Stage::Interrupted(reason) = self.stage {
                    self.stage = Stage::Killed(reason);
                }
                self.disarm();
                Some(Action::Kill(target, std::mem::take(&mut self.programs)))
            }
            _ => {
                self.disarm();
                None
            }
        }
    }

    /// Whether its limit has been over for so long, without a look, that the child's own
    /// timers may have ended it: the thread has been stopped, or there is none.
    pub(super) fn is_missed(&self, now: u64) -> bool {
        let limit = match (self.next, self.when) {
            (Next::Limit, When::Says(clock, _)) => clock.get(),
            (Next::Limit, _) => self.at,
            _ => return self.missed,
        };
        let own = nanoseconds(interruption::SLACK).saturating_add(self.grace);
        // Half of it: the child's time may have begun a little earlier.
        limit != 0 && now.saturating_sub(limit) >= own / 2
    }

    pub(super) fn interrupt(&mut self, target: Target, reason: Reason, now: u64) -> Option<Action> {
        self.next = Next::InterruptAgain;
        self.kill_at = now.saturating_add(self.grace);
        self.pause = nanoseconds(AGAIN);
        self.at = self.kill_at.min(now.saturating_add(self.pause));
        Some(Action::Interrupt(target, reason))
    }

    pub(super) fn disarm(&mut self) {
        self.next = Next::Nothing;
        self.at = NEVER;
    }
}

#[derive(Default)]
pub(super) struct Queue {
    pub(super) entries: SmallVec<[Entry; 24]>,
    pub(super) keys: u64,
    /// The entry for which something is done without the lock.
    pub(super) acting: Option<u64>,
    pub(super) thread: Option<libc::pthread_t>,
    pub(super) stop: bool,
}

impl Queue {
    pub(super) fn find(&mut self, key: u64) -> Option<&mut Entry> {
        self.entries.iter_mut().find(|entry| entry.key == key)
    }

    pub(super) fn remove(&mut self, key: u64) -> Option<Entry> {
        let index = self.entries.iter().position(|entry| entry.key == key)?;
        Some(self.entries.swap_remove(index))
    }

    /// Looks at the children that are the thread's whose time for that has come. Returns
    /// whether one has been collected.
    pub(super) fn collect_adopted(&mut self, now: u64) -> bool {
        let mut any = false;
        for entry in &mut self.entries {
            if entry.look_at > now {
                continue;
            }
            let gone = entry
                .adopted
                .as_ref()
                .is_none_or(|(handle, process)| handle.reap(*process, false).is_some());
            if gone {
                entry.adopted = None;
                entry.look_at = NEVER;
                entry.collected = true;
                entry.target = None;
                // Programs that were asked to end have their time, too.
                if !matches!(entry.stage, Stage::Interrupted(_)) || entry.programs.is_empty() {
                    entry.disarm();
                }
                any = true;
            } else {
                entry.look_pause = (entry.look_pause * 2).min(nanoseconds(LONGEST_LOOK));
                entry.look_at = now.saturating_add(entry.look_pause);
            }
        }
        self.entries
            .retain(|entry| !(entry.dropped && entry.collected && entry.next == Next::Nothing));
        any
    }

    pub(super) fn first(&self) -> u64 {
        let times = self.entries.iter().map(|entry| entry.at.min(entry.look_at));
        times.min().unwrap_or(NEVER)
    }
}
