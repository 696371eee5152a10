//! What a forked process has from its caller and must not act upon.

use super::{
    Object,
    declare::Registered,
    ffi,
    files::{self, KeptFile},
    globals, interrupt, output, request, session,
    store::{self, Handles},
    time_limit,
};
use ext_php_rs::ffi::{zend_class_entry, zend_object, zend_object_std_dtor, zend_resource};
use std::{
    os::fd::BorrowedFd,
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
};

/// `IS_OBJ_DESTRUCTOR_CALLED` (Zend/zend_types.h).
const DESTRUCTOR_CALLED: u32 = 1 << 8;

/// What was there when the process began, for telling its own apart.
pub struct Inheritance {
    /// The first number of a resource that the process opens itself.
    pub first_resource: i64,
    /// Objects of the caller that stay alive here and have no destructor to run.
    pub pinned: Handles,
}

/// To be called in the new process before any of PHP's code: the caller's
/// shutdown functions, output buffers, destructors, connections and streams
/// have no effect in this process any more.
///
/// Nothing is written that is as it should be: each page that a task writes to first,
/// and each that it first runs code from, costs it microseconds.
pub fn detach(snapshot: &mut ForkSnapshot) -> Inheritance {
    #[cfg(php85)]
    // SAFETY: meant to be called once in a forked process.
    unsafe {
        ffi::php_child_init();
    }
    interrupt::clear();
    time_limit::renew();
    leave_fiber();
    request::forget_shutdown_functions();
    output::abandon();
    // It has been made before the fork.
    let found = snapshot.ensure(|_| None);
    found.apply();
    if let Some(id) = &found.session {
        session::inherit(id);
    }
    let first_resource = found.first_resource;
    forget_persistent_connections();
    Inheritance {
        first_resource,
        pinned: std::mem::take(&mut snapshot.pinned),
    }
}

/// The process began inside the caller's fiber, if there was one: suspending it
/// would go on in the caller's code. As far as PHP sees, there is no fiber here.
fn leave_fiber() {
    // SAFETY: null is what the pointer holds outside of fibers; the stack in use
    // stays the one that the engine knows as the current context.
    unsafe {
        if !(*globals()).active_fiber.is_null() {
            (*globals()).active_fiber = std::ptr::null_mut();
        }
    }
}

/// The extension's own classes whose objects see by themselves whose they are. Those
/// that a task has from its caller, of which there may be thousands, are left as they
/// are: marking them would copy their memory in every task.
pub struct Aware {
    /// The class whose destructor does nothing in a process other than the one that a
    /// property of its objects names.
    class: Registered,
    property: AtomicUsize,
    /// Classes whose objects do nothing when they go in a task.
    idle: [Registered; 2],
}

/// They are set while the module starts.
pub static AWARE: Aware = Aware {
    class: Registered::new(),
    property: AtomicUsize::new(0),
    idle: [Registered::new(), Registered::new()],
};

impl Aware {
    /// Names the class whose objects name their process, and the property.
    pub fn set(&self, class: *mut zend_class_entry, property: usize) {
        self.class.set(class);
        self.property.store(property, Relaxed);
    }

    /// Names the classes whose objects do nothing in a task.
    pub fn set_idle(&self, classes: [*mut zend_class_entry; 2]) {
        for (idle, class) in self.idle.iter().zip(classes) {
            idle.set(class);
        }
    }

    /// Whether the object is of one of the classes.
    fn is(&self, object: *mut zend_object) -> bool {
        // SAFETY: asked of live objects only, each of which has a class.
        let class = unsafe { (*object).ce };
        class == self.class.get() || self.is_idle(object)
    }

    fn is_idle(&self, object: *mut zend_object) -> bool {
        // SAFETY: as above.
        let class = unsafe { (*object).ce };
        self.idle.iter().any(|idle| idle.get() == class)
    }

    /// Whether the object is of one of the classes and has nothing to do in this
    /// process, whose token is given: one that a task forked by itself is not the
    /// task.
    pub fn is_foreign(&self, object: *mut zend_object, owner: u64) -> bool {
        self.is_idle(object)
            || self.is(object) && {
                // SAFETY: a live object, see above.
                let object = Object::share_read_only(unsafe { &*object });
                object.property(self.property.load(Relaxed)).long() != Some(owner.cast_signed())
            }
    }
}

/// What of the caller's a task must take care of, found before the fork: in the
/// caller the walk over all objects is several times as quick, and one walk serves
/// all tasks that are started before any of PHP's code runs again.
#[derive(Default)]
pub struct ForkSnapshot {
    found: Option<Found>,
    pinned: Handles,
    /// Holds what is pinned: a copy of it is in every task, and never dropped there.
    held: Vec<Object>,
}

/// See [`ForkSnapshot`].
#[derive(Default)]
pub struct Found {
    /// Those with a destructor.
    destructible: Vec<*mut zend_object>,
    /// Those with a native inside: connections, sockets, handles.
    native: Vec<*mut zend_object>,
    /// Resources that code of PHP may drop.
    resources: Vec<*mut zend_resource>,
    /// The number that the next resource will get.
    first_resource: i64,
    /// The identifier of the caller's session, if one is open.
    session: Option<Vec<u8>>,
    /// Files that extensions keep open for themselves.
    files: Vec<KeptFile>,
}

impl ForkSnapshot {
    /// The files that extensions keep open for themselves.
    pub fn files(&self) -> &[KeptFile] {
        self.found.as_ref().map_or(&[], |found| &found.files)
    }

    /// Looks at everything, unless that has been done. `position_of` tells where the file
    /// of a descriptor stands.
    pub fn ensure(&mut self, position_of: impl Fn(BorrowedFd<'_>) -> Option<i64>) -> &Found {
        self.found.get_or_insert_with(|| Found::look(position_of))
    }

    /// Holds the object as long as the snapshot is in use, and in the tasks for good, so
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
}

impl Found {
    fn look(position_of: impl Fn(BorrowedFd<'_>) -> Option<i64>) -> Self {
        let (resources, first_resource) = droppable_resources();
        let mut found = Self {
            resources,
            first_resource,
            session: session::open(),
            files: files::kept(position_of),
            ..Self::default()
        };
        found.walk();
        found
    }

    /// Looks at all objects.
    fn walk(&mut self) {
        let found = self;
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
    }

    /// In the task: marks the objects so that no destructor of theirs runs here,
    /// and holds those with a native inside, for dropping one in this process
    /// must not say goodbye on a connection that the caller still uses; and
    /// resources, so that they are not closed when the last variable goes. Only
    /// these are written to, so little memory is unshared.
    fn apply(&self) {
        for object in &self.destructible {
            // SAFETY: the object was alive at the walk, and nothing of PHP has
            // run since then in either process.
            unsafe { mark_destructed(*object) };
        }
        for object in &self.native {
            // SAFETY: as above.
            unsafe { (**object).gc.refcount += 1 };
        }
        for resource in &self.resources {
            // SAFETY: as above.
            unsafe { (**resource).gc.refcount += 1 };
        }
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
        if (*list).nNumOfElements > 0 {
            ffi::_zend_hash_init(list, 8, (*list).pDestructor, true);
        }
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

/// The resources (streams above all) that would be closed when their last variable
/// goes, and the number that the next one will get. The standard streams are not
/// among them: constants hold those.
fn droppable_resources() -> (Vec<*mut zend_resource>, i64) {
    let standard = ["STDIN", "STDOUT", "STDERR"].map(request::constant_resource);
    // SAFETY: the list maps numbers to resources that live until they are closed.
    unsafe {
        let list = &(*globals()).regular_list;
        let resources = super::array::entries(list)
            .filter_map(|(_, value)| value.resource())
            .filter(|resource| !standard.contains(&Some(*resource)))
            .collect();
        (resources, list.nNextFreeElement)
    }
}
