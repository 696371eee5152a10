//! How deeply a value is nested, found without going deeper than asked.

use super::{
    Object, array, held, throwable,
    value::{self, Content},
};
use ext_php_rs::types::Zval;
use std::collections::HashSet;

/// Whether arrays and objects in the value are nested in more than `limit`
/// levels, as the serializer would meet them: each object and each reference once, in
/// order. It does not look into `others`, nor into objects whose hooks are written in PHP:
/// what these give is known when they have run.
pub fn exceeds(value: &Zval, limit: usize, others: &[Object]) -> bool {
    let objects = others.iter().map(Object::handle).collect();
    is_deeper(value, limit, Seen::with(objects, false))
}

/// The same, and of objects with hooks written in PHP all counts that they hold, which their
/// hooks may give.
pub fn may_exceed(value: &Zval, limit: usize) -> bool {
    is_deeper(value, limit, Seen::with(HashSet::new(), true))
}

fn is_deeper(value: &Zval, limit: usize, mut seen: Seen) -> bool {
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
    /// Whether to look into objects with hooks written in PHP.
    hooks: bool,
}

impl Seen {
    fn with(objects: HashSet<u32>, hooks: bool) -> Self {
        Self {
            objects,
            references: HashSet::new(),
            hooks,
        }
    }
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
    // The serializer does not go into one that it refuses.
    let object: Object = value::object(element).filter(Object::is_serializable)?;
    let by_properties = object.is_serialized_by_properties();
    if !by_properties && !seen.hooks && !object.is_serialized_natively() {
        return None;
    }
    seen.objects.insert(object.handle()).then(|| {
        let mut children = Vec::new();
        if by_properties {
            throwable::each_property(&object, |_, child| children.push(child.shallow_clone()));
        } else {
            held::each_held(&object, |child| children.push(child.shallow_clone()));
        }
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
