//! Resources inside a value, for which PHP's serializer writes a number.

use crate::engine::{
    Object, array, held,
    value::{self, Content},
};
use ext_php_rs::types::Zval;
use std::collections::HashSet;

/// Whether the value is a resource or holds one, however deep.
pub fn holds_resource(value: &Zval) -> bool {
    match value::content(value) {
        Content::Null
        | Content::Bool(_)
        | Content::Int(_)
        | Content::Float(_)
        | Content::Bytes(_) => false,
        _ => Search::default().find(value),
    }
}

#[derive(Default)]
struct Search {
    /// Objects that have been looked into.
    objects: HashSet<u32>,
    /// References to arrays that have been. An array can hold itself by one.
    references: HashSet<usize>,
    /// What is to be looked into. Not on the stack: a value can be deeper than that.
    left: Vec<Zval>,
}

impl Search {
    fn find(&mut self, value: &Zval) -> bool {
        let mut found = self.look(value);
        while !found && let Some(value) = self.left.pop() {
            if let Some(array) = value.array() {
                found = array::entries(array).any(|(_, element)| self.look(element));
            } else if let Some(object) = value::object(&value) {
                found = self.look_into(&object);
            }
        }
        found
    }

    fn look_into(&mut self, object: &Object) -> bool {
        let mut found = false;
        // Of one that cannot be serialized nothing is sent.
        if object.is_serializable() && self.objects.insert(object.handle()) {
            held::each_held(object, |value| found |= self.look(value));
        }
        found
    }

    /// Looks at one value; notes what may hold more.
    fn look(&mut self, value: &Zval) -> bool {
        let reference = value::reference(value);
        let value = value.dereference();
        match value::content(value) {
            Content::Resource => return true,
            Content::Array(_)
                if reference.is_some_and(|number| !self.references.insert(number)) => {}
            Content::Array(_) | Content::Other => self.left.push(value::copy(value)),
            _ => {}
        }
        false
    }
}
