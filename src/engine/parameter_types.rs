//! Declared parameter types, and whether an object satisfies one.

use super::{ClassEntry, Object, closure};
use ext_php_rs::{
    ffi::{
        _ZEND_TYPE_NAME_BIT, IS_CALLABLE, IS_OBJECT, zend_arg_info, zend_class_entry,
        zend_function, zend_is_callable, zend_lookup_class_ex, zend_string, zend_type,
    },
    types::ZendStr,
};
use std::ptr::null_mut;

/// `ZEND_FETCH_CLASS_NO_AUTOLOAD` (Zend/zend_compile.h).
const NO_AUTOLOAD: u32 = 0x80;
/// `_ZEND_TYPE_LIST_BIT` (Zend/zend_types.h): a union or an intersection.
const LIST: u32 = 1 << 22;
/// `_ZEND_TYPE_INTERSECTION_BIT`.
const INTERSECTION: u32 = 1 << 19;
/// `_ZEND_TYPE_MAY_BE_MASK`: the bits of the built-in types.
const BUILT_IN: u32 = (1 << 18) - 1;
/// `_ZEND_SEND_MODE_SHIFT`: where "by reference" stands in a parameter's type.
const SEND_MODE_SHIFT: u32 = 25;

/// The head of the engine's `zend_type_list`.
#[repr(C)]
struct TypeList {
    count: u32,
    types: [zend_type; 1],
}

/// A function's parameter at a place, a variadic one at all places from its own on.
///
/// # Safety
/// The function is one that the engine has, and lives.
unsafe fn parameter_at(function: *const zend_function, place: u32) -> Option<zend_arg_info> {
    // SAFETY: promised by the caller. The head is common to all kinds of functions; there is
    // a description of each parameter, and after these of a variadic one.
    unsafe {
        let head = &(*function).common;
        let variadic = head.fn_flags & ext_php_rs::ffi::ZEND_ACC_VARIADIC != 0;
        let known = place < head.num_args || variadic;
        (known && !head.arg_info.is_null())
            .then(|| head.arg_info.add(place.min(head.num_args) as usize).read())
    }
}

/// Whether the parameter at a place is declared with `&`.
///
/// # Safety
/// The function is one that the engine has, and lives.
pub(super) unsafe fn is_by_reference(function: *const zend_function, place: u32) -> bool {
    // SAFETY: promised by the caller.
    unsafe { parameter_at(function, place) }
        .is_some_and(|parameter| parameter.type_.type_mask >> SEND_MODE_SHIFT & 1 != 0)
}

/// Whether the closure's first parameter accepts the object: by its declared
/// type, or because none is declared, or because there is no parameter.
pub fn accepts(closure: &Object, object: &Object) -> bool {
    let function = closure::function(closure);
    // SAFETY: the closure is alive, and with it its function.
    let Some(parameter) = (unsafe { parameter_at(function, 0) }) else {
        return true;
    };
    // SAFETY: the head is common to all kinds of functions.
    let scope = unsafe { (*function).common.scope };
    let declared = parameter.type_;
    if declared.ptr.is_null() && declared.type_mask & BUILT_IN == 0 {
        return true;
    }
    satisfies(&declared, object, scope)
}

fn satisfies(declared: &zend_type, object: &Object, scope: *mut zend_class_entry) -> bool {
    let mask = declared.type_mask;
    if mask & (1 << IS_OBJECT) != 0 {
        return true;
    }
    if mask & LIST != 0 {
        // SAFETY: the bit says that the type is a list.
        let list: Vec<&zend_type> = unsafe {
            let list = declared.ptr.cast::<TypeList>();
            let first = (&raw const (*list).types).cast::<zend_type>();
            (0..(*list).count as usize)
                .map(|index| &*first.add(index))
                .collect()
        };
        let mut each = list.into_iter().map(|one| satisfies(one, object, scope));
        let found = if mask & INTERSECTION != 0 {
            each.all(|is| is)
        } else {
            each.any(|is| is)
        };
        if found {
            return true;
        }
    } else if let Some(name) = class_name(declared)
        && is_instance(object, name, scope)
    {
        return true;
    }
    mask & (1 << IS_CALLABLE) != 0 && is_callable(object)
}

/// The name of a class type, as a counted string of the engine's; an internal
/// function of PHP 8.3 and later names its class by a C string.
fn class_name(declared: &zend_type) -> Option<std::borrow::Cow<'_, [u8]>> {
    if declared.type_mask & _ZEND_TYPE_NAME_BIT != 0 {
        // SAFETY: the bit says that the pointer is a string.
        let name = unsafe { &*declared.ptr.cast::<zend_string>() };
        return Some(name.as_bytes().into());
    }
    #[cfg(php83)]
    if declared.type_mask & ext_php_rs::ffi::_ZEND_TYPE_LITERAL_NAME_BIT != 0 {
        // SAFETY: the bit says that the pointer is a C string.
        let name = unsafe { std::ffi::CStr::from_ptr(declared.ptr.cast()) };
        return Some(name.to_bytes().into());
    }
    None
}

fn is_instance(
    object: &Object,
    name: std::borrow::Cow<'_, [u8]>,
    scope: *mut zend_class_entry,
) -> bool {
    // SAFETY: the scope of a method is a linked class, or null, and so is its parent.
    let scope = unsafe { ClassEntry::new(scope) };
    let class = if name.eq_ignore_ascii_case(b"self") {
        scope
    } else if name.eq_ignore_ascii_case(b"parent") {
        // SAFETY: as above.
        scope.and_then(|scope| unsafe { ClassEntry::new(scope.get().__bindgen_anon_1.parent) })
    } else {
        find(&name, false)
    };
    class.is_some_and(|class| object.is_a(class))
}

/// The class of this name, `None` when there is none. With `autoload`, PHP's
/// autoloaders are asked; what they throw stays pending.
pub(super) fn find(name: &[u8], autoload: bool) -> Option<ClassEntry> {
    let name = ZendStr::new(name, false).into_raw();
    // SAFETY: the string is alive during the call and given back after it.
    unsafe {
        let flags = if autoload { 0 } else { NO_AUTOLOAD };
        let class = zend_lookup_class_ex(name, null_mut(), flags);
        ext_php_rs::ffi::ext_php_rs_zend_string_release(name);
        ClassEntry::new(class)
    }
}

fn is_callable(object: &Object) -> bool {
    let mut value = object.clone().into_value();
    // SAFETY: any zval may be asked.
    unsafe { zend_is_callable(&mut value, 0, null_mut()) }
}
