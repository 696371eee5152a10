//! memfd_create(2), whose files can be sealed, and locks that a fork does not inherit.

use crate::system::descriptors;
use nix::{
    fcntl::{FallocateFlags, FcntlArg, SealFlag, fallocate, fcntl},
    sys::memfd::{MFdFlags, memfd_create},
};
use std::{
    ffi::CStr,
    io,
    os::fd::{BorrowedFd, OwnedFd},
};

/// The bytes of the memory file that belong to one result. Far more than any
/// machine has: the file is sparse, and only its size limit (2^63) counts.
pub const REGION_BYTES: u64 = 1 << 40;

/// A [`scratch_file`] that is sealed against shrinking, so that no mapping of it can lose
/// its pages.
///
/// # Errors
/// `EMFILE`, `ENFILE` or `ENOMEM`.
pub fn memory_file() -> io::Result<OwnedFd> {
    let file = scratch_file()?;
    fcntl(&file, FcntlArg::F_ADD_SEALS(SealFlag::F_SEAL_SHRINK))?;
    Ok(file)
}

/// memfd_create(2): a file that lives in memory and has no name.
///
/// # Errors
/// `EMFILE`, `ENFILE` or `ENOMEM`.
pub fn scratch_file() -> io::Result<OwnedFd> {
    memory_file_named(c"pokio")
}

/// A [`scratch_file`] for a standard stream. PHP opens what the link `/dev/stdout` says,
/// and would make a file of this name: the name is one under which none can be made.
///
/// # Errors
/// As that one's.
pub fn stream_file() -> io::Result<OwnedFd> {
    memory_file_named(c"/../dev/null/pokio")
}

fn memory_file_named(name: &CStr) -> io::Result<OwnedFd> {
    let flags = MFdFlags::MFD_CLOEXEC | MFdFlags::MFD_ALLOW_SEALING;
    descriptors::out_of_the_way(memfd_create(name, flags)?)
}

/// Whether a file can be made one that nobody can change.
pub const HAS_SEALS: bool = true;

/// fcntl(2), `F_ADD_SEALS`: from now on no process can write to the memory file, map it for
/// writing, or give its memory back. Returns whether that is so: the kernel refuses while a
/// process has it mapped for writing, or reads into its pages.
pub fn seal(file: BorrowedFd<'_>) -> bool {
    fcntl(file, FcntlArg::F_ADD_SEALS(SealFlag::F_SEAL_WRITE)).is_ok()
}

/// fcntl(2), `F_SETLK`: locks the file for this process, which no copy of it inherits.
/// Returns whether that could be done.
pub fn claim(file: BorrowedFd<'_>) -> bool {
    fcntl(file, FcntlArg::F_SETLK(&lock())).is_ok()
}

/// fcntl(2), `F_GETLK`: whether another process that has claimed the file lives. The
/// kernel lets go of a lock when its owner ends.
pub fn is_claimed(file: BorrowedFd<'_>) -> bool {
    let mut lock = lock();
    let asked = fcntl(file, FcntlArg::F_GETLK(&mut lock));
    asked.is_err() || i32::from(lock.l_type) != libc::F_UNLCK
}

/// A lock of the file's first byte.
fn lock() -> libc::flock {
    libc::flock {
        l_type: libc::F_WRLCK as libc::c_short,
        l_whence: libc::SEEK_SET as libc::c_short,
        l_start: 0,
        l_len: 1,
        l_pid: 0,
    }
}

/// Gives the memory behind a part of the memory file back to the system.
pub fn release(file: BorrowedFd<'_>, offset: u64, len: u64) {
    let flags = FallocateFlags::FALLOC_FL_PUNCH_HOLE | FallocateFlags::FALLOC_FL_KEEP_SIZE;
    if let (Ok(offset), Ok(len)) = (i64::try_from(offset), i64::try_from(len)) {
        // A hole that cannot be made costs memory until the file is closed.
        let _ = fallocate(file, flags, offset, len);
    }
}
