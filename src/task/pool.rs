//! The caller's side of a batch whose tasks a few processes share out among
//! themselves: entering it, and starting the processes.

use super::{
    TaskError,
    batch::{Batch, BatchId},
    contained,
    faults::{self, Step},
    launch,
    random::Series,
    role,
    table::{NO_TASK, RuntimeId, TaskId},
    wait, worker,
};
use crate::{
    engine::{Object, Thrown, interrupt},
    system::process::Side,
};
use std::{cell::RefCell, collections::HashMap, mem::ManuallyDrop, rc::Rc};

/// What the workers of a batch need besides the batch.
#[derive(Clone)]
pub struct Work {
    /// The closures, one for each task.
    pub closures: Rc<[Object]>,
    /// How many tasks a process takes at most.
    pub share: u32,
    /// What each task's random numbers are seeded with.
    pub seeds: Series,
}

thread_local! {
    /// The work of the batches that are not finished. It holds objects of PHP's: C's
    /// `exit()` must not drop it.
    static WORK: RefCell<ManuallyDrop<HashMap<BatchId, Work>>> = RefCell::default();
}

/// Shares the closures out to processes of the runtime, of which at most `limit`
/// are to run at once, each for `share` tasks at most. `named` is told each task's number before there is a
/// process; and 0 when it will not be started after all.
///
/// Returns false, having done nothing, when there is no memory for so many tasks
/// at once.
///
/// # Errors
/// As for [`launch::launch`].
pub fn launch(
    runtime: RuntimeId,
    limit: usize,
    closures: Rc<[Object]>,
    share: u32,
    mut named: impl FnMut(usize, TaskId),
) -> Result<bool, TaskError> {
    let tasks = u32::try_from(closures.len()).unwrap_or(u32::MAX);
    let Ok(batch) = role::with_table(|table| table.add_batch(tasks, runtime, limit)) else {
        return Ok(false);
    };
    for (index, id) in batch.ids().enumerate() {
        named(index, id);
    }
    let count = closures.len();
    let work = Work {
        closures,
        share,
        seeds: Series::next(u64::from(tasks)),
    };
    WORK.with_borrow_mut(|all| all.insert(batch.number(), work));
    // As when they are started singly, all have been before the first is awaited.
    let started = contained(|| wait::wait_until(Some(NO_TASK), |_| !batch.queue().has_more()));
    if started.is_err() && role::with_table(|table| table.is_untouched(&batch)) {
        role::with_table(|table| table.remove_batch(&batch));
        forget(batch.number());
        (0..count).for_each(|index| named(index, 0));
    }
    started.map(|()| true)
}

/// Starts one more process for a batch.
///
/// When the system refuses, the processes that the batch has do its work; when it
/// has none, tasks of ours are waited for.
///
/// # Errors
/// [`TaskError::Refused`] when there is none to wait for; [`TaskError::Thrown`]
/// when a signal's handler threw.
pub fn spawn_worker(batch: &Rc<Batch>) -> Result<(), TaskError> {
    let Some(work) = WORK.with_borrow(|all| all.get(&batch.number()).cloned()) else {
        return Err(TaskError::Foreign);
    };
    let parent = role::Parent::this();
    let forked = faults::at(Step::Allocate)
        .and_then(|()| {
            role::with_table(|table| {
                table.reap();
                table.prepare_worker(batch, parent.process())
            })
        })
        .and_then(|(number, parent_guard)| match launch::fork()? {
            None => Ok(false),
            Some((Side::Child, blocked)) => {
                let context = worker::WorkerContext {
                    batch: Rc::clone(batch),
                    number,
                    parent,
                };
                worker::run(&context, parent_guard, blocked, &work)
            }
            Some((Side::Parent(child), _)) => {
                role::with_table(|table| table.worker_started(batch, parent_guard, child));
                Ok(true)
            }
        });
    match forked {
        Ok(true) => Ok(()),
        Ok(false) => {
            interrupt::dispatch().map_err(|Thrown| TaskError::Thrown)?;
            Ok(())
        }
        Err(_) if role::with_table(|table| table.refuse(batch, true)) => Ok(()),
        Err(refusal) => {
            let wait_for_capacity = launch::wait_for_capacity(refusal);
            role::with_table(|table| table.refuse(batch, false));
            wait_for_capacity
        }
    }
}

/// Drops what finished batches needed. PHP's code may run: what their closures
/// hold may go.
pub fn clean_up() {
    while let Some(number) = role::with_table(|table| table.closed()) {
        forget(number);
    }
}

fn forget(number: BatchId) {
    let work = WORK.with_borrow_mut(|all| all.remove(&number));
    drop(work);
}

/// At the end of the request: drops what is left.
pub fn forget_all() {
    let all = WORK.take();
    drop(ManuallyDrop::into_inner(all));
}

/// When the request's objects have been destroyed.
pub fn objects_are_gone() {
    let _ = WORK.take();
}
