//! pidfd_open(2): a descriptor that stands for one process, whoever has its number.

use crate::system::{
    descriptors,
    identity::{self, Token},
    interruption::Target,
    is_allowed,
    process::{self, End, ProcessId, Which},
    timers::Timer,
};
use nix::{
    errno::Errno,
    poll::{PollFd, PollFlags, ppoll},
    sys::time::TimeSpec,
};
use std::{
    io,
    os::fd::{AsFd, AsRawFd, BorrowedFd, FromRawFd, OwnedFd},
    time::Duration,
};

/// How long who waits for a [`ChildHandle`] may sleep before it looks whether the process has
/// published: the end of a process is seen whatever it leaves.
pub const LOOK_AGAIN: Option<Duration> = None;

/// pidfd_open(2).
fn pidfd_open(process: ProcessId) -> io::Result<OwnedFd> {
    // SAFETY: takes a number and flags and returns a descriptor.
    let fd = Errno::result(unsafe { libc::syscall(libc::SYS_pidfd_open, process, 0) })?;
    let fd = i32::try_from(fd).map_err(io::Error::other)?;
    // SAFETY: the kernel has just handed out this descriptor to us alone.
    Ok(unsafe { OwnedFd::from_raw_fd(fd) })
}

/// Whether the kernel has what a handle needs, and no sandbox refuses it.
pub(in crate::system) fn is_supported() -> bool {
    let polls = ppoll(&mut [], Some(TimeSpec::new(0, 0)), None);
    is_allowed(polls.map_err(io::Error::from)) && tells_of_ends()
}

/// Whether the kernel can tell of a process's end by a descriptor (5.4 and later),
/// and lets us ask.
fn tells_of_ends() -> bool {
    match pidfd_open(process::id()) {
        // This process is no child of its own; an old kernel does not get so far.
        Ok(fd) => process::wait(Which::Descriptor(fd.as_fd()), libc::WNOHANG) == Err(Errno::ECHILD),
        Err(error) => is_allowed::<()>(Err(error)),
    }
}

/// What stands for the process.
enum Means {
    /// This, whoever has its number.
    Descriptor(OwnedFd),
    /// Its number, which nobody else has until it is collected: takes no descriptor, but
    /// nothing wakes who waits.
    Number,
    /// Nothing: it has been collected.
    Gone,
}

/// Tells when the process has ended.
pub struct ChildHandle {
    /// Ends before the descriptor that it uses is closed.
    timer: Option<Timer>,
    means: Means,
    process: ProcessId,
    /// Whose child it is: others learn less by its number.
    parent: Token,
}

impl ChildHandle {
    /// The handle of a child that has just been forked.
    pub(in crate::system) fn open(child: ProcessId) -> Self {
        let means = match pidfd_open(child).and_then(descriptors::above_standard) {
            Ok(fd) => Means::Descriptor(fd),
            // Gone already, and collected by the kernel, because the program
            // ignores the ends of its children.
            Err(error) if error.raw_os_error() == Some(libc::ESRCH) => Means::Gone,
            // Another thread has taken the descriptor, the system has no more files, or
            // no memory. The task may be in the middle of its work.
            Err(_) => Means::Number,
        };
        Self {
            timer: None,
            means,
            process: child,
            parent: identity::token(),
        }
    }

    /// What becomes readable when the process has ended; `None` when nothing does, and who
    /// waits has to look.
    pub(in crate::system) fn descriptor(&self) -> Option<BorrowedFd<'_>> {
        match &self.means {
            Means::Descriptor(fd) => Some(fd.as_fd()),
            Means::Number | Means::Gone => None,
        }
    }

    /// Whether the process has been collected already.
    pub(in crate::system) fn is_gone(&self) -> bool {
        matches!(self.means, Means::Gone)
    }

    pub(in crate::system) fn timer(&mut self) -> &mut Option<Timer> {
        &mut self.timer
    }

    pub(in crate::system) fn timer_ref(&self) -> &Option<Timer> {
        &self.timer
    }

    /// The process as what is signalled; `None` when it is gone.
    pub(in crate::system) fn target(&self, process: ProcessId) -> Option<Target> {
        (!self.is_gone()).then(|| Target::new(process, self.descriptor()))
    }

    /// waitid(2), whatever signals come.
    ///
    /// # Errors
    /// `ECHILD` when it is no child of this process, or collected.
    fn ask(&self, flags: i32) -> nix::Result<Option<End>> {
        let mut which = match &self.means {
            Means::Descriptor(fd) => Which::Descriptor(fd.as_fd()),
            Means::Number => Which::Number(self.process),
            Means::Gone => return Err(Errno::ECHILD),
        };
        loop {
            match (process::wait(which, flags), which) {
                (Err(Errno::EINTR), _) => {}
                // The program has closed it, and may have opened something else.
                (Err(Errno::EBADF), Which::Descriptor(_)) => which = Which::Number(self.process),
                (asked, _) => return asked,
            }
        }
    }

    /// waitid(2): collects the process's end, `None` while it runs and `block`
    /// is false. A descriptor means this one process even when its number has
    /// been given to another.
    pub fn reap(&self, _process: ProcessId, block: bool) -> Option<End> {
        let Some(timer) = &self.timer else {
            return self.wait(block);
        };
        if block {
            let _ = self.ask(libc::WNOWAIT);
        }
        timer.collect(|| self.wait(false))
    }

    fn wait(&self, block: bool) -> Option<End> {
        let flags = if block { 0 } else { libc::WNOHANG };
        self.ask(flags).unwrap_or(Some(End::Unknown))
    }

    /// Kills the process, unless it is gone.
    pub fn kill(&self, process: ProcessId) {
        if let Some(target) = self.target(process) {
            target.signal(libc::SIGKILL);
        }
    }

    /// Whether the process has ended.
    pub fn ended(&self) -> bool {
        match &self.means {
            Means::Descriptor(fd) => {
                let mut fds = [PollFd::new(fd.as_fd(), PollFlags::POLLIN)];
                match ppoll(&mut fds, Some(TimeSpec::new(0, 0)), None) {
                    Ok(0) => false,
                    Ok(_) if self.parent == identity::token() => {
                        let asked = self.ask(libc::WNOHANG | libc::WNOWAIT);
                        asked.map_or(true, |end| end.is_some())
                    }
                    Ok(_) => {
                        let is_open = |found| !PollFlags::contains(&found, PollFlags::POLLNVAL);
                        fds[0].revents().is_none_or(is_open) || self.ended_by_number()
                    }
                    Err(Errno::EINVAL) => Self::ended_unpolled(fd),
                    Err(_) => false,
                }
            }
            Means::Number => self.ended_by_number(),
            Means::Gone => true,
        }
    }

    fn ended_by_number(&self) -> bool {
        if self.parent == identity::token() {
            process::has_ended(self.process)
        } else {
            // Until its parent has collected it.
            !process::exists(self.process)
        }
    }

    /// The same where the program has left itself no descriptors, so that not even one
    /// may be polled.
    fn ended_unpolled(fd: &OwnedFd) -> bool {
        let flags = libc::WNOHANG | libc::WNOWAIT;
        match process::wait(Which::Descriptor(fd.as_fd()), flags) {
            Ok(end) => end.is_some(),
            // Another process's child, or collected by the program: signal 0 asks for it.
            // SAFETY: takes numbers, and no information.
            Err(_) => unsafe {
                let none = std::ptr::null::<libc::siginfo_t>();
                libc::syscall(libc::SYS_pidfd_send_signal, fd.as_raw_fd(), 0, none, 0) != 0
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::test_children::{child, holds_in_child, kill};
    use std::mem::ManuallyDrop;

    fn sleeper() -> ProcessId {
        child(|| std::thread::sleep(Duration::from_secs(60)))
    }

    #[test]
    fn without_a_descriptor_a_process_that_is_nobodys_child_here_ends_when_it_is_gone() {
        let sleeper = sleeper();
        let handle = ChildHandle {
            means: Means::Number,
            ..ChildHandle::open(sleeper)
        };
        assert!(!handle.ended());
        // Another child of this process, as a task that waits for a promise of its caller.
        assert!(holds_in_child(|| !handle.ended()));
        kill(sleeper);
        assert_eq!(handle.reap(sleeper, true), Some(End::Killed(libc::SIGKILL)));
        assert!(handle.ended() && holds_in_child(|| handle.ended()));
    }

    #[test]
    fn a_descriptor_that_the_program_has_closed_or_used_again_is_no_end() {
        for used_again in [false, true] {
            assert!(holds_in_child(|| {
                let sleeper = sleeper();
                // A debug build ends the process that drops a descriptor which is closed.
                let handle = ManuallyDrop::new(ChildHandle::open(sleeper));
                let null = std::fs::File::open("/dev/null").unwrap();
                let number = handle.descriptor().unwrap().as_raw_fd();
                // SAFETY: what uses the number does without it: that is tested.
                unsafe {
                    libc::close(number);
                    if used_again {
                        libc::dup2(null.as_raw_fd(), number);
                    }
                }
                let runs = !handle.ended() && handle.reap(sleeper, false).is_none();
                handle.kill(sleeper);
                runs && handle.reap(sleeper, true) == Some(End::Killed(libc::SIGKILL))
            }));
        }
    }
}
