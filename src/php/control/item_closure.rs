//! A closure that calls another one with an item of an input, and its key.

use crate::{
    engine::{
        Call, Object, Thrown, closure,
        declare::{self, Class, Default, Registered, Type, method_of, property},
        value,
    },
    native, properties,
};
use ext_php_rs::{
    ffi::{ZEND_ACC_FINAL, ZEND_ACC_NOT_SERIALIZABLE},
    types::Zval,
};

static CLASS: Registered = Registered::new();

properties! {
    CLOSURE = property(c"closure", Type::NullableClass(c"Closure"), Default::Null);
    ITEM = property(c"item", Type::Mixed, Default::Null);
    KEY = property(c"key", Type::Mixed, Default::Null);
    KEYED = property(c"keyed", Type::Bool, Default::False);
}

/// A closure without parameters that calls `task` with the item, and with the key if the
/// task requires two arguments.
///
/// # Errors
/// [`Thrown`]
pub fn bind(task: &Object, item: Zval, key: Zval, keyed: bool) -> Result<Object, Thrown> {
    let bound = Object::new(CLASS.get()).ok_or(Thrown)?;
    bound.set_property(CLOSURE, task.clone().into_value());
    bound.set_property(ITEM, item);
    bound.set_property(KEY, key);
    bound.set_property(KEYED, value::bool(keyed));
    closure::over_method(&bound, "run").ok_or(Thrown)
}

native!(run, |call: &Call| {
    call.no_arguments()?;
    let bound = call.this();
    let task = value::object_of(bound.property(CLOSURE), closure::class()).ok_or(Thrown)?;
    let item = value::copy(bound.property(ITEM));
    let result = call.as_caller(|| {
        if bound.property(KEYED).bool() == Some(true) {
            closure::call_with(&task, [item, value::copy(bound.property(KEY))])
        } else {
            closure::call(&task, Some(&item))
        }
    })?;
    call.returns(result);
    Ok(())
});

/// Declares the class that carries them.
pub fn declare() {
    CLASS.set(declare::class(
        const {
            &Class {
                name: c"Pokio\\Internal\\Item",
                flags: ZEND_ACC_FINAL | ZEND_ACC_NOT_SERIALIZABLE,
                properties: PROPERTIES,
                methods: &[method_of(c"run", run, &[], Type::Mixed)],
                ..Class::PLAIN
            }
        },
    ));
}
