//! PHP's functions that change the user, the group or the rights of the process.
//! The kernel then forgets what a process has asked to happen at its parent's
//! end; whoever asked is told here, after each of these calls, and can ask again.

use super::request;
use ext_php_rs::{
    ffi::{ZEND_INTERNAL_FUNCTION, zend_execute_data, zif_handler},
    types::Zval,
};
use std::{panic::catch_unwind, sync::OnceLock};

/// The functions, and for each of them the entry that stands in for its own.
const FUNCTIONS: [(&str, zif_handler); 6] = [
    ("posix_setuid", Some(call::<0>)),
    ("posix_seteuid", Some(call::<1>)),
    ("posix_setgid", Some(call::<2>)),
    ("posix_setegid", Some(call::<3>)),
    // A new user namespace changes the rights.
    ("pcntl_unshare", Some(call::<4>)),
    ("pcntl_setns", Some(call::<5>)),
];

/// Their own entries, of those that there are.
static OWN: [OnceLock<zif_handler>; FUNCTIONS.len()] = [const { OnceLock::new() }; FUNCTIONS.len()];

static LISTENER: OnceLock<fn()> = OnceLock::new();

/// Has `changed` called after each of these functions, from now on. To be called
/// when every extension has been started and before PHP's code is compiled.
pub fn listen(changed: fn()) {
    let _ = LISTENER.set(changed);
    for ((name, entry), own) in FUNCTIONS.into_iter().zip(&OWN) {
        let Some(function) = request::function(name) else {
            continue;
        };
        // SAFETY: the engine's entry for a function that is there, which lives as
        // long as the process; its first byte says which of the union it is. No
        // code of PHP's is running.
        unsafe {
            if u32::from((*function).type_) == ZEND_INTERNAL_FUNCTION {
                let handler = &raw mut (*function).internal_function.handler;
                // Once in a process, however many requests it has.
                if own.set(*handler).is_ok() {
                    *handler = entry;
                }
            }
        }
    }
}

extern "C" fn call<const N: usize>(frame: *mut zend_execute_data, result: *mut Zval) {
    if let Some(Some(own)) = OWN[N].get() {
        // SAFETY: the function's own entry, called as the engine has called this
        // one. Nothing here is to be dropped, should it bail out.
        unsafe { own(frame, result) };
    }
    if let Some(changed) = LISTENER.get() {
        // No panic goes on into C.
        let _ = catch_unwind(changed);
    }
}
