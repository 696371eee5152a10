//! A stream of bytes from a task to its caller, through shared memory: for what a task
//! has to say besides its message, at any time and of any length.
//!
//! | who | may write |
//! |---|---|
//! | the task | the bytes from its own position to the caller's, one lap on; its position |
//! | the caller | its position |
//!
//! Positions only grow. The caller keeps a private copy of its own, and checks the task's:
//! a faulty task spoils what it sends, and nothing else.

use super::{Damaged, shared_mapping::SharedMapping};
use std::{
    cell::Cell,
    io,
    num::NonZeroUsize,
    ptr::NonNull,
    sync::atomic::{
        AtomicU32, AtomicU64,
        Ordering::{Acquire, Relaxed, Release, SeqCst},
    },
};

/// Bytes of the mapping, head included.
const BYTES: NonZeroUsize = NonZeroUsize::new(64 << 10).unwrap();
const HEAD_BYTES: usize = 64;
const CAPACITY: u64 = (BYTES.get() - HEAD_BYTES) as u64;

/// What stands before the bytes.
#[repr(C, align(64))]
struct Head {
    /// Up to where the task has written.
    written: AtomicU64,
    /// Up to where the caller has read.
    read: AtomicU64,
    /// Changes when there is room again.
    room: AtomicU32,
}

const _: () = assert!(size_of::<Head>() == HEAD_BYTES);

/// The mapping, in the caller and in the task.
pub struct Channel {
    mapping: SharedMapping,
    /// Up to where this process has read.
    position: Cell<u64>,
}

impl Channel {
    /// A channel of a task that is about to be forked.
    ///
    /// # Errors
    /// `ENOMEM`.
    pub fn map() -> io::Result<Self> {
        Ok(Self {
            mapping: SharedMapping::map(BYTES, 0..BYTES.get())?,
            position: Cell::new(0),
        })
    }

    /// Its memory.
    pub fn mapping(&self) -> &SharedMapping {
        &self.mapping
    }

    fn head(&self) -> &Head {
        // SAFETY: the mapping starts with a head of atomics, for which every bit pattern
        // is valid, zeros from the kernel first.
        unsafe { self.mapping.base().cast::<Head>().as_ref() }
    }

    fn at(&self, position: u64) -> NonNull<u8> {
        // SAFETY: within the mapping, behind its head.
        unsafe {
            self.mapping
                .base()
                .cast::<u8>()
                .add(HEAD_BYTES + (position % CAPACITY) as usize)
        }
    }

    /// In the task: writes all of it, waiting where there is no room, until `give_up` says
    /// so. `wake` tells the caller that there is something. Returns whether all has been
    /// written; after part of it, nothing more may be.
    pub fn write(&self, mut bytes: &[u8], wake: impl Fn(), give_up: impl Fn() -> bool) -> bool {
        let head = self.head();
        while !bytes.is_empty() {
            let seen = head.room.load(SeqCst);
            let written = head.written.load(Relaxed);
            let used = written.saturating_sub(head.read.load(Acquire));
            let free = CAPACITY.saturating_sub(used);
            let straight = CAPACITY - written % CAPACITY;
            let len = free.min(straight).min(bytes.len() as u64);
            if len == 0 {
                wake();
                if give_up() {
                    return false;
                }
                crate::system::futex::wait_while(&head.room, seen);
                continue;
            }
            let (now, rest) = bytes.split_at(len as usize);
            // SAFETY: the next `len` bytes are the task's alone: the caller reads them when
            // the position says so.
            unsafe {
                self.at(written)
                    .as_ptr()
                    .copy_from_nonoverlapping(now.as_ptr(), now.len());
            }
            head.written.store(written.wrapping_add(len), Release);
            bytes = rest;
        }
        wake();
        true
    }

    /// In the caller: appends what has come since the last time.
    ///
    /// # Errors
    /// [`Damaged`] when the task's position cannot be.
    pub fn read(&self, into: &mut Vec<u8>) -> Result<(), Damaged> {
        let head = self.head();
        let written = head.written.load(Acquire);
        let mut position = self.position.get();
        if written == position {
            return Ok(());
        }
        if written
            .checked_sub(position)
            .is_none_or(|len| len > CAPACITY)
        {
            return Err(Damaged::Header);
        }
        while position < written {
            let straight = CAPACITY - position % CAPACITY;
            let len = straight.min(written - position);
            let from = self.at(position).as_ptr();
            let before = into.len();
            into.resize(before + len as usize, 0);
            // SAFETY: within the mapping; a faulty task may change the bytes meanwhile,
            // and their checksum fails then. Copied without a reference to them.
            unsafe {
                from.copy_to_nonoverlapping(into.as_mut_ptr().add(before), len as usize);
            }
            position += len;
        }
        self.position.set(position);
        head.read.store(position, Release);
        head.room.fetch_add(1, SeqCst);
        crate::system::futex::wake_all(&head.room);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::process::{self, End, Side};

    #[test]
    fn bytes_arrive_in_order_whatever_their_number() {
        let channel = Channel::map().unwrap();
        let sent: Vec<u8> = (0..300_000u32).flat_map(u32::to_ne_bytes).collect();
        match process::fork().unwrap() {
            Side::Child => {
                for part in sent.chunks(7919) {
                    channel.write(part, || (), || false);
                }
                process::exit_now(0)
            }
            Side::Parent(child) => {
                let mut received = Vec::new();
                while received.len() < sent.len() {
                    channel.read(&mut received).unwrap();
                    std::thread::yield_now();
                }
                assert!(received == sent);
                assert_eq!(process::reap(child, true), Some(End::Exited(0)));
            }
        }
    }

    #[test]
    fn a_position_that_cannot_be_is_refused() {
        let channel = Channel::map().unwrap();
        channel.head().written.store(CAPACITY + 1, Relaxed);
        assert!(channel.read(&mut Vec::new()).is_err());
    }
}
