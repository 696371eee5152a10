//! Taking what finished tasks left, and giving back its memory.

use super::{Outcome, State, Table, TaskId};
use crate::{
    memory::{
        memory_file::{MemoryFile, Region},
        slot::Slot,
    },
    task::{batch::Batch, terms::Facts},
};
use std::rc::Rc;

/// Slots that may hold unread results before they are copied out to make room.
pub(super) const UNREAD_SLOTS: usize = 64;

/// The memory of a taken task's message.
pub struct Lease {
    slot: Option<Slot>,
    /// Keeps the slot of a task of a batch.
    batch: Option<Rc<Batch>>,
    file: Rc<MemoryFile>,
    region: Region,
    spilled: u64,
    epoch: u64,
    held: bool,
}

impl Table {
    /// Takes a finished task out of the table. The message must be opened before
    /// [`Table::release_lease`] is told that it has been.
    pub fn take(&mut self, id: TaskId) -> Option<(Outcome, Lease)> {
        self.take_with_facts(id)
            .map(|(outcome, lease, _)| (outcome, lease))
    }

    /// The same, with what is known of the task.
    pub fn take_with_facts(&mut self, id: TaskId) -> Option<(Outcome, Lease, Facts)> {
        if !self.finished(id) {
            return None;
        }
        let task = self.tasks.remove(id)?;
        let mut lease = Lease {
            slot: None,
            batch: None,
            file: Rc::clone(&task.file),
            region: task.region,
            spilled: 0,
            epoch: task.epoch,
            held: true,
        };
        let mut report = None;
        let outcome = match task.state {
            State::Running { .. } => return None,
            State::Published(slot) => {
                report = Some(slot.reported());
                let message = slot.take();
                lease.slot = Some(slot);
                lease.spilled = message.spilled();
                Outcome::RawMessage(message, task.file, task.region)
            }
            State::Shared(batch) => {
                let message = batch.slot(batch.task(id)?).take();
                lease.spilled = message.spilled();
                lease.batch = Some(batch);
                Outcome::RawMessage(message, task.file, task.region)
            }
            State::Kept(message) => {
                report = Some(message.reported());
                lease.spilled = message.spilled();
                Outcome::RawMessage(message, task.file, task.region)
            }
            State::Died(cause) => {
                // Slot and region went when it died.
                lease.held = false;
                Outcome::Died(cause)
            }
        };
        self.leases += usize::from(lease.held);
        let facts = task.control.map(|mut control| control.facts(report));
        Some((outcome, lease, facts.unwrap_or_default()))
    }

    /// Gives back the memory of a taken task's message.
    pub fn release_lease(&mut self, lease: Lease) {
        if lease.held {
            self.leases = self.leases.saturating_sub(1);
            drop(lease.batch);
            let region = (lease.file, lease.region, lease.spilled);
            self.retire(lease.slot, Some(region), lease.epoch);
        }
    }

    /// The message may become a value's own memory, if no other task needs its file: it is
    /// not given back then. The lease and the outcome that was taken with it refer to that.
    pub fn give_away(&mut self, lease: &mut Lease) {
        if self.storage.give_away(&lease.file, 2) {
            lease.spilled = 0;
        }
    }

    /// Counts one more future that refers to the task.
    pub fn retain(&mut self, id: TaskId) {
        if let Some(task) = self.tasks.get_mut(id) {
            task.references += 1;
        }
    }

    /// Whether something is known of this task.
    pub fn knows(&self, id: TaskId) -> bool {
        self.tasks.get(id).is_some()
    }

    /// Counts one future less that refers to the task. The outcome of a task to which none
    /// refers is dropped.
    pub fn release(&mut self, id: TaskId) {
        let Some(task) = self.tasks.get_mut(id) else {
            return;
        };
        task.references = task.references.saturating_sub(1);
        self.drop_unreferenced(id);
    }

    /// Takes out a finished task whose outcome nobody will ask for.
    pub(super) fn drop_unreferenced(&mut self, id: TaskId) {
        if self.tasks.get(id).is_some_and(|task| task.references == 0)
            && let Some((_, lease)) = self.take(id)
        {
            self.release_lease(lease);
        }
    }

    /// Copies unread messages out of their slots when there are many, so that
    /// slots serve running tasks.
    pub(super) fn spill_unread(&mut self) {
        if self.unread.len() < UNREAD_SLOTS {
            return;
        }
        let mut freed = Vec::new();
        for id in std::mem::take(&mut self.unread) {
            if let Some(task) = self.tasks.get_mut(id)
                && let State::Published(slot) = task.state
            {
                task.state = State::Kept(slot.take().without_slot());
                freed.push((slot, task.epoch));
            }
        }
        for (slot, epoch) in freed {
            self.retire(Some(slot), None, epoch);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{end, receive, start_sending, start_sleeping, wait_for};
    use super::*;

    #[test]
    fn an_outcome_is_taken_once() {
        let mut table = Table::default();
        let id = start_sending(&mut table, b"once");
        wait_for(&mut table, id);
        let (_, lease) = table.take(id).unwrap();
        assert!(table.take(id).is_none());
        table.release_lease(lease);
        table.reap_all();
    }

    #[test]
    fn a_task_that_runs_has_no_outcome_to_take() {
        let mut table = Table::default();
        let id = start_sleeping(&mut table);
        assert!(table.take(id).is_none());
        end(&mut table, id);
    }

    #[test]
    fn a_slot_is_in_use_until_its_lease_is_released() {
        let mut table = Table::default();
        let id = start_sending(&mut table, b"leased");
        wait_for(&mut table, id);
        let (_, lease) = table.take(id).unwrap();
        table.reap_all();
        table.release_idle();
        assert_eq!(table.used_slots(), 1);
        table.release_lease(lease);
        assert_eq!(table.used_slots(), 0);
    }

    #[test]
    #[cfg(all(target_os = "linux", not(feature = "portable")))]
    fn tasks_that_start_after_a_message_was_given_away_have_another_file() {
        let mut table = Table::default();
        let id = start_sending(&mut table, &[7; 1 << 20]);
        wait_for(&mut table, id);
        let (_, mut lease) = table.take(id).unwrap();
        table.give_away(&mut lease);
        let next = table.prepare(crate::system::process::id(), None).unwrap();
        assert!(!Rc::ptr_eq(&next.file, &lease.file));
        table.abandon(next);
        table.release_lease(lease);
        table.reap_all();
    }

    #[test]
    fn an_outcome_stays_as_long_as_one_future_refers_to_its_task() {
        let mut table = Table::default();
        let id = start_sending(&mut table, b"shared");
        table.retain(id);
        table.release(id);
        assert_eq!(receive(&mut table, id), Ok(b"shared".to_vec()));
        table.reap_all();
    }
}
