//! How long items may take.

use super::{EndedItem, ItemRun, Left, Standing, Worker};
use crate::{
    memory::slot::Report,
    system::{clock, interruption::Reason, timers::Stage},
    task::Cause,
};
use std::time::{Duration, Instant};

impl ItemRun {
    /// Whether an item, which has ended or died after this time, goes to another process: its
    /// own was interrupted because the time of the item before was over, which ended just
    /// then. Each item is spared once, for an item may also be what ends its processes.
    pub(super) fn is_spared(&mut self, worker: usize, item: u64, took: Duration) -> bool {
        let stage = self.workers[worker].handle.stage();
        let hit = matches!(
            stage,
            Stage::Interrupted(Reason::TimedOut) | Stage::Killed(Reason::TimedOut)
        ) && self.terms.timeout.is_some_and(|timeout| took < timeout);
        hit && self.progress.is_open(item) && self.spared.insert(item)
    }

    /// Settles the items whose time is over.
    pub(super) fn expire(&mut self) {
        let Some(timeout) = self.terms.timeout else {
            return;
        };
        let now = Instant::now();
        let mut worker = 0;
        while worker < self.workers.len() {
            let serves = self.workers[worker].standing == Standing::Serving;
            let deadline = serves.then(|| self.observe(worker, timeout, now)).flatten();
            if deadline.is_some_and(|deadline| deadline <= now) {
                if self.take_out_ended(worker) {
                    // Another has its place now.
                    continue;
                }
                self.time_out(worker);
            }
            worker += 1;
        }
    }

    /// When the time of a process's item is over. What the process says of its beginning
    /// counts only as far as it can be.
    fn observe(&mut self, worker: usize, timeout: Duration, now: Instant) -> Option<Instant> {
        let lane = self.workers[worker].lane;
        let begun = self.lanes.begun(lane);
        let Some((item, since)) = begun.filter(|(item, _)| self.progress.is_open(*item)) else {
            self.workers[worker].limited = None;
            return None;
        };
        match self.workers[worker].limited {
            Some((known, deadline)) if known == item => Some(deadline),
            _ => {
                let age = Duration::from_nanos(clock::now().saturating_sub(since));
                // A limit beyond what the clock can tell is none.
                let deadline = now.checked_sub(age.min(timeout))?.checked_add(timeout)?;
                self.workers[worker].limited = Some((item, deadline));
                Some(deadline)
            }
        }
    }

    /// Takes a process out that has ended by itself: its item has died with it, and not of
    /// what is about to be done. Returns whether it had.
    pub(super) fn take_out_ended(&mut self, worker: usize) -> bool {
        let ended = self.workers[worker].handle.ended_by_itself();
        if ended {
            self.remove_exited(worker);
        }
        ended
    }

    fn time_out(&mut self, worker: usize) {
        let Worker {
            lane,
            process,
            limited,
            ..
        } = self.workers[worker];
        // From here on it begins no other item; one that it ends now counts.
        self.lanes.stop(lane);
        self.drain(worker);
        let Some((item, _)) = limited else { return };
        if !self.end_item(item) {
            return;
        }
        self.claims_lost = true;
        self.discard(worker, Reason::TimedOut);
        self.ready.push_back(EndedItem {
            index: item,
            left: Left::Died(Cause::TimedOut),
            report: Report {
                nanoseconds: clock::nanoseconds(self.terms.timeout.unwrap_or_default()),
                peak_memory: 0,
            },
            process: Some(process),
        });
    }

    /// When the next item's time is over, or the caller's patience.
    pub fn next_deadline(&mut self) -> Option<Instant> {
        let mut next = self.patient_until;
        let Some(timeout) = self.terms.timeout else {
            return next;
        };
        let now = Instant::now();
        for worker in 0..self.workers.len() {
            if self.workers[worker].standing != Standing::Serving {
                continue;
            }
            // One that has not begun may do so at once.
            let deadline = self
                .observe(worker, timeout, now)
                .or_else(|| now.checked_add(timeout));
            next = [next, deadline].into_iter().flatten().min();
        }
        next
    }
}
