//! Sleeping until something happens, and noting which tasks have published and which have
//! died.

use super::{State, Table, TaskId};
use crate::{
    memory::slot::Slot,
    system::{self, ChildHandle, Wake, process::End, timers::Stage},
    task::{Cause, items::run::ItemRun, status::Status, trace},
};
use nix::sys::signal::SigSet;
use smallvec::SmallVec;
use std::{io, time::Instant};

impl Table {
    /// Sleeps until a task publishes, a process ends or a signal outside `mask`
    /// comes, and notes what happened.
    ///
    /// # Errors
    /// `ENOMEM`.
    pub fn sleep(&mut self, mask: &SigSet, deadline: Option<Instant>) -> io::Result<Wake> {
        let deadlines = [
            deadline,
            self.next_deadline(),
            self.next_item_deadline(),
            self.next_look_at_lines(),
            self.next_look(),
        ];
        let deadline = deadlines.into_iter().flatten().min();
        let handles: SmallVec<[&ChildHandle; 8]> = self
            .running
            .iter()
            .filter_map(|id| match self.state(*id)? {
                State::Running { handle, .. } => Some(handle),
                _ => None,
            })
            .chain(self.batches.handles())
            .chain(self.items.iter().flat_map(ItemRun::handles))
            .collect();
        let wake = system::wait(self.notifier.as_ref(), &handles, mask, deadline)?;
        drop(handles);
        if wake == Wake::Ready {
            self.collect();
            self.look_at_ends();
        }
        Ok(wake)
    }

    /// Notes which tasks have published, without waiting.
    pub fn collect(&mut self) {
        let published: SmallVec<[TaskId; 8]> = self
            .running
            .iter()
            .copied()
            .filter(|id| self.has_published(*id))
            .collect();
        published.into_iter().for_each(|id| self.published(id));
        self.expire();
        self.collect_ended();
        self.settle_runs();
        self.collect_items();
    }

    /// Looks which processes have ended, and notes which tasks have died without a message.
    pub fn look_at_ends(&mut self) {
        let ended: SmallVec<[TaskId; 8]> = self
            .running
            .iter()
            .copied()
            .filter(|id| match self.state(*id) {
                Some(State::Running { handle, .. }) => handle.ended(),
                _ => false,
            })
            .collect();
        self.collect_exited_workers();
        self.collect_ended();
        self.collect_exited_item_workers();
        ended.into_iter().for_each(|id| self.exited(id));
    }

    /// The process of a running task has ended.
    fn exited(&mut self, id: TaskId) {
        // It may have published between the look at its slot and its end.
        if self.has_published(id) {
            self.published(id);
        } else {
            self.died(id);
        }
    }

    /// For who asks for one task and does not sleep: looks whether it has died, too. Returns
    /// whether it has an outcome.
    pub fn look_at(&mut self, id: TaskId) -> bool {
        self.collect();
        if self.finished(id) {
            return true;
        }
        match self.state(id) {
            Some(State::Running { .. }) => self.ended_by_itself(id),
            // A worker that has died may have claimed it.
            Some(State::Shared(_)) => {
                self.collect_exited_workers();
                self.finished(id)
            }
            _ => false,
        }
    }

    /// Looks whether the process of a task has ended by itself, and notes that: the task has
    /// its outcome then, though it has not been waited for. A system call, so only for who is
    /// about to settle the task, or asks for it alone.
    pub(super) fn ended_by_itself(&mut self, id: TaskId) -> bool {
        let ended = match self.state(id) {
            Some(State::Running { handle, .. }) => handle.ended_by_itself(),
            _ => false,
        };
        if ended {
            self.exited(id);
        }
        ended
    }

    fn has_published(&self, id: TaskId) -> bool {
        matches!(self.state(id), Some(State::Running { slot, .. }) if slot.is_published())
    }

    fn published(&mut self, id: TaskId) {
        self.running.retain(|running| *running != id);
        let Some(task) = self.tasks.get_mut(id) else {
            return;
        };
        if let State::Running {
            process,
            mut handle,
            slot,
            expected,
        } = std::mem::replace(&mut task.state, State::Died(Cause::Process(End::Unknown)))
        {
            let interrupted = handle.stage() != Stage::Running;
            // Its slot may serve another task before it has ended.
            handle.lift_limit();
            let late = interrupted
                || task
                    .control
                    .as_ref()
                    .is_some_and(|control| control.is_exceeded_by(slot.reported()));
            let status = if late {
                Status::TimedOut
            } else {
                Status::of_kind(slot.sealed_kind())
            };
            let (runtime, epoch) = (task.runtime, task.epoch);
            let end = trace::End {
                status,
                bytes: slot.sealed_bytes(),
                report: Some(slot.reported()),
            };
            trace::ended(id, end);
            if late {
                task.state = State::Died(Cause::TimedOut);
                let (file, region) = (task.forget_file(), task.region);
                self.retire(
                    Some(slot),
                    Some((file, region, system::anonymous_files::REGION_BYTES)),
                    epoch,
                );
            } else {
                task.state = State::Published(slot);
                self.unread.push(id);
            }
            if interrupted {
                // Its programs have their time to end, too.
                self.forget_expected(expected, process);
                self.end_process(runtime, epoch, process, handle);
            } else if expected && slot.is_announced() {
                self.exiting.leave(process);
            } else {
                self.forget_expected(expected, process);
                self.exiting.push(process, handle);
            }
        }
        self.output_is_complete(id);
        self.drop_unreferenced(id);
    }

    fn died(&mut self, id: TaskId) {
        self.running.retain(|running| *running != id);
        let Some(task) = self.tasks.get_mut(id) else {
            return;
        };
        let placeholder = State::Died(Cause::Process(End::Unknown));
        let State::Running {
            process,
            handle,
            slot,
            expected,
        } = std::mem::replace(&mut task.state, placeholder)
        else {
            return;
        };
        self.forget_expected(expected, process);
        let end = handle.reap(process, true).unwrap_or(End::Unknown);
        // A program that a task has become may hide its end until its limit has come.
        let cause = if handle.stage() == Stage::Running {
            Cause::Process(end)
        } else {
            Cause::TimedOut
        };
        self.abandoned(id, Some(slot), cause);
    }

    /// A task has died without a message. A slot that is its own goes.
    pub(super) fn abandoned(&mut self, id: TaskId, slot: Option<Slot>, cause: Cause) {
        let Some(task) = self.tasks.get_mut(id) else {
            return;
        };
        trace::ended(id, trace::End::without_message(Status::from(&cause)));
        task.state = State::Died(cause);
        if let Some(control) = &mut task.control {
            control.end();
        }
        self.output_is_complete(id);
        let Some(task) = self.tasks.get_mut(id) else {
            return;
        };
        let (file, region, epoch) = (task.forget_file(), task.region, task.epoch);
        // How much of the region it had written is not known: all that a dead
        // task may have left there goes.
        self.retire(
            slot,
            Some((file, region, system::anonymous_files::REGION_BYTES)),
            epoch,
        );
        self.drop_unreferenced(id);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{end, receive, start, start_sending, start_sleeping, wait_for};
    use super::*;
    use crate::system::{
        process::{self, End},
        signals::Blocked,
        test_children::kill,
    };
    use std::time::Duration;

    #[test]
    fn a_sleep_with_a_deadline_ends_though_nothing_happens() {
        let mut table = Table::default();
        let id = start_sleeping(&mut table);
        let deadline = Instant::now() + Duration::from_millis(30);
        while Instant::now() < deadline {
            let blocked = Blocked::all();
            table.sleep(blocked.before(), Some(deadline)).unwrap();
        }
        assert!(!table.finished(id));
        end(&mut table, id);
    }

    #[test]
    fn a_task_that_ends_without_waking_is_seen_to_have_published() {
        let mut table = Table::default();
        let id = start(&mut table, |slot, _, _| {
            slot.writer(None).seal(1).unwrap();
            slot.publish();
            process::exit_now(9)
        });
        assert_eq!(receive(&mut table, id), Ok(Vec::new()));
        table.reap_all();
    }

    #[test]
    fn the_first_that_publishes_ends_a_sleep_while_others_run() {
        let mut table = Table::default();
        let slow = start_sleeping(&mut table);
        let quick = start_sending(&mut table, b"quick");
        wait_for(&mut table, quick);
        assert!(!table.finished(slow));
        assert_eq!(receive(&mut table, quick), Ok(b"quick".to_vec()));
        end(&mut table, slow);
    }

    #[test]
    fn a_task_that_a_signal_ends_is_told_apart_from_one_that_exits() {
        let mut table = Table::default();
        let id = start(&mut table, |_, _, _| {
            kill(process::id());
        });
        assert_eq!(receive(&mut table, id), Err(Cause::Process(End::Killed(9))));
    }
}
