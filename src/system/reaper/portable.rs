//! A condition variable: the thread is woken by its owner alone.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// What the thread sleeps on.
#[derive(Default)]
pub struct WakeWord {
    raised: Mutex<u32>,
    changed: Condvar,
}

impl WakeWord {
    /// See the twin: not every Unix has a way.
    pub const RAISED_BY_ENDS: bool = false;

    fn raised(&self) -> MutexGuard<'_, u32> {
        // Nothing panics while it holds the lock.
        self.raised.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lowers the wake-up word. The result is for [`WakeWord::sleep`].
    pub fn end(&self) -> u32 {
        *self.raised()
    }

    /// Sleeps until the wake-up word is raised, or has been since it gave `seen`; or for no
    /// reason.
    pub fn sleep(&self, seen: u32) {
        let raised = self.raised();
        if *raised == seen {
            drop(self.changed.wait(raised));
        }
    }

    /// Wakes the thread.
    pub fn raise(&self) {
        let mut raised = self.raised();
        *raised = raised.wrapping_add(1);
        self.changed.notify_all();
    }

    /// See the twin.
    pub fn raise_at_end(&self) -> bool {
        false
    }
}
