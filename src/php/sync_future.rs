//! `Pokio\Runtime\Sync\SyncFuture`: a closure that runs in the caller when it is
//! awaited.

use super::{contracts, exceptions, future, undo, unwaited};
use crate::{
    engine::{
        Call, Object, Thrown, closure,
        declare::{self, Class, Default, Registered, Type, method_of, parameter, property},
        frames::Hidden,
        value,
    },
    native,
    task::role,
};
use ext_php_rs::{
    ffi::{ZEND_ACC_FINAL, ZEND_ACC_NOT_SERIALIZABLE, zend_class_entry},
    types::Zval,
};

static CLASS: Registered = Registered::new();

/// Property: the closure; null for one that is used up and gives null.
const CALLBACK: usize = 0;
/// Property: whether it has been awaited.
const AWAITED: usize = 1;
/// Property: when it was met without being awaited, see [`unwaited::met`].
const MET: usize = 2;

/// The class.
pub fn class() -> *mut zend_class_entry {
    CLASS.get()
}

/// A future of this closure, or one that gives null.
///
/// # Errors
/// [`Thrown`]
pub fn create(callback: Option<&Object>) -> Result<Object, Thrown> {
    let future = Object::new(class()).ok_or(Thrown)?;
    if let Some(callback) = callback {
        future.set_property(CALLBACK, callback.clone().into_value());
    }
    Ok(future)
}

/// Whether it stands for a promise that was used up by chaining.
pub fn is_used_up(future: &Object) -> bool {
    future.class() == class() && future.property(CALLBACK).is_null()
}

/// Runs the closure.
///
/// # Errors
/// [`Thrown`]
pub fn wait(future: &Object) -> Result<Zval, Thrown> {
    if awaited(future) {
        return Err(exceptions::already_awaited());
    }
    undo::set(future, AWAITED, value::bool(true));
    match value::object_of(future.property(CALLBACK), closure::class()) {
        None => Ok(Zval::null()),
        Some(callback) => {
            // As in a task of its own.
            let hidden = role::is_task().then(Hidden::new);
            let result = closure::call(&callback, None);
            drop(hidden);
            future::settle(result?)
        }
    }
}

/// Whether it has been awaited.
pub fn awaited(future: &Object) -> bool {
    future.property(AWAITED).bool() == Some(true)
}

/// Says that what the closure throws has been met.
pub fn meet(future: &Object) {
    undo::set(future, MET, unwaited::met());
}

/// Whether what the closure throws has been met.
pub fn is_met(future: &Object) -> bool {
    unwaited::is_met(future.property(MET))
}

native!(construct, |call: &Call| {
    let callback = call.closure()?;
    call.this().set_property(CALLBACK, callback.into_value());
    Ok(())
});

native!(await_, |call: &Call| {
    call.no_arguments()?;
    call.returns(wait(&call.this())?);
    Ok(())
});

native!(is_awaited, |call: &Call| {
    call.no_arguments()?;
    call.returns(value::bool(awaited(&call.this())));
    Ok(())
});

/// Declares the class.
pub fn declare() {
    CLASS.set(declare::class(
        const {
            &Class {
                name: c"Pokio\\Runtime\\Sync\\SyncFuture",
                flags: ZEND_ACC_FINAL | ZEND_ACC_NOT_SERIALIZABLE,
                interfaces: &[contracts::future],
                properties: &[
                    property(c"callback", Type::NullableClass(c"Closure"), Default::Null),
                    property(c"awaited", Type::Bool, Default::False),
                    property(c"met", Type::Int, Default::Zero),
                ],
                methods: &[
                    method_of(
                        c"__construct",
                        construct,
                        const { &[parameter(c"callback", Type::Class(c"Closure"))] },
                        Type::None,
                    ),
                    method_of(c"await", await_, &[], Type::Mixed),
                    method_of(c"awaited", is_awaited, &[], Type::Bool),
                ],
                ..Class::PLAIN
            }
        },
    ));
}
