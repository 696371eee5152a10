//! A pipe whose writing end the caller alone holds: a thread of the task waits for its end.

use crate::system::{
    ChildHandle, Notifier,
    identity::{self, Token},
    pipe,
    process::{self, ProcessId},
    signals::Blocked,
};
use nix::errno::Errno;
use std::{io, os::fd::OwnedFd, sync::Mutex};

/// The pipe whose writing end only the orchestrating process holds: tasks learn
/// by its end of file that their parent is gone. Made again after a fork by hand.
static PARENTHOOD: Mutex<Option<(Token, OwnedFd, OwnedFd)>> = Mutex::new(None);

/// What ties a task's process to its parent, made before the fork.
pub struct ParentGuard {
    parent: ProcessId,
    read: OwnedFd,
    write: OwnedFd,
}

impl ParentGuard {
    /// To be called before the fork, in the parent.
    ///
    /// # Errors
    /// `EMFILE` or `ENFILE` when descriptors have run out.
    pub fn new(parent: ProcessId, _: &Notifier) -> io::Result<Self> {
        let (read, write) = pipe::new()?;
        let token = identity::token();
        if let Ok(mut parenthood) = PARENTHOOD.lock()
            && parenthood
                .as_ref()
                .is_none_or(|(owner, ..)| *owner != token)
        {
            let (read, write) = pipe::lasting()?;
            *parenthood = Some((token, read, write));
        }
        Ok(Self {
            parent,
            read,
            write,
        })
    }

    /// In the parent after the fork: the means to learn of the child's end.
    pub fn handle(self, _child: ProcessId) -> ChildHandle {
        ChildHandle::new(self.read)
    }

    /// In the child, first of all: from now on it ends when its parent does.
    /// Returns whether the parent is still there.
    pub fn attach(self, _: impl FnOnce() -> bool) -> bool {
        // Stays open until the process ends; the parent waits for that.
        std::mem::forget(self.write);
        let Some((_, read, write)) = PARENTHOOD.lock().ok().and_then(|mut held| held.take()) else {
            return false;
        };
        drop(write);
        // Every signal stays with the thread that runs PHP.
        let blocked = Blocked::all();
        // Where no thread can be had, the task runs unwatched rather than not at all.
        let _ = std::thread::Builder::new()
            .stack_size(64 << 10)
            .spawn(move || {
                let mut byte = [0];
                while nix::unistd::read(&read, &mut byte) == Err(Errno::EINTR) {}
                process::exit_now(1)
            });
        drop(blocked);
        // On Linux one outside of this process's namespace has no number here; the thread
        // sees its end all the same.
        let number = nix::unistd::getppid().as_raw();
        number == self.parent || number == 0
    }
}

/// In a process that has attached its [`ParentGuard`], after a change of its user or its
/// rights: the thread keeps watching.
pub fn attach_again(_parent: ProcessId) {}
