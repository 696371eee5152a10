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
    /// The place of a class that is not declared yet.
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

/// Declares a type for the objects of the class that `class()` gives. The class is checked
/// once, when one is made of an object.
#[macro_export]
macro_rules! typed_object {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name($crate::engine::Object);

        impl $name {
            /// The object, if it is of this class.
            ///
            /// # Errors
            /// The object itself.
            pub fn of(object: $crate::engine::Object) -> Result<Self, $crate::engine::Object> {
                if object.class() == class() {
                    Ok(Self(object))
                } else {
                    Err(object)
                }
            }

            /// The object whose method has been called: the engine calls them on nothing else.
            fn this(call: &$crate::engine::Call) -> Self {
                Self(call.this())
            }

            /// Only an object of this class.
            pub fn object(&self) -> &$crate::engine::Object {
                &self.0
            }

            /// The object as a value.
            pub fn into_value(self) -> ext_php_rs::types::Zval {
                self.0.into_value()
            }
        }
    };
}
