//! Children that the thread collects when they have ended.

use super::{Timer, queue::FIRST_LOOK, thread::Shared};
use crate::system::{
    ChildHandle,
    clock::{nanoseconds, now},
    identity::{self, Token},
    process::ProcessId,
};

/// A child that is the thread's to collect.
pub struct Adopted {
    key: u64,
    owner: Token,
}

impl Adopted {
    /// Whether the child has been collected.
    pub fn is_gone(&self) -> bool {
        if self.owner != identity::token() {
            return true;
        }
        let Some(shared) = Shared::get() else {
            return true;
        };
        let mut queue = shared.queue();
        queue.find(self.key).is_none_or(|entry| entry.collected)
    }
}

impl Timer {
    /// Leaves the child to the thread, which collects it when it has ended. Gives it back
    /// where there is no thread.
    pub(super) fn adopt(
        self,
        child: ChildHandle,
        process: ProcessId,
    ) -> Result<Adopted, (Self, ChildHandle)> {
        let Some(shared) = self.shared() else {
            return Err((self, child));
        };
        let mut queue = shared.queue_without(self.key);
        if !shared.ensure_thread(&mut queue) {
            drop(queue);
            return Err((self, child));
        }
        let Some(entry) = queue.find(self.key) else {
            drop(queue);
            return Err((self, child));
        };
        entry.adopted = Some((child, process));
        entry.dropped = true;
        entry.look_pause = nanoseconds(FIRST_LOOK);
        entry.look_at = now().saturating_add(entry.look_pause);
        let adopted = Adopted {
            key: self.key,
            owner: self.owner,
        };
        drop(queue);
        shared.changed.notify_one();
        // The entry is the thread's now.
        std::mem::forget(self);
        Ok(adopted)
    }
}
