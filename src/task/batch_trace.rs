//! What a trace tells of a batch: a place for each worker, in which the bars of its tasks stand
//! one after another.

use super::{
    ids::TaskId,
    status::Status,
    trace::{self, End},
};
use crate::memory::work_queue::{WorkQueue, WorkerId};
use std::collections::{HashMap, HashSet};

/// What has been noted of a batch; empty where there is no trace.
#[derive(Default)]
pub struct BatchTrace {
    /// The numbers by which the trace knows the workers.
    places: HashMap<WorkerId, TaskId>,
    /// The tasks that have bars.
    drawn: HashSet<u32>,
}

impl BatchTrace {
    /// A worker has been forked, which the trace knows by this number.
    pub fn worker_started(&mut self, worker: WorkerId, place: TaskId) {
        self.places.insert(worker, place);
    }

    /// Notes the tasks that have published since the last time; `first` is the number of the
    /// batch's first task.
    pub fn published(&mut self, queue: &WorkQueue, first: TaskId) {
        if self.places.is_empty() {
            return;
        }
        for task in 0..queue.tasks() {
            let slot = queue.slot(task);
            if slot.is_published() && self.drawn.insert(task) {
                let end = End {
                    status: Status::of_kind(slot.sealed_kind()),
                    bytes: slot.sealed_bytes(),
                    report: Some(slot.reported()),
                };
                self.draw(queue.worker_of(task), first + u64::from(task), end);
            }
        }
    }

    /// Notes a task that has ended without a message.
    pub fn lost(&mut self, worker: WorkerId, task: u32, first: TaskId, status: Status) {
        if self.places.contains_key(&worker) && self.drawn.insert(task) {
            self.draw(
                worker,
                first + u64::from(task),
                End::without_message(status),
            );
        }
    }

    fn draw(&self, worker: WorkerId, task: TaskId, end: End) {
        if let Some(place) = self.places.get(&worker) {
            trace::shared_ended(*place, task, None, end);
        }
    }

    /// Nothing more comes of a worker.
    pub fn worker_is_over(&self, worker: WorkerId) {
        if let Some(place) = self.places.get(&worker) {
            trace::worker_is_over(*place);
        }
    }
}
