//! `Pokio\Runtime\Fork\ThrowableCapsule`: a throwable in a form that can be
//! serialized, and that throws it when unserialized.

use crate::{
    codec::{throwable::Summary, value::Undecodable},
    engine::{
        Call, Thrown,
        array::{self, Builder, Key},
        closure,
        declare::{self, Class, Default, Registered, Type, method_of, parameter, property},
        exception::{self, Kind},
        value,
    },
    native, properties,
};
use ext_php_rs::{ffi::ZEND_ACC_FINAL, types::Zval};

static CLASS: Registered = Registered::new();

properties! {
    /// The throwable.
    THROWABLE = property(c"throwable", Type::NullableClass(c"Throwable"), Default::Null);
}

native!(construct, |call: &Call| {
    let throwable = call.object(exception::throwable_class())?;
    call.this().set_property(THROWABLE, throwable.into_value());
    Ok(())
});

native!(serialize, |call: &Call| {
    call.no_arguments()?;
    let Some(throwable) = value::object(call.this().property(THROWABLE)) else {
        return Err(exception::throw(
            Kind::Error,
            "The capsule holds no throwable; its constructor has not run",
        ));
    };
    let summary = Summary::of(&throwable);
    let mut fields = Builder::map(6);
    fields.set(b"message", summary.message);
    fields.set(b"code", summary.code);
    fields.set(b"file", summary.file);
    fields.set(b"line", summary.line);
    fields.set(
        b"trace",
        closure::call_method(&throwable, c"gettraceasstring")?,
    );
    fields.set(b"class", value::string(&summary.class));
    call.returns(fields.into_value());
    Ok(())
});

native!(unserialize, |call: &Call| {
    let data = call.array()?;
    let field = |name: &str| {
        data.array()
            .into_iter()
            .flat_map(array::entries)
            .find(|(key, _)| matches!(key, Key::Bytes(key) if *key == name.as_bytes()))
            .map_or_else(Zval::null, |(_, field)| value::copy(field))
    };
    let Some(class) = value::bytes(&field("class")).map(<[u8]>::to_vec) else {
        return Err(exception::throw(
            Kind::Runtime,
            "The capsule's data names no class",
        ));
    };
    let message = field("message");
    let summary = Summary {
        class,
        message: if message.is_string() {
            message
        } else {
            value::string(b"")
        },
        code: field("code"),
        file: field("file"),
        line: field("line"),
    };
    Err(match summary.rebuild() {
        Ok(throwable) => exception::throw_object(throwable),
        Err(Undecodable::Thrown) => Thrown,
        Err(other) => exception::throw(Kind::Runtime, &other.to_string()),
    })
});

/// Declares the class.
pub fn declare() {
    CLASS.set(declare::class(
        const {
            &Class {
                name: c"Pokio\\Runtime\\Fork\\ThrowableCapsule",
                flags: ZEND_ACC_FINAL,
                properties: PROPERTIES,
                methods: &[
                    method_of(
                        c"__construct",
                        construct,
                        const { &[parameter(c"throwable", Type::Class(c"Throwable"))] },
                        Type::None,
                    ),
                    method_of(c"__serialize", serialize, &[], Type::Array),
                    method_of(
                        c"__unserialize",
                        unserialize,
                        const { &[parameter(c"data", Type::Array)] },
                        Type::None,
                    ),
                ],
                ..Class::PLAIN
            }
        },
    ));
}
