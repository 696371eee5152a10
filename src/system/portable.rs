//! The same with the calls that every Unix has: pipes for the notifier and for the end of a
//! process, an unlinked file as the memory file, a watching thread in the child
//! for the end of its parent.
//!
//! What it gives up: a process that a task itself started and left behind keeps
//! the task's pipe open, and hides its death from the caller until it ends too.

use super::{
    Wake, descriptors,
    identity::{self, Token},
    interruption::Target,
    process::{self, End, ProcessId},
    timers::Timer,
};
use nix::{
    errno::Errno,
    fcntl::{FcntlArg, FdFlag, OFlag, fcntl},
    poll::{PollFd, PollFlags, PollTimeout, poll},
    sys::{
        select::{FD_SETSIZE, FdSet, pselect},
        signal::{SigSet, SigmaskHow, pthread_sigmask},
    },
};
use std::{
    ffi::c_void,
    io,
    num::NonZeroUsize,
    os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd, RawFd},
    ptr::NonNull,
    sync::{
        Mutex,
        atomic::{AtomicU32, Ordering::SeqCst},
    },
    time::Instant,
};

/// How long who waits for a [`ChildHandle`] may sleep before it looks whether the process has
/// published: a copy that it has forked holds the pipe open, too.
pub const LOOK_AGAIN: Option<std::time::Duration> = Some(std::time::Duration::from_millis(20));

/// The bytes of the memory file that belong to one result: small enough for tens of
/// thousands of results within the largest file that the file system can have, which
/// is 16 TiB on Linux's ext4, and 8 EiB on macOS's APFS.
pub const REGION_BYTES: u64 = if cfg!(target_os = "linux") {
    1 << 29
} else {
    1 << 33
};

/// A pipe of which no program started later inherits an end.
fn pipe() -> io::Result<(OwnedFd, OwnedFd)> {
    let (read, write) = nix::unistd::pipe()?;
    let read = descriptors::above_standard(read)?;
    let write = descriptors::above_standard(write)?;
    for end in [&read, &write] {
        fcntl(end, FcntlArg::F_SETFD(FdFlag::FD_CLOEXEC))?;
    }
    Ok((read, write))
}

/// A pipe that stays open for long.
fn kept_pipe() -> io::Result<(OwnedFd, OwnedFd)> {
    let (read, write) = pipe()?;
    Ok((
        descriptors::out_of_the_way(read)?,
        descriptors::out_of_the_way(write)?,
    ))
}

/// Rung by a task when its result is published; wakes the process that waits.
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
        let (read, write) = kept_pipe()?;
        for end in [&read, &write] {
            fcntl(end, FcntlArg::F_SETFL(OFlag::O_NONBLOCK))?;
        }
        Ok(Self { read, write })
    }

    /// For the processes that are forked from now on.
    pub fn waker(&self) -> Waker {
        Waker(self.write.as_raw_fd())
    }

    /// Makes the notifier silent again until it is next woken.
    pub fn silence(&self) {
        let mut bytes = [0; 512];
        while nix::unistd::read(&self.read, &mut bytes).is_ok_and(|read| read == bytes.len()) {}
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

/// The pipe whose writing end only the orchestrating process holds: tasks learn
/// by its end of file that their parent is gone. Made again after a fork by hand.
static PARENTHOOD: Mutex<Option<(Token, OwnedFd, OwnedFd)>> = Mutex::new(None);

/// Whether the system has all that forking cannot do without: every Unix has, but a
/// sandbox may refuse it.
pub fn supported() -> bool {
    super::is_allowed(Notifier::new()) && super::is_allowed(memory_file()) && process::may_fork()
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
        let (read, write) = pipe()?;
        let token = identity::token();
        if let Ok(mut parenthood) = PARENTHOOD.lock()
            && parenthood
                .as_ref()
                .is_none_or(|(owner, ..)| *owner != token)
        {
            let (read, write) = kept_pipe()?;
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
        ChildHandle {
            timer: None,
            read: self.read,
        }
    }

    /// In the child, first of all: from now on it ends when its parent does.
    /// Returns whether the parent is still there.
    pub fn hold(self, _: impl FnOnce() -> bool) -> bool {
        // Stays open until the process ends; the parent waits for that.
        std::mem::forget(self.write);
        let Some((_, read, write)) = PARENTHOOD.lock().ok().and_then(|mut held| held.take()) else {
            return false;
        };
        drop(write);
        // Every signal stays with the thread that runs PHP.
        let blocked = super::signals::Blocked::all();
        // Where no thread can be had, the task runs unwatched rather than not at all.
        let _ = std::thread::Builder::new()
            .stack_size(64 << 10)
            .spawn(move || {
                let mut byte = [0];
                while nix::unistd::read(&read, &mut byte) == Err(Errno::EINTR) {}
                super::process::exit_now(1)
            });
        drop(blocked);
        // On Linux one outside of this process's namespace has no number here; the thread
        // sees its end all the same.
        let number = nix::unistd::getppid().as_raw();
        number == self.parent || number == 0
    }
}

/// In a process that has held its [`ParentGuard`], after a change of its user or its
/// rights: the thread goes on watching.
pub fn hold_on(_parent: ProcessId) {}

/// Becomes ready when the process has ended.
pub struct ChildHandle {
    /// Uses the process's number, which is its own until it is collected.
    timer: Option<Timer>,
    read: OwnedFd,
}

/// pselect(2): sleeps until the notifier wakes, one of the watched processes ends
/// or a signal outside `mask` is delivered.
///
/// # Errors
/// `ENOMEM`, `EINVAL`.
pub fn wait(
    notifier: Option<&Notifier>,
    handles: &[&ChildHandle],
    mask: &SigSet,
    deadline: Option<Instant>,
) -> io::Result<Wake> {
    let remaining = deadline.map(super::remaining);
    let notifier_fd = notifier.map(|notifier| notifier.read.as_fd());
    let fds = || {
        notifier_fd
            .into_iter()
            .chain(handles.iter().map(|handle| handle.read.as_fd()))
    };
    let result = if fds().all(|fd| usize::try_from(fd.as_raw_fd()).is_ok_and(|fd| fd < FD_SETSIZE))
    {
        let mut set = FdSet::new();
        fds().for_each(|fd| set.insert(fd));
        pselect(None, &mut set, None, None, remaining.as_ref(), mask)
    } else {
        // Too many descriptors for select. A signal between these two calls is
        // seen a little later: when the next task ends.
        let mut inner = SigSet::empty();
        let _ = pthread_sigmask(SigmaskHow::SIG_SETMASK, Some(mask), Some(&mut inner));
        let mut set: Vec<PollFd> = fds().map(|fd| PollFd::new(fd, PollFlags::POLLIN)).collect();
        // Rounded up, so as not to come back just before the deadline again and again.
        let timeout = remaining.map_or(PollTimeout::NONE, |time| {
            let millis = std::time::Duration::from(time).as_millis() + 1;
            i32::try_from(millis)
                .ok()
                .and_then(|millis| PollTimeout::try_from(millis).ok())
                .unwrap_or(PollTimeout::MAX)
        });
        let result = poll(&mut set, timeout);
        let _ = pthread_sigmask(SigmaskHow::SIG_SETMASK, Some(&inner), None);
        result
    };
    match result {
        Err(Errno::EINTR) => Ok(Wake::Signal),
        // More descriptors than the program has left itself (RLIMIT_NOFILE) cannot be
        // polled together: the caller looks for itself.
        Err(Errno::EINVAL) => {
            std::thread::sleep(std::time::Duration::from_millis(5));
            Ok(Wake::Ready)
        }
        Err(error) => Err(error.into()),
        Ok(_) => {
            if let Some(notifier) = notifier {
                notifier.silence();
            }
            Ok(Wake::Ready)
        }
    }
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

impl ChildHandle {
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

    pub(super) fn timer(&mut self) -> &mut Option<Timer> {
        &mut self.timer
    }

    pub(super) fn timer_ref(&self) -> &Option<Timer> {
        &self.timer
    }

    /// The process as what is signalled.
    pub(super) fn target(&self, process: ProcessId) -> Option<Target> {
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
        poll(&mut fds, PollTimeout::ZERO).is_ok_and(|ready| ready > 0)
    }
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

/// A [`scratch_file`]: what seals a file against shrinking not every Unix has.
///
/// # Errors
/// As that one's.
pub fn memory_file() -> io::Result<OwnedFd> {
    scratch_file()
}

/// Whether a file can be made one that nobody can change.
pub const HAS_SEALS: bool = false;

/// Makes the memory file one that nobody can change: there are no seals for that which every
/// Unix has. Returns false.
pub fn seal(_file: BorrowedFd<'_>) -> bool {
    false
}

/// Gives the space behind a part of the memory file back to the system: here
/// not before the file is closed.
pub fn release(_file: BorrowedFd<'_>, _offset: u64, _len: u64) {}

/// Sleeps while the word, which processes share, holds the value, for 20
/// milliseconds at most; a signal ends it. There is no call for that which every Unix
/// has: this one looks a thousand times a second.
pub fn wait_while(word: &AtomicU32, value: u32) {
    let pause = libc::timespec {
        tv_sec: 0,
        tv_nsec: 1_000_000,
    };
    for _ in 0..20 {
        if word.load(SeqCst) != value {
            break;
        }
        // SAFETY: the time is valid, and what is left of it is not asked for.
        if unsafe { libc::nanosleep(&pause, std::ptr::null_mut()) } != 0 {
            break;
        }
    }
}

/// Wakes all that sleep on the word: they look for themselves.
pub fn wake_all(_word: &AtomicU32) {}

/// Moving a mapping to a given place: there is no call for that which every Unix has.
///
/// # Errors
/// Always `ENOSYS`.
///
/// # Safety
/// None; see the twin.
pub unsafe fn move_pages(
    _: NonNull<c_void>,
    _: NonZeroUsize,
    _: NonNull<c_void>,
) -> io::Result<()> {
    Err(Errno::ENOSYS.into())
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

/// Gives pages back, which not every Unix does at once: here they stay.
///
/// # Safety
/// None.
pub unsafe fn discard(_: NonNull<c_void>, _: NonZeroUsize) {}
