//! Throwables from the inside: their properties read and set without accessors
//! and constructors.

use super::{
    ClassEntry, Object, Thrown, array,
    array::Key,
    exception, ffi, globals,
    value::{self, copy},
};
use ext_php_rs::{
    ffi::{
        HashTable, IS_INDIRECT, IS_UNDEF, zend_class_entry, zend_hash_find, zend_hash_update,
        zend_property_info, zend_std_get_properties,
    },
    types::{ZendStr, Zval},
};
use smallvec::SmallVec;
use std::mem::ManuallyDrop;

/// The flags of classes that have no objects of their own.
const NO_OBJECTS: u32 = ext_php_rs::ffi::ZEND_ACC_INTERFACE
    | ext_php_rs::ffi::ZEND_ACC_TRAIT
    | ext_php_rs::ffi::ZEND_ACC_ENUM
    | ext_php_rs::ffi::ZEND_ACC_IMPLICIT_ABSTRACT_CLASS
    | ext_php_rs::ffi::ZEND_ACC_ABSTRACT;

/// What stands before the name of a property that its class has not made public.
pub const PROTECTED: &[u8] = b"\0*\0";

/// The name of the property that holds the message.
pub const MESSAGE: &[u8] = b"message";

/// A property's full name, as its class's table has it.
pub type Name = SmallVec<[u8; 32]>;

/// The full name of a private property: `\0Class\0name`.
pub fn private_name(class: &str, name: &str) -> Name {
    let mut full = Name::new();
    for part in ["\0", class, "\0", name] {
        full.extend_from_slice(part.as_bytes());
    }
    full
}

/// The full name that a property which is protected in `Exception` and `Error` has in a
/// throwable: its class may have made it public, as `DOMException` does with the code. Any
/// other name is that of a public property.
pub fn own_name(throwable: &Object, name: &[u8]) -> Name {
    let mut full = Name::new();
    full.extend_from_slice(PROTECTED);
    full.extend_from_slice(name);
    if slot(throwable, &full).is_none() {
        full = Name::from_slice(name);
    }
    full
}

/// A throwable's message.
pub fn message(throwable: &Object) -> Option<Zval> {
    property(throwable, &own_name(throwable, MESSAGE))
}

/// Sets a throwable's message.
pub fn set_message(throwable: &Object, message: Zval) {
    let name = own_name(throwable, MESSAGE);
    set_property(throwable, &name, message);
}

/// `Exception` or `Error`, whichever the throwable's class extends: it owns the
/// private properties.
pub fn base_class(throwable: &Object) -> &'static str {
    // SAFETY: set at the engine's start.
    let error = unsafe { ClassEntry::own(ext_php_rs::ffi::zend_ce_error) };
    if throwable.is_a(error) {
        "Error"
    } else {
        "Exception"
    }
}

/// Its class's name.
pub fn class_name(object: &Object) -> &[u8] {
    // SAFETY: a class has a name as long as it lives, and lives as long as its objects.
    unsafe { (*object.class().get().name).as_bytes() }
}

fn table(object: &Object) -> *mut HashTable {
    // SAFETY: builds and returns the object's own table of its properties,
    // declared ones as pointers to their slots.
    unsafe { zend_std_get_properties(object.as_ptr()) }
}

/// The declared properties, with their declarations, of an object that has no table of
/// its properties: to build one takes memory of the object's own for good.
fn slots(object: &Object) -> Option<impl Iterator<Item = (&zend_property_info, *mut Zval)>> {
    // SAFETY: a class has a declaration for each slot of its objects, and both live as
    // long as the object.
    unsafe {
        let (class, object) = (object.class().as_ptr(), object.as_ptr());
        let count = usize::try_from((*class).default_properties_count).ok()?;
        let declared = (*class).properties_info_table;
        if !(*object).properties.is_null() || declared.is_null() && count > 0 {
            return None;
        }
        let first = (&raw mut (*object).properties_table).cast::<Zval>();
        Some((0..count).filter_map(move |index| {
            let declaration = (*declared.add(index)).as_ref()?;
            Some((declaration, first.add(index)))
        }))
    }
}

fn name_of(declaration: &zend_property_info) -> &[u8] {
    // SAFETY: a declaration has a name.
    unsafe { (*declaration.name).as_bytes() }
}

/// Looks at every property that has a value, under its full name: `\0*\0name` when it
/// is protected, `\0Class\0name` when private. References stay references. None of
/// PHP's code may run meanwhile.
pub fn each_property(object: &Object, mut look: impl FnMut(&[u8], &Zval)) {
    if let Some(slots) = slots(object) {
        for (declaration, slot) in slots {
            // SAFETY: the slot belongs to the live object.
            let value = unsafe { &*slot };
            if value::type_of(value) != IS_UNDEF {
                look(name_of(declaration), value);
            }
        }
        return;
    }
    // SAFETY: the table lives as long as the object.
    for (name, value) in array::entries(unsafe { &*table(object) }) {
        match name {
            Key::Bytes(name) => look(name, value),
            Key::Int(name) => look(name.to_string().as_bytes(), value),
        }
    }
}

/// One property by its full name, `None` when it has no value.
pub fn property(object: &Object, name: &[u8]) -> Option<Zval> {
    // SAFETY: the slot belongs to the live object.
    let value = unsafe { &*slot(object, name)? };
    (!value::is_undefined(value)).then(|| copy(value))
}

/// Where a property's value stands.
fn slot(object: &Object, name: &[u8]) -> Option<*mut Zval> {
    if let Some(mut slots) = slots(object) {
        let found = slots.find(|(declaration, _)| name_of(declaration) == name);
        return found.map(|(_, slot)| slot);
    }
    let table = table(object);
    let name = array::Name::new(name);
    // SAFETY: looks the name up; an indirect entry points to the object's slot.
    unsafe {
        let found = zend_hash_find(table, name.as_ptr());
        if found.is_null() {
            return None;
        }
        Some(if value::type_of(&*found) == IS_INDIRECT {
            (*found).value.zv
        } else {
            found
        })
    }
}

/// Sets a property by its full name, readonly ones too. A value that the
/// declared type does not accept is left out.
pub fn set_property(object: &Object, name: &[u8], value: Zval) {
    match slot(object, name) {
        Some(slot) => {
            let mut value = value;
            if let Some(info) = declared(object, slot)
                && !fits(&mut value, info)
            {
                let _ = exception::take();
                return;
            }
            // SAFETY: the slot belongs to the live object.
            drop(array::replace(unsafe { &mut *slot }, value));
        }
        None => {
            let name = ZendStr::new(name, false).into_raw();
            let mut value = ManuallyDrop::new(value);
            // SAFETY: the table counts the name for itself and takes the value.
            unsafe {
                zend_hash_update(table(object), name, &mut *value);
                ext_php_rs::ffi::ext_php_rs_zend_string_release(name);
            }
        }
    }
}

/// Whether a typed property can have this value, which it is to get then: a reference
/// knows the types of all properties that it stands in.
fn fits(value: &mut Zval, info: *mut zend_property_info) -> bool {
    let is_reference = value::reference(value).is_some();
    // SAFETY: the engine's own checks of a value against a property; a reference zval
    // points to a counted reference, and the declaration lives as long as the class.
    unsafe {
        if !is_reference {
            return ffi::zend_verify_property_type(info, value, true);
        }
        let fits = ffi::zend_verify_prop_assignable_by_ref(info, value, true);
        if fits {
            ffi::zend_ref_add_type_source(&raw mut (*value.value.ref_).sources, info);
        }
        fits
    }
}

/// The declaration of the typed property that stands in this slot.
fn declared(object: &Object, slot: *mut Zval) -> Option<*mut zend_property_info> {
    // SAFETY: the class's table has an entry for each slot of its objects; a
    // dynamic property's value stands outside them.
    unsafe {
        let class: *mut zend_class_entry = object.class().as_ptr();
        let first = (&raw mut (*object.as_ptr()).properties_table).cast::<Zval>();
        let count = usize::try_from((*class).default_properties_count).ok()?;
        let offset = (slot as usize).checked_sub(first as usize)? / size_of::<Zval>();
        if offset >= count || (*class).properties_info_table.is_null() {
            return None;
        }
        let info = *(*class).properties_info_table.add(offset);
        let typed =
            !info.is_null() && ((*info).type_.type_mask != 0 || !(*info).type_.ptr.is_null());
        typed.then_some(info)
    }
}

/// A Throwable of this class, made without its constructor. `None` when there is
/// no such class, or it cannot be thrown, or a default of its properties is unknown here.
///
/// # Errors
/// [`Thrown`] when an autoloader threw.
pub fn create(class: &[u8]) -> Result<Option<Object>, Thrown> {
    let found = super::parameter_types::find(class, true);
    exception::check()?;
    let Some(class) = found else { return Ok(None) };
    let throwable = class.get().instance_of(exception::throwable_class().get());
    if !throwable || class.get().ce_flags & NO_OBJECTS != 0 {
        return Ok(None);
    }
    without_throwing(class)
}

/// An object of this class, `None` when the default of a property throws: it may be a
/// constant that only the task has.
///
/// # Errors
/// [`Thrown`] when an autoloader called `exit()`.
fn without_throwing(class: ClassEntry) -> Result<Option<Object>, Thrown> {
    let object = Object::new(class);
    if object.is_none() && !exception::forget_throwable() {
        return Err(Thrown);
    }
    Ok(object)
}

/// An object of this class that shows in a trace what stood there: without
/// properties set, and without a destructor's call. `None` when the class is not
/// loaded here or has no such objects.
pub fn placeholder(name: &[u8]) -> Option<Zval> {
    let class = super::parameter_types::find(name, false)?;
    if class == super::closure::class() {
        return super::closure::placeholder();
    }
    let flags = class.get().ce_flags;
    // SAFETY: a class, not an interface, has this field of the union; an interface, which
    // has another, has no objects.
    let maker = unsafe { class.get().__bindgen_anon_2.create_object };
    // The rule of reflection for objects without a constructor's call; the class
    // that hides an argument is an exception, for it is made to stand in traces.
    let sealed = flags & ext_php_rs::ffi::ZEND_ACC_FINAL != 0
        && maker.is_some()
        && name != b"SensitiveParameterValue";
    if flags & NO_OBJECTS != 0 || sealed {
        return None;
    }
    let object = without_throwing(class).ok()??;
    // SAFETY: a live object.
    unsafe { super::ownership::mark_destructed(object.as_ptr()) };
    Some(object.into_value())
}

/// A copy of a throwable and of those before it, in whose traces no frame has arguments. No
/// constructor and no destructor runs. `None` when there is no memory for it.
pub fn without_arguments(throwable: &Object) -> Option<Object> {
    let mut links: Vec<Object> = Vec::new();
    let mut next = Some(throwable.clone());
    while let Some(link) = next.take_if(|link| links.iter().all(|l| l.handle() != link.handle())) {
        let previous = property(&link, &private_name(base_class(&link), "previous"));
        next = previous.as_ref().and_then(value::object);
        links.push(link);
    }
    let mut copied: Option<Object> = None;
    for link in links.iter().rev() {
        let copy = Object::new(link.class())?;
        // SAFETY: a live object.
        unsafe { super::ownership::mark_destructed(copy.as_ptr()) };
        let previous = private_name(base_class(link), "previous");
        let mut all: Vec<(Name, Zval)> = Vec::new();
        each_property(link, |name, value| {
            all.push((Name::from_slice(name), value::copy(value)));
        });
        for (name, value) in all {
            if name != previous {
                set_property(&copy, &name, value);
            }
        }
        forget_arguments(&copy);
        if let Some(before) = copied.take() {
            set_property(&copy, &previous, before.into_value());
        }
        copied = Some(copy);
    }
    copied
}

/// A new throwable of this class, whose trace has no arguments: of a call with very many,
/// which makes one for each, they would be copied as often.
pub fn without_any_arguments(class: ClassEntry) -> Option<Object> {
    // SAFETY: the engine's flag, which it looks at when it makes the trace. No code of PHP's
    // runs meanwhile that could ask for the setting behind it.
    let flag = unsafe { &mut (*globals()).exception_ignore_args };
    let before = std::mem::replace(flag, true);
    let object = Object::new(class);
    // SAFETY: as above.
    unsafe { (*globals()).exception_ignore_args = before };
    object
}

/// Takes the arguments out of the frames of a throwable's trace.
fn forget_arguments(throwable: &Object) {
    let name = private_name(base_class(throwable), "trace");
    let Some(trace) = property(throwable, &name) else {
        return;
    };
    let mut stripped = Zval::new_array();
    for (_, frame) in trace.array().into_iter().flat_map(array::entries) {
        let mut frame = copy(frame);
        array::edit(&mut frame, |frame| {
            frame.remove("args");
        });
        array::push(&mut stripped, frame);
    }
    set_property(throwable, &name, stripped);
}
