//! mremap(2) and madvise(2).

use super::page_bytes;
use nix::{
    errno::Errno,
    sys::mman::{MmapAdvise, madvise},
};
use std::{ffi::c_void, io, num::NonZeroUsize, ptr::NonNull};

/// mremap(2): moves a mapping to another place, instead of what was there, but for its
/// first page, which is copied. A growing block is lengthened by PHP's allocator in its
/// place, by one mremap over all of it: a mapping of a file would go on past the file's
/// end. Over two mappings the kernel refuses that, and the allocator copies.
///
/// # Errors
/// `EINVAL` when either place does not start with a page, or when there is only one
/// page; what mremap said. Nothing has changed then.
///
/// # Safety
/// `len` bytes from `from` are a mapping, those from `to` memory up to the end of
/// their last page, and nobody else refers to either meanwhile.
pub unsafe fn move_pages(
    from: NonNull<c_void>,
    len: NonZeroUsize,
    to: NonNull<c_void>,
) -> io::Result<()> {
    let page = page_bytes();
    let len = len.get().next_multiple_of(page);
    if !(from.addr().get() | to.addr().get()).is_multiple_of(page) || len <= page {
        return Err(Errno::EINVAL.into());
    }
    let (rest, from, to) = (len - page, from.as_ptr(), to.as_ptr());
    // SAFETY: promised by the caller.
    unsafe {
        let (rest_from, rest_to) = (from.byte_add(page), to.byte_add(page));
        let flags = libc::MREMAP_MAYMOVE | libc::MREMAP_FIXED;
        if libc::mremap(rest_from, rest, rest, flags, rest_to) != libc::MAP_FAILED {
            // Not before: a page that is touched while its block is whole may be a huge one.
            to.cast::<u8>()
                .copy_from_nonoverlapping(from.cast::<u8>(), page);
            libc::munmap(from, page);
            return Ok(());
        }
        let error = io::Error::last_os_error();
        // The memory may be gone from its place; without memory there, nothing of
        // this process can be relied upon.
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_FIXED;
        let protection = libc::PROT_READ | libc::PROT_WRITE;
        if libc::mmap(rest_to, rest, protection, flags, -1, 0) == libc::MAP_FAILED {
            std::process::abort();
        }
        Err(error)
    }
}

/// madvise(2): gives the pages of a mapping back, which are then full of zeros.
///
/// # Safety
/// The bytes are whole pages of a private mapping without a file, and nobody uses what
/// they hold any more.
pub unsafe fn discard(start: NonNull<c_void>, len: NonZeroUsize) {
    // SAFETY: promised by the caller. What cannot be given back stays.
    let _ = unsafe { madvise(start, len.get(), MmapAdvise::MADV_DONTNEED) };
}

/// madvise(2): no forked process has the mapping.
///
/// # Safety
/// The bytes are a mapping of the caller's.
pub unsafe fn keep_from_forks(start: NonNull<c_void>, bytes: NonZeroUsize) {
    // SAFETY: promised by the caller. Where it cannot be done, forks get a copy.
    let _ = unsafe { madvise(start, bytes.get(), MmapAdvise::MADV_DONTFORK) };
}
