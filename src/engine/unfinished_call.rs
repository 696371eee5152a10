//! The call whose arguments are being passed when an exception comes from outside, between
//! two operations.
//!
//! The engine takes the next operation for the one that has thrown. When that is to pass an
//! argument, it frees the argument's place along with those that have been passed
//! (`cleanup_unfinished_calls` in `Zend/zend_execute.c`), though nothing has been written there:
//! what stands there is left from an earlier call, whose value somebody may still have.

use super::frames;
use ext_php_rs::{ffi::IS_UNDEF, types::Zval};
use std::ptr::NonNull;

/// The operations that pass one argument (`Zend/zend_vm_opcodes.h`; the same in PHP 8.2 to 8.5):
/// `ZEND_SEND_VAR_NO_REF_EX`, `_VAL`, `_VAR_EX`, `_REF`, `_VAR_NO_REF`, `_VAL_EX`, `_VAR`, `_USER`,
/// `_FUNC_ARG`. `SEND_ARRAY` and `SEND_UNPACK` count what they have passed.
const PASSES_ONE: [u8; 9] = [50, 65, 66, 67, 106, 116, 117, 120, 185];

/// `IS_CONST` (`Zend/zend_compile.h`): what an operand holds; here the argument's name.
const IS_CONST: u8 = 1;

/// To be called before an exception is thrown between two operations of the code that runs:
/// the argument that the next one would pass is undefined.
pub fn undefine_next_argument() {
    // SAFETY: frames that run are there until their code has come back. A frame of PHP's code
    // has an instruction, and has reserved the places of all arguments of the call that it is
    // about to make; `result` is the distance of this one from that call's frame, except for an
    // argument that is passed by name. Nothing that is owned stands in the place.
    unsafe {
        let Some(frame) = frames::innermost_of_php() else {
            return;
        };
        let Some(call) = NonNull::new((*frame.as_ptr()).call) else {
            return;
        };
        let next = &*(*frame.as_ptr()).opline;
        if PASSES_ONE.contains(&next.opcode) && next.op2_type != IS_CONST {
            let place = call.byte_add(next.result.var as usize).cast::<Zval>();
            (*place.as_ptr()).u1.type_info = IS_UNDEF;
        }
    }
}
