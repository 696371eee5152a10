//! Arrays with the same keys: the first is built as any, and its layout copied for
//! each further one, so that no key is looked up again.

use super::{
    alloc::{self, here},
    array::{Builder, Key, Name, STATIC_KEYS, is_packed, numeric},
    value,
};
use ext_php_rs::{
    boxed::ZBox,
    ffi::{_Bucket, HashTable},
    types::{ZendHashTable, Zval},
};
use std::mem::ManuallyDrop;

/// `IS_STR_INTERNED` (Zend/zend_types.h), as a flag of a string: it is not counted.
const INTERNED: u32 = 1 << 6;

/// What the arrays have in common.
pub struct Shape {
    /// The array to copy, with null for each key.
    template: ZBox<ZendHashTable>,
    /// Bytes of the index in front of the buckets.
    index: usize,
    /// Bytes of index and buckets, used or not.
    bytes: usize,
}

impl Shape {
    /// Of arrays with these keys; `None` when two of them are the same, or when there
    /// are none.
    pub fn of<'k>(keys: impl ExactSizeIterator<Item = Key<'k>>) -> Option<Self> {
        let count = keys.len();
        let mut template = Builder::map(count);
        for key in keys {
            match key {
                Key::Int(key) => template.set_index(key, Zval::null()),
                Key::Bytes(key) => match numeric(key) {
                    Some(key) => template.set_index(key, Zval::null()),
                    None => template.set_name(&Name::known(key), Zval::null()),
                },
            }
        }
        let template = template.into_table();
        let has = |number: u32| number as usize == count;
        let plain = has(template.nNumUsed) && has(template.nNumOfElements);
        if count == 0 || !plain || is_packed(&template) {
            return None;
        }
        // HT_HASH_SIZE (Zend/zend_types.h): the mask is the negative length.
        let index = template.nTableMask.wrapping_neg() as usize * size_of::<u32>();
        let bytes = index + template.nTableSize as usize * size_of::<_Bucket>();
        Some(Self {
            template,
            index,
            bytes,
        })
    }

    /// Bytes that an array of this shape takes.
    pub fn bytes(&self) -> usize {
        self.bytes + size_of::<HashTable>()
    }

    /// An array of this shape, with null for each key.
    #[inline]
    pub fn row(&self) -> Row {
        let template: &HashTable = &self.template;
        let used = template.nNumUsed as usize;
        // SAFETY: the template is an array with an index and buckets, which stand in one
        // block with the index first (HT_GET_DATA_ADDR); the new block is as long, and of
        // what is copied there, nothing but the keys is counted, as the values are null.
        // The request ends if there is no memory; then what has been taken is freed with
        // all else.
        unsafe {
            let block = alloc::allocate(self.bytes, here!());
            let table = alloc::allocate(size_of::<HashTable>(), here!()).cast::<HashTable>();
            let buckets = template.__bindgen_anon_1.arData;
            let from = buckets.cast::<u8>().sub(self.index);
            block.copy_from_nonoverlapping(from, self.index + used * size_of::<_Bucket>());
            table.copy_from_nonoverlapping(template, 1);
            (*table).gc.refcount = 1;
            (*table).__bindgen_anon_1.arData = block.add(self.index).cast();
            if template.u.flags & STATIC_KEYS == 0 {
                for place in 0..used {
                    let key = (*buckets.add(place)).key;
                    if !key.is_null() && (*key).gc.u.type_info & INTERNED == 0 {
                        (*key).gc.refcount += 1;
                    }
                }
            }
            Row {
                table: ZBox::from_raw(table),
                filled: 0,
            }
        }
    }
}

/// An array of a shape that is being filled.
pub struct Row {
    table: ZBox<ZendHashTable>,
    filled: u32,
}

impl Row {
    /// Sets the value of the next key. Beyond the last there is nothing to set.
    #[inline]
    pub fn push(&mut self, value: Zval) {
        if self.filled == self.table.nNumUsed {
            return;
        }
        let value = ManuallyDrop::new(value);
        // SAFETY: places below nNumUsed hold a bucket; its value is null, which need not
        // be given back, and the value moves into it. The bucket's chain, which stands
        // beside the value, stays.
        unsafe {
            let place = &mut (*self.table.__bindgen_anon_1.arData.add(self.filled as usize)).val;
            place.value = value.value;
            place.u1 = value.u1;
        }
        self.filled += 1;
    }

    /// The array.
    #[inline]
    pub fn into_value(self) -> Zval {
        value::array(self.table)
    }
}
