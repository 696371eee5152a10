//! Output buffers: abandoned in a new task, ended with it.

use super::{ffi, guarded, value};
use ext_php_rs::ffi::{IS_UNDEF, ext_php_rs_process_globals, ext_php_rs_sapi_globals};

/// Forgets all output buffers, their contents and their callbacks, without
/// calling anything: they are the caller's. The memory stays with the process.
/// A callback for the sending of headers is forgotten for the same reason.
pub fn abandon() {
    // SAFETY: puts the output layer into its state at a request's start; the
    // flag is read from the settings as a request's start does.
    unsafe {
        if has_buffers() {
            ffi::php_output_activate();
            let flush = (*ext_php_rs_process_globals()).implicit_flush;
            ffi::php_output_set_implicit_flush(i32::from(flush));
        }
        let callback = &raw mut (*ext_php_rs_sapi_globals()).callback_func;
        if value::type_of(&*callback) != IS_UNDEF {
            (*callback).u1.type_info = IS_UNDEF;
        }
    }
}

/// Whether there are output buffers.
fn has_buffers() -> bool {
    #[cfg(not(php_zts))]
    // SAFETY: reads an address.
    unsafe {
        !ffi::output_globals.active.is_null()
    }
    #[cfg(php_zts)]
    // SAFETY: reads a number.
    unsafe {
        ffi::php_output_get_level() > 0
    }
}

/// Sends the headers, if a callback of this process's waits for that.
pub fn send_headers() {
    // SAFETY: looks at the callback and, as a request's end does, sends what nobody has
    // sent. A bailout ends here.
    unsafe {
        if value::type_of(&(*ext_php_rs_sapi_globals()).callback_func) != IS_UNDEF {
            let _ = guarded(|| ffi::php_header());
        }
    }
}

/// Sends what is still buffered, through the buffers' callbacks.
pub fn end() {
    if has_buffers() {
        // SAFETY: ends all buffers; a bailout in a callback ends here.
        let _ = guarded(|| unsafe { ffi::php_output_end_all() });
    }
}
