//! A time limit of a call that runs in this process: when it passes, what the call does
//! is interrupted, and again and again if it continues.
//!
//! `let limit = CallLimit::start(seconds, grace, interrupts, place, is_around);` around the
//! call, limits within limits; the nearest interrupts first. Afterwards
//! [`CallLimit::outer_is_over`] says that the exception from the call belongs to an outer
//! limit and must be passed on; else [`CallLimit::is_over`] says that the result came too
//! late, whatever it is.
//!
//! Calls in several fibers need not end in the reverse order of their starts. So each says
//! at which place it stands, and the limits around a call are those whose places are.
//!
//! The limit belongs to the thread that starts it and must be dropped there. When the call
//! has been left by a bailout, [`forget_lost`] does that, or [`forget_all`] at the request's
//! end.

use super::{
    clock::{nanoseconds, now},
    interruption::{self, CallPlace, CallTimer},
};
use std::{
    cell::{Cell, RefCell},
    mem::ManuallyDrop,
    time::Duration,
};

thread_local! {
    /// The limits of calls that have not come back. Never dropped: each task would register
    /// a destructor.
    static LIVE: RefCell<ManuallyDrop<Vec<Live>>> = const { RefCell::new(ManuallyDrop::new(Vec::new())) };
    static LAST: Cell<u64> = const { Cell::new(0) };
}

struct Live {
    number: u64,
    deadline: u64,
    place: usize,
    /// Dropped in this order: a timer goes before its place is free.
    _timer: Option<CallTimer>,
    _place: Option<CallPlace>,
}

/// See above.
pub struct CallLimit {
    number: u64,
    deadline: u64,
    /// The nearest of those around, if there is one.
    outer: Option<u64>,
    /// How often something had been thrown by then: a call that begins after that, to clean
    /// up, has ends of its own.
    thrown: u64,
}

impl CallLimit {
    /// Starts a limit of `seconds`, a positive number; infinity is no limit. With
    /// `interrupts`, the code that runs at the limit is interrupted, and again after each
    /// `grace`: only where one thread runs PHP, with a handler installed. The call stands
    /// at `place`.
    pub fn start(
        seconds: f64,
        grace: Duration,
        interrupts: bool,
        place: usize,
        is_around: impl Fn(usize) -> bool,
    ) -> Self {
        /// The kernel takes 0 for never.
        const LEAST: Duration = Duration::from_millis(1);
        let after = Duration::try_from_secs_f64(seconds).ok();
        let deadline = after.map_or(u64::MAX, |after| now().saturating_add(nanoseconds(after)));
        let outer = LIVE.with_borrow(|live| {
            let around = live.iter().filter(|limit| is_around(limit.place));
            around.map(|limit| limit.deadline).min()
        });
        let own = after
            .filter(|_| interrupts)
            .and_then(|_| CallPlace::take(seconds, place));
        let timer = after
            .zip(own.as_ref())
            .and_then(|(after, own)| CallTimer::start(own, after, grace.max(LEAST)).ok());
        let number = LAST.get() + 1;
        LAST.set(number);
        LIVE.with_borrow_mut(|live| {
            live.push(Live {
                number,
                deadline,
                place,
                _timer: timer,
                _place: own,
            });
        });
        Self {
            number,
            deadline,
            outer,
            thrown: interruption::thrown(),
        }
    }

    /// Whether it has passed.
    pub fn is_over(&self) -> bool {
        now() >= self.deadline
    }

    /// Whether one around it, or the end of the task that this process is, has been thrown
    /// meanwhile.
    pub fn outer_is_over(&self) -> bool {
        interruption::thrown() != self.thrown
            && (interruption::task_is_over() || self.outer.is_some_and(|outer| now() >= outer))
    }
}

impl Drop for CallLimit {
    fn drop(&mut self) {
        // In a copy of the process there may be none.
        let ended = LIVE.with_borrow_mut(|live| {
            let at = live.iter().rposition(|limit| limit.number == self.number);
            at.map(|at| live.remove(at))
        });
        drop(ended);
    }
}

/// A fatal error ends the calls around the code that runs, and so their limits.
pub fn forget_lost(is_around: impl Fn(usize) -> bool) {
    if LIVE.with_borrow(|live| !live.is_empty()) {
        LIVE.with_borrow_mut(|live| live.retain(|limit| !is_around(limit.place)));
    }
}

/// At the request's end.
pub fn forget_all() {
    drop(take_all());
}

/// In a new process, whose limits are not those of the one that it was copied from. Nothing
/// is dropped: the timers are that one's.
pub(super) fn leave_all() {
    std::mem::forget(take_all());
}

fn take_all() -> Vec<Live> {
    if LIVE.with_borrow(|live| live.is_empty()) {
        return Vec::new();
    }
    LIVE.with_borrow_mut(|live| std::mem::take(&mut **live))
}
