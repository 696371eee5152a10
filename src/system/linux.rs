//! Linux's own calls: eventfd for the notifier, pidfd for the end of a process,
//! memfd for the memory file, prctl for the end of the parent.

use super::{
    Wake, descriptors,
    interruption::Target,
    process::{End, ProcessId},
    timers::Timer,
};
use nix::{
    errno::Errno,
    fcntl::{FallocateFlags, fallocate},
    poll::{PollFd, PollFlags, ppoll},
    sys::{
        eventfd::{EfdFlags, EventFd},
        memfd::{MFdFlags, memfd_create},
        mman::{MmapAdvise, madvise},
        signal::SigSet,
        wait::{Id, WaitPidFlag, WaitStatus, waitid},
    },
};
use smallvec::SmallVec;
use std::{
    ffi::{CStr, c_void},
    io,
    num::NonZeroUsize,
    os::fd::{AsFd, AsRawFd, BorrowedFd, FromRawFd, OwnedFd, RawFd},
    ptr::NonNull,
    sync::atomic::AtomicU32,
    time::{Duration, Instant},
};

/// The bytes of the memory file that belong to one result. Far more than any
/// machine has: the file is sparse, and only its size limit (2^63) counts.
pub const REGION_BYTES: u64 = 1 << 40;

/// How long who waits for a [`ChildHandle`] may sleep before it looks whether the process has
/// published: the end of a process is seen whatever it leaves.
pub const LOOK_AGAIN: Option<Duration> = None;

/// Rung by a task when its result is published; wakes the process that waits.
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

    /// Makes the notifier silent again until it is next woken.
    pub fn silence(&self) {
        let _ = nix::unistd::read(&self.0, &mut [0; 8]);
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

/// What ties a task's process to its parent, made before the fork.
pub struct ParentGuard {
    /// The parent's number.
    parent: ProcessId,
    /// In the parent it keeps a descriptor free for the handle, which can only be opened
    /// when it is too late to do without. Of the notifier, for no descriptor is cheaper.
    spare: OwnedFd,
}

/// pidfd_open(2).
fn pidfd_open(process: ProcessId) -> io::Result<OwnedFd> {
    // SAFETY: takes a number and flags and returns a descriptor.
    let fd = Errno::result(unsafe { libc::syscall(libc::SYS_pidfd_open, process, 0) })?;
    let fd = i32::try_from(fd).map_err(io::Error::other)?;
    // SAFETY: the kernel has just handed out this descriptor to us alone.
    Ok(unsafe { OwnedFd::from_raw_fd(fd) })
}

/// Whether the kernel has all that forking cannot do without, and no sandbox refuses it.
pub fn supported() -> bool {
    let polls = || ppoll(&mut [], Some(nix::sys::time::TimeSpec::new(0, 0)), None);
    super::is_allowed(Notifier::new())
        && super::is_allowed(memory_file())
        && super::is_allowed(polls().map_err(io::Error::from))
        && tells_of_ends()
        && super::process::may_fork()
}

/// Whether the kernel can tell of a process's end by a descriptor (5.4 and later),
/// and lets us ask.
fn tells_of_ends() -> bool {
    match pidfd_open(super::process::id()) {
        // This process is no child of its own; an old kernel does not get so far.
        Ok(fd) => {
            let flags = WaitPidFlag::WEXITED | WaitPidFlag::WNOHANG;
            waitid(Id::PIDFd(fd.as_fd()), flags) == Err(Errno::ECHILD)
        }
        Err(error) => super::is_allowed::<()>(Err(error)),
    }
}

impl ParentGuard {
    /// To be called before the fork, in the parent.
    ///
    /// # Errors
    /// `EMFILE` when descriptors have run out.
    pub fn new(parent: ProcessId, notifier: &Notifier) -> io::Result<Self> {
        let spare = descriptors::copy(&notifier.0)?;
        Ok(Self { parent, spare })
    }

    /// In the parent after the fork: the means to learn of the child's end.
    pub fn handle(self, child: ProcessId) -> ChildHandle {
        drop(self.spare);
        match pidfd_open(child).and_then(descriptors::above_standard) {
            Ok(fd) => ChildHandle::new(Some(fd)),
            // Gone already, and collected by the kernel, because the program
            // ignores the ends of its children.
            Err(error) if error.raw_os_error() == Some(libc::ESRCH) => ChildHandle::new(None),
            // Another thread has taken the descriptor, or there is no memory. The
            // task may be in the middle of its work: it is waited for.
            Err(_) => {
                super::process::reap(child, true);
                ChildHandle::new(None)
            }
        }
    }

    /// In the child, first of all: from now on it is killed when its parent
    /// ends. Returns whether the parent is still there, as `lives` tells when it has no
    /// number here.
    pub fn hold(self, lives: impl FnOnce() -> bool) -> bool {
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

/// In a process that has held its [`ParentGuard`], after a change of its user or its
/// rights, by which the kernel lets go of it: holds it again, or ends when the
/// parent has ended meanwhile.
pub fn hold_on(parent: ProcessId) {
    if !end_with(parent, || true) {
        super::process::exit_now(1);
    }
}

/// Becomes ready when the process has ended; without a descriptor it is.
pub struct ChildHandle {
    /// Ends before the descriptor that it uses is closed.
    timer: Option<Timer>,
    fd: Option<OwnedFd>,
}

/// ppoll(2): sleeps until the notifier wakes, one of the watched processes ends,
/// a signal outside `mask` is delivered, or the deadline has come.
///
/// # Errors
/// `ENOMEM`.
pub fn wait(
    notifier: Option<&Notifier>,
    handles: &[&ChildHandle],
    mask: &SigSet,
    deadline: Option<Instant>,
) -> io::Result<Wake> {
    if handles.iter().any(|handle| handle.fd.is_none()) {
        return Ok(Wake::Ready);
    }
    let mut fds: SmallVec<[PollFd; 8]> = SmallVec::new();
    let notifier_fd = notifier.map(|notifier| notifier.0.as_fd());
    fds.extend(notifier_fd.map(|fd| PollFd::new(fd, PollFlags::POLLIN)));
    fds.extend(handles.iter().filter_map(|handle| {
        handle
            .fd
            .as_ref()
            .map(|fd| PollFd::new(fd.as_fd(), PollFlags::POLLIN))
    }));
    match ppoll(&mut fds, deadline.map(super::remaining), Some(*mask)) {
        Err(Errno::EINTR) => Ok(Wake::Signal),
        Err(Errno::EINVAL) => wait_blindly(notifier, mask, deadline),
        Err(error) => Err(error.into()),
        Ok(_) => {
            if let Some(notifier) = notifier
                && fds[0].any() == Some(true)
            {
                notifier.silence();
            }
            Ok(Wake::Ready)
        }
    }
}

/// The same where more descriptors are open than the program has left itself
/// (RLIMIT_NOFILE), and cannot be polled together: sleeps for a few milliseconds, after
/// which the caller looks for itself.
fn wait_blindly(
    notifier: Option<&Notifier>,
    mask: &SigSet,
    deadline: Option<Instant>,
) -> io::Result<Wake> {
    const PAUSE: Duration = Duration::from_millis(5);
    let pause = deadline.map_or(PAUSE, |deadline| {
        PAUSE.min(deadline.saturating_duration_since(Instant::now()))
    });
    match ppoll(&mut [], Some(pause.into()), Some(*mask)) {
        Err(Errno::EINTR) => return Ok(Wake::Signal),
        Err(error) => return Err(error.into()),
        Ok(_) => {}
    }
    if let Some(notifier) = notifier {
        notifier.silence();
    }
    Ok(Wake::Ready)
}

impl ChildHandle {
    fn new(fd: Option<OwnedFd>) -> Self {
        Self { timer: None, fd }
    }

    pub(super) fn timer(&mut self) -> &mut Option<Timer> {
        &mut self.timer
    }

    pub(super) fn timer_ref(&self) -> &Option<Timer> {
        &self.timer
    }

    /// The process as what is signalled; `None` when it is gone.
    pub(super) fn target(&self, process: ProcessId) -> Option<Target> {
        Some(Target::new(process, self.fd.as_ref()?.as_fd()))
    }

    /// poll(2): sleeps until the process has ended, whatever signals come.
    fn wait_for_end(&self) {
        let Some(fd) = &self.fd else { return };
        let mut fds = [PollFd::new(fd.as_fd(), PollFlags::POLLIN)];
        while ppoll(&mut fds, None, None) == Err(Errno::EINTR) {}
    }

    /// waitid(2): collects the process's end, `None` while it runs and `block`
    /// is false. The descriptor means this one process even when its number has
    /// been given to another.
    pub fn reap(&self, _process: ProcessId, block: bool) -> Option<End> {
        let Some(timer) = &self.timer else {
            return self.wait(block);
        };
        if block {
            self.wait_for_end();
        }
        timer.collect(|| self.wait(false))
    }

    fn wait(&self, block: bool) -> Option<End> {
        let Some(fd) = &self.fd else {
            return Some(End::Unknown);
        };
        let mut flags = WaitPidFlag::WEXITED;
        if !block {
            flags |= WaitPidFlag::WNOHANG;
        }
        loop {
            match waitid(Id::PIDFd(fd.as_fd()), flags) {
                Err(Errno::EINTR) => {}
                Ok(WaitStatus::StillAlive) => return None,
                Ok(status) => return Some(status.into()),
                Err(_) => return Some(End::Unknown),
            }
        }
    }

    /// pidfd_send_signal(2): kills the process, whose number may have been given to
    /// another by now.
    pub fn kill(&self, _process: ProcessId) {
        if let Some(fd) = &self.fd {
            // SAFETY: a descriptor that is open, and no further information.
            unsafe {
                libc::syscall(
                    libc::SYS_pidfd_send_signal,
                    fd.as_raw_fd(),
                    libc::SIGKILL,
                    std::ptr::null::<libc::siginfo_t>(),
                    0,
                )
            };
        }
    }

    /// Whether the process has ended.
    pub fn ended(&self) -> bool {
        let Some(fd) = &self.fd else { return true };
        let mut fds = [PollFd::new(fd.as_fd(), PollFlags::POLLIN)];
        match ppoll(&mut fds, Some(nix::sys::time::TimeSpec::new(0, 0)), None) {
            Ok(ready) => ready > 0,
            Err(Errno::EINVAL) => Self::ended_unpolled(fd),
            Err(_) => false,
        }
    }

    /// The same where the program has left itself no descriptors, so that not even one
    /// may be polled.
    fn ended_unpolled(fd: &OwnedFd) -> bool {
        let flags = WaitPidFlag::WEXITED | WaitPidFlag::WNOHANG | WaitPidFlag::WNOWAIT;
        match waitid(Id::PIDFd(fd.as_fd()), flags) {
            Ok(status) => status != WaitStatus::StillAlive,
            // Another process's child, or collected by the program: signal 0 asks for it.
            // SAFETY: takes numbers, and no information.
            Err(_) => unsafe {
                let none = std::ptr::null::<libc::siginfo_t>();
                libc::syscall(libc::SYS_pidfd_send_signal, fd.as_raw_fd(), 0, none, 0) != 0
            },
        }
    }
}

/// A [`scratch_file`] that is sealed against shrinking, so that no mapping of it can lose
/// its pages.
///
/// # Errors
/// `EMFILE`, `ENFILE` or `ENOMEM`.
pub fn memory_file() -> io::Result<OwnedFd> {
    let file = scratch_file()?;
    nix::fcntl::fcntl(
        &file,
        nix::fcntl::FcntlArg::F_ADD_SEALS(nix::fcntl::SealFlag::F_SEAL_SHRINK),
    )?;
    Ok(file)
}

/// Whether a file can be made one that nobody can change.
pub const HAS_SEALS: bool = true;

/// fcntl(2), `F_ADD_SEALS`: from now on no process can write to the memory file, map it for
/// writing, or give its memory back. Returns whether that is so: the kernel refuses while a
/// process has it mapped for writing, or reads into its pages.
pub fn seal(file: BorrowedFd<'_>) -> bool {
    use nix::fcntl::{FcntlArg, SealFlag, fcntl};
    fcntl(file, FcntlArg::F_ADD_SEALS(SealFlag::F_SEAL_WRITE)).is_ok()
}

/// memfd_create(2): a file that lives in memory and has no name.
///
/// # Errors
/// `EMFILE`, `ENFILE` or `ENOMEM`.
pub fn scratch_file() -> io::Result<OwnedFd> {
    memory_file_named(c"pokio")
}

/// A [`scratch_file`] for a standard stream. PHP opens what the link `/dev/stdout` says,
/// and would make a file of this name: the name is one under which none can be made.
///
/// # Errors
/// As that one's.
pub fn stream_file() -> io::Result<OwnedFd> {
    memory_file_named(c"/../dev/null/pokio")
}

fn memory_file_named(name: &CStr) -> io::Result<OwnedFd> {
    let flags = MFdFlags::MFD_CLOEXEC | MFdFlags::MFD_ALLOW_SEALING;
    descriptors::out_of_the_way(memfd_create(name, flags)?)
}

/// fcntl(2), `F_SETLK`: locks the file for this process, which no copy of it inherits.
/// Returns whether that could be done.
pub fn claim(file: BorrowedFd<'_>) -> bool {
    nix::fcntl::fcntl(file, nix::fcntl::FcntlArg::F_SETLK(&lock())).is_ok()
}

/// fcntl(2), `F_GETLK`: whether another process that has claimed the file lives. The
/// kernel lets go of a lock when its owner ends.
pub fn is_claimed(file: BorrowedFd<'_>) -> bool {
    let mut lock = lock();
    let asked = nix::fcntl::fcntl(file, nix::fcntl::FcntlArg::F_GETLK(&mut lock));
    asked.is_err() || i32::from(lock.l_type) != libc::F_UNLCK
}

/// A lock of the file's first byte.
fn lock() -> libc::flock {
    libc::flock {
        l_type: libc::F_WRLCK as libc::c_short,
        l_whence: libc::SEEK_SET as libc::c_short,
        l_start: 0,
        l_len: 1,
        l_pid: 0,
    }
}

/// Gives the memory behind a part of the memory file back to the system.
pub fn release(file: BorrowedFd<'_>, offset: u64, len: u64) {
    let flags = FallocateFlags::FALLOC_FL_PUNCH_HOLE | FallocateFlags::FALLOC_FL_KEEP_SIZE;
    if let (Ok(offset), Ok(len)) = (i64::try_from(offset), i64::try_from(len)) {
        // A hole that cannot be made costs memory until the file is closed.
        let _ = fallocate(file, flags, offset, len);
    }
}

/// futex(2): sleeps while the word, which processes share, holds the value; until
/// [`wake_all`], a signal or 20 milliseconds later at the latest. A signal that
/// comes just before the sleep, which cannot be told, waits no longer than that.
pub fn wait_while(word: &AtomicU32, value: u32) {
    let timeout = libc::timespec {
        tv_sec: 0,
        tv_nsec: 20_000_000,
    };
    // SAFETY: the word and the time live as long as their borrows.
    unsafe {
        libc::syscall(
            libc::SYS_futex,
            word.as_ptr(),
            libc::FUTEX_WAIT,
            value,
            &raw const timeout,
        )
    };
}

/// futex(2): wakes all that sleep on the word.
pub fn wake_all(word: &AtomicU32) {
    // SAFETY: as above; the kernel only looks for sleepers.
    unsafe { libc::syscall(libc::SYS_futex, word.as_ptr(), libc::FUTEX_WAKE, i32::MAX) };
}

/// mremap(2): moves a mapping to another place, instead of what was there, but for its
/// first page, which is copied. A growing block is lengthened by PHP's allocator in its
/// place, by one mremap over all of it: a mapping of a file would go on past the file's
/// end. Over two mappings the kernel refuses that, and the allocator copies.
///
/// # Errors
/// `EINVAL` when either place does not start with a page, or when there is only one
/// page; what mremap said. Nothing has changed then.
///
/// # Safety
/// `len` bytes from `from` are a mapping, those from `to` memory up to the end of
/// their last page, and nobody else refers to either meanwhile.
pub unsafe fn move_pages(
    from: NonNull<c_void>,
    len: NonZeroUsize,
    to: NonNull<c_void>,
) -> io::Result<()> {
    let page = page_bytes();
    let len = len.get().next_multiple_of(page);
    if !(from.addr().get() | to.addr().get()).is_multiple_of(page) || len <= page {
        return Err(Errno::EINVAL.into());
    }
    let (rest, from, to) = (len - page, from.as_ptr(), to.as_ptr());
    // SAFETY: promised by the caller.
    unsafe {
        let (rest_from, rest_to) = (from.byte_add(page), to.byte_add(page));
        let flags = libc::MREMAP_MAYMOVE | libc::MREMAP_FIXED;
        if libc::mremap(rest_from, rest, rest, flags, rest_to) != libc::MAP_FAILED {
            // Not before: a page that is touched while its block is whole may be a huge one.
            to.cast::<u8>()
                .copy_from_nonoverlapping(from.cast::<u8>(), page);
            libc::munmap(from, page);
            return Ok(());
        }
        let error = io::Error::last_os_error();
        // The memory may be gone from its place; without memory there, nothing of
        // this process can be relied upon.
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_FIXED;
        let protection = libc::PROT_READ | libc::PROT_WRITE;
        if libc::mmap(rest_to, rest, protection, flags, -1, 0) == libc::MAP_FAILED {
            std::process::abort();
        }
        Err(error)
    }
}

/// madvise(2): gives the pages of a mapping back, which are then full of zeros.
///
/// # Safety
/// The bytes are whole pages of a private mapping without a file, and nobody uses what
/// they hold any more.
pub unsafe fn discard(start: NonNull<c_void>, len: NonZeroUsize) {
    // SAFETY: promised by the caller. What cannot be given back stays.
    let _ = unsafe { madvise(start, len.get(), MmapAdvise::MADV_DONTNEED) };
}

/// Bytes of a page.
fn page_bytes() -> usize {
    // SAFETY: takes and returns plain numbers.
    usize::try_from(unsafe { libc::sysconf(libc::_SC_PAGESIZE) }).unwrap_or(4 << 10)
}
