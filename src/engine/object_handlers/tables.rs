//! The tables that have been noticed, found by their addresses without a lock.

use ext_php_rs::ffi::{_zend_object_handlers, std_object_handlers, zend_object};
use std::{
    ffi::c_void,
    ptr,
    sync::atomic::{AtomicBool, AtomicPtr, AtomicUsize, Ordering::Acquire},
};

pub(super) type OnObject = unsafe extern "C" fn(*mut zend_object);

/// A table that has been noticed, and the handlers that it had.
pub(super) struct Known {
    pub table: AtomicPtr<_zend_object_handlers>,
    pub free: AtomicPtr<c_void>,
    pub destroy: AtomicPtr<c_void>,
    /// Whether its objects do more than give memory back when they go, or nobody knows:
    /// the caller's are kept in a task.
    pub guarded: AtomicBool,
    /// Whether its objects may hold a connection for themselves, or an event loop.
    pub connects: AtomicBool,
    /// Whether classes written in PHP use it that have a destructor.
    pub destructible: AtomicBool,
}

/// How many there can be: PHP with all of its extensions has some 150.
pub(super) const PLACES: usize = 1 << 10;

/// Found by their addresses. Filled to three quarters at most.
pub(super) static TABLES: [Known; PLACES] = [const {
    Known {
        table: AtomicPtr::new(ptr::null_mut()),
        free: AtomicPtr::new(ptr::null_mut()),
        destroy: AtomicPtr::new(ptr::null_mut()),
        guarded: AtomicBool::new(false),
        connects: AtomicBool::new(false),
        destructible: AtomicBool::new(false),
    }
}; PLACES];

pub(super) static COUNT: AtomicUsize = AtomicUsize::new(0);

/// Whether an extension is in use that may hold a connection for itself, or an event loop.
pub(super) static CONNECTS: AtomicBool = AtomicBool::new(false);

/// Whether [`Changing`](super::Changing) has a destructible class.
pub(super) static DESTRUCTIBLE: AtomicBool = AtomicBool::new(false);

pub(super) fn hash(address: usize) -> usize {
    (address >> 4).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40
}

pub(super) fn standard() -> *const _zend_object_handlers {
    &raw const std_object_handlers
}

/// The place of a table, or the one that it would get.
pub(super) fn place(table: *const _zend_object_handlers) -> &'static Known {
    let mut at = hash(table.addr()) % PLACES;
    loop {
        let known = &TABLES[at];
        let found = known.table.load(Acquire);
        if ptr::eq(found, table) || found.is_null() {
            return known;
        }
        at = (at + 1) % PLACES;
    }
}
