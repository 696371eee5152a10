//! Declared types, and how the engine has them: in a signature and in a property.

use super::interned;
use ext_php_rs::ffi::{
    _ZEND_TYPE_NAME_BIT, IS_ARRAY, IS_DOUBLE, IS_FALSE, IS_LONG, IS_NULL, IS_STRING, IS_TRUE,
    IS_VOID, zend_type,
};
use std::{
    ffi::{CStr, c_void},
    ptr::null_mut,
};

/// A declared type.
#[derive(Clone, Copy)]
pub enum Type {
    /// None declared.
    None,
    /// `void`
    Void,
    /// `mixed`
    Mixed,
    /// `int`
    Int,
    /// `?int`
    NullableInt,
    /// `float`
    Float,
    /// `?float`
    NullableFloat,
    /// `int|string|null`
    Key,
    /// `iterable`
    Iterable,
    /// `bool`
    Bool,
    /// `string`
    String,
    /// `?string`
    NullableString,
    /// `array`
    Array,
    /// A class.
    Class(&'static CStr),
    /// A class or null.
    NullableClass(&'static CStr),
    /// A class or `array`.
    ClassOrArray(&'static CStr),
}

impl Type {
    /// The class's name, if there is one, and the mask of the other types.
    fn parts(self) -> (Option<&'static CStr>, u32) {
        /// `MAY_BE_ANY`: null to resource.
        const ANY: u32 = 0x3fe;
        /// `_ZEND_TYPE_ITERABLE_BIT` (Zend/zend_types.h).
        const ITERABLE: u32 = 1 << 21;
        match self {
            Self::None => (None, 0),
            Self::Void => (None, 1 << IS_VOID),
            Self::Mixed => (None, ANY),
            Self::Int => (None, 1 << IS_LONG),
            Self::NullableInt => (None, 1 << IS_LONG | 1 << IS_NULL),
            Self::Float => (None, 1 << IS_DOUBLE),
            Self::NullableFloat => (None, 1 << IS_DOUBLE | 1 << IS_NULL),
            Self::Key => (None, 1 << IS_LONG | 1 << IS_STRING | 1 << IS_NULL),
            // As the engine's own functions have it.
            Self::Iterable => (Some(c"Traversable"), 1 << IS_ARRAY | ITERABLE),
            Self::Bool => (None, 1 << IS_FALSE | 1 << IS_TRUE),
            Self::String => (None, 1 << IS_STRING),
            Self::NullableString => (None, 1 << IS_STRING | 1 << IS_NULL),
            Self::Array => (None, 1 << IS_ARRAY),
            Self::Class(name) => (Some(name), 0),
            Self::NullableClass(name) => (Some(name), 1 << IS_NULL),
            Self::ClassOrArray(name) => (Some(name), 1 << IS_ARRAY),
        }
    }

    /// As a function's argument or result, where a class is named by a C string.
    pub(super) fn in_signature(self) -> zend_type {
        #[cfg(php83)]
        const NAME: u32 = ext_php_rs::ffi::_ZEND_TYPE_LITERAL_NAME_BIT;
        #[cfg(not(php83))]
        const NAME: u32 = _ZEND_TYPE_NAME_BIT;
        match self.parts() {
            (None, mask) => zend_type {
                ptr: null_mut(),
                type_mask: mask,
            },
            (Some(name), mask) => zend_type {
                ptr: name.as_ptr().cast_mut().cast(),
                type_mask: mask | NAME,
            },
        }
    }

    /// As a property's, where a class is named by a PHP string.
    pub(super) fn in_property(self) -> zend_type {
        match self.parts() {
            (None, mask) => zend_type {
                ptr: null_mut(),
                type_mask: mask,
            },
            (Some(name), mask) => zend_type {
                ptr: interned(name).cast::<c_void>(),
                type_mask: mask | _ZEND_TYPE_NAME_BIT,
            },
        }
    }
}
