//! Classes, as handles.

use ext_php_rs::ffi::{zend_class_entry, zend_object};
use std::{
    ptr::{NonNull, null_mut},
    sync::atomic::{AtomicPtr, Ordering},
};

/// A class or interface that the engine knows, for as long as it does: the engine's own and
/// an extension's until the process's end, others until the request's. A handle is not kept
/// longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClassEntry(NonNull<zend_class_entry>);

impl ClassEntry {
    /// The class of this entry.
    ///
    /// # Safety
    /// It is null, or the entry of a class that the engine knows.
    pub(super) unsafe fn new(class: *mut zend_class_entry) -> Option<Self> {
        NonNull::new(class).map(Self)
    }

    /// One of the engine's own classes.
    ///
    /// # Safety
    /// It is such a class, and the engine has started.
    ///
    /// # Panics
    /// When the engine does not have it.
    pub(super) unsafe fn own(class: *mut zend_class_entry) -> Self {
        Self(NonNull::new(class).expect("the engine has started"))
    }

    /// The class of an object.
    pub(super) fn of(object: &zend_object) -> Self {
        Self(NonNull::new(object.ce).expect("an object has a class"))
    }

    /// As the engine has it.
    pub(super) fn as_ptr(self) -> *mut zend_class_entry {
        self.0.as_ptr()
    }

    pub(super) fn get(&self) -> &zend_class_entry {
        // SAFETY: the engine knows the class, see above.
        unsafe { self.0.as_ref() }
    }
}

/// Where a class that this extension declares is found again.
pub struct Registered(AtomicPtr<zend_class_entry>);

impl Registered {
    /// Of a class that is not declared yet.
    pub const fn new() -> Self {
        Self(AtomicPtr::new(null_mut()))
    }

    /// Notes the class, while the module starts.
    pub fn set(&self, class: ClassEntry) {
        self.0.store(class.as_ptr(), Ordering::Relaxed);
    }

    /// The class.
    ///
    /// # Panics
    /// Before it has been declared.
    #[inline]
    pub fn get(&self) -> ClassEntry {
        let class = NonNull::new(self.0.load(Ordering::Relaxed));
        ClassEntry(class.expect("declared when the module started"))
    }
}
