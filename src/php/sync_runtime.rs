//! `Pokio\Runtime\Sync\SyncRuntime`: everything runs in the caller.

use super::{contracts, sync_future::SyncFuture};
use crate::{
    engine::{
        Call, Object, Thrown,
        declare::{self, Class, Registered, Type, method_of, parameter},
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

native!(defer, |call: &Call| {
    let callback = call.closure()?;
    call.returns(SyncFuture::new(Some(&callback))?.into_value());
    Ok(())
});

/// Declares the class.
pub fn declare() {
    CLASS.set(declare::class(
        const {
            &Class {
                name: c"Pokio\\Runtime\\Sync\\SyncRuntime",
                flags: ZEND_ACC_FINAL | declare::READONLY_CLASS,
                interfaces: &[contracts::runtime],
                methods: &[method_of(
                    c"defer",
                    defer,
                    const { &[parameter(c"callback", Type::Class(c"Closure"))] },
                    Type::Class(c"Pokio\\Contracts\\Future"),
                )],
                ..Class::PLAIN
            }
        },
    ));
}
