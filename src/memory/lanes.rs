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

mod caller;
mod layout;
mod process;

pub use layout::{MOST, regions};

use super::{
    cursor::Cursor, ranges::Ranges, ring::Ring, shared_mapping::SharedMapping, slot::Slot,
};
use layout::{Head, JOB_BYTES, LANE_BYTES, LaneHead, Plan, RING_BYTES, SLOT_BYTES};
use std::{io, num::NonZeroUsize, ptr::NonNull, slice, sync::atomic::AtomicU64};

/// How the items are shared out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sharing {
    /// By ranges, in any order: this number of items, all of which every process has.
    Ranges(u32),
    /// In order. This number of items at a time is sent; 0 for items that are inherited.
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
    /// It has no item, and takes none before the caller has read results: they stand in all
    /// regions.
    Waiting,
    /// It has found that there is no work left, and all that it had to do at its end is
    /// done.
    Done,
}

/// The mapping, in the caller and in its processes.
pub struct Lanes {
    mapping: SharedMapping,
    lanes: usize,
    sharing: Sharing,
    plan: Plan,
}

impl Lanes {
    /// Memory for this number of processes.
    ///
    /// # Errors
    /// `ENOMEM`.
    pub fn map(lanes: usize, sharing: Sharing) -> io::Result<Self> {
        let plan = Plan::new(lanes, sharing);
        let (plan, bytes) = plan
            .and_then(|plan| Some((plan, NonZeroUsize::new(plan.end)?)))
            .ok_or_else(|| io::Error::from(io::ErrorKind::OutOfMemory))?;
        let lanes = Self {
            mapping: SharedMapping::map(bytes, 0..bytes.get())?,
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

    /// Their memory.
    pub fn mapping(&self) -> &SharedMapping {
        &self.mapping
    }

    fn at<T>(&self, offset: usize, index: usize) -> NonNull<T> {
        // SAFETY: offsets of the plan, which fits the mapping; callers keep to its counts.
        unsafe { self.mapping.base().byte_add(offset).cast::<T>().add(index) }
    }

    /// Fills everything that all processes write to with nonsense.
    #[cfg(test)]
    pub fn scribble(&self) {
        for word in self.slice::<AtomicU64>(0, self.plan.entries / size_of::<AtomicU64>()) {
            word.store(0x0707_0707_0707_0707, std::sync::atomic::Ordering::Relaxed);
        }
    }

    fn slice<T>(&self, offset: usize, len: usize) -> &[T] {
        // SAFETY: the plan puts `len` of them there. They are made of atomics, for which every
        // bit pattern is valid, and live as long as the mapping.
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
