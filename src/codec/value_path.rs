//! Where inside a value stands what PHP's serializer refuses: it names the class alone.

use crate::engine::{array, array::Key, throwable, value};
use ext_php_rs::types::Zval;
use std::collections::HashSet;

/// Arrays and objects that are looked at: beyond that, no path is better than a late one.
const MANY: usize = 1 << 20;

/// Steps of a path that somebody would read.
const LONG: usize = 64;

/// The way from a value to the first object in it that cannot be serialized, in the order
/// in which the serializer would visit them, such as `['user']->repository->connection`.
/// `None` when there is none, when it is the value itself, or when it is given by a hook
/// of an object. None of PHP's code runs.
pub fn to_refused(value: &Zval) -> Option<String> {
    if value::object(value).is_some_and(|object| !object.is_serializable()) {
        return None;
    }
    let mut seen = Seen::default();
    let mut levels = vec![children(value, &mut seen).into_iter()];
    let mut path: Vec<String> = Vec::new();
    let mut looked_at = 0;
    while let Some(level) = levels.last_mut() {
        let Some((step, child)) = level.next() else {
            levels.pop();
            path.pop();
            continue;
        };
        looked_at += 1;
        if looked_at > MANY {
            return None;
        }
        if value::object(&child).is_some_and(|object| !object.is_serializable()) {
            return Some(path.concat() + &step);
        }
        if levels.len() < LONG {
            path.push(step);
            levels.push(children(&child, &mut seen).into_iter());
        }
    }
    None
}

/// What has been met: there was nothing to find in it, or it is being looked through.
#[derive(Default)]
struct Seen {
    /// Handles.
    objects: HashSet<u32>,
    /// Addresses; the value holds the arrays.
    arrays: HashSet<usize>,
}

/// The arrays and objects that a value holds, each with the step that leads to it. Of what has
/// been met, and of an object that has hooks of its own, nothing.
fn children(of: &Zval, seen: &mut Seen) -> Vec<(String, Zval)> {
    let mut children = Vec::new();
    if let Some(array) = of.dereference().array() {
        if !seen.arrays.insert(std::ptr::from_ref(array).addr()) {
            return children;
        }
        // Of the others there may be millions, with nothing to find in them.
        for (key, child) in array::entries(array).filter(|(_, child)| value::holds_others(child)) {
            let step = match key {
                Key::Int(key) => format!("[{key}]"),
                Key::Bytes(key) => format!("[{}]", quoted(key)),
            };
            children.push((step, value::copy(child)));
        }
    } else if let Some(object) = value::object(of)
        && object.is_serialized_by_properties()
        && seen.objects.insert(object.handle())
    {
        throwable::each_property(&object, |name, child| {
            if value::holds_others(child) {
                children.push((property(name), value::copy(child)));
            }
        });
    }
    children
}

/// `->name`, of a property's full name.
fn property(full: &[u8]) -> String {
    // A private or protected one has the class's name, or a star, between zeros in front.
    let name = full.rsplit(|byte| *byte == 0).next().unwrap_or(full);
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte >= 0x80;
    if !name.is_empty() && name.iter().all(is_word) && !name[0].is_ascii_digit() {
        format!("->{}", String::from_utf8_lossy(name))
    } else {
        format!("->{{{}}}", quoted(name))
    }
}

/// A text as PHP writes it; of a long one the beginning.
fn quoted(text: &[u8]) -> String {
    const LONG: usize = 60;
    let shown = String::from_utf8_lossy(&text[..text.len().min(LONG)]);
    let rest = if text.len() > LONG { "..." } else { "" };
    let escaped = shown.replace('\\', "\\\\").replace('\'', "\\'");
    format!("'{escaped}{rest}'")
}
