//! Calls of PHP's allocator. A debug build of PHP also takes the file and line of each
//! call and names them in its reports of leaks. No other file calls the allocator
//! (clippy.toml).
#![allow(clippy::disallowed_methods)]

use ext_php_rs::ffi::{_efree, _emalloc};

/// A place in these sources.
#[derive(Clone, Copy)]
pub struct Place {
    /// The file's name, with C's zero at its end.
    #[cfg(php_debug)]
    pub file: &'static str,
    #[cfg(php_debug)]
    pub line: u32,
}

/// The place where this stands.
macro_rules! here {
    () => {
        $crate::engine::alloc::Place {
            #[cfg(php_debug)]
            file: concat!(file!(), "\0"),
            #[cfg(php_debug)]
            line: line!(),
        }
    };
}
pub(super) use here;

/// A block of this size, aligned to 8, taken at this place; or the request ends for lack of
/// memory.
///
/// # Safety
/// No value with `Drop` is alive that must be dropped, for then the call does not
/// return. The block is PHP's: [`free`], or what PHP itself does with it, gives it back.
#[inline(always)]
pub unsafe fn allocate(bytes: usize, place: Place) -> *mut u8 {
    #[cfg(not(php_debug))]
    // SAFETY: as promised.
    unsafe {
        let Place {} = place;
        _emalloc(bytes).cast()
    }
    #[cfg(php_debug)]
    // SAFETY: as promised; the file's name ends with a zero and lives forever.
    unsafe {
        _emalloc(
            bytes,
            place.file.as_ptr().cast(),
            place.line,
            std::ptr::null(),
            0,
        )
        .cast()
    }
}

/// Gives a block back, at this place.
///
/// # Safety
/// It is one of PHP's allocator, and nobody uses it any more.
#[inline(always)]
pub unsafe fn free(block: *mut u8, place: Place) {
    #[cfg(not(php_debug))]
    // SAFETY: as promised.
    unsafe {
        let Place {} = place;
        _efree(block.cast());
    }
    #[cfg(php_debug)]
    // SAFETY: as promised; the file's name ends with a zero and lives forever.
    unsafe {
        _efree(
            block.cast(),
            place.file.as_ptr().cast(),
            place.line,
            std::ptr::null(),
            0,
        );
    }
}

/// The bytes that the allocator has taken for a block, asked at this place.
///
/// # Safety
/// It is one of PHP's allocator.
pub unsafe fn size(block: *mut u8, place: Place) -> usize {
    #[cfg(not(php_debug))]
    // SAFETY: as promised.
    unsafe {
        let Place {} = place;
        super::ffi::_zend_mem_block_size(block.cast())
    }
    #[cfg(php_debug)]
    // SAFETY: as promised; the file's name ends with a zero and lives forever.
    unsafe {
        super::ffi::_zend_mem_block_size(
            block.cast(),
            place.file.as_ptr().cast(),
            place.line,
            std::ptr::null(),
            0,
        )
    }
}

/// As [`allocate`], but null where the engine has put off the error for lack of memory.
///
/// # Safety
/// As that.
#[cfg(php_delayed_oom)]
pub unsafe fn try_allocate(bytes: usize, place: Place) -> *mut u8 {
    #[cfg(not(php_debug))]
    // SAFETY: as promised.
    unsafe {
        let Place {} = place;
        super::ffi::_femalloc(bytes).cast()
    }
    #[cfg(php_debug)]
    // SAFETY: as promised; the file's name ends with a zero and lives forever.
    unsafe {
        super::ffi::_femalloc(
            bytes,
            place.file.as_ptr().cast(),
            place.line,
            std::ptr::null(),
            0,
        )
        .cast()
    }
}
