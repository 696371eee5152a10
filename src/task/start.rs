//! Starting a task, or a batch of them, from its caller's side: waits until there is a
//! place, has a process made, and backs off when the system refuses.

use super::{
    TaskError,
    batch_work::{self, Work},
    contained, hooks,
    ids::{NO_TASK, RuntimeId, TaskId},
    random::{self, Seeds, Series},
    role, scheduler,
    spawn::{self, Spawned},
    terms::Terms,
};
use crate::engine::{Object, Thrown};
use std::{io, mem, rc::Rc, time::Instant};

/// A task that is to be started.
pub struct NewTask<'a> {
    /// The runtime that it counts for.
    pub runtime: RuntimeId,
    /// How many tasks of the runtime may run at once, this one included.
    pub limit: usize,
    /// What it runs.
    pub closure: &'a Object,
    /// What its caller asks of it besides its outcome, if anything.
    pub terms: Option<&'a Terms>,
    /// Whether it is still to be started: PHP's code that runs while the start waits may have
    /// cancelled it.
    pub is_wanted: &'a dyn Fn() -> bool,
    /// Until when the start waits for a place, or for a process that the system has refused.
    pub deadline: Option<Instant>,
    /// The seeds of its random numbers; `None` for those of the next task.
    pub seeds: Option<Seeds>,
}

/// Starts a task as soon as there is a place for it. `named` is called with the task's
/// number before the fork, so that the task finds it, too; and with [`NO_TASK`] if the fork
/// fails.
///
/// When the system refuses a process, this waits for the end of another task, and tries
/// again.
///
/// # Errors
/// [`TaskError::Refused`] when there is none to wait for; [`TaskError::Thrown`]
/// when a signal's handler threw; [`TaskError::Unwanted`] when it has been cancelled
/// meanwhile, and [`TaskError::Late`] when it has not been started at its deadline.
pub fn task(new: &NewTask<'_>, named: impl FnMut(TaskId)) -> Result<TaskId, TaskError> {
    let mut hooks_ran = false;
    let started = contained(|| task_when_possible(new, named, &mut hooks_ran));
    if hooks_ran && matches!(&started, Err(error) if !matches!(error, TaskError::Prevented)) {
        (hooks::get().not_forked)();
    }
    started
}

fn task_when_possible(
    new: &NewTask<'_>,
    mut named: impl FnMut(TaskId),
    hooks_ran: &mut bool,
) -> Result<TaskId, TaskError> {
    let NewTask {
        runtime,
        limit,
        closure,
        terms,
        is_wanted,
        deadline,
        seeds,
    } = *new;
    let seeds = seeds.unwrap_or_else(random::next);
    let owner = role::owner();
    loop {
        if !scheduler::wait_for_place(runtime, limit, deadline)? {
            return Err(TaskError::Late);
        }
        if !is_wanted() {
            return Err(TaskError::Unwanted);
        }
        if terms.is_some_and(|terms| terms.of_a_call) && role::owner() != owner {
            // A handler has forked by hand, and this is the new process: the call is not its.
            return Err(TaskError::Foreign);
        }
        if !mem::replace(hooks_ran, true) {
            (hooks::get().before_fork)().map_err(|Thrown| TaskError::Prevented)?;
            // PHP's code has run: other tasks may have been started.
            continue;
        }
        let prepared = match spawn::prepare(terms) {
            Ok(prepared) => prepared,
            Err(refusal) => {
                wait_for_capacity(refusal, deadline)?;
                continue;
            }
        };
        let id = prepared.id();
        named(id);
        match spawn::task(prepared, runtime, closure, terms, seeds) {
            Ok(Spawned::Started) => return Ok(id),
            Ok(Spawned::Interrupted) => {
                named(NO_TASK);
                scheduler::run_handlers()?;
            }
            Err(refusal) => {
                named(NO_TASK);
                wait_for_capacity(refusal, deadline)?;
            }
        }
    }
}

/// After a refusal.
fn wait_for_capacity(refusal: io::Error, deadline: Option<Instant>) -> Result<(), TaskError> {
    if scheduler::wait_for_capacity(refusal, deadline)? {
        Ok(())
    } else {
        Err(TaskError::Late)
    }
}

/// Shares the closures out to processes of the runtime, of which at most `limit`
/// are to run at once, each for `share` tasks at most. `named` is called with each task's
/// number before there is a process; and with 0 for a task that is not started.
///
/// Returns false, having done nothing, when there is no memory for that many tasks
/// at once.
///
/// # Errors
/// As for [`task`].
pub fn batch(
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
    let work = Work {
        closures,
        share,
        seeds: Series::next(u64::from(tasks)),
    };
    batch_work::enter(batch.number(), work);
    // As when they are started singly, all have been before the first is awaited.
    let all_claimed = || scheduler::wait_until(Some(NO_TASK), None, |_| !batch.has_more());
    let started = contained(all_claimed);
    if started.is_err() && role::with_table(|table| table.is_untouched(&batch)) {
        let removed = role::with_table(|table| table.remove_batch(&batch));
        batch_work::forget(batch.number());
        for task in removed.into_iter().filter_map(|id| batch.task(id)) {
            named(task as usize, NO_TASK);
        }
    }
    started.map(|()| true)
}
