//! How deeply a value is nested, found without going deeper than asked.

use super::{
    Object, array,
    value::{self, Content},
};
use ext_php_rs::types::Zval;
use std::collections::HashSet;

/// Whether arrays and objects in the value are nested in more than `limit`
/// levels, as the serializer would meet them: each object and each reference once, in
/// order. It does not look into `others`.
pub fn exceeds(value: &Zval, limit: usize, others: &[Object]) -> bool {
    let mut seen = Seen {
        objects: others.iter().map(Object::handle).collect(),
        references: HashSet::new(),
    };
    let mut levels: Vec<std::vec::IntoIter<Zval>> = vec![vec![value.shallow_clone()].into_iter()];
    while let Some(level) = levels.last_mut() {
        let Some(element) = level.next() else {
            levels.pop();
            continue;
        };
        if let Some(children) = children(&element, &mut seen) {
            if levels.len() > limit {
                return true;
            }
            levels.push(children.into_iter());
        }
    }
    false
}

/// What has been met.
struct Seen {
    /// Handles.
    objects: HashSet<u32>,
    /// An array can hold itself by one.
    references: HashSet<usize>,
}

/// What an array or an object that is met for the first time holds.
fn children(element: &Zval, seen: &mut Seen) -> Option<Vec<Zval>> {
    if let Some(array) = element.array() {
        let first = value::reference(element).is_none_or(|number| seen.references.insert(number));
        return first.then(|| {
            array::entries(array)
                .map(|(_, child)| child.shallow_clone())
                .collect()
        });
    }
    let object: Object = value::object(element)?;
    if !object.is_serialized_by_properties() {
        // What its hooks give is known when they have run.
        return None;
    }
    seen.objects.insert(object.handle()).then(|| {
        let mut children = Vec::new();
        super::throwable::each_property(&object, |_, child| children.push(child.shallow_clone()));
        children
    })
}

/// Whether it takes little stack to drop the value: a scalar, or an array of few elements
/// in few levels, without objects. Looks at no more than that.
pub fn is_flat(value: &Zval) -> bool {
    const ELEMENTS: usize = 64;
    const LEVELS: u32 = 4;
    fn look(value: &Zval, levels: u32, left: &mut usize) -> bool {
        match value::content(value) {
            Content::Null
            | Content::Bool(_)
            | Content::Int(_)
            | Content::Float(_)
            | Content::Bytes(_) => true,
            Content::Array(array) => {
                let count = array.nNumOfElements as usize;
                if levels == 0 || count > *left {
                    return false;
                }
                *left -= count;
                array::entries(array).all(|(_, element)| look(element, levels - 1, left))
            }
            Content::Resource | Content::Alone(_) | Content::Other => false,
        }
    }
    look(value, LEVELS, &mut ELEMENTS.clone())
}
