//! Preparing a task before its fork, and entering it afterwards.

use super::{RuntimeId, State, Table, Task, TaskId};
use crate::{
    memory::{
        channel::Channel,
        memory_file::{MemoryFile, Region},
        slot::Slot,
    },
    system::{
        ParentGuard, Waker, interruption::Reason, process::ProcessId, reaper::ExitNotifier,
        timers::When,
    },
    task::{
        output::Redirection,
        terms::{self, Control, Terms},
        trace,
    },
};
use std::{io, rc::Rc, time::Instant};

/// All that a new task needs, taken before the fork.
pub struct Prepared {
    id: TaskId,
    /// Where the task is to put its message.
    pub slot: Slot,
    /// Where it goes when it does not fit: this region of this file.
    pub file: Rc<MemoryFile>,
    /// See above.
    pub region: Region,
    /// What it is to wake when it has published.
    pub waker: Waker,
    /// Ties the process to this one.
    pub parent_guard: ParentGuard,
    /// Has the reaper notice its end without this process, if it runs alone: with several,
    /// the reaper would be woken for each.
    pub exit_notifier: Option<ExitNotifier>,
    /// What it sends through, if it may.
    pub channel: Option<Rc<Channel>>,
    /// Where its output goes, if not where the caller's does.
    pub redirection: Option<Redirection>,
}

impl Prepared {
    /// The number that the task will have.
    pub fn id(&self) -> TaskId {
        self.id
    }
}

impl Table {
    /// Takes what a new task needs, also what its terms ask for; all of it or nothing.
    ///
    /// # Errors
    /// `EMFILE`, `ENFILE` or `ENOMEM`.
    pub fn prepare(&mut self, parent: ProcessId, terms: Option<&Terms>) -> io::Result<Prepared> {
        self.reclaim();
        self.spill_unread();
        self.spill_captured();
        let file = self.storage.open_file()?;
        let notifier = self.open_notifier()?;
        let (waker, parent_guard) = (notifier.waker(), ParentGuard::new(parent, notifier)?);
        let (mut channel, mut redirection) = (None, None);
        if let Some(terms) = terms {
            if terms.sends {
                channel = Some(Rc::new(Channel::map()?));
            }
            redirection = Redirection::open(terms.output)?;
        }
        let slot = self.storage.take_slot()?;
        let region = self.storage.take_region();
        self.next += 1;
        let exit_notifier = self.is_idle().then(|| self.exiting.exit_notifier());
        Ok(Prepared {
            id: self.next,
            slot,
            file,
            region,
            waker,
            parent_guard,
            exit_notifier: exit_notifier.flatten(),
            channel,
            redirection,
        })
    }

    /// Gives back what was taken for a task that was not forked.
    pub fn abandon(&mut self, prepared: Prepared) {
        self.storage.give_back_slot(prepared.slot);
        self.storage.give_back_regions([prepared.region]);
    }

    /// Enters a task whose process has been forked.
    pub fn started(
        &mut self,
        prepared: Prepared,
        runtime: RuntimeId,
        process: ProcessId,
        terms: Option<&Terms>,
    ) {
        let epoch = self.storage.forked();
        let Prepared {
            id,
            slot,
            file,
            region,
            parent_guard,
            exit_notifier,
            channel,
            redirection,
            ..
        } = prepared;
        let mut handle = parent_guard.handle(process);
        // Before the limit's beginning, so that no task seems to have taken less than that.
        let started = terms.map(|_| Instant::now());
        if let Some(timeout) = terms.and_then(|terms| terms.timeout) {
            // Without memory for that, the task's own timers hold.
            let when = When::After(timeout);
            let mark = slot.end_mark(Reason::TimedOut);
            let done = Some(slot.done_flag());
            let _ = handle.limit(process, when, done, Some(mark), terms::grace());
        }
        let expected = exit_notifier.is_some();
        if expected {
            self.exiting.expect(process, slot.done_flag());
        }
        let state = State::Running {
            process,
            handle,
            slot,
            expected,
        };
        if channel.is_some() {
            self.listen_to(id);
        }
        let control = terms.zip(started).map(|(terms, started)| {
            Box::new(Control::new(terms, started, process, channel, redirection))
        });
        if control.as_deref().is_some_and(Control::shows_lines) {
            self.outputs.shown.push(id);
        }
        self.tasks.insert(
            id,
            Task {
                runtime,
                epoch,
                file,
                region,
                state,
                references: 1,
                control,
            },
        );
        trace::started(id, process, terms.and_then(|terms| terms.label.as_deref()));
        self.running.push(id);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{end, receive, start_sending, start_sleeping};
    use super::*;
    use crate::{
        system::{process, test_children::holds_in_child},
        task::output::Sink,
    };
    use nix::sys::resource::{Resource, setrlimit};
    use std::os::fd::AsRawFd;

    #[test]
    fn what_was_taken_for_a_task_that_was_not_forked_serves_the_next() {
        let mut table = Table::default();
        let prepared = table.prepare(process::id(), None).unwrap();
        let (slot, region) = (prepared.slot, prepared.region);
        table.abandon(prepared);
        assert_eq!(table.used_slots(), 0);
        let next = table.prepare(process::id(), None).unwrap();
        assert_eq!((next.slot, next.region), (slot, region));
        table.abandon(next);
    }

    #[test]
    fn nothing_stays_taken_where_the_terms_cannot_be_met() {
        let terms = Terms {
            output: Sink::Capture,
            ..Terms::default()
        };
        assert!(holds_in_child(|| {
            let mut table = Table::default();
            let plain = table.prepare(process::id(), None).unwrap();
            let spare = std::fs::File::open("/dev/null").unwrap();
            let enough = u64::try_from(spare.as_raw_fd()).unwrap();
            drop(spare);
            table.abandon(plain);
            // Enough descriptors for a task without output of its own.
            setrlimit(Resource::RLIMIT_NOFILE, enough, enough).unwrap();
            let refused = table.prepare(process::id(), Some(&terms)).is_err();
            refused && table.used_slots() == 0 && table.prepare(process::id(), None).is_ok()
        }));
    }

    #[test]
    fn a_number_is_given_once_even_if_its_task_was_not_forked() {
        let mut table = Table::default();
        let first = table.prepare(process::id(), None).unwrap();
        let number = first.id();
        table.abandon(first);
        let second = table.prepare(process::id(), None).unwrap();
        assert!(second.id() > number);
        table.abandon(second);
    }

    #[test]
    fn a_task_counts_for_its_runtime_from_its_fork_to_its_end() {
        let mut table = Table::default();
        let id = start_sending(&mut table, b"done");
        assert_eq!((table.running(Some(1)), table.running(Some(2))), (1, 0));
        receive(&mut table, id).unwrap();
        assert_eq!(table.running(None), 0);
        table.reap_all();
    }

    #[test]
    fn only_a_task_that_runs_alone_may_wake_the_reaper() {
        let mut table = Table::default();
        let id = start_sleeping(&mut table);
        let beside = table.prepare(process::id(), None).unwrap();
        assert!(beside.exit_notifier.is_none());
        table.abandon(beside);
        end(&mut table, id);
    }
}
