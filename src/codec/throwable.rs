//! What was thrown, as a record: for the throwable and each of its previous
//! ones, the class, the trace and the properties.
//!
//! | element | content |
//! |---|---|
//! | 0 | the class's name |
//! | 1 | the trace, its arguments cut down to what can travel |
//! | 2 | plain properties by full name |
//! | 3 | the other properties, serialized together, so that objects stay shared; null if that failed |
//! | 4 | then: each of the others that can be serialized by itself |
//!
//! Where a serialized property holds throwables of the chain, it refers to them: see
//! [`referred_to`].

use super::value::{self, Form, Undecodable, Unencodable};
use crate::{
    engine::{
        Object, Thrown, array,
        array::{Builder, Key},
        depth,
        exception::{self, Pending},
        serializer, throwable,
        value::{bytes, copy, string},
    },
    memory::slot::Writer,
};
use ext_php_rs::types::{ZendHashTable, Zval};
use smallvec::SmallVec;
use std::collections::HashSet;

/// The longest string, and the biggest array in encoded form, that a trace's
/// arguments keep whole, in bytes. A trace is to be read; values travel apart.
const ARGUMENT_BYTES: usize = 1024;

/// Stands before the class's name where an object was among a trace's arguments.
const OBJECT: &[u8] = b"\0object\0";

/// The full name of the property that holds the message.
const MESSAGE: &[u8] = b"\0*\0message";

/// Previous throwables that travel; of a longer chain the first ones do. Freeing a
/// chain takes the engine as deep a stack as it is long.
const MAX_CHAIN: usize = 20_000;

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
    match value::write(&links.into_value(), writer, || ())? {
        Form::Plain => Ok(complete),
        Form::Serialized => Err(Unencodable::TooDeep),
    }
}

/// A throwable and its previous ones.
type Chain = SmallVec<[Object; 4]>;

/// The chain that starts with a throwable.
fn chain(thrown: &Object) -> Chain {
    let (mut chain, mut seen) = (Chain::new(), Seen::default());
    let mut next = Some(thrown.clone());
    while let Some(link) = next.filter(|link| seen.len() < MAX_CHAIN && seen.insert(link.handle()))
    {
        next = previous(&link);
        chain.push(link);
    }
    chain
}

/// The throwables that a serialized property may refer to, the same for who writes and
/// who reads: the first ones of the chain, and the one that has the property.
fn referred_to(chain: &Chain, place: usize) -> Chain {
    /// For each link of a long chain all are numbered.
    const FIRST: usize = 32;
    let beyond = chain.get(place).filter(|_| place >= FIRST);
    chain.iter().take(FIRST).chain(beyond).cloned().collect()
}

/// The handles of a chain's links. Only reflection can make the chain a ring.
#[derive(Default)]
struct Seen {
    /// The first ones: few chains are longer, and looking through so many is less
    /// work for a task than its first use of a hash table.
    first: SmallVec<[u32; Seen::FIRST]>,
    others: Option<HashSet<u32>>,
}

impl Seen {
    const FIRST: usize = 16;

    fn len(&self) -> usize {
        self.first.len() + self.others.as_ref().map_or(0, HashSet::len)
    }

    /// Adds a handle. Returns false when it was there.
    fn insert(&mut self, handle: u32) -> bool {
        if self.first.contains(&handle) {
            false
        } else if self.first.len() < Self::FIRST {
            self.first.push(handle);
            true
        } else {
            self.others.get_or_insert_default().insert(handle)
        }
    }
}

fn previous(link: &Object) -> Option<Object> {
    let name = throwable::private_name(throwable::base_class(link), "previous");
    throwable::property(link, &name).and_then(|value| crate::engine::value::object(&value))
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
        } else if value::is_plain(property, usize::MAX) {
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
    let mut all = Builder::map(properties.len());
    for (name, property) in &properties {
        all.set(name, property.shallow_clone());
    }
    if let Ok(all) = serializer::serialize_among(&all.into_value(), referred_to) {
        return (string(all.bytes()), Zval::new_array());
    }
    let mut apart = Builder::map(properties.len());
    for (name, property) in &properties {
        if let Some(Pending::Exit) = exception::take() {
            return none();
        }
        if let Ok(one) = serializer::serialize_among(property, referred_to) {
            apart.set(name, string(one.bytes()));
        }
    }
    let _ = exception::take();
    (Zval::null(), apart.into_value())
}

/// The trace without what cannot travel: arguments that are objects are named,
/// big ones are cut.
fn portable_trace(trace: &ZendHashTable) -> Zval {
    let mut frames = Builder::list(trace.len());
    for (_, frame) in array::entries(trace) {
        let Some(frame) = frame.dereference().array() else {
            continue;
        };
        let mut portable = Builder::map(frame.len());
        for (key, value) in array::entries(frame) {
            let Key::Bytes(key) = key else { continue };
            match (key, value.dereference().array()) {
                (b"args", Some(arguments)) => {
                    portable.set(key, map_values(arguments, portable_argument))
                }
                (_, None) => portable.set(key, portable_argument(value)),
                _ => {}
            }
        }
        frames.push(portable.into_value());
    }
    frames.into_value()
}

/// The array with each of its values changed; the keys stay.
fn map_values(array: &ZendHashTable, change: impl Fn(&Zval) -> Zval) -> Zval {
    let mut changed = Builder::map(array.len());
    for (key, value) in array::entries(array) {
        match key {
            Key::Int(key) => changed.set_index(key, change(value)),
            Key::Bytes(key) => changed.set(key, change(value)),
        }
    }
    changed.into_value()
}

fn portable_argument(argument: &Zval) -> Zval {
    let argument = argument.dereference();
    if let Some(object) = crate::engine::value::object(argument) {
        string(&[OBJECT, throwable::class_name(&object)].concat())
    } else if let Some(text) = bytes(argument) {
        if text.len() > ARGUMENT_BYTES {
            string(&text[..ARGUMENT_BYTES])
        } else {
            copy(argument)
        }
    } else if argument.is_array() && !value::is_plain(argument, ARGUMENT_BYTES) {
        Zval::new_array()
    } else if let Some(number) = crate::engine::value::resource_number(argument) {
        string(format!("Resource id #{number}").as_bytes())
    } else {
        copy(argument)
    }
}

/// A trace.
type Frames = SmallVec<[Zval; 16]>;

/// The trace as it is shown here: where an object stood among the arguments there
/// is an empty one of its class, or its name.
fn shown_trace(trace: &ZendHashTable) -> Frames {
    let shown_argument =
        |argument: &Zval| match bytes(argument).and_then(|text| text.strip_prefix(OBJECT)) {
            None => copy(argument),
            Some(class) => throwable::placeholder(class)
                .unwrap_or_else(|| string(&[b"Object(", class, b")"].concat())),
        };
    array::entries(trace)
        .map(|(_, frame)| {
            let Some(fields) = frame.array() else {
                return copy(frame);
            };
            let mut shown = Builder::map(fields.len());
            for (key, field) in array::entries(fields) {
                let Key::Bytes(key) = key else { continue };
                let field = match field.array() {
                    Some(arguments) if key == b"args" => map_values(arguments, shown_argument),
                    _ => copy(field),
                };
                shown.set(key, field);
            }
            shown.into_value()
        })
        .collect()
}

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
            if let (Key::Bytes(name), Some(one)) = (name, awaken(one, referred_to)?) {
                throwable::set_property(link, name, one);
            }
        }
        if let Some(message) = self.message {
            throwable::set_property(link, MESSAGE, message);
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
fn rebuild(
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
            let message = array::entries(plain)
                .find(|(name, _)| matches!(name, Key::Bytes(MESSAGE)))
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

fn restore(link: &Object, properties: &ZendHashTable) {
    for (name, property) in array::entries(properties) {
        match name {
            Key::Bytes(name) => throwable::set_property(link, name, property.shallow_clone()),
            Key::Int(name) => {
                throwable::set_property(link, name.to_string().as_bytes(), copy(property));
            }
        }
    }
}

/// The trace of the place where it was thrown. Its last frames are those of the
/// caller, which the task inherited; where the caller still runs in them, its own
/// are taken, whose arguments are whole.
fn join_traces(there: &ZendHashTable, here: Option<&ZendHashTable>) -> Zval {
    let mut joined = shown_trace(there);
    let here: Frames = here
        .into_iter()
        .flat_map(array::entries)
        .map(|(_, frame)| copy(frame))
        .collect();
    for (theirs, ours) in joined.iter_mut().rev().zip(here.into_iter().rev()) {
        if !same_place(theirs, &ours) {
            break;
        }
        *theirs = ours;
    }
    let mut trace = Builder::list(joined.len());
    joined.into_iter().for_each(|frame| trace.push(frame));
    trace.into_value()
}

fn same_place(one: &Zval, other: &Zval) -> bool {
    let (Some(one), Some(other)) = (one.array(), other.array()) else {
        return false;
    };
    ["file", "line", "function", "class"]
        .iter()
        .all(|key| match (one.get(*key), other.get(*key)) {
            (None, None) => true,
            (Some(one), Some(other)) => one.is_identical(other),
            _ => false,
        })
}

/// The fields by which [`ThrowableCapsule`](crate::php::capsule) passes a
/// throwable on by hand.
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
    /// Of a throwable.
    pub fn of(thrown: &Object) -> Self {
        let field = |name: &[u8]| throwable::property(thrown, name).unwrap_or_else(Zval::null);
        Self {
            class: throwable::class_name(thrown).to_vec(),
            message: field(MESSAGE),
            code: field(b"\0*\0code"),
            file: field(b"\0*\0file"),
            line: field(b"\0*\0line"),
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
            (b"\0*\0code", &self.code),
            (b"\0*\0file", &self.file),
            (b"\0*\0line", &self.line),
        ] {
            plain.set(name, copy(field));
        }
        let plain = plain.into_value();
        let Some(plain) = plain.array() else {
            return Err(Undecodable::Malformed(String::new()));
        };
        let (link, message) = rebuild(&self.class, &Zval::null(), plain)?;
        restore(&link, plain);
        if let Some(message) = message {
            throwable::set_property(&link, MESSAGE, message);
        }
        Ok(link)
    }
}
