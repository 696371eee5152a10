//! Anonymous mappings: memory that is mapped in one piece, by mmap(2), and unmapped when
//! its owner is dropped.

use super::pages;
use nix::sys::mman::{MapFlags, ProtFlags, mmap_anonymous, mprotect, munmap};
use std::{ffi::c_void, io, num::NonZeroUsize, ops::Range, ptr::NonNull};

/// Which processes have the memory besides the one that maps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SharedWith {
    /// Every process that is forked afterwards.
    Forks,
    /// Nobody: where the system can do it, a forked process has no copy either.
    Nobody,
}

/// An anonymous mapping, full of zeros at first.
#[derive(Debug)]
pub struct Mapping {
    base: NonNull<c_void>,
    bytes: NonZeroUsize,
}

impl Mapping {
    /// Maps so much memory.
    ///
    /// # Errors
    /// `ENOMEM`.
    pub fn new(bytes: NonZeroUsize, shared_with: SharedWith) -> io::Result<Self> {
        let protection = ProtFlags::PROT_READ | ProtFlags::PROT_WRITE;
        let flags = match shared_with {
            SharedWith::Forks => MapFlags::MAP_SHARED,
            SharedWith::Nobody => MapFlags::MAP_PRIVATE,
        };
        // SAFETY: a new mapping at an address of the kernel's choosing, which nobody uses.
        let base = unsafe {
            let base = mmap_anonymous(None, bytes, protection, flags)?;
            if shared_with == SharedWith::Nobody {
                pages::keep_from_forks(base, bytes);
            }
            base
        };
        Ok(Self { base, bytes })
    }

    /// Where it starts; aligned as pages are.
    pub fn base(&self) -> NonNull<c_void> {
        self.base
    }

    /// How long it is.
    pub fn bytes(&self) -> usize {
        self.bytes.get()
    }

    /// From now on this process can only read the bytes at these offsets, which are
    /// whole pages. What cannot be protected can still be used.
    ///
    /// # Safety
    /// This process has no reference to them that writes.
    pub unsafe fn make_read_only(&self, offsets: Range<usize>) {
        let Range { start, end } = offsets;
        if start >= end {
            return;
        }
        assert!(end <= self.bytes());
        // SAFETY: within the mapping; the rest is promised by the caller.
        if unsafe { mprotect(self.base.byte_add(start), end - start, ProtFlags::PROT_READ) }
            .is_err()
        {
            super::forget_last_error();
        }
    }
}

impl Drop for Mapping {
    fn drop(&mut self) {
        // SAFETY: `new` made this mapping, and whoever has an address in it keeps its
        // owner.
        let _ = unsafe { munmap(self.base, self.bytes.get()) };
    }
}

/// Puts a value into a mapping of its own, which stays until [`drop_mapped`].
///
/// # Errors
/// `ENOMEM`.
pub fn map_value<T>(value: T, shared_with: SharedWith) -> io::Result<NonNull<T>> {
    let mapping = Mapping::new(bytes_of::<T>(), shared_with)?;
    let place = mapping.base().cast::<T>();
    std::mem::forget(mapping);
    // SAFETY: long enough for the value, aligned as pages are, and nobody else has it.
    unsafe { place.write(value) };
    Ok(place)
}

/// Drops a value and gives its mapping back.
///
/// # Safety
/// [`map_value`] made it in this process, and nobody uses it any more.
pub unsafe fn drop_mapped<T>(value: NonNull<T>) {
    // SAFETY: promised by the caller.
    unsafe { value.drop_in_place() };
    drop(Mapping {
        base: value.cast(),
        bytes: bytes_of::<T>(),
    });
}

const fn bytes_of<T>() -> NonZeroUsize {
    NonZeroUsize::new(size_of::<T>()).unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::{
        process::{End, exit_now},
        test_children::{end_of, holds_in_child},
    };
    use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

    const TWO_PAGES: NonZeroUsize = NonZeroUsize::new(128 << 10).unwrap();

    #[test]
    fn a_forked_process_shares_what_is_mapped_for_forks() {
        let word = map_value(AtomicU32::new(1), SharedWith::Forks).unwrap();
        // SAFETY: mapped until the end of the test.
        let shared = unsafe { word.as_ref() };
        assert!(holds_in_child(|| shared.swap(2, SeqCst) == 1));
        assert_eq!(shared.load(SeqCst), 2);
        // SAFETY: nobody uses it any more.
        unsafe { drop_mapped(word) };
    }

    #[test]
    #[cfg(all(target_os = "linux", not(feature = "portable")))]
    fn a_forked_process_does_not_have_what_is_mapped_for_nobody() {
        let word = map_value(AtomicU32::new(1), SharedWith::Nobody).unwrap();
        // SAFETY: mapped in this process; in the child the look is what is tested.
        let end = end_of(|| exit_now(unsafe { word.as_ref() }.load(SeqCst).cast_signed()));
        assert!(matches!(end, End::Killed(_)));
        // SAFETY: nobody uses it any more.
        unsafe { drop_mapped(word) };
    }

    #[test]
    fn what_is_read_only_can_be_read_and_the_rest_written() {
        let mapping = Mapping::new(TWO_PAGES, SharedWith::Forks).unwrap();
        let half = mapping.bytes() / 2;
        let word = |offset: usize| {
            // SAFETY: within the mapping, and aligned.
            unsafe { mapping.base().byte_add(offset).cast::<AtomicU32>().as_ref() }
        };
        let writes_to = |offset: usize| {
            end_of(|| {
                // SAFETY: the child has no other reference.
                unsafe { mapping.make_read_only(half..mapping.bytes()) };
                if word(half).load(SeqCst) != 0 {
                    exit_now(2);
                }
                word(offset).store(1, SeqCst);
            })
        };
        assert_eq!(writes_to(0), End::Exited(0));
        assert!(matches!(writes_to(half), End::Killed(_)));
        // SAFETY: as in the children; an empty range is none.
        unsafe { mapping.make_read_only(half..half) };
        word(half).store(1, SeqCst);
    }

    #[test]
    fn a_mapping_that_is_dropped_is_gone() {
        let mapping = Mapping::new(TWO_PAGES, SharedWith::Forks).unwrap();
        let base = mapping.base();
        // In a process without other threads: what they map may come to lie there.
        let end = end_of(|| {
            drop(mapping);
            // SAFETY: the read is meant to end the child.
            unsafe { base.cast::<u8>().as_ptr().read_volatile() };
        });
        assert!(matches!(end, End::Killed(_)));
    }
}
