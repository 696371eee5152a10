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

/// A set of handles.
#[derive(Default)]
pub struct Handles(Vec<u64>);

impl Handles {
    /// Puts a handle in.
    pub fn insert(&mut self, handle: u32) {
        let word = handle as usize / 64;
        if word >= self.0.len() {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (handle % 64);
    }

    /// The first handle from here on that is not in the set.
    fn next_outside(&self, from: usize) -> usize {
        let mut at = from;
        while let Some(word) = self.0.get(at / 64) {
            let left = (!word >> (at % 64)).trailing_zeros() as usize;
            if left < 64 - at % 64 {
                return at + left;
            }
            at = (at / 64 + 1) * 64;
        }
        at
    }
}

/// The objects alive, by handle, those too that are made meanwhile.
pub fn objects() -> impl Iterator<Item = *mut zend_object> {
    objects_outside(const { &Handles(Vec::new()) })
}

/// The objects alive whose handles are not in the set, which costs little for those
/// that are.
pub fn objects_outside(set: &Handles) -> impl Iterator<Item = *mut zend_object> {
    let mut index = 1;
    std::iter::from_fn(move || {
        loop {
            index = set.next_outside(index);
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
