//! A time limit of a call that runs in this process: when it passes, what the call does
//! is interrupted, and again and again if it continues.
//!
//! `let limit = CallLimit::start(seconds, grace, interrupts);` around the call, limits
//! within limits; the nearest interrupts first. Afterwards [`CallLimit::outer_is_over`]
//! says that the exception from the call belongs to an outer limit and must be passed on;
//! else [`CallLimit::is_over`] says that the result came too late, whatever it is.
//!
//! The limit belongs to the thread that starts it and must be dropped there, inner ones
//! first, also when the call has been left by a bailout: it stands outside the guard.

use super::{
    clock::{nanoseconds, now},
    identity::{self, Token},
    interruption::{self, CallPlace, CallTimer},
};
use std::{cell::Cell, time::Duration};

thread_local! {
    /// When the nearest limit passes in which this thread is; 0 when it is in none.
    static NEAREST: Cell<u64> = const { Cell::new(0) };
}

/// See above.
pub struct CallLimit {
    deadline: u64,
    /// The nearest of those around.
    outer: u64,
    owner: Token,
    // Dropped in this order: a timer goes before its place is free.
    _timer: Option<CallTimer>,
    _place: Option<CallPlace>,
}

impl CallLimit {
    /// Starts a limit of `seconds`, a positive number; infinity is no limit. With
    /// `interrupts`, the code that runs at the limit is interrupted, and again after each
    /// `grace`: only where one thread runs PHP, with a handler installed.
    pub fn start(seconds: f64, grace: Duration, interrupts: bool) -> Self {
        /// The kernel takes 0 for never.
        const LEAST: Duration = Duration::from_millis(1);
        let after = Duration::try_from_secs_f64(seconds).ok();
        let deadline = after.map_or(u64::MAX, |after| now().saturating_add(nanoseconds(after)));
        let outer = NEAREST.get();
        NEAREST.set(if outer == 0 {
            deadline
        } else {
            outer.min(deadline)
        });
        let place = after
            .filter(|_| interrupts)
            .and_then(|_| CallPlace::take(seconds));
        let timer = after
            .zip(place.as_ref())
            .and_then(|(after, place)| CallTimer::start(place, after, grace.max(LEAST)).ok());
        Self {
            deadline,
            outer,
            owner: identity::token(),
            _timer: timer,
            _place: place,
        }
    }

    /// Whether it has passed.
    pub fn is_over(&self) -> bool {
        now() >= self.deadline
    }

    /// Whether one around it has passed, or the task that this process is has been
    /// interrupted.
    pub fn outer_is_over(&self) -> bool {
        interruption::task_is_over() || self.outer != 0 && now() >= self.outer
    }
}

impl Drop for CallLimit {
    fn drop(&mut self) {
        if identity::token() == self.owner {
            NEAREST.set(self.outer);
        }
    }
}

/// In a new process: the limits of the one that it was copied from are not its own.
pub(super) fn enter_task() {
    if NEAREST.get() != 0 {
        NEAREST.set(0);
    }
}
