//! eventfd(2): one descriptor, one counter.

use crate::system::descriptors;
use nix::sys::eventfd::{EfdFlags, EventFd};
use std::{
    io,
    os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd, RawFd},
};

/// Wakes the process that waits. Tasks use it when they have published.
pub struct Notifier(OwnedFd);

impl Notifier {
    /// eventfd(2).
    ///
    /// # Errors
    /// `EMFILE` or `ENFILE` when descriptors have run out, `ENOMEM`.
    pub fn new() -> io::Result<Self> {
        let flags = EfdFlags::EFD_CLOEXEC | EfdFlags::EFD_NONBLOCK;
        let event: OwnedFd = EventFd::from_flags(flags)?.into();
        Ok(Self(descriptors::out_of_the_way(event)?))
    }

    /// For the processes that are forked from now on.
    pub fn waker(&self) -> Waker {
        Waker(self.0.as_raw_fd())
    }

    /// Takes what has woken it: it is asleep again until it is next woken.
    pub fn reset(&self) {
        let _ = nix::unistd::read(&self.0, &mut [0; 8]);
    }
}

impl AsFd for Notifier {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }
}

/// A forked process's part of the [`Notifier`], by which it wakes. Nothing that is counted:
/// the parent writes to no memory for it after the fork.
#[derive(Clone, Copy)]
pub struct Waker(RawFd);

impl Waker {
    /// Wakes the waiting process. A full counter wakes it just as well, so
    /// failure needs no answer.
    pub fn wake(self) {
        // SAFETY: a forked process has the descriptor for as long as it lives.
        let _ = nix::unistd::write(
            unsafe { BorrowedFd::borrow_raw(self.0) },
            &1u64.to_ne_bytes(),
        );
    }
}
