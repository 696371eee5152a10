//! How a task is interrupted: what the system notes is thrown by the engine.
//!
//! - [`listen`], once: who makes the exception.
//! - [`prepare`], in the caller before it forks.
//! - [`enter`], in the new process, before its signals can come.

use super::{cancelled_here, messages, terms};
use crate::{
    engine::{
        self, Object,
        frames::{self, Place},
        interruption::Source,
    },
    system::{call_limit, interruption, signals::Blocked},
};
use std::{sync::OnceLock, time::Duration};

pub use super::cancelled_here::Passed;
pub use crate::system::interruption::Due;

/// A limit of a call that runs in this process; around the call, inner ones within outer
/// ones. It must be dropped by the thread that started it; when the call has been left by
/// a bailout, it ends with that, or at the latest with the request.
pub struct CallLimit(call_limit::CallLimit);

impl CallLimit {
    /// Starts a limit of so many seconds. With `interrupts`, the exception is thrown in the
    /// call when it passes, and again after each `grace`; else, and where there is no
    /// handler, only the clock tells afterwards. A call without a limit has those around it
    /// all the same.
    pub fn start(seconds: Option<f64>, grace: Duration, interrupts: bool) -> Self {
        let interrupts = interrupts && seconds.is_some() && prepare();
        Self(call_limit::CallLimit::start(
            seconds.unwrap_or(f64::INFINITY),
            grace,
            interrupts,
            Place::here().number(),
            frames::is_around,
        ))
    }

    /// To be asked when the call has come back.
    pub fn passed(&self) -> Passed {
        if self.0.outer_is_over() {
            Passed::Outer
        } else if self.0.is_over() {
            Passed::Own
        } else {
            Passed::None
        }
    }
}

static MAKE: OnceLock<fn(Due) -> Option<Object>> = OnceLock::new();
static LOST: OnceLock<fn()> = OnceLock::new();

/// From now on `make` makes what is thrown, and `lost` is told of a fatal error, which ends
/// all calls around the code that runs. To be called when every extension has been started.
pub fn listen(make: fn(Due) -> Option<Object>, lost: fn()) {
    let _ = (MAKE.set(make), LOST.set(lost));
    engine::interruption::listen(Source {
        noted: || interruption::noted() || cancelled_here::noted(),
        pending,
        take: || {
            let make = MAKE.get()?;
            interruption::take(frames::is_around)
                .or_else(|| cancelled_here::take().then_some(Due::Cancelled))
                .and_then(make)
        },
        unheard: interruption::task_is_over,
        fatal: || {
            messages::nothing_is_handled();
            cancelled_here::forget_lost();
            call_limit::forget_lost(frames::is_around);
            if let Some(lost) = LOST.get() {
                lost();
            }
        },
    });
}

/// Whether something is to be thrown in the code that runs.
pub fn pending() -> bool {
    interruption::pending(frames::is_around) || cancelled_here::pending()
}

/// At a request's end: no call is limited.
pub fn forget_all() {
    cancelled_here::forget_all();
    call_limit::forget_all();
}

/// Sets up the signal's handler, which tasks inherit. Returns whether there is one.
pub fn prepare() -> bool {
    interruption::install(engine::interruption::flag())
}

/// In a new process: forgets the interruptions that were due in its caller, lets its
/// caller's signal pass, and starts the time limit, if there is one.
pub fn enter(blocked: &mut Blocked, timeout: Option<Duration>) {
    engine::interruption::enter_task();
    cancelled_here::forget_all();
    interruption::enter_task();
    if let Some(signal) = interruption::signal() {
        blocked.let_pass(signal);
    }
    if let Some(timeout) = timeout {
        interruption::limit_task(timeout, terms::grace());
    }
}

/// After a handler: what it left to be thrown comes at the next operation.
pub fn remind() {
    engine::interruption::remind();
}
