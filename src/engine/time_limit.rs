//! The limit of `set_time_limit()` and `max_execution_time`.

use super::{ffi, globals};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

/// To be called in a new process, which inherits no timer: the caller's limit holds in it
/// from here on, and PHP's code can set another one.
pub fn renew() {
    // Later versions do it in their own handler of the fork.
    #[cfg(all(php_max_execution_timers, not(php85)))]
    // SAFETY: makes a timer for a process whose number is not the one of the last timer.
    unsafe {
        ffi::zend_max_execution_timer_init();
    }
    let seconds = seconds();
    if seconds > 0 {
        start(seconds);
    }
}

/// The limit in force, in seconds; 0 for none.
pub fn seconds() -> i64 {
    // SAFETY: reads a number.
    unsafe { (*globals()).timeout_seconds }
}

/// Between two tasks of a process: puts the limit back that a task may have changed, and
/// lets it run from here on.
pub fn put_back(limit: i64) {
    if seconds() == limit {
        start(limit);
    } else {
        super::ini::set(c"max_execution_time", &limit.to_string());
    }
}

/// Lets the limit run from here on.
fn start(seconds: i64) {
    // SAFETY: sets the engine's own timer; its signal has the handler that the caller had.
    // The flag is one byte, as Rust's is.
    unsafe {
        (*(&raw const (*globals()).timed_out).cast::<AtomicBool>()).store(false, Relaxed);
        ffi::zend_set_timeout(seconds, false);
    }
}
