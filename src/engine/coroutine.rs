//! Coroutines of Swoole and OpenSwoole. One that waits gives way to the event loop, on
//! whose stack it was started. In a copy of the process that would be the caller's loop.

use super::{exception, globals};
use ext_php_rs::{
    ffi::{
        ZEND_ACC_ABSTRACT, ZEND_ACC_STATIC, zend_call_known_function, zend_class_entry,
        zend_hash_str_find,
    },
    types::Zval,
};
use std::ptr::null_mut;

/// The classes, in lower case, whose `getCid()` gives the coroutine's number, -1 outside.
const CLASSES: [&str; 2] = ["swoole\\coroutine", "openswoole\\coroutine"];

/// Whether the code that runs is in one.
pub fn is_running() -> bool {
    CLASSES.iter().any(|name| {
        // SAFETY: the table maps lower-case names to classes.
        let class = unsafe {
            zend_hash_str_find((*globals()).class_table, name.as_ptr().cast(), name.len())
                .as_ref()
                .map(|found| found.value.ce)
        };
        class.is_some_and(|class| number(class).is_some_and(|number| number > 0))
    })
}

/// What the class's `getCid()` gives. A program may have a class of this name that is its
/// own: a method that needs an object is not called, and what it throws means nothing here.
fn number(class: *mut zend_class_entry) -> Option<i64> {
    const METHOD: &str = "getcid";
    if exception::pending() {
        return None;
    }
    let mut result = Zval::new();
    // SAFETY: a class of the engine's table, and a method of its own. It has code, as it is
    // not abstract, and needs no object, as it is static.
    unsafe {
        let table = &raw mut (*class).function_table;
        let method = zend_hash_str_find(table, METHOD.as_ptr().cast(), METHOD.len()).as_ref()?;
        let method = method.value.func;
        if (*method).common.fn_flags & (ZEND_ACC_STATIC | ZEND_ACC_ABSTRACT) != ZEND_ACC_STATIC {
            return None;
        }
        zend_call_known_function(
            method,
            null_mut(),
            class,
            &mut result,
            0,
            null_mut(),
            null_mut(),
        );
    }
    if exception::pending() {
        exception::forget_throwable();
        return None;
    }
    result.long()
}
