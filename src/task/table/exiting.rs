//! Processes that have done their work and must be collected: by the caller when it next
//! enters pokio, or by the reaper.

use super::Table;
use crate::system::{
    self, ChildHandle,
    done_flag::DoneFlag,
    process::ProcessId,
    reaper::{ExitNotifier, Reaper},
};
use nix::sys::signal::SigSet;
use smallvec::SmallVec;
use std::{
    io,
    time::{Duration, Instant},
};

/// Ended processes that may wait to be collected before a new one is started.
const MAX_EXITING: usize = 32;

/// The processes that are to be collected, and the thread that helps.
#[derive(Default)]
pub struct Exiting {
    reaper: Option<Reaper>,
    processes: SmallVec<[(ProcessId, ChildHandle); 4]>,
}

impl Exiting {
    /// Sets up what the reaper needs; its thread starts later.
    ///
    /// # Errors
    /// `ENOMEM`.
    pub fn open(&mut self) -> io::Result<()> {
        if self.reaper.is_none() {
            self.reaper = Some(Reaper::new()?);
        }
        Ok(())
    }

    /// What a process can use to have the reaper collect it without its caller.
    pub fn exit_notifier(&self) -> Option<ExitNotifier> {
        self.reaper.as_ref().and_then(Reaper::exit_notifier)
    }

    /// The reaper may be woken for a process that raises this flag before it ends.
    pub fn expect(&self, process: ProcessId, done: DoneFlag) {
        if let Some(reaper) = &self.reaper {
            reaper.expect(process, done);
        }
    }

    /// The process is not the reaper's to collect, if it knows of it.
    pub fn forget(&self, process: ProcessId) {
        if let Some(reaper) = &self.reaper {
            reaper.forget(process);
        }
    }

    /// Leaves a process that has announced its end to the reaper.
    pub fn leave(&self, process: ProcessId) {
        if let Some(reaper) = &self.reaper {
            reaper.leave(process);
        }
    }

    /// Adds a process that has done its work.
    pub fn push(&mut self, process: ProcessId, handle: ChildHandle) {
        self.processes.push((process, handle));
    }

    /// Whether none is left, apart from those of the reaper.
    pub fn is_empty(&self) -> bool {
        self.processes.is_empty()
    }

    fn wait_until(&self, most: usize) -> bool {
        self.reaper
            .as_ref()
            .is_some_and(|reaper| reaper.wait_until(most))
    }

    /// Collects processes that have ended; those that have not stay, up to a number.
    pub fn reap(&mut self) {
        self.processes
            .retain(|(process, handle)| handle.reap(*process, false).is_none());
        while self.processes.len() > MAX_EXITING {
            let (process, handle) = self.processes.swap_remove(0);
            handle.reap(process, true);
        }
        self.wait_until(MAX_EXITING);
    }

    /// Waits for the end of all. Returns whether there was one.
    pub fn reap_all(&mut self) -> bool {
        let any = !self.processes.is_empty();
        for (process, handle) in self.processes.drain(..) {
            handle.reap(process, true);
        }
        self.wait_until(0) || any
    }

    /// Sees to it that all are collected, without waiting for it where that can be helped.
    pub fn reap_soon(&mut self) {
        self.reap();
        if system::signals::child_ends_are_handled() {
            self.reap_all();
        }
        if self.processes.is_empty() {
            return;
        }
        if !self.reaper.as_mut().is_some_and(Reaper::start) {
            self.reap_all();
        }
        for (process, _) in self.processes.drain(..) {
            if let Some(reaper) = &self.reaper {
                reaper.wait_until(MAX_EXITING);
                reaper.collect(process);
            }
        }
    }

    /// Waits for the end of all and stops the thread.
    pub fn close(&mut self) {
        self.reap_all();
        self.reaper = None;
    }
}

impl Table {
    /// Collects processes that have published and ended since; those that have
    /// not ended stay, up to a number.
    pub fn reap(&mut self) {
        self.exiting.reap();
    }

    /// Waits for the end of all processes that have published. Returns whether
    /// there was one.
    pub fn reap_all(&mut self) -> bool {
        self.exiting.reap_all()
    }

    /// Waits for the ends of processes, so that the memory of outcomes that have been taken
    /// can be given back: of those that have published, and, for at most `longest`, of those
    /// that run and could still read them.
    pub fn free_memory(&mut self, longest: Duration) {
        let deadline = Instant::now() + longest;
        self.reap_all();
        self.reclaim();
        while self.storage.holds_regions() && Instant::now() < deadline {
            // No signal ends the sleep: it is a short one.
            if self.sleep(&SigSet::all(), Some(deadline)).is_err() {
                break;
            }
            self.reap_all();
            self.reclaim();
        }
    }

    /// Sees to it that all processes that have published are collected, without
    /// waiting for it where that can be helped.
    fn reap_soon(&mut self) {
        self.exiting.reap_soon();
    }

    /// Collects processes that have ended; when nothing runs any more, sees to it
    /// that none is left.
    pub fn tidy(&mut self) {
        // A batch's last task may have been seen to be finished before its batch was.
        self.collect();
        if self.is_quiet() {
            self.reap_soon();
            self.release_idle();
        } else {
            self.reap();
        }
    }

    /// Waits for the end of everything and stops what runs beside PHP.
    pub fn close(&mut self) {
        self.exiting.close();
        system::timers::close();
        // A fatal error while a message was read has left it taken.
        self.leases = 0;
        self.release_idle();
    }

    /// The process is not the reaper's to collect, if it knows of it.
    pub(super) fn forget_expected(&self, expected: bool, process: ProcessId) {
        if expected {
            self.exiting.forget(process);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::{
        Notifier, ParentGuard,
        process::{self, Side},
        test_children::{exists, kill},
    };

    /// Adds a process that does this and ends.
    fn push(exiting: &mut Exiting, notifier: &Notifier, work: impl FnOnce()) -> ProcessId {
        let guard = ParentGuard::new(process::id(), notifier).unwrap();
        match process::fork().unwrap() {
            Side::Parent(child) => {
                exiting.push(child, guard.handle(child));
                child
            }
            Side::Child => {
                work();
                process::exit_now(0)
            }
        }
    }

    fn pause() {
        std::thread::sleep(Duration::from_secs(60));
    }

    #[test]
    fn a_process_that_has_not_ended_is_not_waited_for() {
        let (mut exiting, notifier) = (Exiting::default(), Notifier::new().unwrap());
        let child = push(&mut exiting, &notifier, pause);
        exiting.reap();
        assert!(!exiting.is_empty() && exists(child));
        kill(child);
        assert!(exiting.reap_all());
    }

    #[test]
    fn waiting_for_all_leaves_none_and_says_whether_there_was_one() {
        let (mut exiting, notifier) = (Exiting::default(), Notifier::new().unwrap());
        assert!(!exiting.reap_all());
        let children: Vec<_> = (0..3)
            .map(|_| push(&mut exiting, &notifier, || ()))
            .collect();
        assert!(exiting.reap_all());
        assert!(exiting.is_empty() && !children.into_iter().any(exists));
    }

    #[test]
    fn no_more_than_a_number_are_left_to_end_by_themselves() {
        let (mut exiting, notifier) = (Exiting::default(), Notifier::new().unwrap());
        let first = push(&mut exiting, &notifier, || {
            std::thread::sleep(Duration::from_millis(50));
        });
        let others: Vec<_> = (0..MAX_EXITING)
            .map(|_| push(&mut exiting, &notifier, pause))
            .collect();
        exiting.reap();
        assert!(!exists(first) && others.iter().all(|child| exists(*child)));
        for child in others {
            kill(child);
        }
        exiting.reap_all();
    }

    #[test]
    fn the_reaper_collects_what_is_left_to_it() {
        let (mut exiting, notifier) = (Exiting::default(), Notifier::new().unwrap());
        exiting.open().unwrap();
        let child = push(&mut exiting, &notifier, || {
            std::thread::sleep(Duration::from_millis(50));
        });
        exiting.reap_soon();
        assert!(exiting.is_empty());
        exiting.close();
        assert!(!exists(child));
    }
}
