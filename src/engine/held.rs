//! What an object holds, wherever its class keeps it: as the class tells PHP's collector of
//! cycles.

use super::{Object, array};
use ext_php_rs::types::Zval;
use std::ptr::null_mut;

/// Looks at all values that the object holds and that are counted, in no order, resources
/// among them. References stay references. Meanwhile none of PHP's code may run, and no other
/// object be asked.
pub fn each_held(object: &Object, mut look: impl FnMut(&Zval)) {
    let (mut first, mut count) = (null_mut(), 0);
    // SAFETY: a live object, and the function of its class that the collector calls, which it
    // may do whenever memory is taken. It runs none of PHP's code. What it gives, that many
    // values and perhaps a table, is the object's or the engine's until it is called again.
    unsafe {
        let Some(report) = (*(*object.as_ptr()).handlers).get_gc else {
            return;
        };
        let table = report(object.as_ptr(), &raw mut first, &raw mut count);
        for place in 0..usize::try_from(count).unwrap_or(0) {
            look(&*first.cast::<Zval>().add(place));
        }
        if let Some(table) = table.as_ref() {
            array::entries(table).for_each(|(_, value)| look(value));
        }
    }
}
