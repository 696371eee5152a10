//! Writing a throwable: a record of each link of its chain.

use super::{AROUND_PROPERTY, chain, referred_to, trace::portable_trace};
use crate::{
    codec::value::{self, Form, Unencodable},
    engine::{
        Object,
        array::Builder,
        depth,
        exception::{self, Pending},
        serializer::{self, Serialized},
        throwable,
        value::{copy, string},
    },
    memory::slot::Writer,
};
use ext_php_rs::types::Zval;

/// Which properties are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// The plain ones: no code of PHP runs.
    Plain,
    /// All: PHP's serializer is called.
    Full,
}

/// Writes a throwable and its chain of previous ones. Returns whether that was
/// all of it.
///
/// # Errors
/// [`Unencodable`]
pub fn write(
    thrown: &Object,
    extent: Extent,
    writer: &mut Writer<'_>,
) -> Result<bool, Unencodable> {
    let chain = chain(thrown);
    let mut links = Builder::list(chain.len());
    let mut complete = true;
    for (place, link) in chain.iter().enumerate() {
        let (record, whole) = record(link, &referred_to(&chain, place), extent);
        links.push(record);
        complete &= whole;
    }
    if !writer.is_own() {
        return Err(Unencodable::Foreign);
    }
    match value::write(&links.into_value(), writer, || Ok(()))? {
        Form::Plain => Ok(complete),
        Form::Serialized => Err(Unencodable::TooDeep),
    }
}

/// One link of the chain, and whether nothing is left out for its extent.
fn record(link: &Object, referred_to: &[Object], extent: Extent) -> (Zval, bool) {
    let base = throwable::base_class(link);
    let trace_name = throwable::private_name(base, "trace");
    let own = [
        throwable::private_name(base, "previous"),
        throwable::private_name(base, "string"),
    ];
    let mut trace = Zval::new_array();
    let mut plain = Builder::map(8);
    let mut others: Vec<(Vec<u8>, Zval)> = Vec::new();
    throwable::each_property(link, |name, property| {
        if name == &trace_name[..] {
            trace = property
                .array()
                .map_or_else(Zval::new_array, portable_trace);
        } else if own.iter().any(|own| name == &own[..]) {
            // The chain has a record each; the text is made again when asked for.
        } else if value::is_plain(property, usize::MAX, AROUND_PROPERTY) {
            plain.set(name, copy(property));
        } else if !depth::exceeds(property, value::depth_limit(), referred_to) {
            others.push((name.to_vec(), property.shallow_clone()));
        }
    });
    let whole = others.is_empty() || extent == Extent::Full;
    let (together, apart) = match extent {
        Extent::Plain => (Zval::null(), Zval::new_array()),
        Extent::Full => serialized(others, referred_to),
    };
    let mut record = Builder::list(5);
    record.push(string(throwable::class_name(link)));
    record.push(trace);
    record.push(plain.into_value());
    record.push(together);
    record.push(apart);
    (record.into_value(), whole)
}

/// Properties that are not plain: all together, or those that can be, each by
/// itself.
fn serialized(properties: Vec<(Vec<u8>, Zval)>, referred_to: &[Object]) -> (Zval, Zval) {
    let none = || (Zval::null(), Zval::new_array());
    if properties.is_empty() {
        return none();
    }
    // What hooks have given may be deeper than it looked, and an array stands around all.
    let readable =
        |written: &Serialized| serializer::depth(written.bytes()) <= value::depth_limit();
    let mut all = Builder::map(properties.len());
    for (name, property) in &properties {
        all.set(name, property.shallow_clone());
    }
    if let Ok(all) = serializer::serialize_among(&all.into_value(), referred_to)
        && readable(&all)
    {
        return (string(all.bytes()), Zval::new_array());
    }
    let mut apart = Builder::map(properties.len());
    for (name, property) in &properties {
        if let Some(Pending::Exit) = exception::take() {
            return none();
        }
        if let Ok(one) = serializer::serialize_among(property, referred_to)
            && readable(&one)
        {
            apart.set(name, string(one.bytes()));
        }
    }
    let _ = exception::take();
    (Zval::null(), apart.into_value())
}
