//! The end mark: how this process says, to whoever looks there, that it ends a child.

use std::{
    ptr::NonNull,
    sync::atomic::{AtomicU32, Ordering::Release},
};

/// A word in shared memory that gets a certain value when the child is ended.
#[derive(Clone, Copy)]
pub struct EndMark {
    word: NonNull<AtomicU32>,
    value: u32,
}

impl EndMark {
    /// # Safety
    /// The word stays mapped as long as anybody has the mark.
    pub unsafe fn new(word: NonNull<AtomicU32>, value: u32) -> Self {
        Self { word, value }
    }

    /// The child is ended now.
    pub fn set(self) {
        // SAFETY: promised to `new`.
        unsafe { self.word.as_ref() }.store(self.value, Release);
    }
}
