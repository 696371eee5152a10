//! The engine's interrupt flag, by which signal handlers written in PHP come to run.

use super::{Thrown, exception, ffi, globals};
use ext_php_rs::ffi::zend_interrupt_function;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

/// EG(vm_interrupt), which a signal's handler sets.
pub(super) fn flag() -> &'static AtomicBool {
    // SAFETY: the engine's atomic boolean is one byte, as Rust's is, and lives
    // as long as the thread.
    unsafe { &*(&raw const (*globals()).vm_interrupt).cast::<AtomicBool>() }
}

/// Whether a handler waits to be called.
pub fn pending() -> bool {
    flag().load(SeqCst)
}

/// Lets the handlers run, as the engine does between two of PHP's operations.
/// Returns whether there may have been one.
///
/// # Errors
/// [`Thrown`] when one of them threw or called `exit()`.
pub fn dispatch() -> Result<bool, Thrown> {
    let pending = pending();
    if pending {
        flag().store(false, SeqCst);
        // SAFETY: the calls that the engine itself makes at this point, for the
        // frame that is running.
        unsafe {
            let globals = globals();
            let timed_out = (&raw const (*globals).timed_out).cast::<AtomicBool>();
            if (*timed_out).load(SeqCst) {
                ffi::zend_timeout();
            } else if let Some(interrupt) = zend_interrupt_function {
                interrupt((*globals).current_execute_data);
            }
        }
    }
    exception::check().map(|()| pending)
}

/// Forgets an interrupt that was meant for the process this one was copied from.
pub fn clear() {
    if pending() {
        flag().store(false, SeqCst);
        super::interruption::remind();
    }
}
