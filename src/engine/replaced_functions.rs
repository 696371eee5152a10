//! Functions of PHP whose calls this extension notices: an entry of its own stands in
//! place of each, and calls the function's.

use super::request;
use ext_php_rs::{
    ffi::{ZEND_INTERNAL_FUNCTION, zend_execute_data, zif_handler},
    types::Zval,
};
use std::sync::OnceLock;

/// The functions' own entries, once they have been replaced.
pub(super) struct Replaced<const N: usize>([OnceLock<zif_handler>; N]);

impl<const N: usize> Replaced<N> {
    /// None has been replaced.
    pub(super) const fn new() -> Self {
        Self([const { OnceLock::new() }; N])
    }

    /// Puts these entries in place of those of the functions that there are, once in a
    /// process, however many requests it has. To be called when every extension has been
    /// started and before PHP's code is compiled.
    pub(super) fn replace(&self, entries: [(&str, zif_handler); N]) {
        for ((name, entry), own) in entries.into_iter().zip(&self.0) {
            let Some(function) = request::function(name) else {
                continue;
            };
            // SAFETY: the engine's entry for a function that is there, which lives as long
            // as the process; its first byte says which of the union it is. No code of
            // PHP's is running.
            unsafe {
                if u32::from((*function).type_) == ZEND_INTERNAL_FUNCTION {
                    let handler = &raw mut (*function).internal_function.handler;
                    if own.set(*handler).is_ok() {
                        *handler = entry;
                    }
                }
            }
        }
    }

    /// Calls the function at this place in the list. It leaves a value in the result.
    ///
    /// # Safety
    /// The engine has called the entry that stands in its place with these arguments, and
    /// the caller has nothing to drop, should the function bail out.
    pub(super) unsafe fn call(
        &self,
        place: usize,
        frame: *mut zend_execute_data,
        result: *mut Zval,
    ) {
        if let Some(Some(own)) = self.0[place].get() {
            // SAFETY: promised by the caller.
            unsafe { own(frame, result) };
        }
    }
}
