//! The shared memory of a few processes that work on the same items: for each a lane, in
//! which it says what it does and leaves its results, and how they share the items out.
//!
//! | in a lane | who writes to it |
//! |---|---|
//! | the item that has begun, and when; the region in use; the state | its process |
//! | whether to stop; the word to sleep on | the caller |
//! | the slot: where a result is encoded, and the last one of a process stays | its process |
//! | the ring of results | its process, and the caller its own position |
//!
//! An item has begun when its lane says so, and has ended when its result is in the ring.
//! So when a process dies, what its lane names died with it, and nothing else.

use super::{
    cursor::Cursor,
    memory_file::Region,
    ranges::{Range, Ranges},
    ring::{Positions, Ring},
    slot::Slot,
};
use crate::system::timers::Clock;
use nix::sys::mman::{MapFlags, ProtFlags, mmap_anonymous, mprotect, munmap};
use std::{
    ffi::c_void,
    io,
    num::NonZeroUsize,
    ptr::NonNull,
    rc::Rc,
    slice,
    sync::atomic::{
        AtomicU32, AtomicU64,
        Ordering::{AcqRel, Acquire, Relaxed, Release, SeqCst},
        fence,
    },
};

/// Bytes of a ring: few enough to stay in a processor's cache.
const RING_BYTES: usize = 128 << 10;

/// Bytes of a slot, header included: what does not fit goes to the memory file.
const SLOT_BYTES: usize = (24 << 10) - size_of::<LaneHead>();

/// Bytes of a lane: its head, its slot, its ring.
const LANE_BYTES: usize = size_of::<LaneHead>() + SLOT_BYTES + RING_BYTES;
const _: () = assert!(LANE_BYTES.is_multiple_of(PAGE));

/// Bytes of the slot of an item that is sent.
const JOB_BYTES: usize = 4 << 10;

const PAGE: usize = 4 << 10;

/// How the items are shared out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sharing {
    /// By ranges, in any order: so many items, all of which every process has.
    Ranges(u32),
    /// In order; so many items at a time are sent, if any are.
    InOrder(u32),
}

/// What the caller waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Nothing: it is awake.
    Nothing,
    /// Any result.
    Any,
    /// Many results, or one that should not wait.
    Bulk,
}

/// What a process does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Activity {
    /// It has not begun, or looks for work.
    Looking,
    /// It works.
    Busy,
    /// It sleeps until there is work.
    Parked,
    /// It has found that there is no work left, and all that it had to do at its end is
    /// done.
    Done,
}

const LOOKING: u32 = 0;
const BUSY: u32 = 1;
const PARKED: u32 = 2;
const DONE: u32 = 3;

const FREE: u64 = 0;

#[repr(C, align(64))]
struct Head {
    wanted: AtomicU32,
    cursor: Cursor,
}

/// What a process says of itself.
#[repr(C, align(64))]
struct Own {
    /// The item that has begun: its number + 1.
    begun: AtomicU64,
    /// When, by the clock of [`crate::system::clock`].
    since: AtomicU64,
    /// Until when it may run; 0 while none runs, or for ever.
    until: AtomicU64,
    state: AtomicU32,
    /// Which region it writes to.
    region: AtomicU32,
}

/// What the caller says to it.
#[repr(C, align(64))]
struct Told {
    stop: AtomicU32,
    /// Changes when it is to wake up.
    wake: AtomicU32,
}

#[repr(C, align(64))]
struct LaneHead {
    own: Own,
    told: Told,
    positions: Positions,
}

/// The mapping, in the caller and in its processes.
pub struct Lanes {
    base: NonNull<u8>,
    bytes: NonZeroUsize,
    lanes: usize,
    sharing: Sharing,
    plan: Plan,
}

/// Where what begins in the mapping: first what every process writes to, then what the
/// caller alone does, then a part for each process.
#[derive(Clone, Copy)]
struct Plan {
    ranges: usize,
    regions: usize,
    /// What comes before it is everybody's.
    entries: usize,
    jobs: usize,
    lanes: usize,
    end: usize,
}

impl Plan {
    fn new(lanes: usize, sharing: Sharing) -> Option<Self> {
        let jobs = match sharing {
            Sharing::Ranges(_) => 0,
            Sharing::InOrder(jobs) => jobs as usize,
        };
        let mut end = size_of::<Head>();
        let mut take = |count: usize, bytes: usize, align: usize| {
            let start = end.checked_next_multiple_of(align)?;
            end = start.checked_add(count.checked_mul(bytes)?)?;
            Some(start)
        };
        Some(Self {
            ranges: take(lanes + 1, size_of::<Range>(), 64)?,
            regions: take(regions(lanes), size_of::<AtomicU64>(), 64)?,
            entries: take(jobs, size_of::<AtomicU64>(), PAGE)?,
            jobs: take(jobs, JOB_BYTES, PAGE)?,
            lanes: take(lanes, LANE_BYTES, PAGE)?,
            end,
        })
    }
}

/// How many regions of the memory file so many lanes have: more than results of theirs
/// wait to be read, so that no process waits for one while the caller does something else.
pub fn regions(lanes: usize) -> usize {
    4 * lanes + 8
}

impl Lanes {
    /// Memory for so many processes.
    ///
    /// # Errors
    /// `ENOMEM`.
    pub fn map(lanes: usize, sharing: Sharing) -> io::Result<Self> {
        let plan = Plan::new(lanes, sharing);
        let (plan, bytes) = plan
            .and_then(|plan| Some((plan, NonZeroUsize::new(plan.end)?)))
            .ok_or_else(|| io::Error::from(io::ErrorKind::OutOfMemory))?;
        let protection = ProtFlags::PROT_READ | ProtFlags::PROT_WRITE;
        // SAFETY: a new mapping at an address of the kernel's choosing.
        let base = unsafe { mmap_anonymous(None, bytes, protection, MapFlags::MAP_SHARED) }?;
        let lanes = Self {
            base: base.cast(),
            bytes,
            lanes,
            sharing,
            plan,
        };
        if let Sharing::Ranges(items) = sharing {
            lanes.ranges_of(items).put(0, 0, items);
        }
        (0..lanes.lanes).for_each(|lane| lanes.slot(lane).reserve());
        Ok(lanes)
    }

    fn at<T>(&self, offset: usize, index: usize) -> NonNull<T> {
        // SAFETY: offsets of the plan, which fits the mapping; callers keep to its counts.
        unsafe { self.base.add(offset).cast::<T>().add(index) }
    }

    /// Fills everything that all processes write to with nonsense.
    #[cfg(test)]
    pub fn scribble(&self) {
        for word in self.slice::<AtomicU64>(0, self.plan.entries / size_of::<AtomicU64>()) {
            word.store(0x0707_0707_0707_0707, Relaxed);
        }
    }

    fn slice<T>(&self, offset: usize, len: usize) -> &[T] {
        // SAFETY: so many of them stand there, by the plan. They are made of atomics, for
        // which every bit pattern is valid, and live as long as the mapping.
        unsafe { slice::from_raw_parts(self.at::<T>(offset, 0).as_ptr(), len) }
    }

    fn head(&self) -> &Head {
        &self.slice::<Head>(0, 1)[0]
    }

    /// Where a lane begins.
    fn lane_at(&self, lane: usize) -> usize {
        assert!(lane < self.lanes);
        self.plan.lanes + lane * LANE_BYTES
    }

    fn lane(&self, lane: usize) -> &LaneHead {
        &self.slice::<LaneHead>(self.lane_at(lane), 1)[0]
    }

    /// Which item each job holds: its number + 1; zero for none.
    fn entries(&self) -> &[AtomicU64] {
        self.slice(self.plan.entries, self.jobs())
    }

    fn regions(&self) -> &[AtomicU64] {
        self.slice(self.plan.regions, regions(self.lanes))
    }

    fn ranges_of(&self, items: u32) -> Ranges<'_> {
        Ranges::new(self.slice(self.plan.ranges, self.lanes + 1), items)
    }

    fn jobs(&self) -> usize {
        match self.sharing {
            Sharing::Ranges(_) => 0,
            Sharing::InOrder(jobs) => jobs as usize,
        }
    }

    /// How many processes there can be.
    pub fn len(&self) -> usize {
        self.lanes
    }

    /// Where the items' order is kept, if they are taken in order.
    pub fn cursor(&self) -> Option<&Cursor> {
        matches!(self.sharing, Sharing::InOrder(_)).then(|| &self.head().cursor)
    }

    /// A process's ring of results.
    pub fn ring(&self, lane: usize) -> Ring {
        let positions = NonNull::from(&self.lane(lane).positions);
        let bytes = self.at::<u8>(self.lane_at(lane), LANE_BYTES - RING_BYTES);
        // SAFETY: both stand in the mapping, aligned as the plan says.
        unsafe { Ring::at(positions, bytes, RING_BYTES) }
    }

    /// A process's slot.
    pub fn slot(&self, lane: usize) -> Slot {
        let start = self.at::<u8>(self.lane_at(lane), size_of::<LaneHead>());
        // SAFETY: within the mapping, aligned as a lane's head is.
        unsafe { Slot::at(start, SLOT_BYTES) }
    }

    /// The slot of an item that is sent.
    pub fn job(&self, job: u32) -> Slot {
        assert!((job as usize) < self.jobs());
        let start = self.at::<u8>(self.plan.jobs, job as usize * JOB_BYTES);
        // SAFETY: as above.
        unsafe { Slot::at(start, JOB_BYTES) }
    }
}

/// In a process.
impl Lanes {
    /// Takes an item, `None` when there is none now.
    pub fn claim(&self, lane: usize) -> Option<u64> {
        match self.sharing {
            Sharing::Ranges(items) => self.ranges_of(items).claim(lane).map(u64::from),
            Sharing::InOrder(_) => self.head().cursor.claim(),
        }
    }

    /// From now on the process can only read what is not its own lane, nor everybody's.
    pub fn protect_but(&self, lane: usize) {
        let Plan { entries, end, .. } = self.plan;
        let own = self.lane_at(lane);
        for (from, to) in [(entries, own), (own + LANE_BYTES, end)] {
            if to > from {
                // SAFETY: whole pages of this mapping, to which this process has no
                // reference that writes.
                unsafe {
                    let part = self.base.add(from).cast::<c_void>();
                    // What cannot be protected can still be used.
                    let _ = mprotect(part, to - from, ProtFlags::PROT_READ);
                }
            }
        }
    }

    /// Whether there is no item, and never will be.
    pub fn is_exhausted(&self) -> bool {
        match self.sharing {
            Sharing::Ranges(items) => !self.ranges_of(items).has_more(),
            Sharing::InOrder(_) => self.head().cursor.is_exhausted(),
        }
    }

    /// An item begins, which may take so many nanoseconds.
    pub fn begin(&self, lane: usize, item: u64, since: u64, limit: Option<u64>) {
        let own = &self.lane(lane).own;
        if own.state.load(Relaxed) != BUSY {
            own.state.store(BUSY, Relaxed);
        }
        own.since.store(since, Relaxed);
        own.begun.store(item + 1, Release);
        if let Some(limit) = limit {
            own.until.store(since.saturating_add(limit), Release);
        }
    }

    /// The item that has begun is over as far as its limit goes.
    pub fn end_limit(&self, lane: usize) {
        self.lane(lane).own.until.store(0, Release);
    }

    /// It looks for work.
    pub fn look(&self, lane: usize) {
        self.lane(lane).own.state.store(LOOKING, SeqCst);
    }

    /// It has no work left and has come to its end.
    pub fn finish(&self, lane: usize) {
        self.lane(lane).own.state.store(DONE, SeqCst);
    }

    /// Whether the process is to take no more items.
    pub fn is_stopped(&self, lane: usize) -> bool {
        self.lane(lane).told.stop.load(Relaxed) != 0
    }

    /// Sleeps until there is work for this process, a signal comes or some time has
    /// passed, unless there is already. `before` is called when it counts as asleep.
    pub fn park(&self, lane: usize, before: impl FnOnce()) {
        let LaneHead { own, told, .. } = self.lane(lane);
        let wake = told.wake.load(SeqCst);
        own.state.store(PARKED, SeqCst);
        before();
        let idle = self
            .cursor()
            .is_some_and(|cursor| !cursor.has_more() && !cursor.is_exhausted());
        if idle && told.stop.load(SeqCst) == 0 {
            crate::system::futex::wait_while(&told.wake, wake);
        }
        own.state.store(LOOKING, SeqCst);
    }

    /// After a result, or a change of what this process does: whether it is to wake the
    /// caller, which is told so once. `urgent` for what should not wait for others.
    pub fn is_to_wake(&self, urgent: impl FnOnce() -> bool) -> bool {
        let wanted = &self.head().wanted;
        // With the one in `want`: either the caller sees what has changed, or it is seen
        // here that it waits.
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
            self.lane(lane).own.region.store(u32::from(place), Relaxed);
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

/// In the caller. What processes have written is taken for what it may be.
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

    /// Takes an item, which no process is to have.
    pub fn claim_first(&self) -> Option<u64> {
        match self.sharing {
            Sharing::Ranges(items) => self.ranges_of(items).claim_first().map(u64::from),
            Sharing::InOrder(_) => self.head().cursor.claim(),
        }
    }

    /// What a process says that it does.
    pub fn activity(&self, lane: usize) -> Activity {
        match self.lane(lane).own.state.load(Acquire) {
            LOOKING => Activity::Looking,
            PARKED => Activity::Parked,
            DONE => Activity::Done,
            _ => Activity::Busy,
        }
    }

    /// The item that a process says has begun last, and since when.
    pub fn begun(&self, lane: usize) -> Option<(u64, u64)> {
        let own = &self.lane(lane).own;
        let item = own.begun.load(Acquire).checked_sub(1)?;
        Some((item, own.since.load(Relaxed)))
    }

    /// By what a process says until when its item may run.
    pub fn clock(self: &Rc<Self>, lane: usize) -> Clock {
        let word = NonNull::from(&self.lane(lane).own.until);
        // SAFETY: who is given the clock keeps the lanes as long as the process's handle.
        unsafe { Clock::new(word) }
    }

    /// Which region a process says that it writes to.
    pub fn region_of(&self, lane: usize) -> u16 {
        self.lane(lane).own.region.load(Acquire) as u16
    }

    /// Tells a process to take no more items, and wakes it.
    pub fn stop(&self, lane: usize) {
        self.lane(lane).told.stop.store(1, SeqCst);
        self.wake(lane);
    }

    /// Wakes a process that is parked.
    pub fn wake(&self, lane: usize) {
        let LaneHead { own, told, .. } = self.lane(lane);
        // Not to be taken for parked once more before it runs.
        let _ = own.state.compare_exchange(PARKED, LOOKING, SeqCst, Relaxed);
        told.wake.fetch_add(1, SeqCst);
        crate::system::futex::wake_all(&told.wake);
    }

    /// When a lane's process has ended: makes the lane ready for another one. The range
    /// stays.
    pub fn renew(&self, lane: usize) {
        let LaneHead { own, told, .. } = self.lane(lane);
        own.begun.store(0, Relaxed);
        own.until.store(0, Relaxed);
        own.state.store(LOOKING, Relaxed);
        told.stop.store(0, Relaxed);
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

    /// When no process works, and none is to: puts items back that no range has.
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

impl Drop for Lanes {
    fn drop(&mut self) {
        // SAFETY: this is the mapping that `map` made; who has a slot or a ring of it
        // keeps the lanes.
        let _ = unsafe { munmap(self.base.cast::<c_void>(), self.bytes.get()) };
    }
}
