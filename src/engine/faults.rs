//! What PHP's code can do to a program, done on purpose.

use super::{closure, ffi, value};
use ext_php_rs::types::Zval;
use std::{ffi::CStr, mem::ManuallyDrop, ptr::null_mut};

/// `exit()`: may leave it pending.
pub fn exit() {
    call(c"function () { exit(7); }");
}

/// A fatal error: does not return.
pub fn fatal() {
    call(c"function () { eval('function strlen() {}'); }");
}

/// Takes memory up to the limit, in pieces that a program takes: does not return,
/// or leaves what ends the program pending.
pub fn exhaust_memory() {
    call(c"function () { for ($taken = [];;) { $taken[] = str_repeat('x', 100_000); } }");
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
    evaluate_into(code, null_mut());
}

/// Calls a closure, as the engine calls a signal's handler: what it leaves pending is told
/// to the frame that goes on.
fn call(code: &CStr) {
    let mut function = ManuallyDrop::new(Zval::new());
    evaluate_into(code, &mut *function);
    if let Some(function) = value::object(&function).map(ManuallyDrop::new) {
        let _ = closure::call(&function, None);
    }
}

fn evaluate_into(code: &CStr, result: *mut Zval) {
    // SAFETY: the engine compiles and runs the text and keeps nothing of it. What
    // it may jump over has nothing to drop.
    unsafe {
        ffi::zend_eval_stringl(
            code.as_ptr(),
            code.count_bytes(),
            result,
            c"an injected fault".as_ptr(),
        );
    }
}
