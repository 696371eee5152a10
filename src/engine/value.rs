//! Zvals.

use super::object::Object;
use ext_php_rs::{
    ffi::{IS_UNDEF, zend_class_entry},
    types::{ZendStr, Zval},
};

/// A PHP string of these bytes.
pub fn string(bytes: &[u8]) -> Zval {
    let mut value = Zval::new();
    value.set_zend_string(ZendStr::new(bytes, false));
    value
}

/// An integer.
pub fn int(number: i64) -> Zval {
    let mut value = Zval::new();
    value.set_long(number);
    value
}

/// A boolean.
pub fn bool(truth: bool) -> Zval {
    let mut value = Zval::new();
    value.set_bool(truth);
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

/// Whether the zval holds nothing at all, not even null: a typed property
/// before its first assignment.
pub fn is_undefined(value: &Zval) -> bool {
    type_of(value) == IS_UNDEF
}

/// The zval's type as the engine numbers it (`IS_LONG` …).
pub fn type_of(value: &Zval) -> u32 {
    // SAFETY: the type byte of a zval is always initialised.
    u32::from(unsafe { value.u1.v.type_ })
}

/// The object in a zval, `None` for anything else.
pub fn object(value: &Zval) -> Option<Object> {
    let object = value.dereference().object()?;
    Some(Object::share(object))
}

/// The object in a zval if it is of exactly this class.
pub fn object_of(value: &Zval, class: *mut zend_class_entry) -> Option<Object> {
    object(value).filter(|object| object.class() == class)
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
pub fn reference_count(value: &Zval) -> u32 {
    if type_of(value) == ext_php_rs::ffi::IS_REFERENCE {
        // SAFETY: a reference zval points to a counted reference.
        unsafe { (*value.value.ref_).gc.refcount }
    } else {
        0
    }
}

/// The number of a resource, `None` for anything else.
pub fn resource_number(value: &Zval) -> Option<i64> {
    // SAFETY: a resource zval points to a counted resource.
    value
        .resource()
        .map(|resource| unsafe { (*resource).handle })
}
