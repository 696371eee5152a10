//! The pages of this process's memory: making them writable, moving them, giving them
//! back, keeping them from forked processes.

#[cfg_attr(
    all(target_os = "linux", not(feature = "portable")),
    path = "pages/linux.rs"
)]
#[cfg_attr(
    not(all(target_os = "linux", not(feature = "portable"))),
    path = "pages/portable.rs"
)]
mod platform;

pub(super) use platform::keep_from_forks;
pub use platform::{discard, move_pages};

use nix::sys::mman::{ProtFlags, mprotect};
use std::{ffi::c_void, num::NonZeroUsize, ptr::NonNull};

/// Bytes of a page.
fn page_bytes() -> usize {
    // SAFETY: takes and returns plain numbers.
    usize::try_from(unsafe { libc::sysconf(libc::_SC_PAGESIZE) }).unwrap_or(4 << 10)
}

/// mprotect(2): lets data be written to that the linker has made constant. Returns whether
/// it can be.
///
/// # Safety
/// The bytes are data of a program or a library that stays loaded.
pub unsafe fn make_writable(start: NonNull<c_void>, bytes: NonZeroUsize) -> bool {
    let page = page_bytes();
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
