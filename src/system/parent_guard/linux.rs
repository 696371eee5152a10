//! prctl(2): the kernel kills the process when its parent ends.

use crate::system::{
    ChildHandle, Notifier, descriptors,
    process::{self, ProcessId},
};
use std::{io, os::fd::OwnedFd};

/// What ties a task's process to its parent, made before the fork.
pub struct ParentGuard {
    /// The parent's number.
    parent: ProcessId,
    /// Reserves a descriptor in the parent, so that opening the handle after the fork cannot
    /// fail with `EMFILE`. A copy of the notifier's: no descriptor is cheaper.
    spare: OwnedFd,
}

impl ParentGuard {
    /// To be called before the fork, in the parent.
    ///
    /// # Errors
    /// `EMFILE` when descriptors have run out.
    pub fn new(parent: ProcessId, notifier: &Notifier) -> io::Result<Self> {
        let spare = descriptors::copy(notifier)?;
        Ok(Self { parent, spare })
    }

    /// In the parent after the fork: the means to learn of the child's end.
    pub fn handle(self, child: ProcessId) -> ChildHandle {
        drop(self.spare);
        ChildHandle::open(child)
    }

    /// In the child, first of all: from now on it is killed when its parent
    /// ends. Returns whether the parent is still there, as `lives` tells when it has no
    /// number here.
    pub fn attach(self, lives: impl FnOnce() -> bool) -> bool {
        // Closing it would be a call for nothing: it does not outlive the process.
        std::mem::forget(self.spare);
        end_with(self.parent, lives)
    }
}

/// prctl(2): from now on this process is killed when its parent ends. Returns
/// whether the parent is still this one. One outside of this process's namespace has
/// no number here: `otherwise` is asked then.
fn end_with(parent: ProcessId, otherwise: impl FnOnce() -> bool) -> bool {
    let _ = nix::sys::prctl::set_pdeathsig(nix::sys::signal::Signal::SIGKILL);
    match nix::unistd::getppid().as_raw() {
        0 => otherwise(),
        number => number == parent,
    }
}

/// In a process that has attached its [`ParentGuard`], after a change of its user or its
/// rights, on which the kernel forgets that: attaches it again, or ends the process when the
/// parent has ended meanwhile.
pub fn attach_again(parent: ProcessId) {
    if !end_with(parent, || true) {
        process::exit_now(1);
    }
}
