//! A batch: tasks that a pool of workers shares.

use super::{
    Cause,
    batch_trace::BatchTrace,
    ids::{BatchId, RuntimeId, TaskId},
    status::Status,
    terms,
};
use crate::{
    memory::{
        memory_file::{MemoryFile, Region},
        slot::Slot,
        work_queue::{WorkQueue, WorkerId},
    },
    system::{
        ChildHandle,
        interruption::Reason,
        process::{End, ProcessId},
    },
};
use std::{cell::Cell, collections::HashSet, rc::Rc};

/// The tasks of a batch, whose numbers are consecutive, and where their outcomes go.
pub struct Batch {
    /// The number of its first task.
    first: TaskId,
    queue: WorkQueue,
    /// Where a task's message goes when it does not fit: its region of this file.
    pub file: Rc<MemoryFile>,
    regions: Vec<Region>,
    /// See [`Table`](super::table::Table): no process forked before may read it.
    pub epoch: u64,
    /// The runtime that started it.
    pub runtime: RuntimeId,
    /// All its tasks are finished, whatever is written over the queue from now on.
    closed: Cell<bool>,
}

impl Batch {
    /// A batch of as many tasks as there are regions, which has a slot for each.
    pub fn new(
        first: TaskId,
        queue: WorkQueue,
        file: Rc<MemoryFile>,
        regions: Vec<Region>,
        epoch: u64,
        runtime: RuntimeId,
    ) -> Self {
        Self {
            first,
            queue,
            file,
            regions,
            epoch,
            runtime,
            closed: Cell::new(false),
        }
    }

    /// The queue of its tasks.
    pub fn queue(&self) -> &WorkQueue {
        &self.queue
    }

    /// Its number.
    pub fn number(&self) -> BatchId {
        self.first
    }

    /// The numbers of its tasks.
    pub fn ids(&self) -> impl Iterator<Item = TaskId> + use<> {
        self.first..self.first + u64::from(self.queue.tasks())
    }

    /// The number of a task of the batch.
    pub fn id(&self, task: u32) -> TaskId {
        self.first + u64::from(task)
    }

    /// Which of the batch's tasks has this number.
    pub fn task(&self, id: TaskId) -> Option<u32> {
        let task = u32::try_from(id.checked_sub(self.first)?).ok()?;
        (task < self.queue.tasks()).then_some(task)
    }

    /// Where a task puts its message.
    pub fn slot(&self, task: u32) -> Slot {
        self.queue.slot(task)
    }

    /// Where a task's message goes when it does not fit.
    pub fn region(&self, task: u32) -> Region {
        self.regions[task as usize]
    }

    /// In a process other than the caller: see [`WorkQueue::sleep`].
    pub fn sleep(&self, id: TaskId) {
        if let Some(task) = self.task(id) {
            self.queue.sleep(task);
        }
    }

    /// Whether the task of this number has published or is lost.
    pub fn is_finished(&self, id: TaskId) -> bool {
        self.closed.get()
            || self
                .task(id)
                .is_none_or(|task| self.queue.is_finished(task))
    }

    /// Whether there may be a task that nobody has taken. The queue alone cannot say: the death
    /// of a worker that has claimed a task moves the queue back to it, past tasks that others
    /// have finished, and nobody moves it forward when the worker that takes the task dies, too.
    pub fn has_more(&self) -> bool {
        !self.closed.get() && self.queue.has_more()
    }

    /// All its tasks are finished. A faulty worker that has not ended may wipe the queue, and
    /// nobody starts another one that would finish them again.
    pub fn close(&self) {
        self.closed.set(true);
    }
}

/// A process that works for a batch.
pub struct WorkerHandle {
    number: WorkerId,
    /// The process.
    pub process: ProcessId,
    /// Tells of its end.
    pub handle: ChildHandle,
    /// See [`Batch::epoch`].
    pub epoch: u64,
}

/// A batch that is being worked on, and its workers.
pub struct BatchRun {
    /// The batch.
    pub batch: Rc<Batch>,
    /// Its workers.
    pub workers: Vec<WorkerHandle>,
    /// How many processes of the batch's runtime may run at once.
    limit: usize,
    /// How many workers it has had.
    worker_started: WorkerId,
    /// The system has refused one more when so many processes of ours ran: there is none to be
    /// had until one of them has ended.
    pub refused: Option<usize>,
    /// All tasks before this one are finished.
    settled: u32,
    /// Tasks that have died. The queue says so, too, unless a faulty process wrote there.
    lost: HashSet<u32>,
    /// The most tasks that were finished when workers ended, and the last worker that had been
    /// started when they were first seen to be that many.
    finished: usize,
    started_then: WorkerId,
    /// Workers started later that have ended, when no more tasks were finished.
    fruitless: u32,
    trace: BatchTrace,
}

/// How many workers may be started and end without a finished task: they may be killed
/// before they begin one. With one more, the cause must be a task that wipes its own traces
/// from the queue and would be begun forever: one is given up each time. Workers that were
/// there before do not count: many find nothing left to do at the same time.
const MAX_FRUITLESS: u32 = 16;

impl BatchRun {
    /// Nobody works yet.
    pub fn new(batch: Rc<Batch>, limit: usize) -> Self {
        Self {
            batch,
            workers: Vec::new(),
            limit,
            worker_started: 0,
            refused: None,
            settled: 0,
            lost: HashSet::new(),
            finished: 0,
            started_then: 0,
            fruitless: 0,
            trace: BatchTrace::default(),
        }
    }

    /// Whether there is work for one more process, when `running` of the runtime run, and `all`
    /// of ours. A worker that has just been forked has claimed nothing yet, and is going to.
    pub fn wants_worker(&self, running: usize, all: impl FnOnce() -> usize) -> bool {
        let refused = self.refused.is_some_and(|then| all() >= then);
        let unfinished = self.batch.queue().tasks() - self.settled;
        !refused
            && running < self.limit.max(1)
            && self.workers.len() < unfinished as usize
            && self.batch.has_more()
    }

    /// Whether there has been no worker yet.
    pub fn is_untouched(&self) -> bool {
        self.worker_started == 0
    }

    /// The number for the next worker.
    pub fn next_worker(&self) -> WorkerId {
        self.worker_started + 1
    }

    /// Enters a worker whose process has been forked; with the number by which a trace knows it,
    /// if there is one.
    pub fn worker_started(
        &mut self,
        process: ProcessId,
        handle: ChildHandle,
        epoch: u64,
        place: Option<TaskId>,
    ) {
        self.worker_started += 1;
        if let Some(place) = place {
            self.trace.worker_started(self.worker_started, place);
        }
        self.workers.push(WorkerHandle {
            number: self.worker_started,
            process,
            handle,
            epoch,
        });
    }

    /// The next task, in order, that is finished and was not returned before.
    pub fn settle(&mut self) -> Option<TaskId> {
        let task = self.settled;
        let finished = |task| self.lost.contains(&task) || self.batch.queue().is_finished(task);
        (task < self.batch.queue().tasks() && finished(task)).then(|| {
            self.settled += 1;
            self.batch.id(task)
        })
    }

    /// Notes in a trace which tasks have published.
    pub fn draw(&mut self) {
        self.trace
            .published(self.batch.queue(), self.batch.number());
    }

    /// The caller has taken a task back from the worker that is at it.
    pub fn was_taken_back(&mut self, task: u32, worker: WorkerId, cause: &Cause) {
        let first = self.batch.number();
        self.trace.lost(worker, task, first, Status::from(cause));
    }

    /// Takes out the workers, whatever they still do: all tasks are finished.
    pub fn take_workers(&mut self) -> Vec<WorkerHandle> {
        let workers = std::mem::take(&mut self.workers);
        for worker in &workers {
            self.trace.worker_is_over(worker.number);
        }
        workers
    }

    /// Whether all its tasks are finished, and [`BatchRun::settle`] has returned them.
    pub fn is_settled(&self) -> bool {
        self.settled == self.batch.queue().tasks()
    }

    /// Interrupts the worker of this number; it takes no more tasks, and is killed if it
    /// continues.
    pub fn end_worker(&mut self, number: WorkerId, reason: Reason) {
        let workers = self.workers.iter_mut();
        for worker in workers.filter(|worker| worker.number == number) {
            let process = worker.process;
            worker.handle.interrupt(process, reason, terms::grace());
        }
    }

    /// Whether the worker of this number has ended.
    pub fn has_ended(&self, number: Option<WorkerId>) -> bool {
        let mut workers = self.workers.iter();
        workers.any(|worker| Some(worker.number) == number && worker.handle.ended())
    }

    /// Takes out the workers that have ended, and returns the tasks that died with
    /// them, and of what.
    pub fn on_exit(&mut self) -> Vec<(TaskId, Cause)> {
        let (mut dead, mut last) = (Vec::new(), End::Unknown);
        let (batch, trace) = (&self.batch, &mut self.trace);
        let (mut ended, mut started_since) = (false, 0);
        self.workers.retain(|worker| {
            if !worker.handle.ended() {
                return true;
            }
            let end = worker
                .handle
                .reap(worker.process, true)
                .unwrap_or(End::Unknown);
            let lost = batch.queue().on_exit(worker.number);
            ended = true;
            started_since += u32::from(worker.number > self.started_then);
            last = end;
            trace.published(batch.queue(), batch.number());
            for task in &lost {
                let status = Status::from(&Cause::Process(end));
                trace.lost(worker.number, *task, batch.number(), status);
            }
            trace.worker_is_over(worker.number);
            dead.extend(lost.into_iter().map(|task| (task, end)));
            false
        });
        if ended {
            self.refused = None;
            let queue = batch.queue();
            let finished = queue.finished();
            if finished > self.finished {
                self.finished = finished;
                self.started_then = self.worker_started;
                self.fruitless = 0;
            } else {
                self.fruitless += started_since;
            }
            if self.workers.is_empty() {
                dead.extend(queue.abandon_claimed().into_iter().map(|task| (task, last)));
            }
            if self.fruitless > MAX_FRUITLESS {
                dead.extend(queue.abandon_first_open().map(|task| (task, last)));
            }
            self.lost.iter().for_each(|task| queue.abandon(*task));
        }
        dead.retain(|(task, _)| self.lost.insert(*task));
        dead.into_iter()
            .map(|(task, end)| (batch.id(task), Cause::Process(end)))
            .collect()
    }
}

#[cfg(test)]
mod tests;
