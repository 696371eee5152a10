//! The done flag: how this process sees, without a system call, that a child has done its
//! work.

use std::{
    ptr::NonNull,
    sync::atomic::{AtomicU32, Ordering::Acquire},
};

/// A word in shared memory that has a certain value once the child has done its work.
#[derive(Clone, Copy)]
pub struct DoneFlag {
    word: NonNull<AtomicU32>,
    value: u32,
}

impl DoneFlag {
    /// # Safety
    /// The word stays mapped as long as anybody has the flag.
    pub unsafe fn new(word: NonNull<AtomicU32>, value: u32) -> Self {
        Self { word, value }
    }

    pub(super) fn is_set(self) -> bool {
        // SAFETY: promised to `new`.
        unsafe { self.word.as_ref() }.load(Acquire) == self.value
    }
}
