//! Resources, by their numbers: those below the first that a task opens are its
//! caller's.

use super::{ffi, globals};
use ext_php_rs::{
    ffi::{dtor_func_t, zend_hash_index_find, zend_resource},
    types::Zval,
};
use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicI64, Ordering::Relaxed},
};

/// The first number that is this process's own; 0 where it is nobody's task.
static FIRST: AtomicI64 = AtomicI64::new(0);
/// What the engine does with a resource that the last variable lets go.
static CLOSE: Mutex<dtor_func_t> = Mutex::new(None);

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

/// In a new task, before any of PHP's code: what is open is the caller's, and is not
/// closed here when the last variable goes. (`fclose()` closes it all the same.)
pub fn begin() {
    FIRST.store(next(), Relaxed);
    // SAFETY: the list's own field, whose function is called with elements of the list.
    unsafe {
        let list = &raw mut (*globals()).regular_list;
        let ours: dtor_func_t = Some(let_go);
        if (*list).pDestructor.map(|close| close as usize) != ours.map(|close| close as usize) {
            *CLOSE.lock().unwrap_or_else(PoisonError::into_inner) = (*list).pDestructor;
            (*list).pDestructor = ours;
        }
    }
}

/// What becomes of an element of the list that is taken out.
unsafe extern "C" fn let_go(element: *mut Zval) {
    // SAFETY: called by the engine in the place of its own function. The caller's
    // resource stays where it is, for streams know theirs by its address.
    unsafe {
        if (*(*element).value.res).handle < FIRST.load(Relaxed) {
            (*element).u1.type_info = ext_php_rs::ffi::IS_UNDEF;
            return;
        }
        let close = *CLOSE.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(close) = close {
            close(element);
        }
    }
}

/// Closes the resources that this process has opened, the newest first.
pub fn close_own() {
    for number in (FIRST.load(Relaxed)..next()).rev() {
        // SAFETY: a resource of the list; closing it keeps its entry.
        unsafe {
            if let Some(resource) = at(number) {
                ffi::zend_list_close(resource);
            }
        }
    }
}
