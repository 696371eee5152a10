//! The signal that interrupts: sent to a task by its caller, or to this process by a
//! timer of its own. Its handler notes what is due and sets the engine's flag; blocked
//! system calls come back with `EINTR`.
//!
//! In a caller, before its first fork: [`install`], which tasks inherit. In a new process,
//! before any signal can come: [`enter_task`], and the mask must let [`signal`] pass; with
//! a limit: [`limit_task`]. What is due is taken by [`take`], once for a task. For calls
//! without a process of their own there is [`CallLimit`](super::call_limit::CallLimit).
//!
//! Linux has real-time signals, which carry why they were sent; the first free one from
//! the top is taken, where neither libraries nor programs look (the C library takes the
//! lowest, PHP's threaded builds the next, init systems those up to 24 above). The twin
//! takes SIGURG: nothing happens to a process without the handler, and only a socket's
//! out-of-band data, if asked for, raises it, too. SIGALRM and the interval timers are
//! the program's.

#[cfg_attr(
    all(target_os = "linux", not(feature = "portable")),
    path = "interruption/linux.rs"
)]
#[cfg_attr(
    not(all(target_os = "linux", not(feature = "portable"))),
    path = "interruption/portable.rs"
)]
mod platform;

pub(super) use platform::{CallTimer, Target};

use super::{
    clock::{nanoseconds, now},
    identity::{self, Token},
    process_tree,
};
use std::{
    mem,
    ptr::null_mut,
    sync::atomic::{
        AtomicBool, AtomicI32, AtomicPtr, AtomicU32, AtomicU64, AtomicUsize,
        Ordering::{Relaxed, SeqCst},
    },
    time::Duration,
};

/// Why a task is interrupted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Its time is over.
    TimedOut,
    /// Its caller does not want it any more.
    Cancelled,
}

/// What is to be thrown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Due {
    /// A limit of so many seconds has passed.
    TimedOut {
        /// The limit.
        seconds: f64,
    },
    /// The task has been cancelled.
    Cancelled,
}

/// Limits of calls that can interrupt at a time. In fibers that run in turn they need not
/// be one within another.
const CALLS: usize = 16;

/// How long a task's own timers wait for its caller, which should be first.
pub(super) const SLACK: Duration = Duration::from_millis(100);

const NONE: u32 = 0;
const TIMED_OUT: u32 = 1;
const CANCELLED: u32 = 2;
const THROWN: u32 = 3;

/// Everything that the handler reads and writes. A task that nobody interrupts writes
/// nothing here.
struct State {
    /// The signal, 0 while there is no handler.
    signal: AtomicI32,
    /// The engine's flag.
    flag: AtomicPtr<AtomicBool>,
    /// What has become of this process as a task.
    task: AtomicU32,
    /// The task's limit, as bits, and when it passes, in nanoseconds; 0 without.
    seconds: AtomicU64,
    deadline: AtomicU64,
    /// How many limits of calls have started.
    starts: AtomicU64,
    /// See [`thrown`].
    thrown: AtomicU64,
    calls: [Call; CALLS],
}

/// The limit of a call.
struct Call {
    state: AtomicU32,
    /// How many the place has served: a timer's last signal may come too late.
    served: AtomicU32,
    /// How many limits had started before this one.
    started: AtomicU64,
    seconds: AtomicU64,
    /// Where the call stands, see [`pending`].
    place: AtomicUsize,
}

const FREE: u32 = 0;
const ARMED: u32 = 1;
const DUE: u32 = 2;

static STATE: State = State {
    signal: AtomicI32::new(0),
    flag: AtomicPtr::new(null_mut()),
    task: AtomicU32::new(NONE),
    seconds: AtomicU64::new(0),
    deadline: AtomicU64::new(0),
    starts: AtomicU64::new(0),
    thrown: AtomicU64::new(0),
    calls: [const {
        Call {
            state: AtomicU32::new(FREE),
            served: AtomicU32::new(0),
            started: AtomicU64::new(0),
            seconds: AtomicU64::new(0),
            place: AtomicUsize::new(0),
        }
    }; CALLS],
};

/// Where a signal comes from, as its handler sees it.
enum Source {
    /// The task's caller, or the task's own timer.
    Task(Reason),
    /// The timer of the call with this number.
    #[cfg(all(target_os = "linux", not(feature = "portable")))]
    Call(u32),
    /// The one that set the state before.
    #[cfg(not(all(target_os = "linux", not(feature = "portable"))))]
    Known,
}

/// The signal, once there is a handler for it.
#[inline]
pub fn signal() -> Option<i32> {
    Some(STATE.signal.load(Relaxed)).filter(|signal| *signal != 0)
}

/// Sets up the handler, unless it has been. `flag` is what the engine looks at between
/// two operations of the thread that calls this; it lives as long as the process.
/// Returns whether there is a handler.
#[inline]
pub fn install(flag: &'static AtomicBool) -> bool {
    if signal().is_none() {
        STATE.flag.store((&raw const *flag).cast_mut(), SeqCst);
        if let Some(signal) = platform::choose_signal() {
            handle(signal);
            STATE.signal.store(signal, SeqCst);
        }
    }
    signal().is_some()
}

fn handle(signal: i32) {
    // SAFETY: zero is valid for the structure; the handler does only what is allowed in
    // one. Without SA_RESTART, calls that block come back. It runs on the stack that it
    // finds: another, if there is one, may be too small for looking for programs.
    unsafe {
        let mut action: libc::sigaction = mem::zeroed();
        action.sa_sigaction = on_signal as *const () as usize;
        action.sa_flags = libc::SA_SIGINFO;
        libc::sigaction(signal, &action, null_mut());
    }
}

/// From now on the signal is lost, and disturbs no call.
fn ignore() {
    if let Some(signal) = signal() {
        // SAFETY: ignoring a signal runs no code.
        unsafe {
            let mut action: libc::sigaction = mem::zeroed();
            action.sa_sigaction = libc::SIG_IGN;
            libc::sigaction(signal, &action, null_mut());
        }
    }
}

/// In a new process, before its signals can come: what was due in the process that it
/// was copied from is not due here.
pub fn enter_task() {
    for word in STATE.calls.iter().map(|call| &call.state) {
        forget(word);
    }
    forget(&STATE.task);
    if STATE.deadline.load(Relaxed) != 0 {
        STATE.deadline.store(0, Relaxed);
    }
    super::call_limit::leave_all();
}

/// Each page that a new process writes to costs it time.
fn forget(word: &AtomicU32) {
    if word.load(Relaxed) != 0 {
        word.store(0, SeqCst);
    }
}

/// In a task, before its code runs or between two tasks of one process: it is
/// interrupted after so long, and killed after another `grace`. Its caller does
/// that, with [`timers`](super::timers); this process does it a little later by itself,
/// should its caller be stopped. What its programs leave behind becomes its own, so that
/// it is found.
pub fn limit_task(after: Duration, grace: Duration) {
    process_tree::adopt();
    STATE.seconds.store(after.as_secs_f64().to_bits(), SeqCst);
    let deadline = now().saturating_add(nanoseconds(after));
    STATE.deadline.store(deadline, SeqCst);
    if let Some(signal) = signal()
        && STATE.task.load(SeqCst) == NONE
    {
        // The program may have taken the signal for itself.
        handle(signal);
    }
    platform::limit_process(after.saturating_add(SLACK), grace);
}

/// Whether this process, a task, has been interrupted.
#[inline]
pub fn task_is_over() -> bool {
    STATE.task.load(SeqCst) != NONE
}

/// How often something was to be thrown, and [`take`] has given it.
pub fn thrown() -> u64 {
    STATE.thrown.load(SeqCst)
}

/// Whether something is to be thrown, in whatever code.
pub fn noted() -> bool {
    pending(|_| true)
}

/// Whether something is to be thrown in the code that runs: for this process as a task, or
/// for a call whose place `is_around` that code.
pub fn pending(is_around: impl Fn(usize) -> bool) -> bool {
    let task = STATE.task.load(SeqCst);
    matches!(task, TIMED_OUT | CANCELLED)
        || STATE
            .calls
            .iter()
            .any(|call| call.state.load(SeqCst) == DUE && is_around(call.place.load(SeqCst)))
}

/// What is to be thrown in the code that runs, the outermost first; see [`pending`]. A
/// task's own is given once; from then on no signal disturbs it.
pub fn take(is_around: impl Fn(usize) -> bool) -> Option<Due> {
    let task = STATE.task.load(SeqCst);
    if matches!(task, TIMED_OUT | CANCELLED) {
        STATE.task.store(THROWN, SeqCst);
        STATE.thrown.fetch_add(1, SeqCst);
        ignore();
        return Some(if task == TIMED_OUT {
            Due::TimedOut {
                seconds: f64::from_bits(STATE.seconds.load(SeqCst)),
            }
        } else {
            Due::Cancelled
        });
    }
    // Places are taken in any order; of the limits around one code, the outermost has
    // started first.
    let (index, call) = STATE
        .calls
        .iter()
        .enumerate()
        .filter(|(_, call)| call.state.load(SeqCst) == DUE && is_around(call.place.load(SeqCst)))
        .min_by_key(|(_, call)| call.started.load(SeqCst))?;
    call.state
        .compare_exchange(DUE, THROWN, SeqCst, SeqCst)
        .ok()?;
    STATE.thrown.fetch_add(1, SeqCst);
    platform::resume(index);
    let seconds = f64::from_bits(call.seconds.load(SeqCst));
    Some(Due::TimedOut { seconds })
}

/// A call's place among those that can interrupt.
pub(super) struct CallPlace {
    index: usize,
    owner: Token,
}

impl CallPlace {
    /// A free one, for the call that stands at `place`; `None` when all are taken.
    pub(super) fn take(seconds: f64, place: usize) -> Option<Self> {
        let mut calls = STATE.calls.iter().enumerate();
        let (index, call) = calls.find(|(_, call)| call.state.load(SeqCst) == FREE)?;
        call.started
            .store(STATE.starts.fetch_add(1, SeqCst), SeqCst);
        call.seconds.store(seconds.to_bits(), SeqCst);
        call.place.store(place, SeqCst);
        call.state.store(ARMED, SeqCst);
        let owner = identity::token();
        Some(Self { index, owner })
    }

    /// What its timer's signal carries: its index, and which use of the place it is.
    pub(super) fn number(&self) -> u32 {
        const _: () = assert!(CALLS < 255);
        let served = STATE.calls[self.index].served.load(SeqCst);
        (served << 8) | (u32::try_from(self.index).unwrap_or(0) + 1)
    }
}

impl Drop for CallPlace {
    fn drop(&mut self) {
        if identity::token() == self.owner {
            let call = &STATE.calls[self.index];
            call.served.fetch_add(1, SeqCst);
            call.state.store(FREE, SeqCst);
        }
    }
}

/// The call whose timer carries this number, and its index.
fn call_of(number: u32) -> Option<(usize, &'static Call)> {
    let index = usize::try_from((number & 255).wrapping_sub(1)).ok()?;
    let call = STATE.calls.get(index)?;
    (call.served.load(SeqCst) & (u32::MAX >> 8) == number >> 8).then_some((index, call))
}

/// Notes that the limit of this number has passed. Returns false when there is none, and
/// when the same is due already, because a call blocks.
fn call_is_over(number: u32) -> bool {
    call_of(number).is_some_and(|(_, call)| {
        [ARMED, THROWN].into_iter().any(|state| {
            call.state
                .compare_exchange(state, DUE, SeqCst, SeqCst)
                .is_ok()
        })
    })
}

/// Notes why the task is interrupted, the first time. Returns whether it was.
fn interrupt_task(reason: Reason) -> bool {
    let reason = match reason {
        Reason::TimedOut => TIMED_OUT,
        Reason::Cancelled => CANCELLED,
    };
    STATE
        .task
        .compare_exchange(NONE, reason, SeqCst, SeqCst)
        .is_ok()
}

/// The handler: stores to atomics, and makes plain system calls.
extern "C" fn on_signal(_: i32, info: *mut libc::siginfo_t, _: *mut libc::c_void) {
    let error = nix::errno::Errno::last();
    // SAFETY: the kernel passes the structure.
    let source = unsafe { platform::source(&*info) };
    match source {
        Some(Source::Task(reason)) => {
            interrupt_task(reason);
        }
        #[cfg(all(target_os = "linux", not(feature = "portable")))]
        Some(Source::Call(number)) => {
            if !call_is_over(number)
                && let Some((index, _)) = call_of(number)
            {
                platform::pause(index);
            }
        }
        #[cfg(not(all(target_os = "linux", not(feature = "portable"))))]
        Some(Source::Known) => {}
        None => {}
    }
    if noted() {
        // SAFETY: null, or what `install` was given, which lives as long as the process.
        if let Some(flag) = unsafe { STATE.flag.load(SeqCst).as_ref() } {
            flag.store(true, SeqCst);
        }
    }
    error.set();
}
