//! Bytes in this process's own memory, copied out of memory that others may write to.
//!
//! Nothing is decoded where it was sent: a task may go on writing there, from another thread
//! or a process of its own, and what has been checked would not be what is read. Each byte
//! is fetched once, by an atomic read, into memory that no other process has.

use super::{
    Damaged, budget,
    checksum::{self, Checksum},
};
use std::{
    io,
    mem::MaybeUninit,
    ptr::NonNull,
    sync::atomic::{AtomicU8, AtomicU64, Ordering::Relaxed},
};

/// Bytes for which no memory is allocated: most results of tasks are as short. With more,
/// moving them about would cost more than it saves.
const SHORT: usize = 30;
const _: () = assert!(size_of::<Copied>() <= size_of::<[u64; 4]>());

/// Memory that another process may write to at any time. The two never race: it is read by
/// atomics alone.
#[derive(Debug, Clone, Copy)]
pub struct Shared {
    start: NonNull<u8>,
    len: usize,
}

impl Shared {
    /// The `len` bytes from `start` on.
    ///
    /// # Safety
    /// They can be read as long as this and its copies are used, and the first is aligned
    /// to 8.
    pub unsafe fn new(start: NonNull<u8>, len: usize) -> Self {
        debug_assert!(start.addr().get().is_multiple_of(size_of::<AtomicU64>()));
        Self { start, len }
    }

    /// The first of them; all, if there are fewer.
    pub fn first(self, len: usize) -> Self {
        Self {
            len: len.min(self.len),
            ..self
        }
    }
}

/// Bytes that others may write to at any time, and that are read by copying them.
pub trait Source {
    /// Bytes that are copied and added to a checksum in turn, while they are in the cache.
    const PIECE: usize;

    /// How many there are.
    fn len(&self) -> usize;

    /// Copies as many as there is room for, from a multiple of 8 on.
    ///
    /// # Errors
    /// `UnexpectedEof` when they are not there any more; the system's.
    ///
    /// # Panics
    /// When there never were as many bytes.
    fn copy_to<'a>(&self, at: usize, to: &'a mut [MaybeUninit<u8>]) -> io::Result<&'a mut [u8]>;

    /// A copy of all.
    ///
    /// # Errors
    /// `ENOMEM`, and those of [`Source::copy_to`].
    fn copied(&self) -> io::Result<Copied> {
        self.copied_by(|_| {})
    }

    /// A copy of all; `look` is called with one part after the other.
    ///
    /// # Errors
    /// As for [`Source::copied`].
    fn copied_by(&self, look: impl FnMut(&[u8])) -> io::Result<Copied> {
        let len = self.len();
        if len <= SHORT {
            let mut look = look;
            let mut bytes = [MaybeUninit::new(0); SHORT];
            look(self.copy_to(0, &mut bytes[..len])?);
            // SAFETY: each was written, if only with a zero.
            let bytes = bytes.map(|byte| unsafe { byte.assume_init() });
            return Ok(Copied(Bytes::Short(bytes, len as u8)));
        }
        let mut bytes = Vec::new();
        bytes
            .try_reserve_exact(len)
            .map_err(|_| io::Error::from(io::ErrorKind::OutOfMemory))?;
        self.fill(&mut bytes.spare_capacity_mut()[..len], look)?;
        // SAFETY: there is room for `len` bytes, and all have been written.
        unsafe { bytes.set_len(len) };
        Ok(Copied(Bytes::Long(bytes)))
    }

    /// Fills the room with a copy of the first bytes, as many as there is room for; `look`
    /// is called with one part after the other.
    ///
    /// # Errors
    /// Those of [`Source::copy_to`].
    fn fill(&self, room: &mut [MaybeUninit<u8>], mut look: impl FnMut(&[u8])) -> io::Result<()> {
        if room.len() >= budget::STEP {
            let start = room.as_ptr().addr();
            budget::fill(start..start + room.len(), room.len());
        }
        for (place, piece) in room.chunks_mut(Self::PIECE).enumerate() {
            look(self.copy_to(place * Self::PIECE, piece)?);
        }
        Ok(())
    }

    /// A copy of all that has this checksum with a message's head.
    ///
    /// # Errors
    /// As for [`Source::copied`]; [`Damaged`] inside when it has another, or they are not
    /// there.
    fn checked(
        &self,
        mut sum: Checksum,
        fits: impl FnOnce(&Checksum) -> bool,
    ) -> io::Result<Result<Copied, Damaged>> {
        match self.copied_by(|piece| sum.update(piece)) {
            Ok(copied) if fits(&sum) => Ok(Ok(copied)),
            Ok(_) => Ok(Err(Damaged::Checksum)),
            Err(error) => Damaged::missing(error).map(Err),
        }
    }

    /// The checksum of a sample of them, which are too many to be copied for it.
    ///
    /// # Errors
    /// Those of [`Source::copy_to`].
    fn sampled(&self) -> io::Result<Checksum> {
        let mut sum = Checksum::of_sample(self.len());
        let mut buffer = vec![MaybeUninit::uninit(); Self::PIECE];
        for part in checksum::sample(self.len()) {
            // Copies begin at multiples of 8, and what is before the part does not count.
            let mut at = part.start / 8 * 8;
            while at < part.end {
                let len = Self::PIECE.min(part.end - at);
                let piece = self.copy_to(at, &mut buffer[..len])?;
                let before = part.start.saturating_sub(at);
                sum.update_at(at + before, &piece[before..]);
                at += len;
            }
        }
        Ok(sum)
    }
}

impl Source for Shared {
    const PIECE: usize = 32 << 10;

    fn len(&self) -> usize {
        self.len
    }

    fn copy_to<'a>(&self, at: usize, to: &'a mut [MaybeUninit<u8>]) -> io::Result<&'a mut [u8]> {
        const WORD: usize = size_of::<u64>();
        let len = to.len();
        assert!(at.is_multiple_of(WORD) && at.checked_add(len).is_some_and(|end| end <= self.len));
        let (words, rest) = to.as_chunks_mut::<WORD>();
        let behind = at + words.len() * WORD;
        // SAFETY: within the bytes that `new` was promised, aligned as `at` is. Atomics are
        // valid whatever others write there.
        unsafe {
            let from = self.start.add(at).cast::<AtomicU64>();
            let into = words.as_mut_ptr().cast::<u64>();
            for place in 0..words.len() {
                let word = from.add(place).as_ref().load(Relaxed);
                into.add(place).write_unaligned(word);
            }
            let from = self.start.add(behind).cast::<AtomicU8>();
            for (place, byte) in rest.iter_mut().enumerate() {
                byte.write(from.add(place).as_ref().load(Relaxed));
            }
            // All of them have been written.
            Ok(&mut *(std::ptr::from_mut(to) as *mut [u8]))
        }
    }
}

/// See the module.
#[derive(Debug, Clone)]
pub struct Copied(Bytes);

#[derive(Debug, Clone)]
enum Bytes {
    Short([u8; SHORT], u8),
    Long(Vec<u8>),
}

impl Copied {
    /// The bytes.
    #[inline]
    pub fn bytes(&self) -> &[u8] {
        match &self.0 {
            Bytes::Short(bytes, len) => &bytes[..usize::from(*len)],
            Bytes::Long(bytes) => bytes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PIECE: usize = Shared::PIECE;

    /// A copy in bytes that nobody else has, and that start at a multiple of 8.
    fn shared(bytes: &[u64], len: usize) -> Shared {
        assert!(len <= size_of_val(bytes));
        // SAFETY: alive, aligned and long enough as long as the borrow, which each test keeps.
        unsafe { Shared::new(NonNull::from(bytes).cast(), len) }
    }

    fn words(len: usize) -> (Vec<u64>, Vec<u8>) {
        let words: Vec<u64> = (0..len as u64 / 8 + 1)
            .map(|n| n.wrapping_mul(0x9e37_79b9_7f4a_7c15))
            .collect();
        let bytes = words.iter().flat_map(|word| word.to_ne_bytes()).collect();
        (words, bytes)
    }

    #[test]
    fn all_are_copied_however_many_there_are() {
        for len in [
            0,
            1,
            7,
            8,
            29,
            30,
            31,
            64,
            65,
            4095,
            PIECE - 1,
            PIECE + 9,
            3 * PIECE,
        ] {
            let (words, bytes) = words(len);
            let copied = shared(&words, len).copied().unwrap();
            assert_eq!(copied.bytes(), &bytes[..len]);
        }
    }

    #[test]
    fn a_copy_is_checked_as_it_is() {
        for len in [3, 200, 3 * PIECE + 5] {
            let (words, bytes) = words(len);
            let mut sum = Checksum::default();
            sum.update(&bytes[..len]);
            let expected = sum.finish(1, 2, 3);
            let fits = |sum: &Checksum| sum.finish(1, 2, 3) == expected;
            let all = shared(&words, len);
            assert!(all.checked(Checksum::default(), fits).unwrap().is_ok());
            let fewer = all.first(len - 1).checked(Checksum::default(), fits);
            assert_eq!(fewer.unwrap().err(), Some(Damaged::Checksum));
        }
    }

    #[test]
    fn a_sample_is_the_same_as_of_all_bytes() {
        for len in [0, 5, 100_000, 131_075, 500_003] {
            let (words, bytes) = words(len);
            let mut sum = Checksum::of_sample(len);
            sum.update(&bytes[..len]);
            let sampled = shared(&words, len).sampled().unwrap();
            assert_eq!(sampled.finish(0, 0, 0), sum.finish(0, 0, 0), "{len}");
        }
    }

    #[test]
    #[should_panic = "is_multiple_of"]
    fn bytes_that_are_not_there_are_not_copied() {
        let (words, _) = words(16);
        let _ = shared(&words, 16).copy_to(8, &mut [MaybeUninit::uninit(); 9]);
    }
}
