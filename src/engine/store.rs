//! The store of all objects, walked without touching more memory than needed.

use super::globals;
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
    let mut index = 1;
    std::iter::from_fn(move || {
        while let Some(object) = at(index) {
            if let Some(later) = at(index + AHEAD) {
                prefetch(later);
            }
            index += 1;
            if is_alive(object) {
                return Some(object);
            }
        }
        None
    })
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
