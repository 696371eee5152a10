//! Declaring classes and functions: tables in Rust's terms, turned into the engine's own
//! when the module starts. What is made here lives as long as the process, as a C
//! extension's static tables do.
//!
//! The class builder of ext-php-rs is not used: it declares properties without types, and
//! each of its objects carries a Rust value beside PHP's own, with a constructor to make it
//! and a check of its state in each call. The objects here are plain objects of PHP. Their
//! typed properties are what reflection, `var_dump` and the collector of cycles see, and
//! to call a method costs what it costs in a C extension.

mod functions;
mod types;

pub use super::class::Registered;
pub use functions::{
    Entry, Function, Parameter, function, functions, method_of, optional, parameter,
    private_constructor, static_method_of, variadic,
};
pub use types::Type;

use super::{ClassEntry, ffi};
use ext_php_rs::{
    ffi::{
        IS_ARRAY, IS_UNDEF, ZEND_ACC_PRIVATE, zend_class_entry, zend_do_implement_interface,
        zend_function, zend_object, zend_register_internal_class_ex,
        zend_register_internal_interface, zend_string_init_interned,
    },
    types::Zval,
};
use std::{
    ffi::CStr,
    mem,
    ptr::{null, null_mut},
};

/// The flags of a readonly class: as in PHP's own, no property can be added.
pub const READONLY_CLASS: u32 =
    ext_php_rs::ffi::ZEND_ACC_READONLY_CLASS | ext_php_rs::ffi::ZEND_ACC_NO_DYNAMIC_PROPERTIES;

/// A property's default.
#[derive(Clone, Copy)]
pub enum Default {
    /// null
    Null,
    /// false
    False,
    /// 0
    Zero,
    /// []
    EmptyArray,
    /// None: the property cannot be read before it is set.
    Uninitialized,
}

/// A property. Properties are found again by their order.
#[derive(Clone, Copy)]
pub struct Property {
    /// Its name, without `$`.
    pub name: &'static CStr,
    /// Its type.
    pub of: Type,
    /// Its default; nothing for one that is read-only.
    pub default: Default,
    /// `ZEND_ACC_*` flags.
    pub flags: u32,
}

/// A private property.
pub const fn property(name: &'static CStr, of: Type, default: Default) -> Property {
    Property {
        name,
        of,
        default,
        flags: ZEND_ACC_PRIVATE,
    }
}

/// `ZEND_ACC_READONLY` (Zend/zend_compile.h).
const READONLY: u32 = 1 << 7;

/// A public, read-only property, which has no value at first.
pub const fn readonly(name: &'static CStr, of: Type) -> Property {
    Property {
        name,
        of,
        default: Default::Uninitialized,
        flags: ext_php_rs::ffi::ZEND_ACC_PUBLIC | READONLY,
    }
}

/// Declares a class's properties, once: each gets its place, under a name, and all are in
/// `PROPERTIES`, for `Class::properties`. Nothing else says where a property stands.
#[macro_export]
macro_rules! properties {
    ($($(#[$doc:meta])* $name:ident = $property:expr;)+) => {
        const PROPERTIES: &[$crate::engine::declare::Property] = &[$($property),+];

        #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "names of constants")]
        enum Place { $($name),+ }

        $($(#[$doc])* const $name: usize = Place::$name as usize;)+
    };
}

/// A class's `get_iterator`.
pub type Iterate = unsafe extern "C" fn(
    *mut zend_class_entry,
    *mut Zval,
    std::ffi::c_int,
) -> *mut ext_php_rs::ffi::zend_object_iterator;

/// A class or interface.
pub struct Class {
    /// Its full name.
    pub name: &'static CStr,
    /// `ZEND_ACC_*` flags.
    pub flags: u32,
    /// The class it extends.
    pub parent: Option<fn() -> ClassEntry>,
    /// What it implements.
    pub interfaces: &'static [fn() -> ClassEntry],
    /// Its properties.
    pub properties: &'static [Property],
    /// Its methods.
    pub methods: &'static [Function],
    /// Makes its objects, where the engine's own way will not do.
    pub create: Option<unsafe extern "C" fn(*mut zend_class_entry) -> *mut zend_object>,
    /// How `foreach` walks its objects, if not by their methods.
    pub iterate: Option<Iterate>,
}

impl Class {
    /// Nothing but defaults, to be filled in.
    pub const PLAIN: Self = Self {
        name: c"",
        flags: 0,
        parent: None,
        interfaces: &[],
        properties: &[],
        methods: &[],
        create: None,
        iterate: None,
    };
}

/// Registers a class. To be called while the module starts.
pub fn class(class: &Class) -> ClassEntry {
    let parent = class.parent.map_or(null_mut(), |parent| parent().as_ptr());
    // SAFETY: the engine copies the entry, whose unset fields are zero as in C;
    // names and tables live forever; classes named as parents are registered.
    unsafe {
        let mut entry = blank(class);
        let registered = zend_register_internal_class_ex(&mut entry, parent);
        (*registered).ce_flags |= class.flags;
        if let Some(create) = class.create {
            (*registered).__bindgen_anon_2.create_object = Some(create);
        }
        for interface in class.interfaces {
            zend_do_implement_interface(registered, interface().as_ptr());
        }
        if let Some(iterate) = class.iterate {
            (*registered).get_iterator = Some(iterate);
        }
        for property in class.properties {
            declare_property(registered, property);
        }
        ClassEntry::own(registered)
    }
}

/// Registers an enumeration without values. To be called while the module starts.
pub fn enumeration(name: &'static CStr, cases: &[&'static CStr]) -> ClassEntry {
    // SAFETY: the engine copies the names; a case of a pure enumeration has no value, and
    // there are no methods but the engine's own.
    unsafe {
        let class = ffi::zend_register_internal_enum(name.as_ptr(), IS_UNDEF as u8, null());
        // As for enumerations of PHP's code.
        (*class).ce_flags |= ext_php_rs::ffi::ZEND_ACC_FINAL;
        for case in cases {
            ffi::zend_enum_add_case_cstr(class, case.as_ptr(), null_mut());
        }
        ClassEntry::own(class)
    }
}

/// The case of an enumeration.
pub fn case(enumeration: &Registered, name: &CStr) -> Option<super::Object> {
    // SAFETY: the class is an enumeration, whose cases live as long as the request.
    unsafe {
        let case = ffi::zend_enum_get_case_cstr(enumeration.get().as_ptr(), name.as_ptr());
        std::ptr::NonNull::new(case).map(|case| super::Object::share(case))
    }
}

/// Registers an interface. To be called while the module starts.
pub fn interface(class: &Class) -> ClassEntry {
    // SAFETY: as in `class`.
    unsafe {
        let mut entry = blank(class);
        ClassEntry::own(zend_register_internal_interface(&mut entry))
    }
}

/// A class entry as C's INIT_CLASS_ENTRY leaves it.
///
/// # Safety
/// To be registered at once, while the module starts.
unsafe fn blank(class: &Class) -> zend_class_entry {
    // SAFETY: the structure is numbers, pointers and options, all valid as zero.
    let mut entry: zend_class_entry = unsafe { mem::zeroed() };
    entry.name = interned(class.name);
    #[cfg(php83)]
    {
        entry.default_object_handlers = &raw const ext_php_rs::ffi::std_object_handlers;
    }
    entry.info.internal.builtin_functions = functions(class.methods);
    entry
}

/// Declares a property.
///
/// # Safety
/// The class is being registered.
unsafe fn declare_property(class: *mut zend_class_entry, property: &Property) {
    let mut default = Zval::new();
    match property.default {
        Default::Null => default.set_null(),
        Default::False => default.set_bool(false),
        Default::Zero => default.set_long(0),
        // A readonly property: the zval stays undefined.
        Default::Uninitialized => default.u1.type_info = IS_UNDEF,
        Default::EmptyArray => {
            default.value.arr = (&raw const ext_php_rs::ffi::zend_empty_array).cast_mut();
            default.u1.type_info = IS_ARRAY;
        }
    }
    let mut default = mem::ManuallyDrop::new(default);
    // SAFETY: a class that is being registered; name and type live forever.
    unsafe {
        ffi::zend_declare_typed_property(
            class,
            interned(property.name),
            &mut *default,
            property.flags.cast_signed(),
            null_mut(),
            property.of.in_property(),
        );
    }
}

/// A permanent PHP string.
fn interned(text: &'static CStr) -> *mut ext_php_rs::ffi::zend_string {
    // SAFETY: set by the engine at its start; makes a permanent string.
    unsafe {
        zend_string_init_interned.expect("the engine has started")(
            text.as_ptr(),
            text.count_bytes(),
            true,
        )
    }
}

/// A method's entry in its class, by its lower-case name.
pub(super) fn find_method(class: ClassEntry, name: &str) -> Option<*mut zend_function> {
    // SAFETY: a class's function table maps names to functions.
    let found = unsafe {
        ext_php_rs::ffi::zend_hash_str_find(
            &class.get().function_table,
            name.as_ptr().cast(),
            name.len(),
        )
    };
    // SAFETY: the table's zvals hold pointers to functions.
    unsafe { found.as_ref() }.map(|found| unsafe { found.value.func })
}
