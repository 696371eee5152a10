//! Functions and methods: their parameters, and the engine's table of them.

use super::Type;
use ext_php_rs::{
    ffi::{
        _zend_function_entry, ZEND_ACC_PRIVATE, ZEND_ACC_PUBLIC, ZEND_ACC_STATIC,
        zend_execute_data, zend_internal_arg_info, zend_type,
    },
    types::Zval,
};
use std::{ffi::CStr, mem, ptr::null};

/// A native function's entry.
pub type Entry = unsafe extern "C" fn(*mut zend_execute_data, *mut Zval);

/// A parameter.
#[derive(Clone, Copy)]
pub struct Parameter {
    /// Its name, without `$`.
    pub name: &'static CStr,
    /// Its type.
    pub of: Type,
    /// Its default as PHP code; none makes it required.
    pub default: Option<&'static CStr>,
    /// Whether it takes any number of arguments.
    pub variadic: bool,
}

/// A required parameter.
pub const fn parameter(name: &'static CStr, of: Type) -> Parameter {
    Parameter {
        name,
        of,
        default: None,
        variadic: false,
    }
}

impl Parameter {
    fn in_signature(self) -> zend_type {
        /// `_ZEND_IS_VARIADIC_BIT` (Zend/zend_compile.h).
        const VARIADIC: u32 = 1 << 27;
        let mut declared = self.of.in_signature();
        if self.variadic {
            declared.type_mask |= VARIADIC;
        }
        declared
    }
}

/// A parameter with a default, as PHP's source has it.
pub const fn optional(name: &'static CStr, of: Type, default: &'static CStr) -> Parameter {
    Parameter {
        name,
        of,
        default: Some(default),
        variadic: false,
    }
}

/// A last parameter that takes any number of arguments.
pub const fn variadic(name: &'static CStr, of: Type) -> Parameter {
    Parameter {
        name,
        of,
        default: None,
        variadic: true,
    }
}

/// A function or method.
#[derive(Clone, Copy)]
pub struct Function {
    /// Its name.
    pub name: &'static CStr,
    /// Its code; none makes it abstract.
    pub entry: Option<Entry>,
    /// `ZEND_ACC_*` flags.
    pub flags: u32,
    /// Its parameters.
    pub parameters: &'static [Parameter],
    /// What it returns.
    pub returns: Type,
}

/// A function.
pub const fn function(
    name: &'static CStr,
    entry: Entry,
    parameters: &'static [Parameter],
    returns: Type,
) -> Function {
    Function {
        name,
        entry: Some(entry),
        flags: 0,
        parameters,
        returns,
    }
}

/// A public method.
pub const fn method_of(
    name: &'static CStr,
    entry: Entry,
    parameters: &'static [Parameter],
    returns: Type,
) -> Function {
    Function {
        flags: ZEND_ACC_PUBLIC,
        ..function(name, entry, parameters, returns)
    }
}

/// A public static method.
pub const fn static_method_of(
    name: &'static CStr,
    entry: Entry,
    parameters: &'static [Parameter],
    returns: Type,
) -> Function {
    Function {
        flags: ZEND_ACC_PUBLIC | ZEND_ACC_STATIC,
        ..method_of(name, entry, parameters, returns)
    }
}

/// A constructor that only the class itself calls.
pub const fn private_constructor(entry: Entry, parameters: &'static [Parameter]) -> Function {
    Function {
        flags: ZEND_ACC_PRIVATE,
        ..function(c"__construct", entry, parameters, Type::None)
    }
}

/// The engine's table of functions; never freed.
pub fn functions(functions: &[Function]) -> *const _zend_function_entry {
    let table: Vec<_zend_function_entry> = functions
        .iter()
        .map(|function| {
            // SAFETY: the structure is numbers, pointers and options, all valid
            // as zero.
            let mut entry: _zend_function_entry = unsafe { mem::zeroed() };
            entry.fname = function.name.as_ptr();
            entry.handler = function.entry.map(|entry| entry as _);
            entry.arg_info = signature(function);
            // The engine counts a variadic one itself.
            entry.num_args = function.parameters.len() as u32;
            entry.flags = function.flags;
            entry
        })
        // SAFETY: a zeroed entry ends the table.
        .chain(std::iter::once(unsafe { mem::zeroed() }))
        .collect();
    Box::leak(table.into_boxed_slice()).as_ptr()
}

/// The engine's description of parameters and result; never freed. Element 0 is
/// the result, its name the number of required parameters.
fn signature(function: &Function) -> *const zend_internal_arg_info {
    let required = function
        .parameters
        .iter()
        .take_while(|one| one.default.is_none() && !one.variadic)
        .count();
    let result = zend_internal_arg_info {
        name: std::ptr::without_provenance(required),
        type_: function.returns.in_signature(),
        default_value: null(),
    };
    let parameters = function
        .parameters
        .iter()
        .map(|parameter| zend_internal_arg_info {
            name: parameter.name.as_ptr(),
            type_: parameter.in_signature(),
            default_value: parameter.default.map_or(null(), CStr::as_ptr),
        });
    let table: Vec<_> = std::iter::once(result).chain(parameters).collect();
    Box::leak(table.into_boxed_slice()).as_ptr()
}
