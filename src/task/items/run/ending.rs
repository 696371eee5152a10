//! A run that ends before its items have, and what is left of it.

use super::{EndedItem, ItemRun, Left, Standing, Worker};
use crate::{
    memory::{lanes::Activity, slot::Report},
    system::{ChildHandle, clock, interruption::Reason, process::ProcessId, timers::Stage},
    task::Cause,
};

impl ItemRun {
    /// Ends the items that have not ended; they count as cancelled. The outcomes of those
    /// that had ended before are still given. Returns which items had begun. With `spare_idle`
    /// only processes that are at an item are interrupted; [`ItemRun::wind_up`] follows.
    pub fn give_up(&mut self, spare_idle: bool) -> Vec<u64> {
        for worker in 0..self.workers.len() {
            self.lanes.stop(self.workers[worker].lane);
            self.drain(worker);
        }
        // Backwards: the last one takes the place of one that is taken out.
        for worker in (0..self.workers.len()).rev() {
            if !self.is_done(&self.workers[worker]) {
                self.take_out_ended(worker);
            }
        }
        let mut begun = Vec::new();
        for worker in 0..self.workers.len() {
            let Worker { lane, process, .. } = self.workers[worker];
            if self.is_done(&self.workers[worker]) {
                continue;
            }
            let mut is_idle = spare_idle;
            if let Some((item, since)) = self.lanes.begun(lane)
                && self.end_item(item)
            {
                is_idle = false;
                begun.push(item);
                self.ready.push_back(EndedItem {
                    index: item,
                    left: Left::Died(Cause::Cancelled),
                    report: Report {
                        nanoseconds: clock::now().saturating_sub(since),
                        peak_memory: 0,
                    },
                    process: Some(process),
                });
            }
            if !is_idle {
                self.discard(worker, Reason::TimedOut);
            }
        }
        self.cancel_open();
        self.closed = true;
        self.given_up = true;
        begun
    }

    /// After [`ItemRun::give_up`]: whether the outcome of an item that had not ended waits.
    pub fn is_cut_short(&self) -> bool {
        let mut waiting = self.ready.iter();
        waiting.any(|ended| matches!(ended.left, Left::Died(Cause::Cancelled)))
    }

    /// Has processes come to their ends: none takes a further item, and one that is at an item
    /// is interrupted. Returns whether one has still to end.
    pub fn wind_up(&mut self) -> bool {
        for worker in 0..self.workers.len() {
            let lane = self.workers[worker].lane;
            self.lanes.stop(lane);
            // For the item that it has begun last is known to have ended then.
            self.drain(worker);
            let is_open = |(item, _)| self.progress.is_open(item);
            if self.lanes.begun(lane).is_some_and(is_open) && !self.is_done(&self.workers[worker]) {
                self.discard(worker, Reason::Cancelled);
            }
        }
        self.workers.iter().any(|worker| {
            worker.standing != Standing::Leaving
                && self.lanes.activity(worker.lane) != Activity::Done
        })
    }

    /// Ends the processes that have not come to their ends.
    pub fn end_processes(&mut self) {
        for worker in 0..self.workers.len() {
            if !self.is_done(&self.workers[worker]) {
                self.discard(worker, Reason::Cancelled);
            }
        }
    }

    /// After [`ItemRun::give_up`]: items before this one are known, too, and count as
    /// cancelled.
    pub fn cancel_before(&mut self, known: u64) {
        self.progress.extend(known);
        self.cancel_open();
    }

    fn cancel_open(&mut self) {
        for index in self.progress.open().collect::<Vec<_>>() {
            self.end_item(index);
            self.ready.push_back(EndedItem {
                index,
                left: Left::Died(Cause::Cancelled),
                report: Report::default(),
                process: None,
            });
        }
    }

    /// Nothing of the run counts any more; its processes are ended.
    pub fn cancel(&mut self) {
        self.release();
        self.cancelled = true;
        self.closed = true;
        self.ready.clear();
        for worker in 0..self.workers.len() {
            if self.is_done(&self.workers[worker]) {
                self.workers[worker].standing = Standing::Discarded;
            } else {
                self.discard(worker, Reason::Cancelled);
            }
        }
    }

    /// All items have ended; what still runs does not count.
    pub fn close_down(&mut self) {
        self.cancelled = true;
    }

    /// Whether its processes must be waited for: one has been ended and is not gone yet,
    /// or the timers look at the lanes.
    pub fn must_stay(&self) -> bool {
        let mut all = self.workers.iter();
        all.any(|worker| {
            worker.standing == Standing::Discarded || worker.handle.stage() != Stage::Running
        }) || self.terms.timeout.is_some() && !self.workers.is_empty()
    }

    /// Whether it has been cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled
    }

    /// Its processes: their numbers, handles and epochs. Their handles do not look at the
    /// lanes any more.
    pub fn take_processes(&mut self) -> Vec<(ProcessId, ChildHandle, u64)> {
        let workers = self.workers.drain(..).map(|mut worker| {
            worker.handle.lift_limit();
            (worker.process, worker.handle, worker.epoch)
        });
        workers.collect()
    }
}
