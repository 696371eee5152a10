//! A pipe that the child holds open until it ends.
//!
//! What it gives up: a process that a task itself started and left behind keeps the task's
//! pipe open, and hides its death from the caller until it ends too.

use crate::system::{
    interruption::Target,
    process::{self, End, ProcessId},
    timers::Timer,
};
use nix::{
    errno::Errno,
    poll::{PollFd, PollFlags, PollTimeout, poll},
    sys::{
        select::{FD_SETSIZE, FdSet, select},
        time::{TimeVal, TimeValLike},
    },
};
use std::{
    os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd},
    time::Duration,
};

/// How long who waits for a [`ChildHandle`] may sleep before it looks whether the process has
/// published: a copy that it has forked holds the pipe open, too.
pub const LOOK_AGAIN: Option<Duration> = Some(Duration::from_millis(20));

/// Whether the system has what a handle needs: every Unix has.
pub(in crate::system) fn is_supported() -> bool {
    true
}

/// waitid(2): sleeps until the process has ended, whatever signals come; it is not
/// collected.
fn wait_for_end(process: ProcessId) {
    // SAFETY: zero is valid for the structure, which is filled in.
    unsafe {
        let mut info: libc::siginfo_t = std::mem::zeroed();
        let flags = libc::WEXITED | libc::WNOWAIT;
        let process = process.cast_unsigned();
        while libc::waitid(libc::P_PID, process, &mut info, flags) != 0
            && Errno::last() == Errno::EINTR
        {}
    }
}

/// Becomes ready when the process has ended.
pub struct ChildHandle {
    /// Uses the process's number, which is its own until it is collected.
    timer: Option<Timer>,
    read: OwnedFd,
}

impl ChildHandle {
    /// A handle that waits for the end of the pipe whose writing end the child holds.
    pub(in crate::system) fn new(read: OwnedFd) -> Self {
        Self { timer: None, read }
    }

    /// What becomes readable when the process has ended.
    pub(in crate::system) fn descriptor(&self) -> BorrowedFd<'_> {
        self.read.as_fd()
    }

    /// waitpid(2): collects the process's end, `None` while it runs and `block`
    /// is false.
    pub fn reap(&self, process: ProcessId, block: bool) -> Option<End> {
        let Some(timer) = &self.timer else {
            return process::reap(process, block);
        };
        if block {
            wait_for_end(process);
        }
        timer.collect(|| process::reap(process, false))
    }

    pub(in crate::system) fn timer(&mut self) -> &mut Option<Timer> {
        &mut self.timer
    }

    pub(in crate::system) fn timer_ref(&self) -> &Option<Timer> {
        &self.timer
    }

    /// The process as what is signalled.
    pub(in crate::system) fn target(&self, process: ProcessId) -> Option<Target> {
        Some(Target::new(process, self.read.as_fd()))
    }

    /// kill(2): kills the process, which has not been collected.
    pub fn kill(&self, process: ProcessId) {
        let _ = nix::sys::signal::kill(
            nix::unistd::Pid::from_raw(process),
            nix::sys::signal::Signal::SIGKILL,
        );
    }

    /// Whether the process has ended.
    pub fn ended(&self) -> bool {
        let mut fds = [PollFd::new(self.read.as_fd(), PollFlags::POLLIN)];
        match poll(&mut fds, PollTimeout::ZERO) {
            Ok(ready) => ready > 0,
            // The program has left itself no descriptors, so that not even one may be polled.
            Err(Errno::EINVAL) => self.ended_unpolled(),
            Err(_) => false,
        }
    }

    fn ended_unpolled(&self) -> bool {
        let fd = self.read.as_fd();
        let is_small = usize::try_from(fd.as_raw_fd()).is_ok_and(|fd| fd < FD_SETSIZE);
        is_small && {
            let mut set = FdSet::new();
            set.insert(fd);
            let now = &mut TimeVal::zero();
            select(None, &mut set, None, None, now).is_ok_and(|ready| ready > 0)
        }
    }
}
