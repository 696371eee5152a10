//! Strings so big that PHP's allocator has pages of their own for them.

use super::{
    alloc::{self, here},
    ffi,
};
use ext_php_rs::{
    ffi::{IS_STRING, zend_string},
    types::Zval,
};
use std::{
    mem::{MaybeUninit, offset_of},
    slice,
};

/// Bytes of the engine's structure before a string's own.
pub const HEAD: usize = offset_of!(zend_string, val);

/// Bytes behind a string's own: a zero.
pub const TAIL: usize = 1;

/// From this length on a block is surely a mapping of its own: the allocator's
/// chunks are of 2 MB (`ZEND_MM_CHUNK_SIZE`, Zend/zend_alloc_sizes.h).
pub const MIN_BYTES: usize = CHUNK;

/// Where such blocks start, and no others do: at multiples of a chunk's size.
const CHUNK: usize = 2 << 20;

/// A string of `len` bytes. `fill` replaces the pages of its block, from head to tail; head
/// and tail are set afterwards. `None` when `fill` refuses, or the allocator in use has no
/// pages of its own.
pub fn string_of_pages(len: usize, fill: impl FnOnce(&mut [u8]) -> bool) -> Option<Zval> {
    // SAFETY: asks which allocator is in use.
    if len < MIN_BYTES || !unsafe { ffi::is_zend_mm() } {
        return None;
    }
    let bytes = HEAD + len + TAIL;
    // SAFETY: the block is as long as asked for, or the request ends for lack of
    // memory. It is a mapping of its own, new and so filled with zeros.
    unsafe {
        let block = alloc::allocate(bytes, here!());
        if !is_mapping(block, bytes) || !fill(slice::from_raw_parts_mut(block, bytes)) {
            alloc::free(block, here!());
            return None;
        }
        Some(completed(block, len))
    }
}

/// A string of `len` bytes. `fill` fills its block, from head to tail; head and tail are set
/// afterwards. `None` when `fill` refuses.
pub fn string(len: usize, fill: impl FnOnce(&mut [MaybeUninit<u8>]) -> bool) -> Option<Zval> {
    let bytes = HEAD + len + TAIL;
    // SAFETY: the block is as long as asked for, or the request ends for lack of memory;
    // the engine's strings take multiples of 8 bytes.
    unsafe {
        let block = alloc::allocate((bytes + 7) & !7, here!());
        if !fill(slice::from_raw_parts_mut(block.cast(), bytes)) {
            alloc::free(block, here!());
            return None;
        }
        Some(completed(block, len))
    }
}

/// Makes a block whose bytes are there a string.
///
/// # Safety
/// PHP's allocator made the block, nobody else uses it, and it has room for the head,
/// `len` bytes and the tail.
unsafe fn completed(block: *mut u8, len: usize) -> Zval {
    // SAFETY: it becomes a string of one reference when all of its fields are set.
    unsafe {
        block.add(HEAD + len).write(0);
        let string = block.cast::<zend_string>();
        (*string).gc.refcount = 1;
        // GC_STRING: the type, and the flag of what the collector never visits.
        (*string).gc.u.type_info = IS_STRING | 1 << 4;
        (*string).h = 0;
        (*string).len = len;
        let mut value = Zval::new();
        value.value.str_ = string;
        // IS_STRING_EX: counted.
        value.u1.type_info = IS_STRING | 1 << 8;
        value
    }
}

/// Whether the block is a mapping of its own, of exactly the pages that `bytes` take.
///
/// # Safety
/// The allocator has given the block for this many bytes.
unsafe fn is_mapping(block: *mut u8, bytes: usize) -> bool {
    // SAFETY: the allocator's own call for its blocks.
    let size = unsafe { alloc::size(block, here!()) };
    block.addr().is_multiple_of(CHUNK)
        && size.is_multiple_of(PAGE)
        && size >= bytes.next_multiple_of(PAGE)
}

/// The least page there is.
const PAGE: usize = 4 << 10;
