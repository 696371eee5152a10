//! A pipe whose writing end the caller alone holds: a thread of the task waits for its end.

use crate::system::{
    ChildHandle, Notifier,
    identity::{self, Token},
    pipe,
    process::{self, ProcessId},
    signals::Blocked,
};
use nix::errno::Errno;
use std::{
    ffi::c_int,
    io,
    os::fd::{FromRawFd, IntoRawFd, OwnedFd, RawFd},
    sync::{
        Mutex, Once,
        atomic::{AtomicI32, Ordering::Relaxed},
    },
};

/// The pipe whose writing end only the orchestrating process holds: tasks learn
/// by its end of file that their parent is gone. Made again after a fork by hand.
static PARENTHOOD: Mutex<Option<(Token, OwnedFd)>> = Mutex::new(None);

/// Its writing end; -1 for none. A copy of the process closes it at once, whoever makes the
/// copy: one that the program forks by hand may live longer.
static WRITING_END: AtomicI32 = AtomicI32::new(NONE);
const NONE: RawFd = -1;

unsafe extern "C" {
    // Not every system's is in the bindings.
    fn pthread_atfork(
        prepare: Option<extern "C" fn()>,
        parent: Option<extern "C" fn()>,
        child: Option<extern "C" fn()>,
    ) -> c_int;
}

/// From now on this process holds the end of its pipe, and none that is forked by it.
fn hold(end: OwnedFd) {
    extern "C" fn close_in_copy() {
        let end = WRITING_END.swap(NONE, Relaxed);
        if end != NONE {
            // SAFETY: this process's own, which nobody else closes.
            drop(unsafe { OwnedFd::from_raw_fd(end) });
        }
    }
    static REGISTERED: Once = Once::new();
    // SAFETY: the handler closes a descriptor, which it may at any time. The C library forgets
    // it when this library is unloaded. It fails for want of memory alone.
    REGISTERED.call_once(|| unsafe {
        pthread_atfork(None, None, Some(close_in_copy));
    });
    WRITING_END.store(end.into_raw_fd(), Relaxed);
}

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
            && parenthood.as_ref().is_none_or(|(owner, _)| *owner != token)
        {
            let (read, write) = pipe::lasting()?;
            hold(write);
            *parenthood = Some((token, read));
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
        let Some((_, read)) = PARENTHOOD.lock().ok().and_then(|mut held| held.take()) else {
            return false;
        };
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
