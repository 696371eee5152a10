//! Pipes of which no program that is started later inherits an end.

use super::descriptors;
use nix::fcntl::{FcntlArg, FdFlag, fcntl};
use std::{io, os::fd::OwnedFd};

/// pipe(2): a reading end and a writing end, both closed on exec.
///
/// # Errors
/// `EMFILE` or `ENFILE` when descriptors have run out.
pub fn new() -> io::Result<(OwnedFd, OwnedFd)> {
    let (read, write) = nix::unistd::pipe()?;
    let read = descriptors::above_standard(read)?;
    let write = descriptors::above_standard(write)?;
    for end in [&read, &write] {
        fcntl(end, FcntlArg::F_SETFD(FdFlag::FD_CLOEXEC))?;
    }
    Ok((read, write))
}

/// The same, for a pipe that stays open as long as the process: its descriptors have high
/// numbers.
///
/// # Errors
/// `EMFILE` or `ENFILE` when descriptors have run out.
pub fn lasting() -> io::Result<(OwnedFd, OwnedFd)> {
    let (read, write) = new()?;
    Ok((
        descriptors::out_of_the_way(read)?,
        descriptors::out_of_the_way(write)?,
    ))
}
