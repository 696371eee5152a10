//! The few fields of a throwable that are passed on by hand.

use super::read::{rebuild, restore};
use crate::{
    codec::value::Undecodable,
    engine::{
        Object,
        array::Builder,
        throwable::{self, MESSAGE},
        value::copy,
    },
};
use ext_php_rs::types::Zval;

/// The fields of a throwable that the class `ThrowableCapsule` passes on.
pub struct Summary {
    /// The class's name.
    pub class: Vec<u8>,
    /// The message.
    pub message: Zval,
    /// The code.
    pub code: Zval,
    /// The file it was thrown in.
    pub file: Zval,
    /// The line it was thrown at.
    pub line: Zval,
}

impl Summary {
    /// The summary of a throwable.
    pub fn of(thrown: &Object) -> Self {
        let field = |name: &[u8]| {
            let name = throwable::own_name(thrown, name);
            throwable::property(thrown, &name).unwrap_or_else(Zval::null)
        };
        Self {
            class: throwable::class_name(thrown).to_vec(),
            message: field(MESSAGE),
            code: field(b"code"),
            file: field(b"file"),
            line: field(b"line"),
        }
    }

    /// A throwable with these fields.
    ///
    /// # Errors
    /// [`Undecodable::Thrown`] when an autoloader threw.
    pub fn rebuild(self) -> Result<Object, Undecodable> {
        let mut plain = Builder::map(4);
        for (name, field) in [
            (MESSAGE, &self.message),
            (b"code", &self.code),
            (b"file", &self.file),
            (b"line", &self.line),
        ] {
            // One that has been unset has its class's default.
            if !field.is_null() {
                plain.set(name, copy(field));
            }
        }
        let plain = plain.into_value();
        let Some(plain) = plain.array() else {
            return Err(Undecodable::Malformed(String::new()));
        };
        let (link, message) = rebuild(&self.class, &Zval::null(), plain)?;
        restore(&link, plain);
        if let Some(message) = message {
            throwable::set_message(&link, message);
        }
        Ok(link)
    }
}
