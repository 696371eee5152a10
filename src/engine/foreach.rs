//! How `foreach` walks an object of our own: by an iterator that tells the object when
//! the loop is left, even if something still holds the object.

use super::{
    ClassEntry, Object, Thrown,
    alloc::{self, here},
    exception, ffi, gc_references, value,
};
use ext_php_rs::{
    ffi::{HashTable, zend_class_entry, zend_object_iterator, zend_object_iterator_funcs, zval},
    types::Zval,
};
use std::{
    ffi::c_int,
    panic::{AssertUnwindSafe, catch_unwind},
    ptr::null_mut,
};

const SUCCESS: c_int = 0;
const FAILURE: c_int = -1;

/// A class whose objects `foreach` walks. Each function may throw.
pub trait Walked {
    /// `rewind()`
    ///
    /// # Errors
    /// [`Thrown`]
    fn rewind(object: &Object) -> Result<(), Thrown>;
    /// `valid()`
    ///
    /// # Errors
    /// [`Thrown`]
    fn valid(object: &Object) -> Result<bool, Thrown>;
    /// `current()`
    ///
    /// # Errors
    /// [`Thrown`]
    fn current(object: &Object) -> Result<Zval, Thrown>;
    /// `key()`
    ///
    /// # Errors
    /// [`Thrown`]
    fn key(object: &Object) -> Result<Zval, Thrown>;
    /// `next()`
    ///
    /// # Errors
    /// [`Thrown`]
    fn next(object: &Object) -> Result<(), Thrown>;
    /// The loop has ended, in whatever way.
    fn left(object: &Object);
}

/// The engine's iterator, and what it has given last.
#[repr(C)]
struct Loop {
    iterator: zend_object_iterator,
    current: Zval,
}

/// A class's `get_iterator`.
///
/// # Safety
/// To be called by the engine, with an object of the class.
pub unsafe extern "C" fn iterate<T: Walked>(
    _class: *mut zend_class_entry,
    object: *mut Zval,
    by_reference: c_int,
) -> *mut zend_object_iterator {
    if by_reference != 0 {
        exception::throw(
            exception::Kind::Error,
            "An iterator cannot be used with foreach by reference",
        );
        return null_mut();
    }
    // SAFETY: the engine's allocator gives memory for the iterator, which the engine
    // initialises, and gives back when nobody refers to it; the object is counted.
    unsafe {
        let memory = alloc::allocate(size_of::<Loop>(), here!()).cast::<Loop>();
        ffi::zend_iterator_init(&raw mut (*memory).iterator);
        (&raw mut (*memory).iterator.data).write(value::copy(&*object));
        (*memory).iterator.funcs = const { &Functions::<T>::TABLE };
        (*memory).iterator.index = 0;
        (&raw mut (*memory).current).write(Zval::new());
        memory.cast()
    }
}

struct Functions<T>(std::marker::PhantomData<T>);

impl<T: Walked> Functions<T> {
    const TABLE: zend_object_iterator_funcs = zend_object_iterator_funcs {
        dtor: Some(Self::dtor),
        valid: Some(Self::valid),
        get_current_data: Some(Self::data),
        get_current_key: Some(Self::key),
        move_forward: Some(Self::forward),
        rewind: Some(Self::rewind),
        invalidate_current: None,
        get_gc: Some(Self::held),
    };

    /// Runs one of the functions; a panic does not reach the engine.
    ///
    /// # Safety
    /// The iterator is one that [`iterate`] made.
    unsafe fn with<R>(
        iterator: *mut zend_object_iterator,
        run: impl FnOnce(&Object) -> Result<R, Thrown>,
    ) -> Option<R> {
        // SAFETY: `iterate` has put the object there.
        let object = value::object(unsafe { &(*iterator).data })?;
        match catch_unwind(AssertUnwindSafe(|| run(&object))) {
            Ok(result) => result.ok(),
            Err(_) => {
                exception::throw_internal_error();
                None
            }
        }
    }

    unsafe extern "C" fn dtor(iterator: *mut zend_object_iterator) {
        // SAFETY: an iterator of ours, whose two values go with it.
        unsafe {
            Self::with(iterator, |object| {
                exception::set_apart(|| T::left(object));
                Ok(())
            });
            let memory = iterator.cast::<Loop>();
            drop(std::mem::replace(&mut (*memory).current, Zval::new()));
            drop(std::mem::replace(&mut (*memory).iterator.data, Zval::new()));
        }
    }

    unsafe extern "C" fn held(
        iterator: *mut zend_object_iterator,
        table: *mut *mut zval,
        count: *mut c_int,
    ) -> *mut HashTable {
        // SAFETY: an iterator of ours; the engine reads what is reported before it asks for
        // more.
        unsafe {
            gc_references::report(table, count, |held| {
                held.value(&(*iterator).data);
                held.value(&(*iterator.cast::<Loop>()).current);
            });
        }
        null_mut()
    }

    unsafe extern "C" fn valid(iterator: *mut zend_object_iterator) -> c_int {
        // SAFETY: an iterator of ours.
        match unsafe { Self::with(iterator, T::valid) } {
            Some(true) => SUCCESS,
            _ => FAILURE,
        }
    }

    unsafe extern "C" fn data(iterator: *mut zend_object_iterator) -> *mut Zval {
        // SAFETY: an iterator of ours, which keeps the value until the next call.
        unsafe {
            let value = Self::with(iterator, T::current).unwrap_or_else(Zval::null);
            let memory = iterator.cast::<Loop>();
            drop(std::mem::replace(&mut (*memory).current, value));
            &raw mut (*memory).current
        }
    }

    unsafe extern "C" fn key(iterator: *mut zend_object_iterator, key: *mut Zval) {
        // SAFETY: an iterator of ours; the engine's zval holds nothing yet.
        unsafe { key.write(Self::with(iterator, T::key).unwrap_or_else(Zval::null)) };
    }

    unsafe extern "C" fn forward(iterator: *mut zend_object_iterator) {
        // SAFETY: an iterator of ours. What it has given last is not kept while the object
        // waits for what comes next.
        unsafe {
            let memory = iterator.cast::<Loop>();
            drop(std::mem::replace(&mut (*memory).current, Zval::new()));
            Self::with(iterator, T::next);
        }
    }

    unsafe extern "C" fn rewind(iterator: *mut zend_object_iterator) {
        // SAFETY: an iterator of ours.
        unsafe { Self::with(iterator, T::rewind) };
    }
}

/// The interface `Iterator`.
pub fn iterator_interface() -> ClassEntry {
    // SAFETY: set at the engine's start.
    unsafe { ClassEntry::own(ffi::zend_ce_iterator) }
}
