//! What a forked process has from its caller and must not act upon.

use super::{
    Object,
    declare::Registered,
    ffi, globals, interrupt, output, request,
    store::{self, Handles},
};
use ext_php_rs::ffi::{zend_class_entry, zend_object, zend_object_std_dtor, zend_resource};
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering::Relaxed};

/// `IS_OBJ_DESTRUCTOR_CALLED` (Zend/zend_types.h).
const DESTRUCTOR_CALLED: u32 = 1 << 8;

/// What was there when the process began, for telling its own apart.
pub struct Inheritance {
    /// The first number of a resource that the process opens itself.
    pub first_resource: i64,
    /// Whether the caller had a session open.
    pub session_open: bool,
    /// Objects of the caller that stay alive here and have no destructor to run.
    pub pinned: Handles,
}

/// To be called in the new process before any of PHP's code: the caller's
/// shutdown functions, output buffers, destructors, connections and streams
/// have no effect in this process any more.
pub fn disown(survey: &mut Survey) -> Inheritance {
    #[cfg(php85)]
    // SAFETY: meant to be called once in a forked process.
    unsafe {
        ffi::php_child_init();
    }
    interrupt::clear();
    leave_fiber();
    request::forget_shutdown_functions();
    output::abandon();
    survey.apply();
    forget_persistent_connections();
    Inheritance {
        first_resource: hold_resources(),
        session_open: request::session_is_open(),
        pinned: std::mem::take(&mut survey.pinned),
    }
}

/// The process began inside the caller's fiber, if there was one: suspending it
/// would go on in the caller's code. As far as PHP sees, there is no fiber here.
fn leave_fiber() {
    // SAFETY: null is what the pointer holds outside of fibers; the stack in use
    // stays the one that the engine knows as the current context.
    unsafe { (*globals()).active_fiber = std::ptr::null_mut() };
}

/// A class whose destructor does nothing in a process other than the one that a
/// property of its objects names. Its objects, of which there may be thousands, are
/// left as they are: marking them would copy their memory in every task.
pub struct Aware {
    class: Registered,
    property: AtomicUsize,
    process: AtomicI64,
}

/// There is one such class.
pub static AWARE: Aware = Aware {
    class: Registered::new(),
    property: AtomicUsize::new(0),
    process: AtomicI64::new(0),
};

impl Aware {
    /// Names the class and the property, while the module starts.
    pub fn set(&self, class: *mut zend_class_entry, property: usize) {
        self.class.set(class);
        self.property.store(property, Relaxed);
    }

    /// Says which process this is: one that a task forked by itself is not the task.
    pub fn enter(&self, process: i32) {
        self.process.store(i64::from(process), Relaxed);
    }

    /// Whether the object is of that class.
    fn is(&self, object: *mut zend_object) -> bool {
        // SAFETY: asked of live objects only, each of which has a class.
        unsafe { (*object).ce == self.class.get() }
    }

    /// Whether the object is of that class and names another process than this.
    pub fn is_foreign(&self, object: *mut zend_object) -> bool {
        self.is(object) && {
            // SAFETY: a live object, see above.
            let object = Object::share_read_only(unsafe { &*object });
            object.property(self.property.load(Relaxed)).long() != Some(self.process.load(Relaxed))
        }
    }
}

/// The caller's objects of which a task must take care, found before the fork:
/// in the caller the walk over all objects is several times as quick, and one
/// walk serves all tasks that are started before any of PHP's code runs again.
#[derive(Default)]
pub struct Survey {
    found: Option<Found>,
    pinned: Handles,
    /// Holds what is pinned: a copy of it is in every task, and never dropped there.
    held: Vec<Object>,
}

#[derive(Default)]
struct Found {
    /// Those with a destructor.
    destructible: Vec<*mut zend_object>,
    /// Those with a native inside: connections, sockets, handles.
    native: Vec<*mut zend_object>,
}

impl Survey {
    /// Looks at all objects, unless that has been done.
    pub fn ensure(&mut self) {
        if self.found.is_none() {
            self.found = Some(Found::walk());
        }
    }

    /// Holds the object as long as the survey is in use, and in the tasks for good, so
    /// that none of theirs gets its place. Its destructor, if it has one, must be of
    /// the class that knows its process: the end of a task does not look at it.
    pub fn pin(&mut self, object: Object) {
        self.pinned.insert(object.handle());
        self.held.push(object);
    }

    /// PHP's code has run: what has been found holds no more.
    pub fn forget(&mut self) {
        self.found = None;
    }

    /// In the task: marks the objects so that no destructor of theirs runs here,
    /// and holds those with a native inside, for dropping one in this process
    /// must not say goodbye on a connection that the caller still uses. Only
    /// these objects are written to, so little memory is unshared.
    fn apply(&self) {
        let Some(found) = &self.found else { return };
        for object in &found.destructible {
            // SAFETY: the object was alive at the walk, and nothing of PHP has
            // run since then in either process.
            unsafe { mark_destructed(*object) };
        }
        for object in &found.native {
            // SAFETY: as above.
            unsafe { (**object).gc.refcount += 1 };
        }
    }
}

impl Found {
    fn walk() -> Self {
        let mut found = Self::default();
        let closure = super::closure::class();
        for object in store::objects() {
            if AWARE.is(object) {
                continue;
            }
            // SAFETY: the walk gives live objects.
            unsafe {
                if has_destructor(object) {
                    found.destructible.push(object);
                }
                let plain = (*(*object).handlers).free_obj.map(|free| free as usize)
                    == Some(zend_object_std_dtor as *const () as usize);
                if !plain && (*object).ce != closure {
                    found.native.push(object);
                }
            }
        }
        found
    }
}

/// Whether something runs when the object goes: a destructor written in PHP, or
/// a class's own way (generators and fibers run their `finally` blocks).
///
/// # Safety
/// The object is alive.
pub unsafe fn has_destructor(object: *mut zend_object) -> bool {
    // SAFETY: an object has handlers and a class as long as it lives.
    unsafe {
        !(*(*object).ce).destructor.is_null()
            || (*(*object).handlers)
                .dtor_obj
                .map(|destroy| destroy as usize)
                != Some(ffi::zend_objects_destroy_object as *const () as usize)
    }
}

/// Whether the object's destructor has been called or ruled out.
///
/// # Safety
/// The object is alive.
pub unsafe fn is_destructed(object: *mut zend_object) -> bool {
    // SAFETY: the flags stand in every object's head.
    unsafe { (*object).gc.u.type_info & DESTRUCTOR_CALLED != 0 }
}

/// A persistent connection is found again by its name: without this, a task that
/// opens one would be given the caller's. The old table stays as it is, for objects
/// may point into it.
fn forget_persistent_connections() {
    // SAFETY: initialises the table anew in its place, as the engine did first,
    // with the same destructor.
    unsafe {
        let list = &raw mut (*globals()).persistent_list;
        ffi::_zend_hash_init(list, 8, (*list).pDestructor, true);
    }
}

/// Marks the object as destructed.
///
/// # Safety
/// The object is alive.
pub unsafe fn mark_destructed(object: *mut zend_object) {
    // SAFETY: the flags stand in every object's head.
    unsafe { (*object).gc.u.type_info |= DESTRUCTOR_CALLED };
}

/// Holds the caller's resources (streams above all), so that they are not closed
/// when the last variable goes. Returns the number that the next one will get.
fn hold_resources() -> i64 {
    // SAFETY: the list maps numbers to resources that live until they are closed.
    unsafe {
        let list = &(*globals()).regular_list;
        for (_, value) in super::array::entries(list) {
            if let Some(resource) = value.resource() {
                let resource: *mut zend_resource = resource;
                (*resource).gc.refcount += 1;
            }
        }
        list.nNextFreeElement
    }
}
