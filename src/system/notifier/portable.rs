//! A pipe that does not block.

use crate::system::pipe;
use nix::fcntl::{FcntlArg, OFlag, fcntl};
use std::{
    io,
    os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd, RawFd},
};

/// Wakes the process that waits. Tasks use it when they have published.
pub struct Notifier {
    read: OwnedFd,
    write: OwnedFd,
}

impl Notifier {
    /// pipe(2), both ends not blocking.
    ///
    /// # Errors
    /// `EMFILE` or `ENFILE` when descriptors have run out.
    pub fn new() -> io::Result<Self> {
        let (read, write) = pipe::lasting()?;
        for end in [&read, &write] {
            fcntl(end, FcntlArg::F_SETFL(OFlag::O_NONBLOCK))?;
        }
        Ok(Self { read, write })
    }

    /// For the processes that are forked from now on.
    pub fn waker(&self) -> Waker {
        Waker(self.write.as_raw_fd())
    }

    /// Takes what has woken it: it is asleep again until it is next woken.
    pub fn reset(&self) {
        let mut bytes = [0; 512];
        while nix::unistd::read(&self.read, &mut bytes).is_ok_and(|read| read == bytes.len()) {}
    }
}

impl AsFd for Notifier {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.read.as_fd()
    }
}

/// A forked process's part of the [`Notifier`], by which it wakes. Nothing that is counted:
/// the parent writes to no memory for it after the fork.
#[derive(Clone, Copy)]
pub struct Waker(RawFd);

impl Waker {
    /// Wakes the waiting process. A full pipe wakes it just as well, so failure
    /// needs no answer.
    pub fn wake(self) {
        // SAFETY: a forked process has the descriptor for as long as it lives.
        let _ = nix::unistd::write(unsafe { BorrowedFd::borrow_raw(self.0) }, &[1]);
    }
}
