//! The table's batches: entering them, their workers, and what becomes of their
//! tasks.

use super::{RuntimeId, State, Table, Task, TaskId, settled_early};
use crate::{
    memory::work_queue::{WorkQueue, WorkerId},
    system::{ChildHandle, ParentGuard, process::ProcessId, timers::Stage},
    task::{
        Cause,
        batch::{Batch, BatchRun},
        ids::{BatchId, NO_TASK},
        trace,
    },
};
use std::{io, rc::Rc};

/// The batches that are worked on.
#[derive(Default)]
pub struct Batches {
    runs: Vec<BatchRun>,
    /// Batches whose tasks are all finished, until [`Table::closed`] returns them.
    closed: Vec<BatchId>,
}

impl Batches {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    fn run(&mut self, batch: &Batch) -> Option<&mut BatchRun> {
        self.runs
            .iter_mut()
            .find(|run| std::ptr::eq(&*run.batch, batch))
    }

    /// How many workers the batches of some runtimes have.
    pub fn workers(&self, of: impl Fn(RuntimeId) -> bool) -> usize {
        let runs = self.runs.iter().filter(|run| of(run.batch.runtime));
        runs.map(|run| run.workers.len()).sum()
    }

    /// What tells of the workers' ends.
    pub fn handles(&self) -> impl Iterator<Item = &ChildHandle> {
        let workers = self.runs.iter().flat_map(|run| &run.workers);
        workers.map(|worker| &worker.handle)
    }

    /// The epochs of the workers.
    pub fn epochs(&self) -> impl Iterator<Item = u64> {
        let workers = self.runs.iter().flat_map(|run| &run.workers);
        workers.map(|worker| worker.epoch)
    }
}

impl Table {
    /// Enters a batch of `tasks` tasks, on which nobody works yet. At most `limit`
    /// processes of its runtime run at once.
    ///
    /// # Errors
    /// `EMFILE`, `ENFILE` or `ENOMEM`.
    pub fn add_batch(
        &mut self,
        tasks: u32,
        runtime: RuntimeId,
        limit: usize,
    ) -> io::Result<Rc<Batch>> {
        self.reclaim();
        let file = self.storage.open_file()?;
        self.open_notifier()?;
        let queue = WorkQueue::map(tasks)?;
        let regions = (0..tasks).map(|_| self.storage.take_region()).collect();
        let first = self.next + 1;
        self.next += u64::from(tasks);
        let batch = Rc::new(Batch::new(
            first,
            queue,
            Rc::clone(&file),
            regions,
            self.storage.epoch(),
            runtime,
        ));
        for task in 0..tasks {
            self.tasks.insert(
                batch.id(task),
                Task {
                    runtime,
                    epoch: batch.epoch,
                    file: Rc::clone(&file),
                    region: batch.region(task),
                    state: State::Shared(Rc::clone(&batch)),
                    references: 1,
                    control: None,
                },
            );
        }
        self.batches
            .runs
            .push(BatchRun::new(Rc::clone(&batch), limit));
        Ok(batch)
    }

    /// Takes a batch out that nobody has worked on, and those of its tasks that have not been
    /// cancelled meanwhile. Returns which.
    pub fn remove_batch(&mut self, batch: &Batch) -> Vec<TaskId> {
        let is_open = |id: &TaskId| matches!(self.state(*id), Some(State::Shared(_)));
        let removed: Vec<TaskId> = batch.ids().filter(is_open).collect();
        for id in &removed {
            if let Some(task) = self.tasks.remove(*id) {
                self.storage.give_back_regions([task.region]);
            }
        }
        self.batches
            .runs
            .retain(|run| !std::ptr::eq(&*run.batch, batch));
        removed
    }

    /// Whether nobody has worked on the batch yet.
    pub fn is_untouched(&self, batch: &Batch) -> bool {
        self.batches
            .runs
            .iter()
            .any(|run| std::ptr::eq(&*run.batch, batch) && run.is_untouched())
    }

    /// A batch that has work for one more process.
    pub fn vacancy(&self) -> Option<Rc<Batch>> {
        self.batches
            .runs
            .iter()
            .find(|run| {
                let of_runtime = self.running(Some(run.batch.runtime));
                run.wants_worker(of_runtime, || self.running(None))
            })
            .map(|run| Rc::clone(&run.batch))
    }

    /// Takes what a new worker needs.
    ///
    /// # Errors
    /// `EMFILE`, `ENFILE` or `ENOMEM`.
    pub fn prepare_worker(
        &mut self,
        batch: &Batch,
        parent: ProcessId,
    ) -> io::Result<(WorkerId, ParentGuard)> {
        let parent_guard = ParentGuard::new(parent, self.open_notifier()?)?;
        let number = self.batches.run(batch).map_or(1, |run| run.next_worker());
        Ok((number, parent_guard))
    }

    /// Enters a worker whose process has been forked.
    pub fn worker_started(&mut self, batch: &Batch, parent_guard: ParentGuard, process: ProcessId) {
        let (epoch, handle) = (self.storage.forked(), parent_guard.handle(process));
        let place = trace::is_on().then(|| self.take_number());
        if let Some(place) = place {
            trace::started(place, process, None);
        }
        if let Some(run) = self.batches.run(batch) {
            run.worker_started(process, handle, epoch, place);
        }
    }

    /// The system refuses one more worker, or does so no more. Returns whether the
    /// batch has one.
    pub fn refuse(&mut self, batch: &Batch, refused: bool) -> bool {
        // With none that runs there is nothing to wait for: the next attempt says so.
        let running = refused.then(|| self.running(None)).filter(|all| *all > 0);
        self.batches.run(batch).is_some_and(|run| {
            run.refused = running;
            !run.workers.is_empty()
        })
    }

    /// A batch all of whose tasks are finished. Returns each batch once.
    pub fn closed(&mut self) -> Option<BatchId> {
        self.batches.closed.pop()
    }

    /// Says for which task, or for what at all, this process is going to wait: to be
    /// called before the look at what is there.
    pub fn expect(&mut self, task: Option<TaskId>) {
        self.expect_items(task);
        for run in &self.batches.runs {
            let queue = run.batch.queue();
            match task.map(|task| run.batch.task(task)) {
                // In a trace each end is noted when it comes.
                _ if trace::is_on() => queue.expect_any(),
                None => queue.expect_any(),
                Some(Some(task)) => queue.expect(task),
                Some(None) if task == Some(NO_TASK) => queue.expect_claims(),
                Some(None) => queue.expect_none(),
            }
        }
    }

    /// This process waits for nothing.
    pub fn expect_none(&self) {
        self.batches
            .runs
            .iter()
            .for_each(|run| run.batch.queue().expect_none());
        self.items.iter().for_each(|run| run.expect_nothing());
    }

    /// Notes which tasks of batches are finished, and lets go of the batches that
    /// are whole.
    pub(super) fn settle_runs(&mut self) {
        let mut finished = Vec::new();
        for run in &mut self.batches.runs {
            run.draw();
            finished.extend(std::iter::from_fn(|| run.settle()));
        }
        finished
            .into_iter()
            .for_each(|id| self.drop_unreferenced(id));
        let exiting = &mut self.exiting;
        let Batches { runs, closed } = &mut self.batches;
        // One that was interrupted in a task has its time to end, and its place.
        let mut interrupted = Vec::new();
        runs.retain_mut(|run| {
            if run.is_settled() {
                for worker in run.take_workers() {
                    if worker.handle.stage() == Stage::Running {
                        exiting.push(worker.process, worker.handle);
                    } else {
                        interrupted.push((run.batch.runtime, worker));
                    }
                }
                run.batch.close();
                closed.push(run.batch.number());
            }
            !run.is_settled()
        });
        for (runtime, worker) in interrupted {
            self.end_process(runtime, worker.epoch, worker.process, worker.handle);
        }
    }

    /// Ends a worker of the batch in the task that was taken back from it.
    pub(super) fn end_worker(&mut self, batch: &Batch, task: u32, worker: WorkerId, cause: &Cause) {
        if let Some(run) = self.batches.run(batch) {
            run.was_taken_back(task, worker, cause);
            run.end_worker(worker, settled_early::reason(cause));
        }
    }

    /// Looks whether the worker that has begun a task has ended, and notes that.
    pub(super) fn look_at_worker(&mut self, batch: &Batch, id: TaskId) {
        let Some(run) = self.batches.run(batch) else {
            return;
        };
        let number = batch.task(id).map(|task| batch.queue().worker_of(task));
        if run.has_ended(number) {
            self.collect_exited_workers();
        }
    }

    /// Notes which workers have ended, and which tasks have died with them.
    pub(super) fn collect_exited_workers(&mut self) {
        let mut lost = Vec::new();
        for run in &mut self.batches.runs {
            lost.extend(run.on_exit());
        }
        for (id, cause) in lost {
            self.abandoned(id, None, cause);
        }
    }
}

#[cfg(test)]
mod tests;
