//! Unlinked files in the folder for temporary files.

use crate::system::descriptors;
use nix::fcntl::{FcntlArg, FdFlag, fcntl};
use std::{
    io,
    os::fd::{BorrowedFd, OwnedFd},
};

/// The bytes of the memory file that belong to one result: small enough for tens of
/// thousands of results within the largest file that the file system can have, which
/// is 16 TiB on Linux's ext4, and 8 EiB on macOS's APFS.
pub const REGION_BYTES: u64 = if cfg!(target_os = "linux") {
    1 << 29
} else {
    1 << 33
};

/// A [`scratch_file`]: what seals a file against shrinking not every Unix has.
///
/// # Errors
/// As that one's.
pub fn memory_file() -> io::Result<OwnedFd> {
    scratch_file()
}

/// An unlinked file in the folder for temporary files: its name is gone before
/// this returns.
///
/// # Errors
/// `EMFILE` or `ENFILE` when descriptors have run out; `ENOENT`, `EACCES` or
/// `ENOSPC` when the folder cannot take a file.
pub fn scratch_file() -> io::Result<OwnedFd> {
    let (file, path) = nix::unistd::mkstemp(&std::env::temp_dir().join("pokio-XXXXXX"))?;
    nix::unistd::unlink(&path)?;
    let file = descriptors::out_of_the_way(file)?;
    fcntl(&file, FcntlArg::F_SETFD(FdFlag::FD_CLOEXEC))?;
    Ok(file)
}

/// A [`scratch_file`] for a standard stream.
///
/// # Errors
/// As that one's.
pub fn stream_file() -> io::Result<OwnedFd> {
    scratch_file()
}

/// Whether a file can be made one that nobody can change.
pub const HAS_SEALS: bool = false;

/// Makes the memory file one that nobody can change: there are no seals that every
/// Unix has. Returns false.
pub fn seal(_file: BorrowedFd<'_>) -> bool {
    false
}

/// Says which process a file belongs to; here a task learns in another way whether
/// that lives.
pub fn claim(_: BorrowedFd<'_>) -> bool {
    false
}

/// See [`claim`].
pub fn is_claimed(_: BorrowedFd<'_>) -> bool {
    true
}

/// Gives the space behind a part of the memory file back to the system: here
/// not before the file is closed.
pub fn release(_file: BorrowedFd<'_>, _offset: u64, _len: u64) {}
