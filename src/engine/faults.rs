//! What PHP's code can do to a program, done on purpose.

use super::ffi;
use std::{ffi::CStr, ptr::null_mut};

/// `exit()`: may leave it pending.
pub fn exit() {
    evaluate(c"exit(7);");
}

/// A fatal error: does not return.
pub fn fatal() {
    evaluate(c"function strlen() {}");
}

/// Takes memory up to the limit, in pieces that a program takes: does not return,
/// or leaves what ends the program pending.
pub fn exhaust_memory() {
    evaluate(c"for ($taken = [];;) { $taken[] = str_repeat('x', 100_000); }");
}

/// The collector runs, and finds something.
pub fn collect() {
    evaluate(c"(function () { for ($i = 0; $i < 20; $i++) { $o = new stdClass; $o->self = [$o]; } })(); gc_collect_cycles();");
}

/// The program serializes an object whose hooks await.
pub fn await_in_hooks() {
    evaluate(c"awaits_in_hooks();");
}

fn evaluate(code: &CStr) {
    // SAFETY: the engine compiles and runs the text and keeps nothing of it. What
    // it may jump over has nothing to drop.
    unsafe {
        ffi::zend_eval_stringl(
            code.as_ptr(),
            code.count_bytes(),
            null_mut(),
            c"an injected fault".as_ptr(),
        );
    }
}
