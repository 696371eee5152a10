//! Changing arrays, in place or in a copy.

use super::{Key, entries, is_packed};
use crate::engine::{Thrown, exception, ffi, value};
use ext_php_rs::{
    boxed::ZBox,
    ffi::{
        HashTable, IS_INDIRECT, IS_UNDEF, zend_array_dup, zend_hash_index_update,
        zend_hash_next_index_insert,
    },
    types::{ZendHashTable, Zval},
};
use std::mem::ManuallyDrop;

/// A copy of an array whose elements can then be replaced in place, one by one.
pub struct Copied(ZBox<ZendHashTable>);

impl Copied {
    /// Copies the array; its elements are shared.
    pub fn of(array: &ZendHashTable) -> Self {
        // SAFETY: zend_array_dup reads its argument and returns a new array.
        Self(unsafe { ZBox::from_raw(zend_array_dup(std::ptr::from_ref(array).cast_mut())) })
    }

    /// The number of places, some of which may be holes.
    pub fn places(&self) -> u32 {
        self.0.nNumUsed
    }

    /// The element at a place, `None` for a hole.
    pub fn at(&mut self, place: u32) -> Option<&mut Zval> {
        assert!(place < self.0.nNumUsed);
        // SAFETY: places below nNumUsed hold a zval (packed) or a bucket.
        let found = unsafe {
            if is_packed(&self.0) {
                &mut *self.0.__bindgen_anon_1.arPacked.add(place as usize)
            } else {
                &mut (*self.0.__bindgen_anon_1.arData.add(place as usize)).val
            }
        };
        (value::type_of(found) != IS_UNDEF).then_some(found)
    }

    /// Puts a value in place of an element.
    pub fn replace(&mut self, place: u32, value: Zval) {
        if let Some(element) = self.at(place) {
            drop(replace(element, value));
        }
    }

    /// The array.
    pub fn into_value(self) -> Zval {
        let mut value = Zval::new();
        value.set_hashtable(self.0);
        value
    }
}

/// Changes the array in a zval, which gets a copy of its own first if others
/// share the array.
pub fn edit<T>(value: &mut Zval, change: impl FnOnce(&mut ZendHashTable) -> T) -> Option<T> {
    let array = value.array()?;
    if array.is_immutable() || array.gc.refcount > 1 {
        let copy = Copied::of(array);
        *value = copy.into_value();
    }
    value.array_mut().map(change)
}

/// The first entry with an integer key, taken out.
pub fn shift(value: &mut Zval) -> Option<Zval> {
    let key = value
        .array()
        .and_then(|array| entries(array).next())
        .and_then(|(key, _)| match key {
            Key::Int(key) => Some(key),
            Key::Bytes(_) => None,
        })?;
    edit(value, |array| {
        let found = array.get_index(key).map(value::copy);
        array.remove_index(key);
        found
    })?
}

/// Sets the value of an integer key.
pub fn set(value: &mut Zval, key: i64, element: Zval) {
    edit(value, |array| {
        let mut element = ManuallyDrop::new(element);
        // SAFETY: the array takes over the reference that the zval holds.
        unsafe { zend_hash_index_update(array, key as u64, &mut *element) };
    });
}

/// Appends an element.
pub fn push(value: &mut Zval, element: Zval) {
    edit(value, |array| {
        let mut element = ManuallyDrop::new(element);
        // SAFETY: the array takes over the reference that the zval holds.
        unsafe { zend_hash_next_index_insert(array, &mut *element) };
    });
}

/// Takes the entry of an integer key out.
pub fn unset(value: &mut Zval, key: i64) {
    edit(value, |array| {
        array.remove_index(key);
    });
}

/// Puts a value in place of another, in an array or an object: a bucket's chain
/// stands beside the value and must stay. Returns the other one: dropping it may run PHP's
/// code, which may move the place.
#[must_use]
pub fn replace(place: &mut Zval, value: Zval) -> Zval {
    let value = ManuallyDrop::new(value);
    let old = Zval {
        value: place.value,
        u1: place.u1,
        u2: ext_php_rs::ffi::_zval_struct__bindgen_ty_2 { next: 0 },
    };
    place.value = value.value;
    place.u1 = value.u1;
    old
}

/// The value at a place of any array, `None` for an empty one. Where it stands elsewhere
/// (in a frame's slot), it is looked up there.
pub fn at(array: &mut HashTable, place: u32) -> Option<&mut Zval> {
    if place >= array.nNumUsed {
        return None;
    }
    // SAFETY: places below nNumUsed hold a zval (packed) or a bucket; an indirect zval
    // points to a live slot.
    let found = unsafe {
        let mut found: *mut Zval = if is_packed(array) {
            array.__bindgen_anon_1.arPacked.add(place as usize)
        } else {
            &raw mut (*array.__bindgen_anon_1.arData.add(place as usize)).val
        };
        if value::type_of(&*found) == IS_INDIRECT {
            found = (*found).value.zv;
        }
        &mut *found
    };
    (value::type_of(found) != IS_UNDEF).then_some(found)
}

/// Whether an array can have an element of this key, as far as that is known without the
/// engine, which may report other kinds of keys.
pub fn has_as_key(key: &Zval) -> bool {
    key.is_long() || key.is_string() || key.is_null()
}

/// Sets an element by a key of any kind, as `$array[$key] = $element` does.
///
/// # Errors
/// [`Thrown`], a `TypeError`, for a key that an array cannot have, and with what an error
/// handler throws for one that loses something.
pub fn set_by_value(value: &mut Zval, key: &Zval, element: Zval) -> Result<(), Thrown> {
    const SUCCESS: i32 = 0;
    let mut element = ManuallyDrop::new(element);
    let set = edit(value, |array| {
        // SAFETY: the array is this value's alone; the key is read, and the element moves
        // into the array.
        unsafe { ffi::array_set_zval_key(array, std::ptr::from_ref(key).cast_mut(), &mut *element) }
    });
    // The engine has counted the element once more for itself, or has not taken it.
    drop(ManuallyDrop::into_inner(element));
    if set == Some(SUCCESS) {
        exception::check()
    } else {
        Err(Thrown)
    }
}
