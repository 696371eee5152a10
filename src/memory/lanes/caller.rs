//! What the caller says to the run's processes and learns of them. It takes what they have
//! written for a claim, which it checks or can do without.

use super::{
    Activity, Lanes, Sharing, Wanted,
    layout::{DONE, FREE, LOOKING, LaneHead, PARKED, WAITING},
};
use crate::{memory::memory_file::Region, system::timers::Clock};
use std::{
    ptr::NonNull,
    rc::Rc,
    sync::atomic::{
        AtomicU64,
        Ordering::{Acquire, Relaxed, Release, SeqCst},
        fence,
    },
};

impl Lanes {
    /// Says what the caller waits for, before it looks at what is there.
    pub fn want(&self, wanted: Wanted) {
        let wanted = match wanted {
            Wanted::Nothing => 0,
            Wanted::Any => 1,
            Wanted::Bulk => 2,
        };
        self.head().wanted.store(wanted, Relaxed);
        fence(SeqCst);
    }

    /// Whether there may be an item that nobody has taken.
    pub fn has_more(&self) -> bool {
        match self.sharing {
            Sharing::Ranges(items) => self.ranges_of(items).has_more(),
            Sharing::InOrder(_) => self.head().cursor.has_more(),
        }
    }

    /// Takes an item, so that no process gets it.
    pub fn claim_first(&self) -> Option<u64> {
        match self.sharing {
            Sharing::Ranges(items) => self.ranges_of(items).claim_first().map(u64::from),
            Sharing::InOrder(_) => self.head().cursor.claim(),
        }
    }

    /// What a process says that it does.
    pub fn activity(&self, lane: usize) -> Activity {
        // In one order with what the caller has allowed before: a process says that it parks,
        // and then looks whether there is more, so that one of the two sees the other.
        match self.lane(lane).process.state.load(SeqCst) {
            LOOKING => Activity::Looking,
            PARKED => Activity::Parked,
            WAITING => Activity::Waiting,
            DONE => Activity::Done,
            _ => Activity::Busy,
        }
    }

    /// The item that a process says has begun last, and since when.
    pub fn begun(&self, lane: usize) -> Option<(u64, u64)> {
        let process = &self.lane(lane).process;
        let item = process.begun.load(Acquire).checked_sub(1)?;
        Some((item, process.since.load(Relaxed)))
    }

    /// The word in which a process says until when its item may run.
    pub fn clock(self: &Rc<Self>, lane: usize) -> Clock {
        let word = NonNull::from(&self.lane(lane).process.until);
        // SAFETY: who is given the clock keeps the lanes as long as the process's handle.
        unsafe { Clock::new(word) }
    }

    /// Which region a process says that it writes to.
    pub fn region_of(&self, lane: usize) -> u16 {
        self.lane(lane).process.region.load(Acquire) as u16
    }

    /// Tells a process to take no more items, and wakes it.
    pub fn stop(&self, lane: usize) {
        self.lane(lane).caller.stop.store(1, SeqCst);
        self.wake(lane);
    }

    /// Wakes a process that is parked.
    pub fn wake(&self, lane: usize) {
        let LaneHead {
            process, caller, ..
        } = self.lane(lane);
        // So that it does not count as parked again before it runs.
        let _ = process
            .state
            .compare_exchange(PARKED, LOOKING, SeqCst, Relaxed);
        caller.wake.fetch_add(1, SeqCst);
        crate::system::futex::wake_all(&caller.wake);
    }

    /// When a lane's process has ended: makes the lane ready for another one. The range
    /// stays.
    pub fn renew(&self, lane: usize) {
        let LaneHead {
            process, caller, ..
        } = self.lane(lane);
        process.begun.store(0, Relaxed);
        process.until.store(0, Relaxed);
        process.state.store(LOOKING, Relaxed);
        caller.stop.store(0, Relaxed);
        self.ring(lane).reset();
        self.slot(lane).reserve();
    }

    /// Says which region one of the places is, which nobody writes to.
    pub fn put_region(&self, place: u16, region: Region) {
        if let Some(word) = self.regions().get(usize::from(place)) {
            word.store(u64::from(region) << 32 | FREE, Release);
        }
    }

    /// Places of regions that no process has taken of those that `lives` names by their
    /// lanes, though none says that they are free.
    pub fn abandoned_regions(&self, lives: impl Fn(usize) -> bool) -> Vec<u16> {
        let abandoned = |(word, place): (&AtomicU64, u16)| {
            let taken = (word.load(Acquire) & u64::from(u32::MAX)) as usize;
            (taken as u64 != FREE && !(taken <= self.lanes && lives(taken - 1))).then_some(place)
        };
        self.regions()
            .iter()
            .zip(0..)
            .filter_map(abandoned)
            .collect()
    }

    /// Says which item a job holds, before that may be claimed; `None` when it has ended.
    pub fn put_job(&self, job: u32, item: Option<u64>) {
        if let Some(entry) = self.entries().get(job as usize) {
            entry.store(item.map_or(0, |item| item + 1), Release);
        }
    }

    /// When no process works, and none is to start: puts items back that no range has.
    pub fn put_back(&self, start: u64, end: u64) {
        match self.sharing {
            Sharing::InOrder(_) => self.head().cursor.put_back(start),
            Sharing::Ranges(items) => {
                let bounded = |item| u32::try_from(item).unwrap_or(items).min(items);
                self.ranges_of(items)
                    .put(self.lanes, bounded(start), bounded(end));
            }
        }
    }
}
