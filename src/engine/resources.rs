//! Resources, by their numbers: those below the first that a task opens are its
//! caller's.

use super::{ffi, globals, ownership::FIRST};
use ext_php_rs::{
    ffi::{dtor_func_t, zend_hash_index_find, zend_resource},
    types::Zval,
};
use std::{
    ffi::c_void,
    ptr::null_mut,
    sync::atomic::{AtomicPtr, Ordering::Relaxed},
};

/// What the engine does with a resource that the last variable lets go.
static CLOSE: AtomicPtr<c_void> = AtomicPtr::new(null_mut());

/// The number that the next resource will get.
pub fn next() -> i64 {
    // SAFETY: reads a number.
    unsafe { (*globals()).regular_list.nNextFreeElement }
}

/// The resource of this number, if it is there.
pub fn at(number: i64) -> Option<*mut zend_resource> {
    // SAFETY: the list maps numbers to resources.
    unsafe {
        let list = &raw const (*globals()).regular_list;
        let found = zend_hash_index_find(list, number.cast_unsigned());
        found.as_ref().map(|found| found.value.res)
    }
}

/// In the caller, before a fork: notes what the engine does with resources that are freed.
pub fn prepare() {
    // SAFETY: reads a function's address.
    let close = unsafe { (*globals()).regular_list.pDestructor };
    let close = close.map_or(null_mut(), |close| close as *mut c_void);
    if close != CLOSE.load(Relaxed) && close != close_unless_callers as *mut c_void {
        CLOSE.store(close, Relaxed);
    }
}

/// In a new task, before any of PHP's code: what is open is the caller's, and is not
/// closed here when the last variable goes. (`fclose()` closes it all the same.)
pub fn begin() {
    FIRST.resource.store(next(), Relaxed);
    // SAFETY: the list's own field, whose function is called with elements of the list.
    unsafe { (*globals()).regular_list.pDestructor = Some(close_unless_callers) };
}

/// What becomes of an element of the list that is taken out.
unsafe extern "C" fn close_unless_callers(element: *mut Zval) {
    // SAFETY: called by the engine in place of its own function, which was noted
    // before the fork. The caller's resource stays where it is, for streams know theirs
    // by its address.
    unsafe {
        if (*(*element).value.res).handle < FIRST.resource.load(Relaxed) {
            (*element).u1.type_info = ext_php_rs::ffi::IS_UNDEF;
            return;
        }
        let close: dtor_func_t = std::mem::transmute(CLOSE.load(Relaxed));
        if let Some(close) = close {
            close(element);
        }
    }
}

/// Closes the resources that this process has opened, the newest first.
pub fn close_own() {
    for number in (FIRST.resource.load(Relaxed)..next()).rev() {
        // SAFETY: a resource of the list; closing it keeps its entry.
        unsafe {
            if let Some(resource) = at(number) {
                ffi::zend_list_close(resource);
            }
        }
    }
}
