//! References that an object of ours holds in Rust, reported to PHP's cycle collector.

use super::Object;
use ext_php_rs::{
    ffi::{IS_OBJECT_EX, zend_object, zval},
    types::Zval,
};
use std::{cell::RefCell, ffi::c_int, mem::ManuallyDrop};

thread_local! {
    /// What was reported last; the collector reads it before it asks anything else.
    static REPORTED: RefCell<Vec<ManuallyDrop<Zval>>> = const { RefCell::new(Vec::new()) };
}

/// What an object reports. Each reference is to be reported once: of one that is left out,
/// the collector thinks that somebody else holds it; one that is reported too often goes too
/// early.
pub struct Held<'a>(&'a mut Vec<ManuallyDrop<Zval>>);

impl Held<'_> {
    /// A value.
    pub fn value(&mut self, value: &Zval) {
        // SAFETY: a copy bit by bit, which nobody drops, and which is read as long as the
        // value stands.
        self.0
            .push(ManuallyDrop::new(unsafe { std::ptr::read(value) }));
    }

    /// An object.
    pub fn object(&mut self, object: &Object) {
        self.pointer(object.as_ptr());
    }

    /// An object that is counted by a pointer.
    pub(super) fn pointer(&mut self, object: *mut zend_object) {
        let mut value = Zval::new();
        value.value.obj = object;
        value.u1.type_info = IS_OBJECT_EX;
        self.0.push(ManuallyDrop::new(value));
    }

    /// An object, if there is one.
    pub fn maybe(&mut self, object: Option<&Object>) {
        if let Some(object) = object {
            self.object(object);
        }
    }
}

/// Reports to the collector, in its variables.
///
/// # Safety
/// The pointers are the engine's, of its function `get_gc`.
pub(super) unsafe fn report(
    table: *mut *mut zval,
    count: *mut c_int,
    look: impl FnOnce(&mut Held<'_>),
) {
    REPORTED.with_borrow_mut(|reported| {
        reported.clear();
        look(&mut Held(reported));
        // SAFETY: the caller's promise; the vector stays as it is until the next report.
        unsafe {
            *table = reported.as_mut_ptr().cast();
            *count = c_int::try_from(reported.len()).unwrap_or(0);
        }
    });
}
