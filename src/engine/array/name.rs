//! Strings of the engine that serve as keys more than once.

use crate::engine::ffi;
use ext_php_rs::{ffi::zend_string, types::ZendStr};
use std::ptr::NonNull;

/// A string that serves as a key more than once.
pub struct Name(NonNull<zend_string>);

impl Name {
    /// A new string.
    pub fn new(bytes: &[u8]) -> Self {
        let string = ZendStr::new(bytes, false).into_raw();
        // SAFETY: a box is never null.
        Self(unsafe { NonNull::new_unchecked(string) })
    }

    /// The engine's own string of these bytes where it has one, as for the keys that
    /// stand in a program, else a new one.
    pub fn known(bytes: &[u8]) -> Self {
        // SAFETY: the engine's function for this request, which reads the bytes and gives
        // a string: a new one, or its own, which is not counted.
        unsafe {
            let string = (ffi::zend_string_init_existing_interned)(
                bytes.as_ptr().cast(),
                bytes.len(),
                false,
            );
            Self(NonNull::new_unchecked(string))
        }
    }

    /// As the engine has it.
    pub fn as_ptr(&self) -> *mut zend_string {
        self.0.as_ptr()
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        // SAFETY: counted, therefore alive.
        unsafe { self.0.as_ref() }.as_bytes()
    }
}

impl Drop for Name {
    fn drop(&mut self) {
        // SAFETY: gives back the reference that self counted.
        unsafe { ext_php_rs::ffi::ext_php_rs_zend_string_release(self.0.as_ptr()) };
    }
}
