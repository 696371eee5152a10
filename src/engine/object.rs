//! Objects, counted.

use super::{
    ClassEntry, exception, ffi,
    gc_references::{self, Held},
    value,
};
use ext_php_rs::{
    ffi::{
        _zend_object_handlers, HashTable, ZEND_INTERNAL_FUNCTION, ext_php_rs_zend_object_release,
        object_properties_init, std_object_handlers, zend_class_entry, zend_object,
        zend_object_std_dtor, zend_objects_new, zval,
    },
    types::Zval,
};
use std::{ffi::c_int, mem, ptr::NonNull, sync::OnceLock};

/// A reference to an object; the object lives at least as long.
pub struct Object(NonNull<zend_object>);

impl Object {
    /// One more reference to an object. It takes a pointer, as a write through a shared
    /// reference is undefined: the optimiser left the count out.
    ///
    /// # Safety
    /// The object is alive.
    pub(super) unsafe fn share(object: NonNull<zend_object>) -> Self {
        // SAFETY: the object is alive; its count is ours to raise.
        unsafe { (*object.as_ptr()).gc.refcount += 1 };
        Self(object)
    }

    /// Takes over a reference.
    ///
    /// # Safety
    /// The object is alive, and the reference nobody else's.
    pub(super) const unsafe fn own(object: NonNull<zend_object>) -> Self {
        Self(object)
    }

    /// A view of an object that is alive anyway, without a write to its count.
    pub fn share_read_only(object: &zend_object) -> mem::ManuallyDrop<Self> {
        mem::ManuallyDrop::new(Self(NonNull::from(object)))
    }

    /// A new object with its properties' defaults; no constructor runs.
    /// `None` when the class has no objects of its own, with an exception pending.
    pub fn new(class: ClassEntry) -> Option<Self> {
        let mut value = Zval::new();
        // SAFETY: a class that the engine knows; the zval receives the object.
        let made = unsafe { ffi::object_init_ex(&mut value, class.as_ptr()) } == 0;
        made.then(|| value::object(&value)).flatten()
    }

    /// As the engine has it.
    pub(super) fn as_ptr(&self) -> *mut zend_object {
        self.0.as_ptr()
    }

    pub(super) fn get(&self) -> &zend_object {
        // SAFETY: counted, therefore alive.
        unsafe { self.0.as_ref() }
    }

    /// How many hold it, besides this reference.
    pub fn references(&self) -> u32 {
        self.get().gc.refcount - 1
    }

    /// Its class.
    pub fn class(&self) -> ClassEntry {
        ClassEntry::of(self.get())
    }

    /// Its handle, unique among the objects alive.
    pub fn handle(&self) -> u32 {
        self.get().handle
    }

    /// Whether PHP's serializer takes objects of its class.
    pub fn is_serializable(&self) -> bool {
        self.class().get().ce_flags & ext_php_rs::ffi::ZEND_ACC_NOT_SERIALIZABLE == 0
    }

    /// Whether PHP's serializer writes its properties, and calls no hook of its class.
    pub fn is_serialized_by_properties(&self) -> bool {
        const SLEEP: &[u8] = b"__sleep";
        let class = self.class();
        let class = class.get();
        class.__serialize.is_null()
            && class.serialize.is_none()
            && super::array::find(&class.function_table, SLEEP).is_none()
    }

    /// Whether it is an extension's own code that says what PHP's serializer writes of it.
    pub fn is_serialized_natively(&self) -> bool {
        // SAFETY: null, or a function of the class; its first byte says of what kind it is.
        unsafe {
            let hook = self.class().get().__serialize.as_ref();
            hook.is_some_and(|hook| u32::from(hook.type_) == ZEND_INTERNAL_FUNCTION)
        }
    }

    /// Whether it is an instance of the class or interface.
    pub fn is_a(&self, class: ClassEntry) -> bool {
        self.class().get().instance_of(class.get())
    }

    /// A declared property by its place among the class's properties.
    ///
    /// # Panics
    /// When the class has no such property.
    pub fn property(&self, index: usize) -> &Zval {
        // SAFETY: in bounds, see `slot`; the object is alive as long as self.
        unsafe { &*self.slot(index) }.dereference()
    }

    /// Sets a declared property; what stood there is released.
    ///
    /// # Panics
    /// When the class has no such property.
    pub fn set_property(&self, index: usize, value: Zval) {
        // SAFETY: in bounds, see `slot`. The property has its new value before
        // the old one is dropped, for a destructor may look at it.
        drop(mem::replace(
            unsafe { (*self.slot(index)).dereference_mut() },
            value,
        ));
    }

    /// Takes a declared property's value out, for a change; it is null meanwhile.
    ///
    /// # Panics
    /// When the class has no such property.
    pub fn take_property(&self, index: usize) -> Zval {
        // SAFETY: in bounds, see `slot`.
        mem::replace(
            unsafe { (*self.slot(index)).dereference_mut() },
            Zval::null(),
        )
    }

    fn slot(&self, index: usize) -> *mut Zval {
        let count = self.class().get().default_properties_count;
        assert!(
            index < usize::try_from(count).unwrap_or(0),
            "no such property"
        );
        // SAFETY: an object has as many slots as its class has properties.
        unsafe {
            (&raw mut (*self.0.as_ptr()).properties_table)
                .cast::<Zval>()
                .add(index)
        }
    }

    /// A zval that holds this reference.
    pub fn into_value(self) -> Zval {
        let mut value = Zval::new();
        // `set_object` counts a reference of its own.
        // SAFETY: alive; the exclusive borrow ends with the call.
        value.set_object(unsafe { &mut *self.0.as_ptr() });
        value
    }
}

impl Clone for Object {
    fn clone(&self) -> Self {
        // SAFETY: counted, therefore alive.
        unsafe { Self::share(self.0) }
    }
}

impl Drop for Object {
    fn drop(&mut self) {
        // SAFETY: gives back the one reference that self counted.
        unsafe { ext_php_rs_zend_object_release(self.0.as_ptr()) };
    }
}

/// Makes a plain object.
///
/// # Safety
/// The engine asks for an object of a class of ours.
unsafe extern "C" fn create_plain(class: *mut zend_class_entry) -> *mut zend_object {
    // SAFETY: promised by the caller.
    unsafe {
        let object = zend_objects_new(class);
        object_properties_init(object, class);
        (*object).handlers = &raw const std_object_handlers;
        object
    }
}

/// A class with callbacks for when one of its objects is copied or destroyed.
pub trait Tracked {
    /// Whether `clone` may copy an object.
    const CLONEABLE: bool = true;
    /// Whether [`Tracked::ends`] is to be called.
    const ENDS: bool = false;

    /// Where the class's handlers are kept: a static of its own.
    fn handlers() -> &'static Handlers;
    /// A copy of the object has been made.
    fn cloned(object: &Object);
    /// The object is about to go, or the program ends: PHP's code may run. Not called after
    /// a fatal error.
    fn ends(_: &Object) {}
    /// The object goes; its properties still stand.
    fn freed(object: &Object);
    /// What the object holds besides its properties.
    fn held(object: &Object, held: &mut Held<'_>);
}

/// A class's object handlers, made at first need.
pub struct Handlers(OnceLock<Table>);

struct Table(_zend_object_handlers);

// SAFETY: numbers and function pointers that are never written to again.
unsafe impl Send for Table {}
// SAFETY: as above.
unsafe impl Sync for Table {}

impl Handlers {
    /// None made yet.
    pub const fn new() -> Self {
        Self(OnceLock::new())
    }
}

/// Makes an object of a tracked class.
///
/// # Safety
/// The engine asks for an object of such a class.
pub unsafe extern "C" fn create_tracked<T: Tracked>(
    class: *mut zend_class_entry,
) -> *mut zend_object {
    let table = T::handlers().0.get_or_init(|| {
        // SAFETY: the standard table is plain data, copied bit by bit.
        let mut handlers = unsafe { std::ptr::read(&raw const std_object_handlers) };
        handlers.clone_obj = if T::CLONEABLE {
            Some(clone_tracked::<T>)
        } else {
            None
        };
        if T::ENDS {
            handlers.dtor_obj = Some(end_tracked::<T>);
        }
        handlers.free_obj = Some(free_tracked::<T>);
        handlers.get_gc = Some(report_tracked::<T>);
        Table(handlers)
    });
    // SAFETY: promised by the caller; a new object of our own, and the table lives as long
    // as the process.
    unsafe {
        let object = create_plain(class);
        (*object).handlers = &table.0;
        object
    }
}

unsafe extern "C" fn clone_tracked<T: Tracked>(object: *mut zend_object) -> *mut zend_object {
    // SAFETY: the engine passes a live object of the tracked class.
    unsafe {
        T::cloned(&Object::share(NonNull::new_unchecked(object)));
        // The engine gives its copies the standard handlers.
        let copy = ffi::zend_objects_clone_obj(object);
        (*copy).handlers = (*object).handlers;
        copy
    }
}

unsafe extern "C" fn end_tracked<T: Tracked>(object: *mut zend_object) {
    // SAFETY: the engine passes a live object of the tracked class, and counts it meanwhile.
    unsafe {
        let shared = Object::share(NonNull::new_unchecked(object));
        exception::set_apart(|| T::ends(&mem::ManuallyDrop::new(shared)));
        (*object).gc.refcount -= 1;
    }
}

unsafe extern "C" fn report_tracked<T: Tracked>(
    object: *mut zend_object,
    table: *mut *mut zval,
    count: *mut c_int,
) -> *mut HashTable {
    // SAFETY: the engine passes a live object of the tracked class, and reads what is
    // reported before it asks for more. Counts stay as they are.
    unsafe {
        // If it is there, the properties are in it.
        let properties = (*object).properties;
        gc_references::report(table, count, |held| {
            let declared = (*(*object).ce).default_properties_count;
            let first = (&raw const (*object).properties_table).cast::<Zval>();
            if properties.is_null() {
                for place in 0..usize::try_from(declared).unwrap_or(0) {
                    held.value(&*first.add(place));
                }
            }
            T::held(&Object::share_read_only(&*object), held);
        });
        // Whatever its count is, which the collector changes as it goes: it asks again, and
        // must hear the same. What an array shares with the object it counts by itself.
        properties
    }
}

unsafe extern "C" fn free_tracked<T: Tracked>(object: *mut zend_object) {
    // SAFETY: the engine passes an object that is about to go; the reference
    // made of it is not counted back, for that would let it go again.
    unsafe {
        let shared = Object::share(NonNull::new_unchecked(object));
        exception::set_apart(|| T::freed(&mem::ManuallyDrop::new(shared)));
        super::ownership::release((*object).handle);
        zend_object_std_dtor(object);
    }
}
