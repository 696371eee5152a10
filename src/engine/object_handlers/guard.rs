//! What happens when an object with a noticed table is destroyed: in a task, objects of the
//! caller must not do what only the caller may do.

use super::{
    changing,
    tables::{DESTRUCTIBLE, OnObject, place, standard},
};
use crate::engine::{ffi, ownership};
use ext_php_rs::{
    ffi::{zend_object, zend_object_std_dtor},
    types::Zval,
};
use std::{
    ffi::c_void,
    ptr,
    sync::atomic::{AtomicPtr, Ordering::Relaxed},
};

/// In a new task, before any of PHP's code.
pub fn begin() {
    if !DESTRUCTIBLE.load(Relaxed) {
        return;
    }
    for known in &changing().destructible {
        let table = known.table.load(Relaxed);
        // SAFETY: a table that has been made writable; what it leads to does what stood
        // there, but for the caller's objects.
        unsafe { (*table).dtor_obj = Some(destroy_any) };
    }
}

/// Whether an object is guarded: what it does when it goes is more than giving memory
/// back.
///
/// # Safety
/// The object is alive.
pub unsafe fn is_guarded(object: *mut zend_object) -> bool {
    // SAFETY: promised by the caller.
    let table = unsafe { (*object).handlers };
    let known = place(table);
    if known.table.load(Relaxed).is_null() {
        // SAFETY: as above; a table of which there had been no instance.
        let free = unsafe { (*table).free_obj };
        return !ptr::eq(table, standard())
            && free
                .is_some_and(|free| free as usize != zend_object_std_dtor as *const () as usize);
    }
    known.guarded.load(Relaxed)
}

/// `free_obj` of all natives.
pub(super) unsafe extern "C" fn free_any(object: *mut zend_object) {
    // SAFETY: the engine passes an object that goes; its table is known, for this
    // function stands in it.
    unsafe {
        let known = place((*object).handlers);
        let handle = (*object).handle;
        if handle < ownership::base() {
            let callers = ownership::is_callers(handle);
            ownership::release(handle);
            if callers && known.guarded.load(Relaxed) {
                zend_object_std_dtor(object);
                return;
            }
        }
        if let Some(free) = original(&known.free) {
            free(object);
        }
    }
}

/// `dtor_obj` of those that are guarded or have classes with destructors.
pub(super) unsafe extern "C" fn destroy_any(object: *mut zend_object) {
    // SAFETY: as above.
    unsafe {
        let known = place((*object).handlers);
        if !ownership::is_callers((*object).handle) {
            if let Some(destroy) = original(&known.destroy) {
                destroy(object);
            }
        } else if known.guarded.load(Relaxed) {
            keep(object);
        }
    }
}

/// The handlers that a table had.
///
/// # Safety
/// It was a function of an object.
pub(super) unsafe fn original(place: &AtomicPtr<c_void>) -> Option<OnObject> {
    // SAFETY: promised by the caller; null is none.
    unsafe { std::mem::transmute::<*mut c_void, Option<OnObject>>(place.load(Relaxed)) }
}

/// `IS_OBJ_WEAKLY_REFERENCED` (Zend/zend_types.h).
pub(super) const WEAKLY_REFERENCED: u32 = 1 << 7;

/// In a task: a native of the caller's that the task has freed is gone as far as PHP's
/// code sees, but stays where it is, for its extension may know it by its address; what
/// its class would do is the caller's to do.
///
/// # Safety
/// The object is alive, and the engine is about to free it.
pub(super) unsafe fn keep(object: *mut zend_object) {
    // SAFETY: promised by the caller. One more reference, which nobody gives back, keeps
    // the engine from freeing the object; its properties are undefined before their
    // values are dropped.
    unsafe {
        (*object).gc.refcount += 1;
        if (*object).gc.u.type_info & WEAKLY_REFERENCED != 0 {
            ffi::zend_weakrefs_notify(object);
            (*object).gc.u.type_info &= !WEAKLY_REFERENCED;
        }
        let count = usize::try_from((*(*object).ce).default_properties_count).unwrap_or(0);
        let slots = (&raw mut (*object).properties_table).cast::<Zval>();
        for slot in 0..count {
            drop(ptr::replace(slots.add(slot), Zval::new()));
        }
    }
}
