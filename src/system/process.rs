//! Making, ending and collecting processes.

use super::identity;
use nix::{errno::Errno, unistd::ForkResult};
use std::io;
#[cfg(all(target_os = "linux", not(feature = "portable")))]
use std::os::fd::{AsRawFd, BorrowedFd};

/// A process number.
pub type ProcessId = i32;

/// This process.
#[inline]
pub fn id() -> ProcessId {
    identity::process()
}

/// Which side of a fork one is on.
pub enum Side {
    /// The process that forked; holds the number of the new process.
    Parent(ProcessId),
    /// The new process.
    Child,
}

/// fork(2), through the C library, so that its own and other libraries'
/// at-fork handlers run.
///
/// # Errors
/// `EAGAIN` when a limit of processes is reached, `ENOMEM` when the kernel has
/// no memory for the copy.
pub fn fork() -> io::Result<Side> {
    let parent = identity::token();
    // SAFETY: the child is a copy with this one thread. The extension runs PHP
    // on one thread only when it forks, and the C library's fork makes its own
    // locks usable in the child; other libraries' threads simply are not there.
    match unsafe { nix::unistd::fork() }? {
        ForkResult::Parent { child } => Ok(Side::Parent(child.as_raw())),
        ForkResult::Child => {
            identity::forked_by(parent);
            Ok(Side::Child)
        }
    }
}

/// Whether this is the thread in which the process began. Where it is not, another
/// program has PHP in it.
pub fn is_main_thread() -> bool {
    #[cfg(target_os = "linux")]
    {
        nix::unistd::gettid() == nix::unistd::getpid()
    }
    #[cfg(target_vendor = "apple")]
    {
        // SAFETY: asks about the calling thread.
        unsafe { libc::pthread_main_np() != 0 }
    }
    #[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
    {
        true
    }
}

/// clone(2): asks for a process in a way that the kernel calls invalid, but only after a
/// sandbox has had its say about the call.
#[cfg(target_os = "linux")]
pub fn may_fork() -> bool {
    // The bits are invalid without `CLONE_VM`.
    let flags = libc::CLONE_SIGHAND | libc::SIGCHLD;
    // SAFETY: no process comes of it; one that came all the same ends at once.
    match unsafe { libc::syscall(libc::SYS_clone, flags, 0, 0, 0, 0) } {
        0 => exit_now(0),
        -1 => super::is_allowed::<()>(Err(io::Error::last_os_error())),
        child => {
            reap(ProcessId::try_from(child).unwrap_or(0), true);
            true
        }
    }
}

/// Where the system has no such order of checks, the first fork shows it.
#[cfg(not(target_os = "linux"))]
pub fn may_fork() -> bool {
    true
}

/// _exit(2): ends the process at once; no handler, buffer or destructor runs.
pub fn exit_now(status: i32) -> ! {
    // SAFETY: _exit has no preconditions and does not return.
    unsafe { libc::_exit(status) }
}

/// Does something that writes to a file of ours, which the program's limit of file sizes is not
/// meant for: the memory file is one to the kernel. Meanwhile the soft limit is as high as the
/// hard one, at which there is the error `EFBIG`.
pub fn with_big_files<T>(write: impl FnOnce() -> T) -> T {
    use nix::sys::resource::{RLIM_INFINITY, Resource, getrlimit, setrlimit};
    match getrlimit(Resource::RLIMIT_FSIZE) {
        Ok((soft, hard)) if soft != RLIM_INFINITY => {
            let _ = setrlimit(Resource::RLIMIT_FSIZE, hard, hard);
            let result = with_file_limit_as_error(write);
            let _ = setrlimit(Resource::RLIMIT_FSIZE, soft, hard);
            result
        }
        _ => write(),
    }
}

/// Does something that writes to a file. At the limit of file sizes it gets the error
/// `EFBIG`, instead of the signal that would end the process.
pub fn with_file_limit_as_error<T>(write: impl FnOnce() -> T) -> T {
    use nix::sys::signal::{SaFlags, SigAction, SigHandler, SigSet, Signal, sigaction};
    let ignored = SigAction::new(SigHandler::SigIgn, SaFlags::empty(), SigSet::empty());
    // SAFETY: ignoring a signal runs no code of ours.
    let before = unsafe { sigaction(Signal::SIGXFSZ, &ignored) };
    let result = write();
    if let Ok(before) = before {
        // Where the signal is blocked it waits, also when it is ignored: what waits is
        // discarded by saying once more that it is.
        // SAFETY: as above; and what was in force before is the program's own.
        let _ = unsafe {
            sigaction(Signal::SIGXFSZ, &ignored).and_then(|_| sigaction(Signal::SIGXFSZ, &before))
        };
    }
    result
}

/// How a process ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It exited with this status.
    Exited(i32),
    /// This signal ended it.
    Killed(i32),
    /// Somebody else collected the status, or the program ignores SIGCHLD.
    Unknown,
}

/// waitpid(2) for this one child: `None` while it runs and `block` is false.
/// Signals do not disturb it. (The call of the crate nix has an error for a process that a
/// real-time signal has ended.)
pub fn reap(process: ProcessId, block: bool) -> Option<End> {
    let flags = if block { 0 } else { libc::WNOHANG };
    let mut status = 0;
    loop {
        // SAFETY: fills in the number.
        match Errno::result(unsafe { libc::waitpid(process, &raw mut status, flags) }) {
            Err(Errno::EINTR) => {}
            Ok(0) => return None,
            Ok(_) if libc::WIFEXITED(status) => {
                return Some(End::Exited(libc::WEXITSTATUS(status)));
            }
            Ok(_) if libc::WIFSIGNALED(status) => {
                return Some(End::Killed(libc::WTERMSIG(status)));
            }
            Ok(_) | Err(_) => return Some(End::Unknown),
        }
    }
}

/// Which process waitid(2) is asked about.
#[cfg(all(target_os = "linux", not(feature = "portable")))]
#[derive(Clone, Copy)]
pub(super) enum Which<'fd> {
    /// The one of this number.
    Number(ProcessId),
    /// The one that this descriptor stands for.
    Descriptor(BorrowedFd<'fd>),
}

/// waitid(2) with these flags: how the child has ended, `None` while it runs. (As for
/// [`reap`].)
///
/// # Errors
/// `EINTR` for a signal, `ECHILD` when it is no child of this process, or collected.
#[cfg(all(target_os = "linux", not(feature = "portable")))]
pub(super) fn wait(which: Which<'_>, flags: i32) -> nix::Result<Option<End>> {
    let (kind, number) = match which {
        Which::Number(process) => (libc::P_PID, process.cast_unsigned()),
        Which::Descriptor(fd) => (libc::P_PIDFD, fd.as_raw_fd().cast_unsigned()),
    };
    // SAFETY: zero is valid for the structure, which is filled in: with zero again while the
    // child runs, else with what is to be said of an end.
    unsafe {
        let mut info: libc::siginfo_t = std::mem::zeroed();
        Errno::result(libc::waitid(
            kind,
            number,
            &raw mut info,
            flags | libc::WEXITED,
        ))?;
        if info.si_signo == 0 {
            return Ok(None);
        }
        let status = info.si_status();
        Ok(Some(match info.si_code {
            libc::CLD_EXITED => End::Exited(status),
            libc::CLD_KILLED | libc::CLD_DUMPED => End::Killed(status),
            _ => End::Unknown,
        }))
    }
}

/// What a process of this number is to this one, which collects nothing.
#[cfg(all(target_os = "linux", not(feature = "portable")))]
fn look_at(process: ProcessId) -> nix::Result<Option<End>> {
    wait(Which::Number(process), libc::WNOHANG | libc::WNOWAIT)
}

/// Whether a process of this number is a child of this one that has not been collected.
#[cfg(all(target_os = "linux", not(feature = "portable")))]
pub fn is_child(process: ProcessId) -> bool {
    look_at(process).is_ok()
}

/// kill(2): whether there is a process of this number, if only one that has ended and has not
/// been collected.
#[cfg(all(target_os = "linux", not(feature = "portable")))]
pub(super) fn exists(process: ProcessId) -> bool {
    let asked = nix::sys::signal::kill(nix::unistd::Pid::from_raw(process), None);
    asked != Err(Errno::ESRCH)
}

/// Whether no child of this number runs.
#[cfg(all(target_os = "linux", not(feature = "portable")))]
pub fn has_ended(process: ProcessId) -> bool {
    look_at(process) != Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_reports_its_exit_status() {
        match fork().unwrap() {
            Side::Child => exit_now(7),
            Side::Parent(child) => assert_eq!(reap(child, true), Some(End::Exited(7))),
        }
    }

    #[test]
    fn a_killed_child_reports_its_signal() {
        match fork().unwrap() {
            // SAFETY: raising a signal in this process has no preconditions.
            Side::Child => unsafe {
                libc::raise(libc::SIGKILL);
                exit_now(0)
            },
            Side::Parent(child) => assert_eq!(reap(child, true), Some(End::Killed(libc::SIGKILL))),
        }
    }

    #[test]
    fn the_signal_may_be_a_real_time_one() {
        #[cfg(target_os = "linux")]
        match fork().unwrap() {
            // SAFETY: raising a signal in this process has no preconditions.
            Side::Child => unsafe {
                libc::raise(libc::SIGRTMAX());
                exit_now(0)
            },
            Side::Parent(child) => {
                assert_eq!(reap(child, true), Some(End::Killed(libc::SIGRTMAX())));
            }
        }
    }

    #[test]
    fn a_process_that_is_not_ours_has_an_unknown_end() {
        assert_eq!(reap(1, true), Some(End::Unknown));
    }
}
