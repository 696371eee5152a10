//! PHP's heap as a whole: its size and its peak, and giving back a task's copy of it.

use super::ffi;
use std::{
    ffi::c_void,
    num::NonZeroUsize,
    ptr::{self, NonNull},
    sync::OnceLock,
};

/// Bytes of a chunk, which starts at a multiple of them (`ZEND_MM_CHUNK_SIZE`,
/// Zend/zend_alloc_sizes.h).
const CHUNK: NonZeroUsize = NonZeroUsize::new(2 << 20).unwrap();

/// The head of `zend_mm_chunk` (Zend/zend_alloc.c): its heap, and its place in a ring.
#[repr(C)]
struct Chunk {
    heap: *mut c_void,
    next: *mut Chunk,
    previous: *mut Chunk,
}

/// Whether chunks are what they are known to be.
static KNOWN: OnceLock<bool> = OnceLock::new();

/// To be called when the module starts: looks whether the heap's first chunk is what it
/// is known to be. Where it is not, [`discard`] leaves all memory as it is.
pub fn check() {
    KNOWN.get_or_init(|| {
        // SAFETY: asks which allocator is in use, and for its heap.
        let heap = unsafe { ffi::is_zend_mm().then(|| ffi::zend_mm_get_heap()) };
        // SAFETY: the heap that the allocator has just named.
        heap.is_some_and(|heap| unsafe { stands_in_its_chunk(heap) })
    });
}

/// The chunk around an address.
fn chunk_of<T>(address: *mut T) -> *mut Chunk {
    address
        .map_addr(|address| address & !(CHUNK.get() - 1))
        .cast()
}

/// # Safety
/// The address of the allocator's heap.
unsafe fn stands_in_its_chunk(heap: *mut c_void) -> bool {
    /// The least page there is: what stands before the heap in its page can be read.
    const PAGE: usize = 4 << 10;
    let chunk = chunk_of(heap);
    if heap.addr() - chunk.addr() >= PAGE {
        return false;
    }
    // SAFETY: in the heap's own page; where its own address stands first, that is its
    // chunk, and the next in the ring is one, too, if it is where chunks start.
    unsafe {
        let next = (*chunk).next;
        (*chunk).heap == heap
            && !next.is_null()
            && ptr::eq(chunk_of(next), next)
            && (*next).heap == heap
            && (*next).previous == chunk
    }
}

/// In a process in which no more of PHP's code runs, and which is about to end: gives
/// the chunks back in which the allocator looks for room first. This process is a copy
/// of another, which is about to fill just these: what only it has need not be copied
/// then, page by page. `discard` gives the pages of a private mapping back, which nobody
/// uses any more.
pub fn discard(discard: unsafe fn(NonNull<c_void>, NonZeroUsize)) {
    if KNOWN.get() != Some(&true) {
        return;
    }
    // SAFETY: the allocator is the engine's own, its heap stands in its first chunk, and
    // the chunks are mappings of its own, to which nothing refers that will still be
    // used: just what `discard` is for.
    unsafe {
        let heap = ffi::zend_mm_get_heap();
        let first = chunk_of(heap);
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

/// Starts counting the peak from what is allocated now.
pub fn reset_peak() {
    // SAFETY: sets a number.
    unsafe { ffi::zend_memory_reset_peak_usage() };
}
