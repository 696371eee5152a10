//! When a task is to be interrupted.

use std::{
    ptr::NonNull,
    sync::atomic::{AtomicU64, Ordering::Acquire},
    time::Duration,
};

/// A word in shared memory by which a process says until when its present task may run,
/// on the monotonic clock in nanoseconds; 0 while it has none.
#[derive(Clone, Copy)]
pub struct Clock(NonNull<AtomicU64>);

impl Clock {
    /// # Safety
    /// The word stays mapped as long as the timer lives that it is given to.
    pub unsafe fn new(word: NonNull<AtomicU64>) -> Self {
        Self(word)
    }

    pub(super) fn get(self) -> u64 {
        // SAFETY: promised to `new`.
        unsafe { self.0.as_ref() }.load(Acquire)
    }
}

/// When a task is to be interrupted.
#[derive(Clone, Copy)]
pub enum When {
    /// After so long.
    After(Duration),
    /// When the time has come that the process says; it runs a task for no longer than
    /// this.
    Says(Clock, Duration),
    /// Not before somebody says so.
    Never,
}
