//! Real-time signals that carry a value, descriptors of processes, and timers by
//! timer_create(2).

use super::{CALLS, CallPlace, Reason, Source, process_tree};
use crate::system::{
    clock::nanoseconds,
    identity::{self, Token},
    process::{self, ProcessId, Which},
};
use nix::{
    errno::Errno,
    poll::{PollFd, PollFlags, PollTimeout, poll},
};
use std::{
    ffi::c_void,
    io, mem,
    os::fd::{BorrowedFd, RawFd},
    ptr,
    sync::{
        Mutex,
        atomic::{AtomicPtr, AtomicU64, Ordering::SeqCst},
    },
    time::Duration,
};

/// The value with which a task's own timer comes; those of calls are greater.
const OWN_TIMER: usize = 0;
/// The values with which the caller's signals come.
const TIMED_OUT: usize = 1;
const CANCELLED: usize = 2;

/// The highest of the signals that are not used, but for a few at the very top, of which
/// debuggers and virtual machines are fond.
pub fn choose_signal() -> Option<i32> {
    const KEPT: i32 = 6;
    let (low, high) = (libc::SIGRTMIN() + 1, libc::SIGRTMAX() - KEPT);
    (low..=high).rev().find(|signal| {
        // SAFETY: zero is valid for the structure, which is filled in.
        unsafe {
            let mut action: libc::sigaction = mem::zeroed();
            libc::sigaction(*signal, ptr::null(), &mut action) == 0
                && action.sa_sigaction == libc::SIG_DFL
        }
    })
}

/// Where a signal comes from. Only signals with a value count, because PHP's code cannot send
/// those.
///
/// # Safety
/// The structure is what the kernel has passed to the handler.
pub unsafe fn source(info: &libc::siginfo_t) -> Option<Source> {
    // SAFETY: signals with these codes have a value.
    let value = || unsafe { info.si_value() }.sival_ptr.addr();
    match info.si_code {
        libc::SI_QUEUE => match value() {
            TIMED_OUT => Some(Source::Task(Reason::TimedOut)),
            CANCELLED => Some(Source::Task(Reason::Cancelled)),
            _ => None,
        },
        libc::SI_TIMER => match value() {
            OWN_TIMER => {
                // The caller would have seen to the programs.
                process_tree::terminate(process::id());
                Some(Source::Task(Reason::TimedOut))
            }
            number => Some(Source::Call(u32::try_from(number).ok()?)),
        },
        _ => None,
    }
}

/// A signal with a value, as the kernel takes it.
#[repr(C)]
struct Queued {
    signal: i32,
    error: i32,
    code: i32,
    fields: QueuedFields,
    rest: [u64; 12],
}

/// Aligned as the value is: on 64 bits, four bytes stand before it.
#[repr(C)]
struct QueuedFields {
    process: i32,
    user: u32,
    value: *mut c_void,
}

/// A child of this process: by a descriptor that its handle keeps open, or by its number
/// alone, which it has until it is collected.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    process: ProcessId,
    fd: Option<RawFd>,
}

impl Target {
    /// The process with this number, which the descriptor stands for, if there is one.
    pub fn new(process: ProcessId, fd: Option<BorrowedFd<'_>>) -> Self {
        use std::os::fd::AsRawFd;
        let fd = fd.map(|fd| fd.as_raw_fd());
        Self { process, fd }
    }

    /// Its number; another process may have it when this one is not [`there`](Self::there).
    pub fn process(self) -> ProcessId {
        self.process
    }

    fn send(self, signal: i32, info: *const c_void) -> bool {
        if let Some(fd) = self.fd {
            // SAFETY: plain numbers, and null or a signal's description.
            let sent = Errno::result(unsafe {
                libc::syscall(libc::SYS_pidfd_send_signal, fd, signal, info, 0)
            });
            // A sandbox may refuse this call, and not the one for numbers; and the program may
            // have closed the descriptor.
            if !matches!(sent, Err(Errno::EPERM | Errno::ENOSYS | Errno::EBADF)) {
                return sent.is_ok();
            }
        }
        // SAFETY: as above. A child that has not been collected has its number for itself.
        unsafe {
            process::is_child(self.process)
                && if info.is_null() {
                    libc::kill(self.process, signal) == 0
                } else {
                    libc::syscall(libc::SYS_rt_sigqueueinfo, self.process, signal, info) == 0
                }
        }
    }

    /// A signal, with a value.
    pub fn interrupt(self, signal: i32, reason: Reason) {
        let info = Queued {
            signal,
            error: 0,
            code: libc::SI_QUEUE,
            fields: QueuedFields {
                process: process::id(),
                // SAFETY: no preconditions.
                user: unsafe { libc::getuid() },
                value: ptr::without_provenance_mut(match reason {
                    Reason::TimedOut => TIMED_OUT,
                    Reason::Cancelled => CANCELLED,
                }),
            },
            rest: [0; 12],
        };
        const _: () = assert!(size_of::<Queued>() >= 128);
        self.send(signal, (&raw const info).cast());
    }

    /// A signal as kill(2) sends it.
    pub fn signal(self, signal: i32) {
        self.send(signal, ptr::null());
    }

    /// Whether it has not been collected.
    pub fn there(self) -> bool {
        self.send(0, ptr::null())
    }

    /// Whether it has ended.
    pub fn ended(self) -> bool {
        let Some(fd) = self.fd else {
            return process::has_ended(self.process);
        };
        // SAFETY: its handle keeps the descriptor open.
        let fd = unsafe { BorrowedFd::borrow_raw(fd) };
        let mut fds = [PollFd::new(fd, PollFlags::POLLIN)];
        if !poll(&mut fds, PollTimeout::ZERO).is_ok_and(|ready| ready > 0) {
            return false;
        }
        let flags = libc::WNOHANG | libc::WNOWAIT;
        match process::wait(Which::Descriptor(fd), flags) {
            Ok(end) => end.is_some(),
            // The program has closed it.
            Err(Errno::EBADF) => process::has_ended(self.process),
            Err(_) => true,
        }
    }
}

/// A timer of this process's.
struct Timer {
    id: libc::timer_t,
    owner: Token,
}

// SAFETY: the number of a kernel's object, which any thread may use.
unsafe impl Send for Timer {}

impl Timer {
    /// timer_create(2): a signal to this process, or to this thread, with a value.
    fn new(signal: i32, value: usize, thread: bool) -> io::Result<Self> {
        // SAFETY: zero is valid for the structure; the timer is read when there is one.
        unsafe {
            let mut event: libc::sigevent = mem::zeroed();
            event.sigev_signo = signal;
            event.sigev_value.sival_ptr = ptr::without_provenance_mut(value);
            event.sigev_notify = libc::SIGEV_SIGNAL;
            if thread {
                event.sigev_notify = libc::SIGEV_THREAD_ID;
                event.sigev_notify_thread_id = libc::gettid();
            }
            let mut id: libc::timer_t = mem::zeroed();
            Errno::result(libc::timer_create(
                libc::CLOCK_MONOTONIC,
                &mut event,
                &mut id,
            ))?;
            let owner = identity::token();
            Ok(Self { id, owner })
        }
    }

    /// See [`set`].
    fn set(&self, first: Duration, again: Duration) {
        set(self.id, first, again);
    }
}

/// timer_settime(2), which signals' handlers may call: the timer fires after `first`, and
/// then each `again`; never if `first` is zero.
fn set(timer: libc::timer_t, first: Duration, again: Duration) {
    let time = |span: Duration| libc::timespec {
        tv_sec: i32::try_from(span.as_secs()).unwrap_or(i32::MAX).into(),
        tv_nsec: span.subsec_nanos().into(),
    };
    let setting = libc::itimerspec {
        it_interval: time(again),
        it_value: time(first),
    };
    // SAFETY: a timer of this process's, which its owner has not deleted; a number that is
    // none's is refused.
    unsafe { libc::timer_settime(timer, 0, &setting, ptr::null_mut()) };
}

impl Drop for Timer {
    fn drop(&mut self) {
        // A copy of the process has no timers.
        if identity::token() == self.owner {
            // SAFETY: this process's timer, deleted once.
            unsafe { libc::timer_delete(self.id) };
        }
    }
}

/// The two timers of a limited task: one interrupts, one kills.
static OWN: Mutex<Option<(Timer, Timer)>> = Mutex::new(None);

/// This process is interrupted after so long, and killed after another `grace`, in
/// whatever state it is.
pub fn limit_process(after: Duration, grace: Duration) {
    /// The signal may come just before a call blocks.
    const AGAIN: Duration = Duration::from_millis(50);
    let Some(signal) = super::signal() else {
        return;
    };
    let Ok(mut own) = OWN.lock() else { return };
    if own
        .as_ref()
        .is_none_or(|(timer, _)| timer.owner != identity::token())
    {
        let interrupt = Timer::new(signal, OWN_TIMER, false);
        let kill = Timer::new(libc::SIGKILL, OWN_TIMER, false);
        *own = interrupt.ok().zip(kill.ok());
    }
    if let Some((interrupt, kill)) = &*own {
        interrupt.set(after.max(Duration::from_nanos(1)), AGAIN);
        kill.set(
            after.saturating_add(grace).max(Duration::from_nanos(1)),
            Duration::ZERO,
        );
    }
}

/// A call's timer as the signal's handler sees it, which stops it, and the throw, which
/// starts it again. `owner` is the token of the process that has it, 0 for no timer.
struct Shown {
    owner: AtomicU64,
    id: AtomicPtr<c_void>,
    nanoseconds: AtomicU64,
}

/// The timers of calls, by the calls' indexes.
static SHOWN: [Shown; CALLS] = [const {
    Shown {
        owner: AtomicU64::new(0),
        id: AtomicPtr::new(ptr::null_mut()),
        nanoseconds: AtomicU64::new(0),
    }
}; CALLS];

/// Sets the timer of the call with this index, if it is this process's.
fn set_shown(index: usize, again: impl FnOnce(&Shown) -> Duration) {
    if let Some(shown) = SHOWN.get(index)
        && shown.owner.load(SeqCst) == identity::token()
    {
        let again = again(shown);
        set(shown.id.load(SeqCst), again, again);
    }
}

/// In the handler: what is due has not been thrown since the last signal, so a call
/// blocks that continues after a signal. Some start their wait again each time, and would
/// never end.
pub fn pause(index: usize) {
    set_shown(index, |_| Duration::ZERO);
}

/// It has been thrown: the timer continues.
pub fn resume(index: usize) {
    set_shown(index, |shown| {
        Duration::from_nanos(shown.nanoseconds.load(SeqCst))
    });
}

/// Signals this thread for a call's limit.
pub struct CallTimer {
    timer: Timer,
    index: usize,
}

impl CallTimer {
    /// After so long, and then each `again`, while what is due is thrown.
    ///
    /// # Errors
    /// `EAGAIN` when there are too many timers.
    pub fn start(place: &CallPlace, after: Duration, again: Duration) -> io::Result<Self> {
        let signal = super::signal().ok_or(Errno::ENOSYS)?;
        let timer = Timer::new(signal, place.number() as usize, true)?;
        let index = place.index;
        if let Some(shown) = SHOWN.get(index) {
            shown.id.store(timer.id, SeqCst);
            shown.nanoseconds.store(nanoseconds(again), SeqCst);
            shown.owner.store(timer.owner, SeqCst);
        }
        timer.set(after.max(Duration::from_nanos(1)), again);
        Ok(Self { timer, index })
    }
}

impl Drop for CallTimer {
    fn drop(&mut self) {
        if identity::token() == self.timer.owner
            && let Some(shown) = SHOWN.get(self.index)
        {
            shown.owner.store(0, SeqCst);
        }
    }
}
