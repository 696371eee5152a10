//! The classes of extensions, and the function that makes their objects until a class's
//! table has been noticed.

#[cfg(php83)]
use super::notice::notice_in;
use super::{
    Changing, Create,
    kinds::is_memory_only,
    notice::notice,
    tables::{CONNECTS, hash},
};
use crate::engine::{array, ffi, globals, request, sockets};
use ext_php_rs::{
    ffi::{
        ZEND_ACC_INTERFACE, object_properties_init, zend_class_entry, zend_object, zend_objects_new,
    },
    types::Zval,
};
use std::{
    collections::HashMap,
    ffi::CStr,
    ptr,
    sync::atomic::{
        AtomicPtr,
        Ordering::{Acquire, Relaxed, Release},
    },
};

/// The table of classes, for looking up: places of a class and its way of making objects,
/// as many as a power of two; null at first. Never freed: another thread may look.
static CREATES: AtomicPtr<Creates> = AtomicPtr::new(ptr::null_mut());

struct Creates(Box<[(usize, Option<Create>)]>);

impl Creates {
    fn of(all: &HashMap<usize, Create>) -> Self {
        let len = (all.len() * 2).next_power_of_two();
        let mut places = vec![(0, None); len].into_boxed_slice();
        for (class, create) in all {
            let mut at = hash(*class) & (len - 1);
            while places[at].0 != 0 {
                at = (at + 1) & (len - 1);
            }
            places[at] = (*class, Some(*create));
        }
        Self(places)
    }

    fn get(&self, class: *mut zend_class_entry) -> Option<Create> {
        let mask = self.0.len() - 1;
        let mut at = hash(class.addr()) & mask;
        loop {
            match self.0[at] {
                (found, create) if found == class.addr() => return create,
                (0, _) => return None,
                _ => at = (at + 1) & mask,
            }
        }
    }
}

/// Puts a function of ours in place of those that make the objects of extensions'
/// classes. Classes written in PHP take it over from those that they extend.
pub(super) fn watch_classes(changing: &mut Changing) {
    changing.modules = request::modules();
    if [
        "ssh2",
        "memcache",
        "odbc",
        "ibm_db2",
        "sqlsrv",
        "interbase",
        "gearman",
        "stomp",
    ]
    .into_iter()
    .any(request::has_extension)
    {
        // These hold their connections in resources, without classes.
        CONNECTS.store(true, Relaxed);
    }
    let creates = changing.creates.get_or_insert_default();
    #[cfg(php83)]
    let mut defaults = Vec::new();
    // SAFETY: the table maps names to classes; those of extensions live as long as these
    // and are this process's memory.
    unsafe {
        for (_, value) in array::entries(&*(*globals()).class_table) {
            let class = value.value.ce;
            if !is_internal(class)
                || (*class).ce_flags & ZEND_ACC_INTERFACE != 0
                || module(class) == Some(c"pokio")
            {
                continue;
            }
            if module(class) == Some(c"sockets") && (*(*class).name).as_bytes() == b"Socket" {
                sockets::set_class(class);
            }
            let create = &raw mut (*class).__bindgen_anon_2.create_object;
            if let Some(original) = *create
                && original as usize != create_any as *const () as usize
            {
                creates.insert(class.addr(), original);
                *create = Some(create_any);
            }
            #[cfg(php83)]
            defaults.push(class);
        }
        let table = Box::new(Creates::of(creates));
        CREATES.store(Box::into_raw(table), Release);
        #[cfg(php83)]
        for class in defaults {
            notice_in(changing, class, (*class).default_object_handlers);
        }
    }
}

/// Notices the tables of objects that extensions make without their classes' way of making
/// them. Of PHP's own classes one is made: without its constructor, as PHP does before it
/// refuses `new`. (Later versions name the table in the class.)
pub(super) fn learn() {
    // SAFETY: the table maps names to classes; their own way makes an object of each.
    unsafe {
        for (_, value) in array::entries(&*(*globals()).class_table) {
            let class = value.value.ce;
            let is_learned = is_internal(class)
                && (*class).ce_flags & (ZEND_ACC_INTERFACE | ABSTRACT) == 0
                && (cfg!(not(php83)) || class == ffi::zend_ce_closure)
                && is_memory_only(class);
            if let (true, Some(create)) = (is_learned, (*class).__bindgen_anon_2.create_object) {
                let mut object = Zval::new();
                object.value.obj = create(class);
                object.u1.type_info = ext_php_rs::ffi::IS_OBJECT_EX;
                drop(object);
            }
        }
    }
}

/// `ZEND_ACC_IMPLICIT_ABSTRACT_CLASS` and `ZEND_ACC_EXPLICIT_ABSTRACT_CLASS`
/// (Zend/zend_compile.h)
pub(super) const ABSTRACT: u32 = 1 << 4 | 1 << 6;

/// `ZEND_INTERNAL_CLASS` (Zend/zend_compile.h)
const INTERNAL: std::ffi::c_char = 1;

/// # Safety
/// The class is registered.
unsafe fn is_internal(class: *mut zend_class_entry) -> bool {
    // SAFETY: promised by the caller.
    unsafe { (*class).type_ == INTERNAL }
}

/// The name of the extension that a class is of.
///
/// # Safety
/// It is of one.
pub(super) unsafe fn module(class: *mut zend_class_entry) -> Option<&'static CStr> {
    // SAFETY: promised by the caller; the modules of classes live as long as these.
    unsafe {
        let module = (*class).info.internal.module;
        (!module.is_null() && !(*module).name.is_null()).then(|| CStr::from_ptr((*module).name))
    }
}

/// The class of an extension that a class is or extends.
///
/// # Safety
/// The class has objects.
pub(super) unsafe fn native_class(mut class: *mut zend_class_entry) -> *mut zend_class_entry {
    // SAFETY: a class that has objects is linked, and so are those above.
    unsafe {
        while !class.is_null() && !is_internal(class) {
            class = (*class).__bindgen_anon_1.parent;
        }
    }
    class
}

/// `create_object` of all classes of extensions.
unsafe extern "C" fn create_any(class: *mut zend_class_entry) -> *mut zend_object {
    // SAFETY: the engine asks for an object of a linked class; its own way, or that of
    // the class that it extends, was noted before this function took its place.
    unsafe {
        let native = native_class(class);
        let create = CREATES
            .load(Acquire)
            .as_ref()
            .filter(|_| !native.is_null())
            .and_then(|creates| creates.get(native));
        let Some(create) = create else {
            let object = zend_objects_new(class);
            object_properties_init(object, class);
            return object;
        };
        let object = create(class);
        if !object.is_null() {
            sockets::made(native, object);
            notice(class, (*object).handlers);
        }
        object
    }
}
