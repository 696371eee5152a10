//! PHP's allocator.

/// Bytes that the allocator has from the system, in use or not.
pub fn size() -> usize {
    // SAFETY: reads a counter.
    unsafe { super::ffi::zend_memory_usage(true) }
}
