//! All tasks of this process: their processes, slots and outcomes. PHP's values
//! are unknown here.

mod batches;
mod exiting;
mod frames;
mod inherited;
mod items;
mod output;
mod settled_early;
mod start;
mod storage;
mod take;
mod task;
mod tasks;
#[cfg(test)]
pub(super) mod tests;
mod wait;

pub use inherited::Inherited;
pub use items::NextItem;
pub use start::Prepared;
pub use take::Lease;
pub use task::Outcome;

use super::{
    Cause,
    ids::{RuntimeId, TaskId},
    items::run::ItemRun,
};
use crate::{
    memory::{
        memory_file::{MemoryFile, Region},
        slot::Slot,
    },
    system::{Notifier, Waker},
};
use batches::Batches;
use exiting::Exiting;
use smallvec::SmallVec;
use std::{collections::HashSet, io, rc::Rc};
use storage::Storage;
use task::{State, Task};
use tasks::Tasks;

/// The tasks of one process.
#[derive(Default)]
pub struct Table {
    /// Its thread looks at slots: dropped before they are.
    exiting: Exiting,
    storage: Storage,
    notifier: Option<Notifier>,
    tasks: Tasks,
    running: SmallVec<[TaskId; 8]>,
    batches: Batches,
    items: Vec<ItemRun>,
    /// Tasks that may send something while they run.
    senders: SmallVec<[TaskId; 4]>,
    /// Tasks whose output is shown or kept.
    outputs: output::Outputs,
    /// Processes of tasks that were settled before their end.
    ended: Vec<settled_early::EndedTask>,
    /// Tasks that have published since messages were last copied out.
    unread: SmallVec<[TaskId; 8]>,
    next: TaskId,
    /// Messages that were taken and are still being read.
    leases: usize,
    /// In a task: the inherited tasks whose outcomes it has read.
    read: HashSet<TaskId>,
}

impl Table {
    /// How many processes are at work, of one runtime or of all.
    pub fn running(&self, runtime: Option<RuntimeId>) -> usize {
        let of = |other: RuntimeId| runtime.is_none_or(|runtime| runtime == other);
        let runtime_of = |id: &TaskId| self.tasks.get(*id).map(|task| task.runtime);
        let singly = self
            .running
            .iter()
            .filter(|id| runtime_of(id).is_some_and(of));
        let ended = self.ended.iter().filter(|task| of(task.runtime));
        let items = self.items.iter().filter(|run| of(run.runtime()));
        singly.count()
            + self.batches.workers(of)
            + ended.count()
            + items.map(ItemRun::running).sum::<usize>()
    }

    /// Whether the task has ended or published; true for one that is unknown.
    pub fn finished(&self, id: TaskId) -> bool {
        self.tasks.get(id).is_none_or(|task| match &task.state {
            State::Running { .. } => false,
            State::Shared(batch) => batch.is_finished(id),
            _ => true,
        })
    }

    fn state(&self, id: TaskId) -> Option<&State> {
        self.tasks.get(id).map(|task| &task.state)
    }

    /// What a task wakes when it has published.
    pub fn waker(&self) -> Option<Waker> {
        self.notifier.as_ref().map(Notifier::waker)
    }

    /// Whether no task that anybody waits for is running or to be run.
    pub fn is_quiet(&self) -> bool {
        self.running.is_empty() && self.batches.is_empty() && self.items.is_empty()
    }

    /// Whether no task is running or to be run, and no process of one that was ended.
    pub fn is_idle(&self) -> bool {
        self.running.is_empty()
            && self.batches.is_empty()
            && self.ended.is_empty()
            && self.items.is_empty()
    }

    /// Opens what wakes this process.
    fn open_notifier(&mut self) -> io::Result<&Notifier> {
        // Now, so that no mapping is added later.
        self.exiting.open()?;
        let notifier = match self.notifier.take() {
            Some(notifier) => notifier,
            None => Notifier::new()?,
        };
        Ok(self.notifier.insert(notifier))
    }

    fn retire(
        &mut self,
        slot: Option<Slot>,
        region: Option<(Rc<MemoryFile>, Region, u64)>,
        epoch: u64,
    ) {
        self.storage.retire(slot, region, epoch);
        self.reclaim();
    }

    /// Frees what nobody can still read.
    fn reclaim(&mut self) {
        if !self.storage.has_retired() {
            return;
        }
        let epochs: SmallVec<[u64; 8]> = self
            .running
            .iter()
            .filter_map(|id| Some(self.tasks.get(*id)?.epoch))
            .chain(self.ended.iter().map(|task| task.epoch))
            .chain(self.items.iter().flat_map(ItemRun::epochs))
            .chain(self.batches.epochs())
            .collect();
        self.storage.reclaim(&epochs);
    }

    /// When nothing is running or unread, closes what only tasks need.
    pub fn release_idle(&mut self) {
        // The processes that could read it may have ended since.
        self.reclaim();
        let unread = self.leases > 0 || self.tasks.any(Task::has_message);
        if !unread && self.exiting.is_empty() {
            self.notifier = None;
            self.storage.release_idle();
            self.unread.clear();
        }
    }

    /// In a process that was forked by hand: leaves the slots mapped, for a message may be
    /// in the middle of being read.
    pub fn leave_mapped(&mut self) {
        self.storage.leave_mapped();
    }

    /// A table without tasks, whose numbers follow those of this one.
    pub fn successor(&self) -> Self {
        Self {
            next: self.next,
            ..Self::default()
        }
    }

    /// In a task: it can write to no slot of its caller's but its own, if it has one.
    pub fn protect_slots_but(&self, own: Option<Slot>) {
        self.storage.protect_slots_but(own);
    }

    /// Slots that are in use.
    #[cfg(any(test, feature = "faults"))]
    pub fn used_slots(&self) -> usize {
        self.storage.used_slots()
    }
}
