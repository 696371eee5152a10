//! Processes that have done their work and are to be collected: by the caller when it
//! comes by, or by the reaper.

use super::Table;
use crate::system::{self, process::ProcessId, reaper::Reaper};
use nix::sys::signal::SigSet;
use std::time::{Duration, Instant};

/// Ended processes that may wait to be collected before a new one is started.
const MAX_EXITING: usize = 32;

impl Table {
    /// Collects processes that have published and ended since; those that have
    /// not ended stay, up to a number.
    pub fn reap(&mut self) {
        self.exiting
            .retain(|(process, handle)| handle.reap(*process, false).is_none());
        while self.exiting.len() > MAX_EXITING {
            let (process, handle) = self.exiting.swap_remove(0);
            handle.reap(process, true);
        }
        if let Some(reaper) = &self.reaper {
            reaper.wait_until(MAX_EXITING);
        }
    }

    /// Waits for the end of all processes that have published. Returns whether
    /// there was one.
    pub fn reap_all(&mut self) -> bool {
        let any = !self.exiting.is_empty();
        for (process, handle) in self.exiting.drain(..) {
            handle.reap(process, true);
        }
        self.reaper
            .as_ref()
            .is_some_and(|reaper| reaper.wait_until(0))
            || any
    }

    /// Waits for the ends of processes, so that memory of outcomes that have been taken can
    /// be given back: of those that have published, and, for so long at most, of those that
    /// run and could still read them.
    pub fn free_memory(&mut self, longest: Duration) {
        let deadline = Instant::now() + longest;
        self.reap_all();
        self.reclaim();
        while self.holds_regions() && Instant::now() < deadline {
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
    pub fn reap_soon(&mut self) {
        self.reap();
        if system::signals::child_ends_are_handled() {
            self.reap_all();
        }
        if self.exiting.is_empty() {
            return;
        }
        if !self.reaper.as_mut().is_some_and(Reaper::start) {
            self.reap_all();
        }
        for (process, _) in self.exiting.drain(..) {
            self.reaper.iter().for_each(|reaper| {
                reaper.wait_until(MAX_EXITING);
                reaper.collect(process);
            });
        }
    }

    /// Collects processes that have ended; when nothing runs any more, sees to it
    /// that none is left.
    pub fn tidy(&mut self) {
        // A batch's last task may have been seen to be finished before its batch was.
        self.collect();
        if self.is_quiet() {
            self.reap_soon();
            self.rest();
        } else {
            self.reap();
        }
    }

    /// Waits for the end of everything and stops what runs beside PHP.
    pub fn close(&mut self) {
        self.reap_all();
        self.reaper = None;
        system::timers::close();
        // A fatal error while a message was read has left it taken.
        self.leases = 0;
        self.rest();
    }

    /// The process is not the reaper's to collect, if it knows of it.
    pub(super) fn forget_expected(&self, expected: bool, process: ProcessId) {
        if let (true, Some(reaper)) = (expected, &self.reaper) {
            reaper.forget(process);
        }
    }
}
