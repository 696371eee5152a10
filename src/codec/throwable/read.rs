//! Reading a throwable: making each link of its chain again, with its properties.

use super::{Chain, referred_to, trace::join_traces};
use crate::{
    codec::value::{self, Form, Undecodable},
    engine::{
        Object, Thrown,
        array::{self, Key},
        exception::{self, Pending},
        serializer,
        throwable::{self, MESSAGE, PROTECTED},
        value::{bytes, string},
    },
};
use ext_php_rs::types::{ZendHashTable, Zval};
use smallvec::SmallVec;

/// Reads a throwable with its chain of previous ones.
///
/// # Errors
/// [`Undecodable`]
pub fn read(bytes: &[u8]) -> Result<Object, Undecodable> {
    let malformed = || Undecodable::Malformed("malformed throwable".into());
    let links = value::read(Form::Plain, bytes)?;
    let links = links.array().ok_or_else(malformed)?;
    let mut chain = Chain::new();
    let mut records: SmallVec<[Record<'_>; 4]> = SmallVec::new();
    for (_, link) in array::entries(links) {
        let fields: SmallVec<[&Zval; 5]> = link
            .array()
            .into_iter()
            .flat_map(array::entries)
            .map(|(_, field)| field)
            .collect();
        let [class, trace, plain, together, apart] = fields[..] else {
            return Err(malformed());
        };
        let class = crate::engine::value::bytes(class).ok_or_else(malformed)?;
        let plain = plain.array().ok_or_else(malformed)?;
        let (link, message) = rebuild(class, trace, plain)?;
        restore(&link, plain);
        if let Some(outer) = chain.last() {
            let name = throwable::private_name(throwable::base_class(outer), "previous");
            throwable::set_property(outer, &name, link.clone().into_value());
        }
        chain.push(link);
        records.push(Record {
            message,
            together,
            apart,
        });
    }
    // These may hold any throwable of the chain.
    for (place, record) in records.into_iter().enumerate() {
        record.restore(&chain[place], &referred_to(&chain, place))?;
    }
    chain.into_iter().next().ok_or_else(malformed)
}

/// What is left of a record when its throwable has been made.
struct Record<'a> {
    /// Its message, if it only stands in for one whose class is not known here.
    message: Option<Zval>,
    together: &'a Zval,
    apart: &'a Zval,
}

impl Record<'_> {
    fn restore(self, link: &Object, referred_to: &[Object]) -> Result<(), Undecodable> {
        if let Some(properties) = awaken(self.together, referred_to)? {
            let malformed = || Undecodable::Malformed("malformed throwable".into());
            restore(link, properties.array().ok_or_else(malformed)?);
        }
        for (name, one) in self.apart.array().into_iter().flat_map(array::entries) {
            if let Some(one) = awaken(one, referred_to)? {
                set(link, name, one);
            }
        }
        if let Some(message) = self.message {
            throwable::set_message(link, message);
        }
        Ok(())
    }
}

/// A serialized value, `None` where there is none or where it cannot be read here,
/// because a hook of an object in it throws or an enum is not known: the throwable
/// arrives without it then.
fn awaken(serialized: &Zval, referred_to: &[Object]) -> Result<Option<Zval>, Undecodable> {
    let Some(serialized) = bytes(serialized) else {
        return Ok(None);
    };
    match serializer::unserialize_among(serialized, referred_to) {
        Ok(value) => Ok(value),
        Err(Thrown) => match exception::take() {
            Some(Pending::Exit) => Err(Undecodable::Thrown),
            _ => Ok(None),
        },
    }
}

/// The object without its properties, but with its trace; and its message, if
/// it only stands in for one whose class is not known here.
pub(super) fn rebuild(
    class: &[u8],
    trace: &Zval,
    plain: &ZendHashTable,
) -> Result<(Object, Option<Zval>), Undecodable> {
    let known = throwable::create(class).map_err(|_| Undecodable::Thrown)?;
    let (link, message) = match known {
        Some(link) => (link, None),
        None => {
            let link = Object::new(exception::runtime_exception())
                .ok_or_else(|| Undecodable::Malformed("no RuntimeException".into()))?;
            let is_message = |name: &[u8]| name.strip_prefix(PROTECTED).unwrap_or(name) == MESSAGE;
            let message = array::entries(plain)
                .find(|(name, _)| matches!(name, Key::Bytes(name) if is_message(name)))
                .and_then(|(_, message)| bytes(message))
                .unwrap_or_default();
            (link, Some(string(&[class, b": ", message].concat())))
        }
    };
    let name = throwable::private_name(throwable::base_class(&link), "trace");
    if let (Some(there), Some(here)) = (trace.array(), throwable::property(&link, &name)) {
        throwable::set_property(&link, &name, join_traces(there, here.array()));
    }
    Ok((link, message))
}

pub(super) fn restore(link: &Object, properties: &ZendHashTable) {
    for (name, property) in array::entries(properties) {
        set(link, name, property.shallow_clone());
    }
}

/// Sets a property. What a class has made public is protected in the one that stands in for
/// it.
fn set(link: &Object, name: Key<'_>, property: Zval) {
    match name {
        Key::Bytes(name @ [0, ..]) => throwable::set_property(link, name, property),
        Key::Bytes(name) => {
            let name = throwable::own_name(link, name);
            throwable::set_property(link, &name, property);
        }
        Key::Int(name) => throwable::set_property(link, name.to_string().as_bytes(), property),
    }
}
