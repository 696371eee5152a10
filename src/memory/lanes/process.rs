//! What a process of the run says and asks: taking items, beginning and ending them, sleeping
//! until there is work.

use super::{
    Lanes, Sharing,
    layout::{BUSY, DONE, FREE, LANE_BYTES, LOOKING, LaneHead, PARKED, Plan, WAITING},
};
use crate::memory::memory_file::Region;
use std::sync::atomic::{
    Ordering::{AcqRel, Acquire, Relaxed, Release, SeqCst},
    fence,
};

impl Lanes {
    /// Takes an item, `None` when there is none now.
    pub fn claim(&self, lane: usize) -> Option<u64> {
        match self.sharing {
            Sharing::Ranges(items) => self.ranges_of(items).claim(lane).map(u64::from),
            Sharing::InOrder(_) => self.head().cursor.claim(),
        }
    }

    /// From now on the process can write only to its own lane and to what every process writes
    /// to.
    pub fn protect_but(&self, lane: usize) {
        let Plan { entries, end, .. } = self.plan;
        let own = self.lane_at(lane);
        // SAFETY: whole pages, to which this process has no reference that writes.
        unsafe {
            self.mapping.make_read_only(entries..own);
            self.mapping.make_read_only(own + LANE_BYTES..end);
        }
    }

    /// Whether there is no item, and never will be.
    pub fn is_exhausted(&self) -> bool {
        match self.sharing {
            Sharing::Ranges(items) => !self.ranges_of(items).has_more(),
            Sharing::InOrder(_) => self.head().cursor.is_exhausted(),
        }
    }

    /// An item begins, which may take `limit` nanoseconds.
    pub fn begin(&self, lane: usize, item: u64, since: u64, limit: Option<u64>) {
        let process = &self.lane(lane).process;
        if process.state.load(Relaxed) != BUSY {
            process.state.store(BUSY, Relaxed);
        }
        process.since.store(since, Relaxed);
        process.begun.store(item + 1, Release);
        if let Some(limit) = limit {
            process.until.store(since.saturating_add(limit), Release);
        }
    }

    /// The limit of the item that has begun holds no longer.
    pub fn end_limit(&self, lane: usize) {
        self.lane(lane).process.until.store(0, Release);
    }

    /// It looks for work.
    pub fn look(&self, lane: usize) {
        self.lane(lane).process.state.store(LOOKING, SeqCst);
    }

    /// It has no item, and waits for a region.
    pub fn wait(&self, lane: usize) {
        self.lane(lane).process.state.store(WAITING, SeqCst);
    }

    /// It has no work left and has come to its end.
    pub fn finish(&self, lane: usize) {
        self.lane(lane).process.state.store(DONE, SeqCst);
    }

    /// Whether the process must take no more items.
    pub fn is_stopped(&self, lane: usize) -> bool {
        self.lane(lane).caller.stop.load(Relaxed) != 0
    }

    /// Sleeps until there is work for this process, a signal comes or some time has
    /// passed, unless there is already. `before` is called when it counts as asleep.
    pub fn park(&self, lane: usize, before: impl FnOnce()) {
        let LaneHead {
            process, caller, ..
        } = self.lane(lane);
        let wake = caller.wake.load(SeqCst);
        process.state.store(PARKED, SeqCst);
        before();
        let idle = self
            .cursor()
            .is_some_and(|cursor| !cursor.has_more() && !cursor.is_exhausted());
        if idle && caller.stop.load(SeqCst) == 0 {
            crate::system::futex::wait_while(&caller.wake, wake);
        }
        process.state.store(LOOKING, SeqCst);
    }

    /// After a result, or a change of what this process does: whether it must wake the caller.
    /// Only one process learns that. `urgent` for what should not wait for others.
    pub fn is_to_wake(&self, urgent: impl FnOnce() -> bool) -> bool {
        let wanted = &self.head().wanted;
        // With the fence in `want`: either the caller sees what has changed, or this process
        // sees that the caller waits.
        fence(SeqCst);
        match wanted.load(Relaxed) {
            0 => false,
            1 => wanted.swap(0, Relaxed) != 0,
            _ => urgent() && wanted.swap(0, Relaxed) != 0,
        }
    }

    /// Takes a region to write to, and says so; `None` while none is free.
    pub fn take_region(&self, lane: usize) -> Option<(u16, Region)> {
        let taken = lane as u64 + 1;
        self.regions().iter().zip(0..).find_map(|(word, place)| {
            let found = word.load(Acquire);
            if found & u64::from(u32::MAX) != FREE {
                return None;
            }
            word.compare_exchange(found, found | taken, AcqRel, Relaxed)
                .ok()?;
            self.lane(lane)
                .process
                .region
                .store(u32::from(place), Relaxed);
            Some((place, (found >> 32) as Region))
        })
    }

    /// Which of the jobs holds an item that has been claimed; `None` when none does: it is
    /// not for these processes.
    pub fn job_of(&self, item: u64) -> Option<u32> {
        let found = self
            .entries()
            .iter()
            .position(|held| held.load(Acquire) == item + 1);
        found.and_then(|job| u32::try_from(job).ok())
    }
}
