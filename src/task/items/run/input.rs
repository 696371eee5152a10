//! What items there are, and who is woken for them.

use super::{ItemRun, TINY, Worker};
use crate::{
    memory::{lanes::Activity, slot::Slot},
    system::clock,
};
use std::time::{Duration, Instant};

impl ItemRun {
    /// Items before this one are known, and may be taken; more will come or not.
    pub fn allow(&mut self, known: u64, closed: bool) {
        self.progress.extend(known);
        if let Some(cursor) = self.lanes.cursor() {
            if closed {
                cursor.close(known);
            }
            cursor.allow(known);
        }
        self.closed |= closed;
        let (now, before) = (clock::now(), self.allowed_at);
        self.allowed_at = now;
        // Where more follow at once and are wanted together, the caller wakes somebody when
        // it comes to wait. Who sleeps looks by itself now and then.
        let more = self.terms.bulk && !closed && now.saturating_sub(before) < 2 * TINY;
        if !(more && self.are_tiny()) {
            self.wake_parked();
        }
    }

    /// Takes a slot for one more item to be sent; `None` when there are as many as may be.
    pub fn take_job(&mut self) -> Option<(u32, Slot)> {
        let job = self.free_jobs.pop()?;
        let slot = self.lanes.job(job);
        slot.reserve();
        Some((job, slot))
    }

    /// No item has been put into the slot after all.
    pub fn return_job(&mut self, job: u32) {
        self.free_jobs.push(job);
    }

    /// The item that has been put into the slot goes. Returns its number.
    pub fn send(&mut self, job: u32) -> u64 {
        let item = self.progress.known();
        self.lanes.job(job).publish();
        self.lanes.put_job(job, Some(item));
        self.sent.push((item, job));
        self.allow(item + 1, false);
        item
    }

    /// The next item is for none of the run's processes: it counts as ended. Returns its
    /// number.
    pub fn skip(&mut self) -> u64 {
        let item = self.progress.known();
        self.progress.extend(item + 1);
        self.progress.end(item);
        if let Some(cursor) = self.lanes.cursor() {
            cursor.allow(item + 1);
            cursor.skip(item);
        }
        item
    }

    /// There will be no more items than are known.
    pub fn close(&mut self) {
        self.allow(self.progress.known(), true);
        // Those that sleep have to see that nothing comes.
        for worker in &self.workers {
            if self.lanes.activity(worker.lane) == Activity::Parked {
                self.lanes.wake(worker.lane);
            }
        }
    }

    /// Wakes as many sleeping processes as there are items. While items are tiny, one process
    /// that is awake is enough, unless the caller has waited without a result: waking
    /// another takes longer than the items.
    pub(super) fn wake_parked(&self) {
        let Some(cursor) = self.lanes.cursor() else {
            return;
        };
        let mut waiting = cursor.waiting();
        if waiting == 0 {
            return;
        }
        if self.are_tiny() && self.patient_until.is_none_or(|end| end > Instant::now()) {
            let awake = |worker: &Worker| {
                matches!(
                    self.lanes.activity(worker.lane),
                    Activity::Busy | Activity::Looking
                )
            };
            if self.serving().any(awake) {
                return;
            }
            waiting = 1;
        }
        for worker in self.serving() {
            if waiting == 0 {
                break;
            }
            match self.lanes.activity(worker.lane) {
                Activity::Parked => self.lanes.wake(worker.lane),
                Activity::Looking => {}
                Activity::Busy | Activity::Waiting | Activity::Done => continue,
            }
            waiting -= 1;
        }
    }

    /// The caller is about to sleep: items may not wait for long while processes sleep.
    pub(super) fn limit_patience(&mut self) {
        const PATIENCE: Duration = Duration::from_millis(1);
        self.wake_parked();
        let parked = |worker: &Worker| self.lanes.activity(worker.lane) == Activity::Parked;
        let waits = self.lanes.cursor().is_some_and(|cursor| cursor.has_more())
            && self.serving().any(parked);
        self.patient_until = if waits {
            let end = || Instant::now() + PATIENCE;
            Some(self.patient_until.unwrap_or_else(end))
        } else {
            None
        };
    }

    pub(super) fn end_item(&mut self, item: u64) -> bool {
        if let Some(place) = self.sent.iter().position(|(sent, _)| *sent == item) {
            let (_, job) = self.sent.swap_remove(place);
            self.lanes.put_job(job, None);
            self.free_jobs.push(job);
        }
        self.spared.remove(&item);
        self.progress.end(item)
    }
}
