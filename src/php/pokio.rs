//! `Pokio\Pokio`: what `pokio()` gives, for choosing the runtime.

use super::kernel;
use crate::{
    engine::{
        Call, Object, Thrown,
        declare::{self, Class, Registered, Type, method_of},
    },
    native,
};
use ext_php_rs::ffi::ZEND_ACC_FINAL;

static CLASS: Registered = Registered::new();

/// A new one.
///
/// # Errors
/// [`Thrown`]
pub fn create() -> Result<Object, Thrown> {
    Object::new(CLASS.get()).ok_or(Thrown)
}

native!(use_fork, |call: &Call| {
    call.no_arguments()?;
    kernel::use_fork()
});

native!(use_sync, |call: &Call| {
    call.no_arguments()?;
    kernel::use_sync();
    Ok(())
});

/// Declares the class.
pub fn declare() {
    CLASS.set(declare::class(
        const {
            &Class {
                name: c"Pokio\\Pokio",
                flags: ZEND_ACC_FINAL | declare::READONLY_CLASS,
                methods: &[
                    method_of(c"useFork", use_fork, &[], Type::Void),
                    method_of(c"useSync", use_sync, &[], Type::Void),
                ],
                ..Class::PLAIN
            }
        },
    ));
}
