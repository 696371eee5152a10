//! The trace of a throwable: cut down to what can travel, shown where it arrives, and
//! joined with the frames that the caller still runs.

use super::AROUND_ARGUMENT;
use crate::{
    codec::value,
    engine::{
        array::{self, Builder, Key},
        throwable,
        value::{bytes, copy, string},
    },
};
use ext_php_rs::types::{ZendHashTable, Zval};
use smallvec::SmallVec;

/// The longest string, and the biggest array in encoded form, that a trace's
/// arguments keep whole, in bytes. A trace is to be read; values travel apart.
const ARGUMENT_BYTES: usize = 1024;

/// Stands before the class's name where an object was among a trace's arguments.
const OBJECT: &[u8] = b"\0object\0";

/// The trace without what cannot travel: arguments that are objects are named,
/// big ones are cut.
pub(super) fn portable_trace(trace: &ZendHashTable) -> Zval {
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
    } else if argument.is_array() && !value::is_plain(argument, ARGUMENT_BYTES, AROUND_ARGUMENT) {
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

/// The trace of the place where it was thrown. Its last frames are those of the
/// caller, which the task inherited; where the caller still runs in them, its own
/// are taken, whose arguments are whole.
pub(super) fn join_traces(there: &ZendHashTable, here: Option<&ZendHashTable>) -> Zval {
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
