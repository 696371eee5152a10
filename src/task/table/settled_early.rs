//! Tasks that were settled before their processes ended: their time limit was over, or
//! their caller cancelled them. Such a process counts as running, and its slot and
//! region stay its own, until it is gone.

use super::{Cause, RuntimeId, State, Table, TaskId};
use crate::{
    memory::{slot::Slot, work_queue::Withdrawn},
    system::{ChildHandle, interruption::Reason, process::ProcessId, timers::Adopted},
    task::{output::Prefixer, status::Status, terms, trace},
};
use std::{
    rc::Rc,
    time::{Duration, Instant},
};

/// The process of a task that was settled before its end.
pub(super) struct EndedTask {
    pub runtime: RuntimeId,
    pub epoch: u64,
    process: Process,
    /// `None` for one of several tasks or items.
    slot: Option<Slot>,
    /// Lines that it may still write.
    pub lines: Option<Prefixer>,
}

/// What collects the process.
enum Process {
    /// The thread that ends it.
    Adopted(Adopted),
    /// This one, where there is no such thread.
    Own(ChildHandle, ProcessId),
}

impl Process {
    /// One that has been interrupted, left to the thread that ends it.
    fn interrupted(handle: ChildHandle, process: ProcessId) -> Self {
        match handle.hand_over(process) {
            Ok(adopted) => Self::Adopted(adopted),
            Err(handle) => Self::Own(handle, process),
        }
    }

    fn is_gone(&self) -> bool {
        match self {
            Self::Adopted(adopted) => adopted.is_gone(),
            Self::Own(handle, process) => handle.reap(*process, false).is_some(),
        }
    }
}

/// Between two looks whether such a process is gone, while this one waits for its place.
const LOOK: Duration = Duration::from_millis(2);

/// Why the process of a task is interrupted that is settled with this cause.
pub(super) fn reason(cause: &Cause) -> Reason {
    match cause {
        Cause::TimedOut => Reason::TimedOut,
        _ => Reason::Cancelled,
    }
}

impl Table {
    /// Settles a task that has no outcome yet with this cause, and ends its process.
    /// Returns whether there was something to settle.
    pub fn end(&mut self, id: TaskId, cause: Cause) -> bool {
        self.collect();
        if let Some(State::Shared(batch)) = self.state(id) {
            let batch = Rc::clone(batch);
            self.look_at_worker(&batch, id);
            return batch.task(id).is_some_and(|task| {
                batch.slot(task).end_mark(reason(&cause)).set();
                let withdrawn = batch.queue().withdraw(task);
                if let Withdrawn::Begun(worker) = withdrawn {
                    // What it still writes to the task's region goes with the file.
                    self.storage.leave_file(&batch.file);
                    self.end_worker(&batch, task, worker, &cause);
                }
                if !matches!(withdrawn, Withdrawn::Finished) {
                    self.abandoned(id, None, cause);
                    return true;
                }
                false
            });
        }
        self.end_single(id, cause, terms::grace())
    }

    /// The same for one that has a process of its own, and so long to end by itself.
    pub(super) fn end_single(&mut self, id: TaskId, cause: Cause, grace: Duration) -> bool {
        if self.ended_by_itself(id) {
            return false;
        }
        let Some(task) = self.tasks.get_mut(id) else {
            return false;
        };
        let State::Running { .. } = task.state else {
            return false;
        };
        let reason = reason(&cause);
        trace::ended(id, trace::End::without_message(Status::from(&cause)));
        let State::Running {
            process,
            mut handle,
            slot,
            expected,
        } = std::mem::replace(&mut task.state, State::Died(cause))
        else {
            unreachable!("just looked at")
        };
        let mut lines = None;
        if let Some(control) = &mut task.control {
            control.end();
            lines = control.take_lines();
            if control.output.is_some() {
                self.outputs.in_files.push(id);
            }
        }
        slot.end_mark(reason).set();
        handle.interrupt(process, reason, grace);
        let (runtime, epoch, file) = (task.runtime, task.epoch, task.forget_file());
        // What it still writes to its region goes with its file.
        self.storage.leave_file(&file);
        self.forget_expected(expected, process);
        self.ended.push(EndedTask {
            runtime,
            epoch,
            process: Process::interrupted(handle, process),
            slot: Some(slot),
            lines,
        });
        self.running.retain(|running| *running != id);
        self.drop_unreferenced(id);
        true
    }

    /// Cancels a task whatever it has come to: an outcome that nobody has taken is dropped.
    pub fn cancel(&mut self, id: TaskId) {
        if !self.end(id, Cause::Cancelled) {
            self.settle_again(id, Cause::Cancelled);
        }
    }

    /// Ends the tasks of calls that did not come to their ends: a fatal error has left them.
    pub fn cancel_calls(&mut self) {
        let of_a_call = |id: &TaskId| {
            let control = self.tasks.get(*id).and_then(|task| task.control.as_ref());
            control.is_some_and(|control| control.of_a_call)
        };
        let left: Vec<_> = self.running.iter().copied().filter(of_a_call).collect();
        for id in left {
            self.end_single(id, Cause::Cancelled, terms::grace());
        }
    }

    /// Gives a task that has ended this cause in place of its outcome.
    pub(super) fn settle_again(&mut self, id: TaskId, cause: Cause) {
        let Some(task) = self.tasks.get_mut(id) else {
            return;
        };
        let before = std::mem::replace(&mut task.state, State::Died(cause));
        let (region, epoch) = (task.region, task.epoch);
        let file = task.forget_file();
        match before {
            State::Published(slot) => {
                let spilled = slot.take().spilled();
                self.retire(Some(slot), Some((file, region, spilled)), epoch);
            }
            State::Kept(message) => {
                self.retire(None, Some((file, region, message.spilled())), epoch);
            }
            State::Running { .. } | State::Shared(_) | State::Died(_) => {}
        }
        self.unread.retain(|unread| *unread != id);
        self.drop_unreferenced(id);
    }

    /// A process of several tasks or items that has been interrupted is left to the thread that
    /// ends it.
    pub(super) fn end_process(
        &mut self,
        runtime: RuntimeId,
        epoch: u64,
        process: ProcessId,
        handle: ChildHandle,
    ) {
        self.ended.push(EndedTask {
            runtime,
            epoch,
            process: Process::interrupted(handle, process),
            slot: None,
            lines: None,
        });
    }

    /// Settles every task that runs in a process of its own with this cause. Returns how
    /// many there were.
    #[cfg(feature = "faults")]
    pub fn end_all(&mut self, cause: &Cause) -> usize {
        self.collect();
        let running: Vec<TaskId> = self.running.to_vec();
        let ended = running
            .into_iter()
            .filter(|id| self.end_single(*id, cause.clone(), terms::grace()));
        ended.count()
    }

    /// Settles the tasks whose time limit is over.
    pub(super) fn expire(&mut self) {
        let deadlines = self.running.iter().filter_map(|id| {
            let control = self.tasks.get(*id)?.control.as_ref()?;
            Some((*id, control.deadline()?))
        });
        let limited: Vec<_> = deadlines.collect();
        if limited.is_empty() {
            return;
        }
        let now = Instant::now();
        for (id, _) in limited.into_iter().filter(|(_, deadline)| *deadline <= now) {
            self.end_single(id, Cause::TimedOut, terms::grace());
        }
    }

    /// When the next time limit of a running task is over.
    pub(super) fn next_deadline(&self) -> Option<Instant> {
        let controls = self
            .running
            .iter()
            .filter_map(|id| self.tasks.get(*id)?.control.as_ref());
        controls.filter_map(|control| control.deadline()).min()
    }

    /// When a task ended, as far as that is known.
    pub fn ended_at(&self, id: TaskId) -> Option<Instant> {
        let task = self.tasks.get(id)?;
        let control = task.control.as_ref()?;
        control.ended_at(match &task.state {
            State::Published(slot) => Some(slot.reported()),
            State::Kept(message) => Some(message.reported()),
            _ => None,
        })
    }

    /// Whether the task was cancelled.
    pub fn is_cancelled(&self, id: TaskId) -> bool {
        matches!(self.state(id), Some(State::Died(Cause::Cancelled)))
    }

    /// When to look again whether the process of an ended task is gone.
    pub(super) fn next_look(&self) -> Option<Instant> {
        (!self.ended.is_empty()).then(|| Instant::now() + LOOK)
    }

    /// Takes back what those had whose processes are gone.
    pub(super) fn collect_ended(&mut self) {
        if self.ended.is_empty() {
            return;
        }
        let (gone, left) = std::mem::take(&mut self.ended)
            .into_iter()
            .partition::<Vec<_>, _>(|task| task.process.is_gone());
        self.ended = left;
        for task in gone {
            if let Some(mut lines) = task.lines {
                lines.show_all();
            }
            if task.slot.is_some() {
                self.retire(task.slot, None, task.epoch);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{receive, start, wait_until_gone};
    use super::*;
    use crate::task::terms::{Control, Terms};
    use std::time::Duration;

    fn sleeper(table: &mut Table) -> TaskId {
        start(table, |_, _, _| std::thread::sleep(Duration::from_secs(60)))
    }

    #[test]
    fn an_ended_task_is_settled_at_once_and_its_process_counts_until_it_is_gone() {
        let mut table = Table::default();
        let id = sleeper(&mut table);
        assert!(table.end(id, Cause::Cancelled));
        assert!(table.finished(id) && table.running(None) == 1);
        assert_eq!(receive(&mut table, id), Err(Cause::Cancelled));
        wait_until_gone(&mut table);
        assert_eq!((table.running(None), table.used_slots()), (0, 0));
        assert!(!table.end(id, Cause::Cancelled));
    }

    #[test]
    fn a_task_over_its_time_limit_wakes_its_caller_and_is_settled() {
        let mut table = Table::default();
        let id = sleeper(&mut table);
        let terms = Terms {
            timeout: Some(Duration::from_millis(20)),
            ..Terms::default()
        };
        table.tasks.get_mut(id).unwrap().control = Some(Box::new(Control::new(
            &terms,
            Instant::now(),
            1,
            None,
            None,
        )));
        assert_eq!(receive(&mut table, id), Err(Cause::TimedOut));
        wait_until_gone(&mut table);
    }
}
