//! Arrays: walking them without copies.

mod edit;
mod name;

pub use super::array_builder::Builder;
pub use edit::{Copied, at, edit, has_as_key, push, replace, set, set_by_value, shift, unset};
pub use name::Name;

use super::{ffi, value};
use ext_php_rs::{
    ffi::{_Bucket, HashTable, IS_INDIRECT, IS_UNDEF},
    types::{ZendHashTable, Zval},
};
use std::marker::PhantomData;

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

/// A bucket is a zval, a number and an address; the walk over arrays relies on it.
const _: () = assert!(size_of::<_Bucket>() == 32);

/// How many places for entries an array has used, the empty ones among them.
pub fn places(array: &HashTable) -> u32 {
    array.nNumUsed
}
