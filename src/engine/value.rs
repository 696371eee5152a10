//! Zvals: made, read, told apart.

use super::{
    ClassEntry,
    alloc::{self, here},
    object::Object,
};
use ext_php_rs::{
    boxed::ZBox,
    ffi::{
        _zval_struct__bindgen_ty_1, _zval_struct__bindgen_ty_2, IS_ARRAY, IS_DOUBLE, IS_FALSE,
        IS_LONG, IS_NULL, IS_OBJECT, IS_REFERENCE, IS_RESOURCE, IS_STRING, IS_TRUE, IS_UNDEF,
        zend_string, zend_value,
    },
    types::{ZendHashTable, ZendStr, Zval},
};
use std::{mem::offset_of, ptr};

/// What a zval holds, for who wants to look at its type once.
pub enum Content<'a> {
    /// null, or nothing at all
    Null,
    /// A boolean.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A floating-point number.
    Float(f64),
    /// A string's bytes.
    Bytes(&'a [u8]),
    /// An array.
    Array(&'a ZendHashTable),
    /// A resource.
    Resource,
    /// A value that nobody else refers to, though as a reference.
    Alone(&'a Zval),
    /// Anything else.
    Other,
}

/// What the zval holds.
#[inline]
pub fn content(value: &Zval) -> Content<'_> {
    // SAFETY: each type's own member of the union is set, and what it points to lives
    // as long as the zval.
    unsafe {
        match type_of(value) {
            IS_NULL | IS_UNDEF => Content::Null,
            IS_FALSE => Content::Bool(false),
            IS_TRUE => Content::Bool(true),
            IS_LONG => Content::Int(value.value.lval),
            IS_DOUBLE => Content::Float(value.value.dval),
            IS_STRING => Content::Bytes((*value.value.str_).as_bytes()),
            IS_ARRAY => Content::Array(&*value.value.arr),
            IS_RESOURCE => Content::Resource,
            IS_REFERENCE if reference_count(value) == 1 => Content::Alone(&(*value.value.ref_).val),
            _ => Content::Other,
        }
    }
}

/// Has the processor fetch what a zval points to, which will be looked at soon.
#[inline]
pub fn prefetch(value: &Zval) {
    #[cfg(target_arch = "x86_64")]
    if matches!(type_of(value), IS_STRING | IS_ARRAY) {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: a string or array zval has an address; fetching reads nothing, and every
        // processor of this kind can do it.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(value.value.str_.cast()) };
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = value;
}

/// The same for the entries of an array.
#[inline]
pub fn prefetch_entries(value: &Zval) {
    #[cfg(target_arch = "x86_64")]
    if let Some(array) = value.array() {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        const LINE: usize = 64;
        /// As many as hold the entries of a row of ten columns.
        const LINES: usize = 5;
        // SAFETY: fetching reads nothing, wherever the address leads, and every processor
        // of this kind can do it.
        unsafe {
            let entries = array.__bindgen_anon_1.arData.cast::<i8>();
            for line in 0..LINES {
                _mm_prefetch::<_MM_HINT_T0>(entries.wrapping_add(line * LINE));
            }
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = value;
}

/// A PHP string of no byte or one: the engine has these once and for all.
#[inline(never)]
fn tiny(bytes: &[u8]) -> Zval {
    let mut value = Zval::new();
    value.set_zend_string(ZendStr::new(bytes, false));
    value
}

/// A PHP string of these bytes.
#[inline(always)]
pub fn string(bytes: &[u8]) -> Zval {
    const HEAD: usize = offset_of!(zend_string, val);
    if bytes.len() < 2 {
        return tiny(bytes);
    }
    // SAFETY: the block is as long as asked for, or the request ends for lack of memory;
    // the engine's strings take multiples of 8 bytes. It becomes a string of one
    // reference when all of its fields, its bytes and the zero behind them are set.
    unsafe {
        let string = alloc::allocate((HEAD + bytes.len() + 8) & !7, here!()).cast::<zend_string>();
        (*string).gc.refcount = 1;
        // GC_STRING: the type, and the flag of what the collector never visits.
        (*string).gc.u.type_info = IS_STRING | 1 << 4;
        (*string).h = 0;
        (*string).len = bytes.len();
        let text = string.cast::<u8>().add(HEAD);
        copy_bytes(bytes, text);
        text.add(bytes.len()).write(0);
        // IS_STRING_EX: counted.
        zval(IS_STRING | 1 << 8, zend_value { str_: string })
    }
}

/// Copies bytes, at least two; few of them without a call.
///
/// # Safety
/// There is room for all of them at `to`, and that is not where they are.
#[inline]
unsafe fn copy_bytes(from: &[u8], to: *mut u8) {
    /// Copies the first and the last bytes of a string, which may overlap.
    #[inline]
    unsafe fn ends<T>(from: *const u8, to: *mut u8, len: usize) {
        let last = len - size_of::<T>();
        // SAFETY: len is at least T's size, and the callers' promise holds.
        unsafe {
            let (first_part, last_part) = (
                from.cast::<T>().read_unaligned(),
                from.add(last).cast::<T>().read_unaligned(),
            );
            to.cast::<T>().write_unaligned(first_part);
            to.add(last).cast::<T>().write_unaligned(last_part);
        }
    }
    let (len, from) = (from.len(), from.as_ptr());
    // SAFETY: as promised, and each arm's type fits the length.
    unsafe {
        match len {
            2..=3 => ends::<u16>(from, to, len),
            4..=7 => ends::<u32>(from, to, len),
            8..=15 => ends::<u64>(from, to, len),
            16..=32 => ends::<u128>(from, to, len),
            _ => ptr::copy_nonoverlapping(from, to, len),
        }
    }
}

/// An integer.
#[inline]
pub fn int(number: i64) -> Zval {
    zval(IS_LONG, zend_value { lval: number })
}

/// A floating-point number.
#[inline]
pub fn float(number: f64) -> Zval {
    zval(IS_DOUBLE, zend_value { dval: number })
}

/// A boolean.
#[inline]
pub fn bool(truth: bool) -> Zval {
    let kind = if truth { IS_TRUE } else { IS_FALSE };
    zval(kind, zend_value { lval: 0 })
}

/// A zval of this type and flags.
#[inline]
fn zval(type_info: u32, value: zend_value) -> Zval {
    Zval {
        value,
        u1: _zval_struct__bindgen_ty_1 { type_info },
        u2: _zval_struct__bindgen_ty_2 { next: 0 },
    }
}

/// An array.
#[inline]
pub fn array(array: ZBox<ZendHashTable>) -> Zval {
    let mut value = Zval::new();
    value.set_hashtable(array);
    value
}

/// Another reference to the same value.
pub fn copy(value: &Zval) -> Zval {
    value.dereference().shallow_clone()
}

/// The bytes of a string, `None` for anything else.
pub fn bytes(value: &Zval) -> Option<&[u8]> {
    value.dereference().zend_str().map(ZendStr::as_bytes)
}

/// Whether it is an array or an object, which hold other values, be it by a reference.
pub fn holds_others(value: &Zval) -> bool {
    matches!(type_of(value.dereference()), IS_ARRAY | IS_OBJECT)
}

/// Whether the zval holds nothing at all, not even null: a typed property
/// before its first assignment.
pub fn is_undefined(value: &Zval) -> bool {
    type_of(value) == IS_UNDEF
}

/// The zval's type as the engine numbers it (`IS_LONG` …).
#[inline]
pub fn type_of(value: &Zval) -> u32 {
    // SAFETY: the type byte of a zval is always initialised.
    u32::from(unsafe { value.u1.v.type_ })
}

/// The object in a zval, `None` for anything else.
pub fn object(value: &Zval) -> Option<Object> {
    let value = value.dereference();
    if type_of(value) != IS_OBJECT {
        return None;
    }
    // SAFETY: an object zval points to a counted object.
    unsafe { ptr::NonNull::new(value.value.obj).map(|object| Object::share(object)) }
}

/// The object in a zval if it is of exactly this class.
pub fn object_of(value: &Zval, class: ClassEntry) -> Option<Object> {
    object(value).filter(|object| object.class() == class)
}

/// The handle of the object in a zval, if nothing else refers to that object.
pub fn sole_object(value: &Zval) -> Option<u32> {
    if type_of(value) != IS_OBJECT {
        return None;
    }
    // SAFETY: an object zval points to a counted object.
    unsafe {
        let object = value.value.obj;
        ((*object).gc.refcount == 1).then(|| (*object).handle)
    }
}

/// The name of a value's type as PHP's error messages give it.
pub fn type_name(value: &Zval) -> String {
    #[cfg(php83)]
    // SAFETY: takes any zval and returns text that lives as long as it.
    let name = unsafe { super::ffi::zend_zval_value_name(value) };
    #[cfg(not(php83))]
    // SAFETY: as above.
    let name = unsafe { super::ffi::zend_zval_type_name(value) };
    // SAFETY: the engine's names end in a nul byte.
    unsafe { std::ffi::CStr::from_ptr(name) }
        .to_string_lossy()
        .into_owned()
}

/// How many hold the reference that this zval is; 0 when it is none.
fn reference_count(value: &Zval) -> u32 {
    if type_of(value) == ext_php_rs::ffi::IS_REFERENCE {
        // SAFETY: a reference zval points to a counted reference.
        unsafe { (*value.value.ref_).gc.refcount }
    } else {
        0
    }
}

/// Which reference the zval is, as a number that no other has while it lives; `None` when
/// it is none.
pub fn reference(value: &Zval) -> Option<usize> {
    // SAFETY: only the address is taken.
    (type_of(value) == ext_php_rs::ffi::IS_REFERENCE).then(|| unsafe { value.value.ref_ }.addr())
}

/// The number of a resource, `None` for anything else.
pub fn resource_number(value: &Zval) -> Option<i64> {
    // SAFETY: a resource zval points to a counted resource.
    value
        .resource()
        .map(|resource| unsafe { (*resource).handle })
}
