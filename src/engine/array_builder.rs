//! Arrays: building them directly in the engine's layout.

use super::{
    alloc::{self, here},
    array::{Name, PACKED, STATIC_KEYS, UNINITIALIZED, flags, numeric},
    ffi, value,
};
use ext_php_rs::{
    boxed::ZBox,
    ffi::{
        _zend_new_array, HashTable, zend_hash_index_update, zend_hash_next_index_insert,
        zend_hash_update,
    },
    types::{ZendHashTable, Zval},
};
use std::{mem::ManuallyDrop, ops::Range, ptr::NonNull};

/// An array that is being filled.
pub struct Builder(ZBox<ZendHashTable>);

impl Builder {
    /// An empty list with room for this many elements.
    pub fn list(room: usize) -> Self {
        Self::prepared_list(room, |_, _| {})
    }

    /// The same, and `prepare` is called before the memory for many elements is touched:
    /// with the addresses of its block, and how many of its bytes they fill.
    pub fn prepared_list(room: usize, prepare: impl FnOnce(Range<usize>, usize)) -> Self {
        let array = new_array(room);
        if room * size_of::<Zval>() >= PREPARED {
            // SAFETY: the array is new, and has no memory for elements yet.
            unsafe { init_packed(array, room, prepare) };
        } else if room > 0 {
            // SAFETY: the array is new.
            unsafe { ffi::zend_hash_real_init_packed(array.as_ptr()) };
        }
        // SAFETY: a new array, which the box now owns.
        Self(unsafe { ZBox::from_raw(array.as_ptr()) })
    }

    /// An empty map with room for this many entries.
    pub fn map(room: usize) -> Self {
        let array = new_array(room);
        if room > 0 {
            // SAFETY: the array is new.
            unsafe { ffi::zend_hash_real_init_mixed(array.as_ptr()) };
        }
        // SAFETY: a new array, which the box now owns.
        Self(unsafe { ZBox::from_raw(array.as_ptr()) })
    }

    /// Appends an element.
    #[inline]
    pub fn push(&mut self, value: Zval) {
        let mut value = ManuallyDrop::new(value);
        let array: &mut ZendHashTable = &mut self.0;
        let used = array.nNumUsed;
        if flags(array) & (PACKED | UNINITIALIZED) == PACKED && used < array.nTableSize {
            // SAFETY: a packed array has nTableSize places; this one is unused,
            // and the value moves into it.
            unsafe {
                array
                    .__bindgen_anon_1
                    .arPacked
                    .add(used as usize)
                    .cast::<[u8; 16]>()
                    .write(std::mem::transmute_copy(&*value))
            };
            array.nNumUsed += 1;
            array.nNumOfElements += 1;
            array.nNextFreeElement = i64::from(array.nNumUsed);
        } else {
            // SAFETY: the array takes over the reference that the zval holds.
            unsafe { zend_hash_next_index_insert(array, &mut *value) };
        }
    }

    /// Appends elements.
    #[inline]
    pub fn extend(&mut self, mut values: impl Iterator<Item = Zval>) {
        let array: &mut ZendHashTable = &mut self.0;
        if flags(array) & (PACKED | UNINITIALIZED) == PACKED {
            let (used, size) = (array.nNumUsed, array.nTableSize);
            let mut added = 0;
            for value in values.by_ref().take((size - used) as usize) {
                // SAFETY: a packed array has nTableSize places; those from nNumUsed on are
                // unused, and the value moves into one of them.
                unsafe {
                    let places = array.__bindgen_anon_1.arPacked.add(used as usize);
                    places.add(added).write(value);
                }
                added += 1;
            }
            array.nNumUsed += added as u32;
            array.nNumOfElements += added as u32;
            array.nNextFreeElement = i64::from(array.nNumUsed);
        }
        values.for_each(|value| self.push(value));
    }

    /// Sets the value of an integer key.
    pub fn set_index(&mut self, key: i64, value: Zval) {
        let mut value = ManuallyDrop::new(value);
        // SAFETY: the array takes over the reference that the zval holds.
        unsafe { zend_hash_index_update(&mut *self.0, key as u64, &mut *value) };
    }

    /// Sets the value of a string key; digits alone make an integer key, as in
    /// PHP.
    pub fn set(&mut self, key: &[u8], value: Zval) {
        match numeric(key) {
            Some(key) => self.set_index(key, value),
            None => {
                let key = Name::new(key);
                self.set_name(&key, value);
            }
        }
    }

    /// Sets the value of a string key that is not digits alone.
    #[inline]
    pub fn set_name(&mut self, key: &Name, value: Zval) {
        let mut value = ManuallyDrop::new(value);
        // SAFETY: the array counts the key for itself and takes over the value.
        unsafe { zend_hash_update(&mut *self.0, key.as_ptr(), &mut *value) };
    }

    /// The array.
    pub fn into_value(self) -> Zval {
        value::array(self.0)
    }

    /// The array itself.
    pub fn into_table(self) -> ZBox<ZendHashTable> {
        self.0
    }
}

/// Bytes of a list's elements from which on its memory is prepared.
const PREPARED: usize = 1 << 20;

/// zend_hash_real_init_packed(), with a call between getting the memory and touching it.
///
/// # Safety
/// The array is new, and has no memory for elements yet.
unsafe fn init_packed(
    array: NonNull<HashTable>,
    room: usize,
    prepare: impl FnOnce(Range<usize>, usize),
) {
    /// `HT_MIN_MASK` (Zend/zend_types.h): an index of two numbers, which mean nothing.
    const INDEX: usize = 2;
    // SAFETY: as promised; a new array has HT_MIN_MASK and a size of room or more. The
    // block is as long as the engine has it for that many elements, or the request ends for
    // lack of memory; the flags are the ones that the engine gives to a packed array.
    unsafe {
        let array = &mut *array.as_ptr();
        let index = INDEX * size_of::<u32>();
        let bytes = index + array.nTableSize as usize * size_of::<Zval>();
        let block = alloc::allocate(bytes, here!());
        prepare(
            block.addr()..block.addr() + bytes,
            index + room * size_of::<Zval>(),
        );
        block.cast::<[u32; INDEX]>().write([u32::MAX; INDEX]);
        array.__bindgen_anon_1.arPacked = block.add(index).cast();
        array.u.v.flags = (PACKED | STATIC_KEYS) as u8;
    }
}

fn new_array(room: usize) -> NonNull<HashTable> {
    let room = u32::try_from(room).unwrap_or(u32::MAX);
    // SAFETY: returns a new array or ends the request for lack of memory.
    unsafe { NonNull::new_unchecked(_zend_new_array(room)) }
}
