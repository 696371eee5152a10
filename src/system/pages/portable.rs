//! Not every Unix can move pages, or gives them back at once: here nothing is done.

use nix::errno::Errno;
use std::{ffi::c_void, io, num::NonZeroUsize, ptr::NonNull};

/// Moves a mapping to a given place: no call for this exists on every Unix.
///
/// # Errors
/// Always `ENOSYS`.
///
/// # Safety
/// None; see the twin.
pub unsafe fn move_pages(
    _: NonNull<c_void>,
    _: NonZeroUsize,
    _: NonNull<c_void>,
) -> io::Result<()> {
    Err(Errno::ENOSYS.into())
}

/// Gives pages back, which not every Unix does at once: here they stay.
///
/// # Safety
/// None.
pub unsafe fn discard(_: NonNull<c_void>, _: NonZeroUsize) {}

/// Not every Unix can keep a mapping from forked processes: they get a copy.
///
/// # Safety
/// None; see the twin.
pub unsafe fn keep_from_forks(_: NonNull<c_void>, _: NonZeroUsize) {}
