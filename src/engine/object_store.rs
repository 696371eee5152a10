//! The store of all objects, walked without touching more memory than needed.

use super::{globals, ownership};
use ext_php_rs::ffi::zend_object;

/// How many objects ahead the walk asks for memory: enough to hide its latency.
const AHEAD: usize = 16;

/// The first place that no object has had yet: all objects have smaller handles.
pub fn top() -> u32 {
    // SAFETY: reads a number.
    unsafe { (*globals()).objects_store.top }
}

/// The objects alive, by handle, those too that are made meanwhile.
pub fn objects() -> impl Iterator<Item = *mut zend_object> {
    objects_from(1)
}

/// The objects alive that this process has made, by handle, those too that are made
/// meanwhile.
pub fn own_objects() -> impl Iterator<Item = *mut zend_object> {
    let early = ownership::released().into_iter();
    early
        .filter_map(|handle| at(handle as usize))
        .filter(|object| is_alive(*object))
        .chain(objects_from(ownership::base().max(1) as usize))
}

/// Visits the same, the latest first, without those that are made meanwhile.
pub(super) fn each_own_backwards(mut visit: impl FnMut(*mut zend_object)) {
    let first = ownership::base().max(1);
    let late = (first..top()).rev();
    for handle in late.chain(ownership::released().into_iter().rev()) {
        if let Some(object) = at(handle as usize).filter(|object| is_alive(*object)) {
            visit(object);
        }
    }
}

fn objects_from(first: usize) -> impl Iterator<Item = *mut zend_object> {
    let mut index = first;
    std::iter::from_fn(move || {
        loop {
            let object = at(index)?;
            if let Some(later) = at(index + AHEAD) {
                prefetch(later);
            }
            index += 1;
            if is_alive(object) {
                return Some(object);
            }
        }
    })
}

/// The object of this handle, if there is one.
pub fn object_at(handle: u32) -> Option<*mut zend_object> {
    at(handle as usize).filter(|object| handle > 0 && is_alive(*object))
}

/// What stands at a place, `None` past the end.
fn at(index: usize) -> Option<*mut zend_object> {
    // SAFETY: places below top are initialised.
    unsafe {
        let store = &(*globals()).objects_store;
        (index < store.top as usize).then(|| *store.object_buckets.add(index))
    }
}

/// A free place holds a number with its lowest bit set instead of an address.
fn is_alive(object: *mut zend_object) -> bool {
    object.addr() & 1 == 0
}

/// Asks for the memory of an object that is soon to be looked at.
#[inline]
fn prefetch(object: *mut zend_object) {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: a prefetch of any address is harmless.
    unsafe {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        _mm_prefetch::<_MM_HINT_T0>(object.cast::<i8>());
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = object;
}
