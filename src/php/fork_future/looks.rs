//! What a future tells of its task without waiting for it.

use super::ForkFuture;
use crate::task::{ids::TaskId, join};
use std::time::Instant;

impl ForkFuture {
    /// Whether the task has an outcome; true for one that has been taken.
    pub fn is_settled(&self) -> bool {
        self.awaited() || self.named().is_some_and(|task| task.is_settled())
    }

    /// The same for who asks again and again in place of waiting, see [`join::is_done`].
    pub fn is_done(&self) -> bool {
        self.awaited() || self.named().is_some_and(join::is_done)
    }

    /// The task in this process's table, if it is one of this process's.
    pub fn own_task(&self) -> Option<TaskId> {
        let task = self.named()?;
        task.is_own().then(|| task.id())
    }

    /// Whether it is known that the task has no value.
    pub fn has_failed(&self) -> bool {
        self.named()
            .is_some_and(|task| task.is_settled() && !task.has_value())
    }

    /// When the task ended, as far as that is known.
    pub fn ended_at(&self) -> Option<Instant> {
        let task = self.named()?;
        task.ended_at()
    }
}
