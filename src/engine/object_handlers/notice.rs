//! Noticing a table, when the first object of a class is made or met.

use super::{
    Changing, changing,
    classes::{module, native_class},
    guard::{destroy_any, free_any},
    kinds::{is_memory_only, is_without_connections},
    tables::{CONNECTS, COUNT, DESTRUCTIBLE, Known, PLACES, place, standard},
};
use crate::engine::{ffi, object_store};
use ext_php_rs::ffi::{_zend_object_handlers, ZEND_ACC_ENUM, zend_class_entry};
use std::{
    ffi::c_void,
    num::NonZeroUsize,
    ptr::{self, NonNull},
    sync::atomic::Ordering::{Relaxed, Release},
};

/// Searches all objects for unknown tables of handlers, each time the number of objects
/// has doubled. Averaged over all objects, that costs next to nothing.
pub(super) fn look_around(changing: &mut Changing) {
    let top = object_store::top();
    if top / 2 < changing.looked_at {
        return;
    }
    changing.looked_at = top;
    for object in object_store::objects() {
        // SAFETY: the walk gives live objects.
        unsafe {
            let table = (*object).handlers;
            if !ptr::eq(table, standard()) {
                let known = place(table);
                if known.table.load(Relaxed).is_null() {
                    notice_in(changing, (*object).ce, table);
                }
                note_use(known);
            }
        }
    }
}

/// Notices the table of an object of the class.
///
/// # Safety
/// The class has objects, and the table is theirs.
#[inline]
pub(super) unsafe fn notice(class: *mut zend_class_entry, table: *const _zend_object_handlers) {
    if ptr::eq(table, standard()) {
        return;
    }
    let known = place(table);
    // SAFETY: promised by the caller.
    unsafe {
        if known.table.load(Relaxed).is_null()
            || !(*class).destructor.is_null() && !known.destructible.load(Relaxed)
        {
            notice_in(&mut changing(), class, table);
        }
    }
    note_use(known);
}

/// Notes that there is an object with this table.
#[inline]
fn note_use(known: &Known) {
    if known.connects.load(Relaxed) && !CONNECTS.load(Relaxed) {
        CONNECTS.store(true, Relaxed);
    }
}

/// See [`notice`]. The lock is held.
///
/// # Safety
/// As for [`notice`].
#[cold]
pub(super) unsafe fn notice_in(
    changing: &mut Changing,
    class: *mut zend_class_entry,
    table: *const _zend_object_handlers,
) {
    let (Some(make_writable), false) = (changing.make_writable, ptr::eq(table, standard())) else {
        return;
    };
    let known = place(table);
    let table = table.cast_mut();
    // SAFETY: promised by the caller; a table is plain data of an extension, which lives
    // as long as its classes, and is writable before it is written to.
    unsafe {
        let native = native_class(class);
        if native.is_null() || module(native) == Some(c"pokio") {
            return;
        }
        if known.table.load(Relaxed).is_null() {
            let (Some(free), Some(destroy)) = ((*table).free_obj, (*table).dtor_obj) else {
                return;
            };
            let bytes = const { NonZeroUsize::new(size_of::<_zend_object_handlers>()).unwrap() };
            if COUNT.load(Relaxed) >= PLACES / 4 * 3
                || !make_writable(NonNull::new_unchecked(table.cast()), bytes)
            {
                return;
            }
            COUNT.fetch_add(1, Relaxed);
            let plain = destroy as usize == ffi::zend_objects_destroy_object as *const () as usize;
            // The enums of all extensions share a table, and are values.
            let is_enum = (*native).ce_flags & ZEND_ACC_ENUM != 0;
            let guarded = !plain || !(is_enum || is_memory_only(native));
            let connects =
                guarded && module(native).is_none_or(|module| !is_without_connections(module));
            known.connects.store(connects, Relaxed);
            known.free.store(free as *mut c_void, Relaxed);
            known.destroy.store(destroy as *mut c_void, Relaxed);
            known.guarded.store(guarded, Relaxed);
            known.table.store(table, Release);
            (*table).free_obj = Some(free_any);
            if guarded {
                (*table).dtor_obj = Some(destroy_any);
            }
        }
        if !(*class).destructor.is_null()
            && !known.destructible.swap(true, Relaxed)
            && !known.guarded.load(Relaxed)
        {
            changing.destructible.push(known);
            DESTRUCTIBLE.store(true, Relaxed);
        }
    }
}
