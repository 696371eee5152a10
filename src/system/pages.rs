//! What may be done with the pages of this process's memory.

use nix::sys::mman::{ProtFlags, mprotect};
use std::{ffi::c_void, num::NonZeroUsize, ptr::NonNull};

/// mprotect(2): lets data be written to that the linker has made constant. Returns whether
/// it can be.
///
/// # Safety
/// The bytes are data of a program or a library that stays loaded.
pub unsafe fn make_writable(start: NonNull<c_void>, bytes: NonZeroUsize) -> bool {
    // SAFETY: takes and returns plain numbers.
    let page = usize::try_from(unsafe { libc::sysconf(libc::_SC_PAGESIZE) }).unwrap_or(4 << 10);
    let before = start.as_ptr().addr() % page;
    let first = start.as_ptr().wrapping_byte_sub(before);
    let Some(first) = NonNull::new(first) else {
        return false;
    };
    // SAFETY: promised by the caller; what can be written to can be read as before.
    unsafe {
        mprotect(
            first,
            before + bytes.get(),
            ProtFlags::PROT_READ | ProtFlags::PROT_WRITE,
        )
        .is_ok()
    }
}
