//! What tasks have sent besides their outcomes.

use super::{State, Table, TaskId};
use crate::{
    system::process::ProcessId,
    task::{
        Cause,
        inbox::{Frame, Inbox},
    },
};
use std::time::Duration;

impl Table {
    /// From now on looks for what this task sends.
    pub(super) fn listen_to(&mut self, id: TaskId) {
        self.senders.push(id);
    }

    /// In a task: what others send is their caller's.
    pub fn forget_senders(&mut self) {
        // In most tasks nothing is to be written here.
        if !self.senders.is_empty() {
            self.senders.clear();
        }
    }

    /// Takes what tasks have sent by now. Returns how many frames wait then.
    pub fn receive_frames(&mut self) -> usize {
        if self.senders.is_empty() {
            return 0;
        }
        let tasks = &self.tasks;
        self.senders.retain(|id| tasks.get(*id).is_some());
        let senders = self.senders.clone();
        senders
            .into_iter()
            .map(|id| self.receive_frames_of(id))
            .sum()
    }

    /// The same for this task.
    pub fn receive_frames_of(&mut self, id: TaskId) -> usize {
        let control = self
            .tasks
            .get_mut(id)
            .and_then(|task| task.control.as_mut());
        let inbox = control.and_then(|control| control.inbox.as_mut());
        inbox.map_or(0, Inbox::receive)
    }

    /// The next frame that has been received of any task.
    pub fn next_frame(&mut self) -> Option<(TaskId, Frame)> {
        if self.senders.is_empty() {
            return None;
        }
        let senders = self.senders.clone();
        senders
            .into_iter()
            .find_map(|id| Some((id, self.next_frame_of(id)?)))
    }

    /// The next frame that has been received of this task. A task that sends what is no frame
    /// has come to its end by that.
    pub fn next_frame_of(&mut self, id: TaskId) -> Option<Frame> {
        let control = self.tasks.get_mut(id)?.control.as_mut()?;
        match control.inbox.as_mut()?.next() {
            Ok(frame) => frame,
            Err(_) => {
                control.inbox = None;
                self.invalid_message(id);
                None
            }
        }
    }

    /// A task has sent what cannot be read: nothing that it sends can be trusted. It is
    /// killed, if it runs, with its programs.
    pub fn invalid_message(&mut self, id: TaskId) {
        let cause = Cause::InvalidMessage;
        if !self.end_single(id, cause.clone(), Duration::ZERO)
            && matches!(self.state(id), Some(State::Published(_) | State::Kept(_)))
        {
            self.settle_again(id, cause);
        }
    }

    /// The same for a process of a run of items: it takes no more of them.
    pub fn invalid_message_of_items(&mut self, run: TaskId, process: ProcessId) {
        if let Some(run) = self.item_run(run) {
            run.invalid_message(process);
        }
    }
}
