//! What tasks have sent besides their outcomes.

use super::{Table, TaskId};
use crate::task::inbox::Frame;

impl Table {
    /// From now on looks for what this task sends.
    pub(super) fn listen_to(&mut self, id: TaskId) {
        self.senders.push(id);
    }

    /// The next frame that any task has sent.
    pub fn next_frame(&mut self) -> Option<(TaskId, Frame)> {
        if self.senders.is_empty() {
            return None;
        }
        let tasks = &self.tasks;
        self.senders.retain(|id| tasks.get(*id).is_some());
        let senders = self.senders.clone();
        senders
            .into_iter()
            .find_map(|id| Some((id, self.next_frame_of(id)?)))
    }

    /// The next frame that this task has sent.
    pub fn next_frame_of(&mut self, id: TaskId) -> Option<Frame> {
        let control = self.tasks.get_mut(id)?.control.as_mut()?;
        control.inbox.as_mut()?.next()
    }
}
