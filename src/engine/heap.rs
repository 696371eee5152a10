//! PHP's allocator.

use super::ffi;
use std::{ffi::c_void, num::NonZeroUsize, ptr::NonNull};

/// Bytes of a chunk, which starts at a multiple of them (`ZEND_MM_CHUNK_SIZE`,
/// Zend/zend_alloc_sizes.h).
const CHUNK: NonZeroUsize = NonZeroUsize::new(2 << 20).unwrap();

/// The head of `zend_mm_chunk` (Zend/zend_alloc.c): its heap, and its place in a ring.
#[repr(C)]
struct Chunk {
    heap: *mut c_void,
    next: *mut Chunk,
}

/// In a process in which no more of PHP's code runs, and which is about to end: gives
/// the chunks back in which the allocator looks for room first. This process is a copy
/// of another, which is about to fill just these: what only it has need not be copied
/// then, page by page. `discard` gives the pages of a private mapping back, which nobody
/// uses any more.
pub fn discard(discard: unsafe fn(NonNull<c_void>, NonZeroUsize)) {
    // SAFETY: asks which allocator is in use; where it is the engine's own, its heap
    // stands in its first chunk, and the chunks are mappings of its own, to which
    // nothing refers that will still be used: just what `discard` is for.
    unsafe {
        if !ffi::is_zend_mm() {
            return;
        }
        let heap = ffi::zend_mm_get_heap().cast::<c_void>();
        let first = heap
            .map_addr(|address| address & !(CHUNK.get() - 1))
            .cast::<Chunk>();
        let second = (*first).next;
        for chunk in [second, first] {
            if !chunk.is_null() && (*chunk).heap == heap {
                discard(NonNull::new_unchecked(chunk.cast()), CHUNK);
            }
            if first == second {
                break;
            }
        }
    }
}

/// Bytes that the allocator has from the system, in use or not.
pub fn size() -> usize {
    // SAFETY: reads a counter.
    unsafe { ffi::zend_memory_usage(true) }
}

/// The most memory that PHP has allocated at a time since [`reset_peak`], in bytes.
pub fn peak() -> usize {
    // SAFETY: reads a number.
    unsafe { ffi::zend_memory_peak_usage(false) }
}

/// From now on counts the peak anew.
pub fn reset_peak() {
    // SAFETY: sets a number.
    unsafe { ffi::zend_memory_reset_peak_usage() };
}
