//! The table in a process that was forked while it was in force, as one of its
//! tasks: what that may read, and leaves to its caller.

use super::{Outcome, State, Table, TaskId};
use crate::{
    memory::slot::Slot,
    system::{ChildHandle, interruption::Reason, process::End},
    task::{Cause, batch::Batch},
};
use std::rc::Rc;

/// What tells of the end of a task that another process started; see
/// [`Table::inherited`].
pub enum Inherited<'a> {
    /// The end of its process.
    Process(&'a ChildHandle),
    /// The queue of its batch.
    Shared(Rc<Batch>),
}

/// Why a task has no message for other tasks: what its caller has said of it.
fn cause_of_death(slot: &Slot) -> Cause {
    match slot.ended() {
        Some(Reason::TimedOut) => Cause::TimedOut,
        Some(Reason::Cancelled) => Cause::Cancelled,
        None => Cause::Process(End::Unknown),
    }
}

impl Table {
    /// In a task that was forked while this table was in force: what tells of another
    /// task's end, if that was not known at the fork.
    pub fn inherited(&self, id: TaskId) -> Option<Inherited<'_>> {
        match &self.tasks.get(id)?.state {
            State::Running { slot, .. } if slot.is_published() || slot.ended().is_some() => None,
            State::Running { handle, .. } => Some(Inherited::Process(handle)),
            State::Shared(batch) if !batch.is_finished(id) => {
                Some(Inherited::Shared(Rc::clone(batch)))
            }
            _ => None,
        }
    }

    /// In a task: whether another task has an outcome by now, which is noted.
    pub fn inherited_settled(&mut self, id: TaskId) -> bool {
        let settled = match self.inherited(id) {
            None => true,
            Some(Inherited::Process(handle)) => handle.ended(),
            Some(Inherited::Shared(_)) => false,
        };
        if settled {
            self.inherited_ended(id);
        }
        settled
    }

    /// In a task: notes that the inherited task's process has ended.
    pub fn inherited_ended(&mut self, id: TaskId) {
        let Some(task) = self.tasks.get_mut(id) else {
            return;
        };
        match &task.state {
            State::Shared(batch) => {
                if let Some(of_batch) = batch.task(id)
                    && batch.queue().is_abandoned(of_batch)
                {
                    task.state = State::Died(cause_of_death(&batch.slot(of_batch)));
                }
            }
            State::Running { slot, .. } => {
                let slot = *slot;
                let control = task.control.as_ref();
                let late =
                    || control.is_some_and(|control| control.is_exceeded_by(slot.reported()));
                task.state = if slot.ended().is_some() || !slot.is_published() {
                    State::Died(cause_of_death(&slot))
                } else if late() {
                    State::Died(Cause::TimedOut)
                } else {
                    State::Published(slot)
                };
                self.running.retain(|running| *running != id);
            }
            _ => {}
        }
    }

    /// In a task: what an inherited task left, once; it stays for the next task of
    /// this process.
    pub fn read(&mut self, id: TaskId) -> Option<Outcome> {
        if !self.finished(id) || !self.read.insert(id) {
            return None;
        }
        self.peek(id)
    }

    /// What a finished task left, which stays where it is.
    pub fn peek(&self, id: TaskId) -> Option<Outcome> {
        let task = self.tasks.get(id)?;
        let message = |message| Outcome::RawMessage(message, Rc::clone(&task.file), task.region);
        Some(match &task.state {
            State::Running { .. } => return None,
            State::Published(slot) => message(slot.take()),
            State::Shared(batch) => message(batch.slot(batch.task(id)?).take()),
            State::Kept(kept) => message(kept.clone()),
            State::Died(cause) => Outcome::Died(cause.clone()),
        })
    }

    /// In a process that becomes another task: it has read nothing.
    pub fn forget_reads(&mut self) {
        self.read.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{send, start_sending, wait_for};
    use super::*;
    use crate::system::test_children::holds_in_child;

    /// What a task of this table reads.
    fn text(table: &mut Table, id: TaskId) -> Option<Vec<u8>> {
        match table.read(id)? {
            Outcome::Died(_) => Some(b"died".to_vec()),
            Outcome::RawMessage(message, file, region) => Some(
                message
                    .open(Some((&file, region)))
                    .unwrap()
                    .unwrap()
                    .whole()
                    .unwrap()
                    .unwrap()
                    .bytes()
                    .to_vec(),
            ),
        }
    }

    #[test]
    fn each_task_of_a_process_reads_an_inherited_outcome_once() {
        let mut table = Table::default();
        let single = start_sending(&mut table, &[1; 100_000]);
        wait_for(&mut table, single);
        let batch = table.add_batch(1, 1, 1).unwrap();
        send(
            batch.slot(0),
            &table,
            (&batch.file, batch.region(0)),
            b"shared",
        );
        assert!(holds_in_child(|| {
            let reads = |table: &mut Table| {
                text(table, single) == Some(vec![1; 100_000])
                    && text(table, single).is_none()
                    && text(table, batch.id(0)) == Some(b"shared".to_vec())
                    && text(table, batch.id(0)).is_none()
            };
            let first = reads(&mut table);
            table.forget_reads();
            first && reads(&mut table)
        }));
    }

    #[test]
    fn a_task_that_was_lost_with_its_worker_is_read_as_dead() {
        let mut table = Table::default();
        let batch = table.add_batch(1, 1, 1).unwrap();
        let id = batch.id(0);
        assert!(matches!(table.inherited(id), Some(Inherited::Shared(_))));
        batch.queue().begin(batch.queue().claim(1).unwrap(), 1);
        batch.queue().on_exit(1);
        assert!(table.inherited(id).is_none());
        table.inherited_ended(id);
        assert_eq!(text(&mut table, id), Some(b"died".to_vec()));
    }
}
