//! Slots, mapped in chunks and handed out again and again.

use super::slot::Slot;
use crate::system::mapping::{Mapping, SharedWith};
use std::{io, num::NonZeroUsize};

/// Bytes of one slot, header included. Holds all but big results; a slot costs
/// memory only as far as it has been written to.
pub const SLOT_BYTES: usize = 128 << 10;

/// Slots of one chunk: one mapping serves the usual number of processes.
const CHUNK_SLOTS: usize = 64;

/// Slots in one mapping.
struct Chunk(Mapping);

impl Chunk {
    const BYTES: NonZeroUsize = NonZeroUsize::new(SLOT_BYTES * CHUNK_SLOTS).unwrap();

    fn map() -> io::Result<Self> {
        Mapping::new(Self::BYTES, SharedWith::Forks).map(Self)
    }

    fn slot(&self, index: usize) -> Slot {
        assert!(index < CHUNK_SLOTS);
        // SAFETY: the index is within the mapping, which is page-aligned, as
        // each slot in it is, and lives as long as the arena that owns it.
        unsafe {
            Slot::at(
                self.0.base().cast::<u8>().add(index * SLOT_BYTES),
                SLOT_BYTES,
            )
        }
    }

    /// In a forked process: from now on it can only read, apart from one slot.
    fn protect_but(&self, own: Option<Slot>) {
        let end = Self::BYTES.get();
        let own = own
            .and_then(|slot| slot.address().checked_sub(self.0.base().addr().get()))
            .filter(|own| *own < end);
        // SAFETY: whole slots, to which this process has no reference that writes.
        unsafe {
            match own {
                None => self.0.make_read_only(0..end),
                Some(own) => {
                    self.0.make_read_only(0..own);
                    self.0.make_read_only(own + SLOT_BYTES..end);
                }
            }
        }
    }
}

/// All slots of a process, and which of them are free.
#[derive(Default)]
pub struct Arena {
    chunks: Vec<Chunk>,
    /// The one that was freed last: where the others are listed is memory of its own,
    /// which a task that is just ending would have a copy of.
    last: Option<Slot>,
    free: Vec<Slot>,
}

impl Arena {
    /// A free slot, reserved; the most recently freed first, for its memory is
    /// warm.
    ///
    /// # Errors
    /// `ENOMEM` when a new chunk is needed and cannot be mapped.
    pub fn acquire(&mut self) -> io::Result<Slot> {
        if self.last.is_none() && self.free.is_empty() {
            let chunk = Chunk::map()?;
            self.free
                .extend((0..CHUNK_SLOTS).rev().map(|index| chunk.slot(index)));
            self.chunks.push(chunk);
        }
        let slot = self
            .last
            .take()
            .or_else(|| self.free.pop())
            .ok_or_else(|| io::Error::from(io::ErrorKind::OutOfMemory))?;
        slot.reserve();
        Ok(slot)
    }

    /// Takes a slot back. Nobody may read or write it any more.
    pub fn release(&mut self, slot: Slot) {
        self.free.extend(self.last.replace(slot));
    }

    /// In a task: it can write to its own slot alone, if it has one here.
    pub fn protect_but(&self, own: Option<Slot>) {
        self.chunks.iter().for_each(|chunk| chunk.protect_but(own));
    }

    /// Slots that are in use.
    #[cfg(any(test, feature = "faults"))]
    pub fn used(&self) -> usize {
        self.chunks.len() * CHUNK_SLOTS - self.free.len() - usize::from(self.last.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_released_slot_is_the_next_one_handed_out() {
        let mut arena = Arena::default();
        let (a, b) = (arena.acquire().unwrap(), arena.acquire().unwrap());
        assert_ne!(a, b);
        arena.release(a);
        assert_eq!(arena.acquire().unwrap(), a);
        assert_eq!(arena.used(), 2);
    }

    #[test]
    #[cfg(unix)]
    fn a_task_can_write_to_its_own_slot_and_read_the_others() {
        use crate::system::process::{self, End, Side, exit_now};
        let mut arena = Arena::default();
        let slots: Vec<Slot> = (0..3).map(|_| arena.acquire().unwrap()).collect();
        slots[2].publish();
        let writes = |own: usize, to: usize| match process::fork().unwrap() {
            Side::Child => {
                arena.protect_but(slots.get(own).copied());
                if !slots[2].is_published() {
                    exit_now(1);
                }
                slots[to].reserve();
                exit_now(0)
            }
            Side::Parent(child) => process::reap(child, true).unwrap(),
        };
        for own in 0..2 {
            assert_eq!(writes(own, own), End::Exited(0));
            assert!(matches!(writes(own, 2), End::Killed(_)));
            assert!(matches!(writes(own, 1 - own), End::Killed(_)));
        }
        assert!(matches!(writes(9, 0), End::Killed(_)));
        slots[0].reserve();
    }

    #[test]
    fn the_arena_grows_by_chunks_and_hands_out_each_slot_once() {
        let mut arena = Arena::default();
        let slots: Vec<Slot> = (0..CHUNK_SLOTS * 2 + 1)
            .map(|_| arena.acquire().unwrap())
            .collect();
        let mut distinct: Vec<usize> = slots.iter().map(Slot::address).collect();
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(distinct.len(), slots.len());
        slots.into_iter().for_each(|slot| arena.release(slot));
        assert_eq!(arena.used(), 0);
    }
}
