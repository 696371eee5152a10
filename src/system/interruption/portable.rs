//! SIGURG, numbers of processes, and threads that sleep.

use super::{CallPlace, Reason, SLACK, STATE, Source, call_is_over, interrupt_task, process_tree};
use crate::system::{
    clock::{nanoseconds, now},
    identity::{self, Token},
    process::{self, ProcessId},
    signals::Blocked,
};
use std::{
    io,
    os::fd::BorrowedFd,
    sync::{Arc, Condvar, Mutex, PoisonError, atomic::Ordering::SeqCst},
    time::{Duration, Instant},
};

/// The signal.
pub fn choose_signal() -> Option<i32> {
    Some(libc::SIGURG)
}

/// Which process has sent a signal: the caller, whose signals carry no value, so that the clock
/// tells why; or a thread of this process, which has noted why.
///
/// # Safety
/// The structure is what the kernel has passed to the handler.
pub unsafe fn source(info: &libc::siginfo_t) -> Option<Source> {
    // SAFETY: getppid has no preconditions; a signal that a process has sent has a sender.
    let from_caller = unsafe { info.si_code <= 0 && info.si_pid() == libc::getppid() };
    if !from_caller {
        return Some(Source::Known);
    }
    let deadline = STATE.deadline.load(SeqCst);
    // The signal carries no reason. The caller counts from a moment of its own, which may
    // be a little earlier.
    let soon = now().saturating_add(nanoseconds(SLACK));
    Some(Source::Task(if deadline != 0 && soon >= deadline {
        Reason::TimedOut
    } else {
        Reason::Cancelled
    }))
}

/// A child of this process, by its number, which is nobody else's until the process has
/// been collected.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    process: ProcessId,
}

impl Target {
    /// The process with this number; here its handle's descriptor does not stand for it.
    pub fn new(process: ProcessId, _: BorrowedFd<'_>) -> Self {
        Self { process }
    }

    /// Its number.
    pub fn process(self) -> ProcessId {
        self.process
    }

    /// kill(2); why, the task finds out.
    pub fn interrupt(self, signal: i32, _: Reason) {
        self.signal(signal);
    }

    /// kill(2).
    pub fn signal(self, signal: i32) {
        // SAFETY: plain numbers.
        unsafe { libc::kill(self.process, signal) };
    }

    /// Whether it has not been collected: nobody does so while it is signalled.
    pub fn there(self) -> bool {
        true
    }

    /// waitid(2): whether it has ended; it is not collected.
    pub fn ended(self) -> bool {
        // SAFETY: zero is valid for the structure, which is filled in.
        unsafe {
            let mut info: libc::siginfo_t = std::mem::zeroed();
            let flags = libc::WEXITED | libc::WNOHANG | libc::WNOWAIT;
            let process = self.process.cast_unsigned();
            libc::waitid(libc::P_PID, process, &mut info, flags) != 0 || info.si_signo != 0
        }
    }
}

/// A thread, named by its C number, that may be signalled.
#[derive(Clone, Copy)]
struct Thread(libc::pthread_t);

// SAFETY: a number; the thread that runs PHP lives as long as the process.
unsafe impl Send for Thread {}

impl Thread {
    fn this() -> Self {
        // SAFETY: no preconditions.
        Self(unsafe { libc::pthread_self() })
    }

    fn interrupt(self) {
        if let Some(signal) = super::signal() {
            // SAFETY: see above.
            unsafe { libc::pthread_kill(self.0, signal) };
        }
    }
}

/// What a thread sleeps for, and who changes that.
struct Sleep {
    until: Mutex<Option<Instant>>,
    changed: Condvar,
}

impl Sleep {
    fn until(until: Option<Instant>) -> Self {
        Self {
            until: Mutex::new(until),
            changed: Condvar::new(),
        }
    }

    fn set(&self, until: Option<Instant>) {
        *self.until.lock().unwrap_or_else(PoisonError::into_inner) = until;
        self.changed.notify_all();
    }

    /// Sleeps until the time has come.
    fn sleep(&self) {
        let mut until = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let left = until.map(|until| until.saturating_duration_since(Instant::now()));
            until = match left {
                Some(Duration::ZERO) => return,
                Some(left) => {
                    let woken = self.changed.wait_timeout(until, left);
                    woken.unwrap_or_else(PoisonError::into_inner).0
                }
                None => self
                    .changed
                    .wait(until)
                    .unwrap_or_else(PoisonError::into_inner),
            };
        }
    }
}

/// Starts a thread that takes no signal.
fn spawn(work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    let _blocked = Blocked::all();
    std::thread::Builder::new()
        .stack_size(128 << 10)
        .spawn(work)
        .map(|_| ())
}

/// The process whose thread keeps its limit, and what that thread sleeps for. Only the thread
/// that forks locks it. What is within, the other thread may have locked at a fork: a copy
/// of the process leaves that alone.
static OWN: Mutex<Option<(Token, Arc<Sleep>)>> = Mutex::new(None);

/// This process is interrupted after so long, and killed after another `grace`.
pub fn limit_process(after: Duration, grace: Duration) {
    let until = Instant::now().checked_add(after);
    let Ok(mut own) = OWN.lock() else {
        return;
    };
    if let Some((owner, sleep)) = &*own
        && *owner == identity::token()
    {
        sleep.set(until);
        return;
    }
    let sleep = Arc::new(Sleep::until(until));
    let (theirs, php) = (Arc::clone(&sleep), Thread::this());
    let started = spawn(move || {
        theirs.sleep();
        process_tree::terminate(process::id());
        interrupt_task(Reason::TimedOut);
        php.interrupt();
        theirs.set(Instant::now().checked_add(grace));
        theirs.sleep();
        // SAFETY: ends this process.
        unsafe { libc::kill(process::id(), libc::SIGKILL) };
    });
    if started.is_ok() {
        // The thread that a copy has lost keeps its part: nothing is dropped.
        *own = Some((identity::token(), sleep));
    }
}

/// The thread continues by itself: it signals only when nothing is due already.
pub fn resume(_: usize) {}

/// Signals this thread for a call's limit.
pub struct CallTimer {
    over: Arc<(Mutex<bool>, Condvar)>,
    owner: Token,
}

impl CallTimer {
    /// After so long, and then each `again`, while what is due is thrown.
    ///
    /// # Errors
    /// `EAGAIN` when there are too many threads.
    pub fn start(place: &CallPlace, after: Duration, again: Duration) -> io::Result<Self> {
        let number = place.number();
        let over = Arc::new((Mutex::new(false), Condvar::new()));
        let (theirs, php) = (Arc::clone(&over), Thread::this());
        spawn(move || {
            let (lock, changed) = &*theirs;
            let mut pause = after;
            let mut over = lock.lock().unwrap_or_else(PoisonError::into_inner);
            while !*over {
                let started = Instant::now();
                over = changed
                    .wait_timeout(over, pause)
                    .unwrap_or_else(PoisonError::into_inner)
                    .0;
                if *over {
                    break;
                }
                pause = pause.saturating_sub(started.elapsed());
                if pause.is_zero() {
                    pause = again;
                    if call_is_over(number) {
                        php.interrupt();
                    }
                }
            }
        })?;
        let owner = identity::token();
        Ok(Self { over, owner })
    }
}

impl Drop for CallTimer {
    fn drop(&mut self) {
        // A copy of the process has no such thread, which may have held the lock at the fork.
        if identity::token() != self.owner {
            return;
        }
        let (lock, changed) = &*self.over;
        *lock.lock().unwrap_or_else(PoisonError::into_inner) = true;
        changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::test_children::holds_in_child;

    const LONG: Duration = Duration::from_secs(3600);

    /// Whether a new process comes to the end of this, and does not wait for ever.
    fn comes_back_in_child(work: impl FnOnce()) -> bool {
        holds_in_child(|| {
            // SAFETY: a plain number; the signal ends the process.
            unsafe { libc::alarm(10) };
            work();
            true
        })
    }

    #[test]
    fn a_copy_leaves_a_calls_timer_to_its_process() {
        let over = Arc::new((Mutex::new(false), Condvar::new()));
        let mut timer = Some(CallTimer {
            over: Arc::clone(&over),
            owner: identity::token(),
        });
        let held = over.0.lock().unwrap();
        // Here it stays, until the lock is free.
        assert!(comes_back_in_child(|| drop(timer.take())));
        drop(held);
    }

    #[test]
    fn a_copy_has_a_limit_of_its_own() {
        limit_process(LONG, LONG);
        let sleep = OWN.lock().unwrap().as_ref().map(|own| Arc::clone(&own.1));
        let sleep = sleep.unwrap();
        let held = sleep.until.lock().unwrap();
        assert!(comes_back_in_child(|| limit_process(LONG, LONG)));
        drop(held);
    }
}
