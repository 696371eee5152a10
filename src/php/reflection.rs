//! `Pokio\Support\Reflection`: the rule by which `catch` chooses.

use crate::{
    engine::{
        Call,
        declare::{self, Class, Type, parameter, static_method_of},
        exception, parameter_types, value,
    },
    native,
};
use ext_php_rs::ffi::ZEND_ACC_FINAL;

native!(is_catchable, |call: &Call| {
    let (callback, throwable) = call.closure_and_object(exception::throwable_class())?;
    call.returns(value::bool(parameter_types::accepts(&callback, &throwable)));
    Ok(())
});

/// Declares the class.
pub fn declare() {
    declare::class(
        const {
            &Class {
                name: c"Pokio\\Support\\Reflection",
                flags: ZEND_ACC_FINAL | declare::READONLY_CLASS,
                methods: &[static_method_of(
                    c"isCatchable",
                    is_catchable,
                    const {
                        &[
                            parameter(c"callback", Type::Class(c"Closure")),
                            parameter(c"throwable", Type::Class(c"Throwable")),
                        ]
                    },
                    Type::Bool,
                )],
                ..Class::PLAIN
            }
        },
    );
}
