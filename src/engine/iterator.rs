//! Whatever `foreach` walks: arrays, and objects by the engine's iterators.

use super::{ClassEntry, Object, Thrown, array, exception, ffi, gc_references::Held, value};
use ext_php_rs::{
    ffi::{zend_object, zend_object_iterator},
    types::Zval,
};
use std::ptr::NonNull;

/// Whether `foreach` accepts it as an `iterable`.
pub fn is_iterable(value: &Zval) -> bool {
    value.is_array() || {
        // SAFETY: set at the engine's start.
        let traversable = unsafe { ClassEntry::own(ffi::zend_ce_traversable) };
        value::object(value).is_some_and(|object| object.is_a(traversable))
    }
}

/// Whether the object is one of the engine's own collections: a walk over it runs none of
/// PHP's code and comes to an end.
fn is_collection(object: &zend_object) -> bool {
    // SAFETY: set at the engine's start.
    let classes = unsafe {
        [
            ffi::spl_ce_ArrayIterator,
            ffi::spl_ce_ArrayObject,
            ffi::spl_ce_SplFixedArray,
            ffi::spl_ce_SplObjectStorage,
            ffi::spl_ce_SplDoublyLinkedList,
            ffi::spl_ce_SplQueue,
            ffi::spl_ce_SplStack,
        ]
    };
    classes.contains(&object.ce)
}

/// A walk that is in the middle. PHP's code runs when an object is walked, and may
/// throw; nothing is walked before the first call of [`Walk::next`].
pub enum Walk {
    /// An array, held as it was, and how far it has been walked.
    Array(Zval, u32),
    /// An object that has not been walked yet.
    Fresh(Object),
    /// An object's iterator.
    Iterator(Iterator),
    /// At the end.
    Ended,
}

impl Walk {
    /// The walk of an array or a `Traversable`.
    pub fn new(iterable: Zval) -> Self {
        match value::object(&iterable) {
            Some(object) => Self::Fresh(object),
            None => Self::Array(iterable, 0),
        }
    }

    /// Whether the rest is walked without running any of PHP's code, and comes to an end.
    pub fn is_plain(&self) -> bool {
        match self {
            Self::Array(..) | Self::Ended => true,
            Self::Fresh(object) => is_collection(object.get()),
            Self::Iterator(iterator) => iterator.is_plain(),
        }
    }

    /// Reports the values that it holds to the collector of cycles.
    pub fn held(&self, held: &mut Held<'_>) {
        match self {
            Self::Array(array, _) => held.value(array),
            Self::Fresh(object) => held.object(object),
            // An iterator begins with its object.
            Self::Iterator(iterator) => held.pointer(iterator.0.as_ptr().cast()),
            Self::Ended => {}
        }
    }

    /// The next key and value; `None` at the end, and from then on.
    ///
    /// # Errors
    /// [`Thrown`] when the iterator threw; the walk is at its end then.
    pub fn next(&mut self) -> Result<Option<(Zval, Zval)>, Thrown> {
        let step = self.step();
        if !matches!(step, Ok(Some(_))) {
            *self = Self::Ended;
        }
        step
    }

    fn step(&mut self) -> Result<Option<(Zval, Zval)>, Thrown> {
        match self {
            Self::Array(array, position) => {
                let table = array.array().ok_or(Thrown)?;
                let mut entries = array::entries_from(table, *position);
                let found = entries
                    .next()
                    .map(|(key, value)| (key.value(), value::copy(value)));
                *position = entries.position();
                Ok(found)
            }
            Self::Fresh(object) => {
                let mut iterator = Iterator::new(object)?;
                let first = iterator.first()?;
                *self = Self::Iterator(iterator);
                Ok(first)
            }
            Self::Iterator(iterator) => iterator.next(),
            Self::Ended => Ok(None),
        }
    }
}

/// The engine's iterator over an object.
pub struct Iterator(NonNull<zend_object_iterator>);

impl Iterator {
    fn new(object: &Object) -> Result<Self, Thrown> {
        let mut value = object.clone().into_value();
        // SAFETY: the object is a Traversable, whose class has this function; the iterator
        // counts the object for itself.
        let iterator = unsafe {
            let class = object.class().as_ptr();
            let get = (*class).get_iterator.ok_or(Thrown)?;
            get(class, &raw mut value, 0)
        };
        exception::check()?;
        NonNull::new(iterator).map(Self).ok_or(Thrown)
    }

    /// Whether it walks a collection of the engine's, also one that an `IteratorAggregate`
    /// has given.
    fn is_plain(&self) -> bool {
        // SAFETY: the iterator is alive as long as this; what it walks is in its value,
        // which other iterators leave undefined.
        let walked = unsafe { &(*self.0.as_ptr()).data };
        walked.object().is_some_and(is_collection)
    }

    /// Rewinds, and gives what stands there.
    fn first(&mut self) -> Result<Option<(Zval, Zval)>, Thrown> {
        // SAFETY: the iterator is alive as long as this; its functions are the class's.
        unsafe {
            let iterator = self.0.as_ptr();
            // Whoever walks counts: nobody has set it, and DOM's lists go by it.
            (*iterator).index = 0;
            if let Some(rewind) = (*(*iterator).funcs).rewind {
                rewind(iterator);
            }
        }
        exception::check()?;
        self.current(0)
    }

    /// Moves on, and gives what stands there.
    fn next(&mut self) -> Result<Option<(Zval, Zval)>, Thrown> {
        // SAFETY: as in `first`.
        unsafe {
            let iterator = self.0.as_ptr();
            (*iterator).index += 1;
            if let Some(forward) = (*(*iterator).funcs).move_forward {
                forward(iterator);
            }
        }
        exception::check()?;
        // SAFETY: reads a number.
        let index = unsafe { (*self.0.as_ptr()).index };
        self.current(index)
    }

    fn current(&mut self, index: u64) -> Result<Option<(Zval, Zval)>, Thrown> {
        // SAFETY: as in `first`. A value is the iterator's, and copied; a key is written to
        // a zval of ours.
        unsafe {
            let iterator = self.0.as_ptr();
            let functions = &*(*iterator).funcs;
            let valid = functions.valid.is_some_and(|valid| valid(iterator) == 0);
            exception::check()?;
            if !valid {
                return Ok(None);
            }
            let value = functions.get_current_data.map(|data| data(iterator));
            exception::check()?;
            let Some(value) = value.and_then(|value| value.as_ref()) else {
                return Ok(None);
            };
            let value = value::copy(value);
            let mut key = value::int(i64::try_from(index).unwrap_or(i64::MAX));
            if let Some(get_key) = functions.get_current_key {
                get_key(iterator, &raw mut key);
                exception::check()?;
            }
            Ok(Some((value::copy(&key), value)))
        }
    }
}

impl Drop for Iterator {
    fn drop(&mut self) {
        // SAFETY: releases the reference that `new` was given.
        unsafe { ffi::zend_iterator_dtor(self.0.as_ptr()) };
    }
}
