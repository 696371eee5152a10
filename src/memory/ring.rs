//! A ring of records in shared memory, from the one process that writes to the one that
//! reads.
//!
//! Positions count bytes since the ring's beginning and only grow. A record stands in one
//! piece; where it would not fit before the ring's end, a marker says that it stands at
//! the start. The writer owns everything from its own position to the reader's, one lap
//! on; the reader owns the rest.
//!
//! The reader keeps a private copy of its position and checks every number that it reads:
//! a faulty writer can spoil its own records, and nothing else.

mod head;

pub use head::{HEAD_BYTES, Head};

use super::Damaged;
use std::{
    ptr::NonNull,
    sync::atomic::{
        AtomicU32, AtomicU64,
        Ordering::{Acquire, Relaxed, Release, SeqCst},
        fence,
    },
};

/// Records start at multiples of this.
const ALIGN: usize = 16;

/// In the place of an index: the next record stands at the ring's start.
const SKIP: u64 = u64::MAX;

/// The two positions, each on a cache line of its own.
#[repr(C, align(64))]
#[derive(Default)]
pub struct Positions {
    /// Up to where the writer has come.
    written: Line<AtomicU64>,
    /// Up to where the reader has come.
    read: Line<AtomicU64>,
    /// Whether the writer waits for room. Counts, so that a sleep on it ends.
    waiting: AtomicU32,
    /// Changes when there is room again.
    room: AtomicU32,
}

#[repr(align(64))]
#[derive(Default)]
struct Line<T>(T);

/// A ring in shared memory.
#[derive(Clone, Copy)]
pub struct Ring {
    positions: NonNull<Positions>,
    bytes: NonNull<u8>,
    capacity: usize,
}

impl Ring {
    /// The ring whose positions and bytes stand at these addresses.
    ///
    /// # Safety
    /// Both are aligned (to a cache line), lie in shared, writable memory that outlives
    /// every use of the ring, and there are `capacity` bytes, which is a multiple of 16.
    /// Zeros are an empty ring.
    pub unsafe fn at(positions: NonNull<Positions>, bytes: NonNull<u8>, capacity: usize) -> Self {
        debug_assert!(capacity.is_multiple_of(ALIGN) && capacity > 0);
        Self {
            positions,
            bytes,
            capacity,
        }
    }

    fn positions(&self) -> &Positions {
        // SAFETY: `at` was promised them; all are atomics, valid whatever they hold.
        unsafe { self.positions.as_ref() }
    }

    /// Where the position is.
    fn place(&self, position: u64) -> usize {
        (position % self.capacity as u64) as usize
    }

    /// Bytes from the position to the ring's end.
    fn straight(&self, position: u64) -> usize {
        self.capacity - self.place(position)
    }

    /// Bytes of a record with a body of this length.
    fn record_bytes(body: usize) -> usize {
        (HEAD_BYTES + body).next_multiple_of(ALIGN)
    }

    /// The greatest body that a record may have: it leaves room for another one.
    pub fn greatest_body(&self) -> usize {
        self.capacity / 4 - HEAD_BYTES
    }

    /// In the writer: appends a record. Returns false when there is no room for it.
    ///
    /// # Panics
    /// When the body is greater than [`Ring::greatest_body`].
    pub fn write(&self, head: &Head, body: &[u8]) -> bool {
        assert!(body.len() <= self.greatest_body());
        let positions = self.positions();
        let written = positions.written.0.load(Relaxed);
        let read = positions.read.0.load(Acquire);
        let bytes = Self::record_bytes(body.len());
        let straight = self.straight(written);
        let skipped = if bytes > straight { straight } else { 0 };
        let used = written.wrapping_sub(read) as usize;
        if used.saturating_add(skipped + bytes) > self.capacity {
            return false;
        }
        let len = u32::try_from(body.len()).unwrap_or(u32::MAX);
        // SAFETY: these bytes are the writer's, as the reader's position is not among
        // them, and lie within the ring; a marker is smaller than what is skipped.
        unsafe {
            if skipped > 0 {
                self.bytes
                    .add(self.place(written))
                    .cast::<u64>()
                    .write(SKIP);
            }
            let start = self.bytes.add(self.place(written + skipped as u64));
            start.cast::<[u64; 6]>().write(head.words(len));
            let to = start.add(HEAD_BYTES);
            to.copy_from_nonoverlapping(NonNull::from(body).cast(), body.len());
        }
        let written = written + (skipped + bytes) as u64;
        positions.written.0.store(written, Release);
        true
    }

    /// In the writer: whether half of the ring waits to be read.
    pub fn is_half_full(&self) -> bool {
        let positions = self.positions();
        let written = positions.written.0.load(Relaxed);
        let waiting = written.wrapping_sub(positions.read.0.load(Relaxed));
        waiting as usize >= self.capacity / 2
    }

    /// In the writer, when there is no room: sleeps until the reader has read something,
    /// a signal comes or some time has passed. `before` is called when the reader knows.
    pub fn wait_for_room(&self, before: impl FnOnce()) {
        let positions = self.positions();
        let room = positions.room.load(SeqCst);
        let read = positions.read.0.load(SeqCst);
        positions.waiting.store(1, SeqCst);
        before();
        if positions.read.0.load(SeqCst) == read {
            crate::system::futex::wait_while(&positions.room, room);
        }
        positions.waiting.store(0, SeqCst);
    }

    /// In the reader, when no writer lives: empties the ring.
    pub fn reset(&self) {
        let positions = self.positions();
        positions.written.0.store(0, Relaxed);
        positions.read.0.store(0, Relaxed);
        positions.waiting.store(0, Relaxed);
    }
}

/// A record as it stands in the ring.
#[derive(Debug, Clone, Copy)]
pub struct Record {
    /// Its head.
    pub head: Head,
    /// Where its body starts.
    pub(super) body: NonNull<u8>,
    /// Bytes of its body.
    pub(super) body_bytes: usize,
    /// The position behind it.
    end: u64,
}

/// The reading end of a ring.
pub struct Reader {
    ring: Ring,
    /// Up to where it has come.
    read: u64,
}

impl Reader {
    /// The reader of an empty ring.
    pub fn new(ring: Ring) -> Self {
        Self { ring, read: 0 }
    }

    /// Whether there is something to read, if only damage.
    pub fn has_more(&self) -> bool {
        self.ring.positions().written.0.load(Acquire) != self.read
    }

    /// Whether half of the ring waits to be read.
    pub fn is_half_full(&self) -> bool {
        let written = self.ring.positions().written.0.load(Relaxed);
        written.wrapping_sub(self.read) as usize >= self.ring.capacity / 2
    }

    /// The next record. It stands there until [`Reader::release`].
    ///
    /// # Errors
    /// [`Damaged`] when what stands there is no record. Nothing behind it can be read.
    pub fn peek(&self) -> Result<Option<Record>, Damaged> {
        let written = self.ring.positions().written.0.load(Acquire);
        let mut position = self.read;
        let mut there = usize::try_from(written.wrapping_sub(position))
            .ok()
            .filter(|there| *there <= self.ring.capacity && there.is_multiple_of(ALIGN))
            .ok_or(Damaged::Header)?;
        if there == 0 {
            return Ok(None);
        }
        if self.word(position) == SKIP {
            let skipped = self.ring.straight(position);
            // A marker at the start would lead to itself.
            if skipped == self.ring.capacity || skipped >= there {
                return Err(Damaged::Header);
            }
            position += skipped as u64;
            there -= skipped;
        }
        let there = there.min(self.ring.straight(position));
        if there < HEAD_BYTES {
            return Err(Damaged::Header);
        }
        let start = self.start(position);
        // SAFETY: within the ring; numbers may be anything. Volatile, so that they are
        // read once, whatever a faulty writer does meanwhile.
        let words = unsafe { start.cast::<[u64; 6]>().as_ptr().read_volatile() };
        let (head, body) = Head::of(words);
        let body_bytes = body as usize;
        if body_bytes > self.ring.capacity || Ring::record_bytes(body_bytes) > there {
            return Err(Damaged::Header);
        }
        if head.index == SKIP {
            return Err(Damaged::Header);
        }
        Ok(Some(Record {
            head,
            // SAFETY: the body follows the head, within the ring.
            body: unsafe { start.add(HEAD_BYTES) },
            body_bytes,
            end: position + Ring::record_bytes(body_bytes) as u64,
        }))
    }

    fn start(&self, position: u64) -> NonNull<u8> {
        // SAFETY: places are within the ring.
        unsafe { self.ring.bytes.add(self.ring.place(position)) }
    }

    fn word(&self, position: u64) -> u64 {
        // SAFETY: positions are multiples of 16, and so is the ring's length: eight bytes
        // are always there.
        unsafe { self.start(position).cast::<u64>().as_ptr().read_volatile() }
    }

    /// The record has been read: its place belongs to the writer again.
    pub fn release(&mut self, record: &Record) {
        self.read = record.end;
        let positions = self.ring.positions();
        positions.read.0.store(self.read, Release);
    }

    /// Wakes the writer if it waits for room. To be called after some releases.
    pub fn wake_writer(&self) {
        let positions = self.ring.positions();
        fence(SeqCst);
        if positions.waiting.load(Relaxed) != 0 {
            positions.room.fetch_add(1, SeqCst);
            crate::system::futex::wake_all(&positions.room);
        }
    }
}

#[cfg(test)]
mod tests;
