//! How the lanes' memory is laid out: what stands where, and what it is made of.

use super::Sharing;
use crate::memory::{cursor::Cursor, ranges::Range, ring::Positions};
use std::sync::atomic::{AtomicU32, AtomicU64};

/// Bytes of a ring: few enough to stay in a processor's cache.
pub(super) const RING_BYTES: usize = 128 << 10;

/// Bytes of a slot, header included: what does not fit goes to the memory file.
pub(super) const SLOT_BYTES: usize = (24 << 10) - size_of::<LaneHead>();

/// Bytes of a lane: its head, its slot, its ring.
pub(super) const LANE_BYTES: usize = size_of::<LaneHead>() + SLOT_BYTES + RING_BYTES;
const _: () = assert!(LANE_BYTES.is_multiple_of(PAGE));

/// Bytes of the slot of an item that is sent.
pub(super) const JOB_BYTES: usize = 4 << 10;

const PAGE: usize = 4 << 10;

pub(super) const LOOKING: u32 = 0;
pub(super) const BUSY: u32 = 1;
pub(super) const PARKED: u32 = 2;
pub(super) const DONE: u32 = 3;
pub(super) const WAITING: u32 = 4;

pub(super) const FREE: u64 = 0;

#[repr(C, align(64))]
pub(super) struct Head {
    pub(super) wanted: AtomicU32,
    pub(super) cursor: Cursor,
}

/// What the process writes, and the caller reads.
#[repr(C, align(64))]
pub(super) struct ProcessWords {
    /// The item that has begun: its number + 1.
    pub(super) begun: AtomicU64,
    /// When, by the clock of [`crate::system::clock`].
    pub(super) since: AtomicU64,
    /// Until when it may run; 0 while none runs, or without a limit.
    pub(super) until: AtomicU64,
    pub(super) state: AtomicU32,
    /// Which region it writes to.
    pub(super) region: AtomicU32,
}

/// What the caller writes, and the process reads.
#[repr(C, align(64))]
pub(super) struct CallerWords {
    pub(super) stop: AtomicU32,
    /// Changes when it is to wake up.
    pub(super) wake: AtomicU32,
}

#[repr(C, align(64))]
pub(super) struct LaneHead {
    pub(super) process: ProcessWords,
    pub(super) caller: CallerWords,
    pub(super) positions: Positions,
}

/// Offsets in the mapping: first what every process writes to, then what only the caller
/// writes to, then a part for each process.
#[derive(Clone, Copy)]
pub(super) struct Plan {
    pub(super) ranges: usize,
    pub(super) regions: usize,
    /// Every process may write to what comes before it.
    pub(super) entries: usize,
    pub(super) jobs: usize,
    pub(super) lanes: usize,
    pub(super) end: usize,
}

impl Plan {
    pub(super) fn new(lanes: usize, sharing: Sharing) -> Option<Self> {
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

/// How many processes there may be: the memory, which is mapped for all of them at once,
/// stays below a gigabyte, and the numbers of regions fit the 16 bits that a result has.
pub const MOST: usize = 4096;
const _: () = assert!(4 * MOST + 8 < u16::MAX as usize);

/// How many regions of the memory file this number of lanes has: more than there are results
/// that wait to be read, so that no process waits for a region while the caller is busy.
pub fn regions(lanes: usize) -> usize {
    4 * lanes + 8
}
