//! Arrays: walking them without copies, changing them.

pub use super::array_builder::Builder;

use super::{ffi, value};
use ext_php_rs::{
    boxed::ZBox,
    ffi::{
        _Bucket, HashTable, IS_INDIRECT, IS_UNDEF, zend_array_dup, zend_hash_index_update,
        zend_hash_next_index_insert, zend_string,
    },
    types::{ZendHashTable, ZendStr, Zval},
};
use std::{marker::PhantomData, mem::ManuallyDrop, ptr::NonNull};

/// `HASH_FLAG_PACKED` (Zend/zend_hash.h): the elements are zvals without keys.
pub(super) const PACKED: u32 = 1 << 2;
/// `HASH_FLAG_UNINITIALIZED`: there is no memory for elements yet.
pub(super) const UNINITIALIZED: u32 = 1 << 3;

/// `HASH_FLAG_STATIC_KEYS`: no key is counted.
pub(super) const STATIC_KEYS: u32 = 1 << 4;

/// A key of an array.
#[derive(Clone, Copy)]
pub enum Key<'a> {
    /// An integer.
    Int(i64),
    /// A string.
    Bytes(&'a [u8]),
}

impl Key<'_> {
    /// The key as a value.
    pub fn value(self) -> Zval {
        match self {
            Self::Int(key) => value::int(key),
            Self::Bytes(key) => value::string(key),
        }
    }
}

pub(super) fn flags(array: &HashTable) -> u32 {
    // SAFETY: the union's members cover one initialised word.
    unsafe { array.u.flags }
}

/// Whether the elements are zvals without keys.
pub(super) fn is_packed(array: &HashTable) -> bool {
    flags(array) & PACKED != 0
}

/// Whether the keys are 0, 1, 2 … in order, which a packed array without holes
/// tells by its counts.
pub fn is_list(array: &ZendHashTable) -> bool {
    is_packed(array) && array.nNumUsed == array.nNumOfElements || array.nNumOfElements == 0
}

/// Whether each position up to the number of elements holds one.
pub fn is_dense(array: &ZendHashTable) -> bool {
    array.nNumUsed == array.nNumOfElements
        && (is_packed(array) || entries(array).count() == array.nNumUsed as usize)
}

/// The elements of a list.
#[derive(Clone)]
pub struct Elements<'a> {
    next: *const Zval,
    left: u32,
    array: PhantomData<&'a ZendHashTable>,
}

/// The elements of a list, in order.
pub fn elements(array: &ZendHashTable) -> Elements<'_> {
    debug_assert!(is_list(array));
    // SAFETY: a packed array holds zvals; an empty one none.
    let next = unsafe { array.__bindgen_anon_1.arPacked };
    Elements {
        next,
        left: array.nNumOfElements,
        array: PhantomData,
    }
}

impl<'a> Iterator for Elements<'a> {
    type Item = &'a Zval;

    #[inline]
    fn next(&mut self) -> Option<&'a Zval> {
        self.left = self.left.checked_sub(1)?;
        // SAFETY: a list of n elements has n zvals in a row, and the array is
        // borrowed for 'a.
        unsafe {
            let element = &*self.next;
            self.next = self.next.add(1);
            Some(element)
        }
    }
}

/// The entries of any array.
pub struct Entries<'a> {
    array: &'a ZendHashTable,
    position: u32,
}

/// The entries of an array, in order. Where a value stands elsewhere (in an
/// object's slot), it is looked up there.
pub fn entries(array: &ZendHashTable) -> Entries<'_> {
    Entries { array, position: 0 }
}

/// The elements from a position on, which [`Entries::position`] gave.
pub fn entries_from(array: &ZendHashTable, position: u32) -> Entries<'_> {
    Entries { array, position }
}

impl Entries<'_> {
    /// How far the array has been walked.
    pub fn position(&self) -> u32 {
        self.position
    }
}

impl<'a> Iterator for Entries<'a> {
    type Item = (Key<'a>, &'a Zval);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        while self.position < self.array.nNumUsed {
            let index = self.position as usize;
            self.position += 1;
            // SAFETY: positions below nNumUsed hold a zval (packed) or a bucket.
            let (key, mut found) = unsafe {
                if is_packed(self.array) {
                    let value = &*self.array.__bindgen_anon_1.arPacked.add(index);
                    (Key::Int(index as i64), value)
                } else {
                    let bucket: &_Bucket = &*self.array.__bindgen_anon_1.arData.add(index);
                    let key = match bucket.key.as_ref() {
                        None => Key::Int(bucket.h as i64),
                        Some(key) => Key::Bytes(key.as_bytes()),
                    };
                    (key, &bucket.val)
                }
            };
            if value::type_of(found) == IS_INDIRECT {
                // SAFETY: an indirect zval points to a live slot.
                found = unsafe { &*found.value.zv };
            }
            if value::type_of(found) != IS_UNDEF {
                return Some((key, found));
            }
        }
        None
    }
}

/// The value of a string key, as the engine finds it. For tasks, which so need none of
/// the engine's code, and not the pages that hold it.
pub fn find<'a>(array: &'a HashTable, key: &[u8]) -> Option<&'a Zval> {
    /// `HT_INVALID_IDX` (Zend/zend_types.h): the end of a chain.
    const END: u32 = u32::MAX;
    if is_packed(array) || array.nNumOfElements == 0 {
        return None;
    }
    let hash = hash(key);
    // SAFETY: a table with keys has, before its buckets, a number for each value of
    // the masked hash, which is negative: the first bucket of a chain, or the end.
    // All are below nNumUsed.
    unsafe {
        let buckets = array.__bindgen_anon_1.arData;
        let place = (hash as u32 | array.nTableMask).cast_signed();
        let mut index = *buckets.cast::<u32>().offset(place as isize);
        while index != END {
            let bucket = &*buckets.add(index as usize);
            if bucket.h == hash
                && bucket
                    .key
                    .as_ref()
                    .is_some_and(|found| found.as_bytes() == key)
            {
                return Some(&bucket.val);
            }
            index = bucket.val.u2.next;
        }
    }
    None
}

/// The engine's hash of a string: DJB's, times 33, with the highest bit set
/// (`zend_inline_hash_func`, Zend/zend_string.h).
fn hash(key: &[u8]) -> u64 {
    let hash = key.iter().fold(5381u64, |hash, byte| {
        hash.wrapping_mul(33).wrapping_add(u64::from(*byte))
    });
    hash | 1 << 63
}

/// The integer that a string key stands for, if it does: "7" is 7, "07" is not.
#[inline]
pub fn numeric(key: &[u8]) -> Option<i64> {
    if !matches!(key.first(), Some(b'0'..=b'9' | b'-')) {
        return None;
    }
    let mut index = 0;
    // The engine's function reads up to a terminating zero byte.
    let text = std::ffi::CString::new(key).ok()?;
    // SAFETY: the text is as long as said and ends in a zero byte.
    let is = unsafe { ffi::_zend_handle_numeric_str_ex(text.as_ptr(), key.len(), &mut index) };
    is.then_some(index as i64)
}

/// A string that serves as a key more than once.
pub struct Name(NonNull<zend_string>);

impl Name {
    /// A new string.
    pub fn new(bytes: &[u8]) -> Self {
        let string = ZendStr::new(bytes, false).into_raw();
        // SAFETY: a box is never null.
        Self(unsafe { NonNull::new_unchecked(string) })
    }

    /// The engine's own string of these bytes where it has one, as for the keys that
    /// stand in a program, else a new one.
    pub fn known(bytes: &[u8]) -> Self {
        // SAFETY: the engine's function for this request, which reads the bytes and gives
        // a string: a new one, or its own, which is not counted.
        unsafe {
            let string = (ffi::zend_string_init_existing_interned)(
                bytes.as_ptr().cast(),
                bytes.len(),
                false,
            );
            Self(NonNull::new_unchecked(string))
        }
    }

    /// As the engine has it.
    pub fn as_ptr(&self) -> *mut zend_string {
        self.0.as_ptr()
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        // SAFETY: counted, therefore alive.
        unsafe { self.0.as_ref() }.as_bytes()
    }
}

impl Drop for Name {
    fn drop(&mut self) {
        // SAFETY: gives back the reference that self counted.
        unsafe { ext_php_rs::ffi::ext_php_rs_zend_string_release(self.0.as_ptr()) };
    }
}

/// A bucket is a zval, a number and an address; the walk over arrays relies on it.
const _: () = assert!(size_of::<_Bucket>() == 32);

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

    /// Puts a value in the place of an element.
    pub fn replace(&mut self, place: u32, value: Zval) {
        if let Some(element) = self.at(place) {
            assign(element, value);
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

/// Puts a value in the place of another, in an array or an object: a bucket's chain
/// stands beside the value and must stay.
pub fn assign(place: &mut Zval, value: Zval) {
    let value = ManuallyDrop::new(value);
    let old = Zval {
        value: place.value,
        u1: place.u1,
        u2: ext_php_rs::ffi::_zval_struct__bindgen_ty_2 { next: 0 },
    };
    place.value = value.value;
    place.u1 = value.u1;
    drop(old);
}

/// How many places for entries an array has used, the empty ones among them.
pub fn places(array: &HashTable) -> u32 {
    array.nNumUsed
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
/// [`Thrown`], a `TypeError`, for a key that an array cannot have.
pub fn set_by_value(value: &mut Zval, key: &Zval, element: Zval) -> Result<(), super::Thrown> {
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
        Ok(())
    } else {
        Err(super::Thrown)
    }
}
