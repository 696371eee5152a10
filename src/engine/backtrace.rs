//! The frames of calls into this extension, as traces show them. An argument that cannot
//! be serialized, a promise or a closure, would go into the trace of each exception that
//! is made within the call, which then could not be serialized either.

use super::frames;
use ext_php_rs::ffi::{ZEND_INTERNAL_FUNCTION, zend_execute_data};
use std::{ffi::CStr, ptr::NonNull};

/// Frames that are looked at, from the innermost on. Calls into this extension that are
/// nested in others are rare, and seldom deep.
const DEPTH: usize = 64;

/// In a new process, which never returns from the calls that it was forked within: traces
/// show those into this extension without arguments.
pub fn hide_arguments() {
    for frame in own() {
        // SAFETY: a frame that stands as long as this process; the arguments are not
        // freed, as nothing returns from the call.
        unsafe { (*frame.as_ptr()).This.u2.num_args = 0 };
    }
}

/// While it lives, traces show the innermost call into this extension without arguments.
pub struct Hidden(Option<(NonNull<zend_execute_data>, u32)>);

impl Hidden {
    /// Hides the arguments of the call that is running.
    pub fn new() -> Self {
        Self(own().next().map(|frame| {
            // SAFETY: the frame of a call that is running.
            let count = unsafe { &mut (*frame.as_ptr()).This.u2.num_args };
            (frame, std::mem::take(count))
        }))
    }
}

impl Drop for Hidden {
    fn drop(&mut self) {
        if let Some((frame, count)) = self.0 {
            // SAFETY: as above; it has to free its arguments when it returns.
            unsafe { (*frame.as_ptr()).This.u2.num_args = count };
        }
    }
}

/// The frames of calls into this extension, from the innermost on.
fn own() -> impl Iterator<Item = NonNull<zend_execute_data>> {
    frames::all().take(DEPTH).filter(|frame| is_own(*frame))
}

/// Whether the frame is that of a function or method of this extension.
fn is_own(frame: NonNull<zend_execute_data>) -> bool {
    const NAME: &CStr = c"pokio";
    // SAFETY: a frame's function, if it has one, says of what kind it is; an internal one
    // names its module, whose name lives as long.
    unsafe {
        let Some(function) = (*frame.as_ptr()).func.as_ref() else {
            return false;
        };
        if u32::from(function.type_) != ZEND_INTERNAL_FUNCTION {
            return false;
        }
        function
            .internal_function
            .module
            .as_ref()
            .is_some_and(|module| !module.name.is_null() && CStr::from_ptr(module.name) == NAME)
    }
}
