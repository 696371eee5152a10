//! One slot and the protocol by which it passes a message from a task to its
//! caller.
//!
//! | state | who sets it | who may touch header and body |
//! |---|---|---|
//! | reserved | the caller, before the fork | the task alone |
//! | published | the task, once, as its last act | readers alone; nobody writes |
//!
//! A task that dies before it publishes leaves the slot reserved; the caller
//! learns of the death from the kernel, never from the slot. A caller that ends a task
//! says so in the slot: other tasks, which look there for the outcome, have the same one as
//! the caller. The caller gives a slot to a new task only when no process is left that may
//! still read it.
//! Every field is validated on reading: a faulty task can spoil its own message, which
//! then fails its checksum, and nothing else. That holds while it continues to write:
//! fields are read once, and bodies are copied before they are read.

mod message;
mod record;
#[cfg(test)]
mod tests;
mod writer;

pub use message::{Message, RawMessage, Whole};
pub use record::Address;
pub use writer::Writer;

use super::{
    copied::Shared,
    memory_file::{MemoryFile, Region},
};
use crate::system::{done_flag::DoneFlag, end_mark::EndMark, interruption::Reason};
use message::Inline;
use std::{
    ptr::NonNull,
    slice,
    sync::atomic::{
        AtomicU32, AtomicU64,
        Ordering::{Acquire, Relaxed, Release},
    },
    time::Duration,
};

/// What stands before the body. Atomics, because a faulty process may write while another
/// reads.
#[repr(C, align(64))]
struct Header {
    state: AtomicU32,
    kind: AtomicU32,
    place: AtomicU32,
    checksum: AtomicU32,
    len: AtomicU64,
    /// Whether the end of the task's process will be noticed without its caller.
    announced: AtomicU32,
    /// Whether the caller has ended the task, and why.
    ended: AtomicU32,
    nanoseconds: AtomicU64,
    peak_memory: AtomicU64,
}

/// What a task reports beside its outcome; zeros when it was not asked to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Report {
    /// How long it ran.
    pub nanoseconds: u64,
    /// The most memory that PHP had allocated in it, in bytes.
    pub peak_memory: u64,
}

impl Report {
    /// How long it ran.
    pub fn duration(self) -> Duration {
        Duration::from_nanos(self.nanoseconds)
    }
}

/// Bytes of a slot before its body.
pub const HEADER_BYTES: usize = size_of::<Header>();

const RESERVED: u32 = 1;
const PUBLISHED: u32 = 2;

const TIMED_OUT: u32 = 1;
const CANCELLED: u32 = 2;

/// The body is in the slot.
const INLINE: u32 = 0;
/// The body is in the task's region of the memory file.
const OVERFLOW: u32 = 1;
/// As before, and the checksum is over a sample of it.
const SAMPLED: u32 = 2;

/// A slot. As its mapping is shared, the same value means the same slot in the
/// caller and in all its tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    header: NonNull<Header>,
    /// Bytes that fit its body.
    capacity: usize,
}

impl Slot {
    /// The slot of `bytes` bytes, header included, at this address.
    ///
    /// # Safety
    /// The address is aligned for a header and starts this many bytes (more than
    /// a header's) of shared, writable memory that outlive every use of the slot.
    pub unsafe fn at(address: NonNull<u8>, bytes: usize) -> Self {
        Self {
            header: address.cast(),
            capacity: bytes - HEADER_BYTES,
        }
    }

    /// Bytes that fit its body.
    pub fn capacity(&self) -> usize {
        self.capacity
    }

    /// Where it is.
    pub fn address(&self) -> usize {
        self.header.as_ptr() as usize
    }

    fn header(&self) -> &Header {
        // SAFETY: `at` was promised a header here; all its fields are atomics,
        // for which every bit pattern is valid.
        unsafe { self.header.as_ref() }
    }

    fn body(&self) -> NonNull<u8> {
        // SAFETY: `at` was promised that the slot is longer than its header.
        unsafe { self.header.add(1).cast() }
    }

    /// The body, for writing.
    ///
    /// # Safety
    /// The slot is reserved by this process's task, and there is no other such
    /// reference.
    unsafe fn body_mut<'a>(&self) -> &'a mut [u8] {
        // SAFETY: the body is this long, and the caller's alone.
        unsafe { slice::from_raw_parts_mut(self.body().as_ptr(), self.capacity) }
    }

    /// Makes the slot ready for a new task. In the caller, before the fork.
    pub fn reserve(&self) {
        self.header().announced.store(0, Relaxed);
        self.header().ended.store(0, Relaxed);
        self.report(Report::default());
        self.header().state.store(RESERVED, Relaxed);
    }

    /// Shows whether the message has been published, while the slot is the task's.
    pub fn done_flag(&self) -> DoneFlag {
        let word = NonNull::from(&self.header().state);
        // SAFETY: slots stay mapped until their arena is dropped, and whoever owns that
        // drops the reaper first.
        unsafe { DoneFlag::new(word, PUBLISHED) }
    }

    /// In the task: says, before it publishes, that its process has said its
    /// [`ExitNotifier`](crate::system::reaper::ExitNotifier).
    pub fn announce(&self) {
        self.header().announced.store(1, Relaxed);
    }

    /// Whether the task has said so, when it has published.
    pub fn is_announced(&self) -> bool {
        self.header().announced.load(Relaxed) == 1
    }

    /// In the caller: by which it says that it ends the task, before it does.
    pub fn end_mark(&self, reason: Reason) -> EndMark {
        let value = match reason {
            Reason::TimedOut => TIMED_OUT,
            Reason::Cancelled => CANCELLED,
        };
        // SAFETY: as for the done flag; the timers' thread ends before the slots do, too.
        unsafe { EndMark::new(NonNull::from(&self.header().ended), value) }
    }

    /// Why the caller has ended the task, if it has.
    pub fn ended(&self) -> Option<Reason> {
        match self.header().ended.load(Acquire) {
            TIMED_OUT => Some(Reason::TimedOut),
            CANCELLED => Some(Reason::Cancelled),
            _ => None,
        }
    }

    /// Whether the message is there to be read. What the task wrote before it
    /// published is visible after this has returned true.
    pub fn is_published(&self) -> bool {
        self.header().state.load(Acquire) == PUBLISHED
    }

    /// Bytes of the sealed message.
    pub fn sealed_bytes(&self) -> u64 {
        self.header().len.load(Relaxed)
    }

    /// In the task: reports what was asked for, before the message is published.
    pub fn report(&self, report: Report) {
        self.header().nanoseconds.store(report.nanoseconds, Relaxed);
        self.header().peak_memory.store(report.peak_memory, Relaxed);
    }

    /// What the task has reported, when its message is published.
    pub fn reported(&self) -> Report {
        Report {
            nanoseconds: self.header().nanoseconds.load(Relaxed),
            peak_memory: self.header().peak_memory.load(Relaxed),
        }
    }

    /// In the task: hands the sealed message over. The task touches neither
    /// slot nor region after this.
    pub fn publish(&self) {
        self.header().state.store(PUBLISHED, Release);
    }

    /// In the task: starts a message. There is one writer at a time.
    pub fn writer<'a>(&self, overflow: Option<(&'a MemoryFile, Region)>) -> Writer<'a> {
        // SAFETY: of the one writer that there is at a time.
        Writer::new(*self, unsafe { self.body_mut() }, overflow)
    }

    /// In the caller, or in a task that was forked while the caller held the
    /// slot: what the task published, not yet checked.
    pub fn take(&self) -> RawMessage {
        let header = self.header();
        // SAFETY: the body is this long, and aligned as the header is. Slots stay mapped
        // until their arena is dropped, and who owns that opens no message afterwards.
        let body = unsafe { Shared::new(self.body(), self.capacity) };
        RawMessage {
            kind: header.kind.load(Relaxed),
            place: header.place.load(Relaxed),
            len: header.len.load(Relaxed),
            checksum: header.checksum.load(Relaxed),
            report: self.reported(),
            inline: Inline::Slot(body),
        }
    }
}
