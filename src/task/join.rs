//! Waiting for one task, or the first of some, and taking its outcome.

use super::{
    TaskError, batch_work, contained,
    ids::{RuntimeId, TaskId},
    messages,
    outcome::{self, OpenedOutcome, Settlement},
    role::{self, Relation},
    scheduler,
    steps::{self, Span, Step},
    table::{Inherited, Lease, Table},
    task_ref::TaskRef,
    terms::Facts,
};
use crate::{engine::vm_interrupt, system};
use std::time::{Duration, Instant};

/// What asking for a task's outcome gave.
pub enum Taken {
    /// It has been taken before.
    Before,
    /// It is taken now, if it could be read; and what is known of the task.
    Now(Result<Settlement, TaskError>, Facts),
}

/// Waits for a task and takes its outcome.
///
/// # Errors
/// [`TaskError`]; the outcome has not been taken then, and a later call may take it.
pub fn outcome(task: TaskRef) -> Result<Taken, TaskError> {
    contained(|| match task.relation() {
        Relation::Own => own(task.id()),
        Relation::Inherited => inherited(task.id()),
        Relation::Itself => Err(TaskError::Itself),
        Relation::Later | Relation::Foreign => Err(TaskError::Foreign),
    })
}

/// How long the caller waits for running tasks to free memory when there is too little for a
/// result: a person hardly notices it.
const FREEING: Duration = Duration::from_millis(200);

/// Takes the outcome of a task that this process started.
fn own(id: TaskId) -> Result<Taken, TaskError> {
    let owner = role::owner();
    until(id, None)?;
    messages::deliver_of(id)?;
    if role::owner() != owner {
        // A receiver has forked by hand, and this is the new process.
        return Err(TaskError::Foreign);
    }
    let Some((opened, lease, facts)) = role::with_table(|table| {
        let (outcome, mut lease, facts) = table.take_with_facts(id)?;
        if outcome::is_string(&outcome) {
            table.give_away(&mut lease);
        }
        Some((outcome::read(outcome), lease, facts))
    }) else {
        return Ok(Taken::Before);
    };
    let span = Span::begin(Step::Decode);
    let opened = opened.and_then(|opened| {
        outcome::ensure_budget(&opened, || {
            role::with_table(|table| table.free_memory(FREEING));
        })?;
        opened.detached()
    });
    let mut lease = Some(lease);
    if opened.as_ref().map_or(true, OpenedOutcome::is_detached) {
        release(&mut lease);
    }
    // Decoding may run PHP's code, and that may use the table, or fork by hand.
    let outcome = opened.and_then(|opened| contained(|| opened.decode()));
    span.end();
    if role::owner() == owner {
        release(&mut lease);
        // An error here costs no outcome: the next call tries again.
        let _ = contained(|| {
            steps::at(Step::Reap).map_err(TaskError::Wait)?;
            role::with_table(Table::tidy);
            Ok(())
        });
        batch_work::clean_up();
    }
    Ok(Taken::Now(outcome, facts))
}

/// Gives back the memory of a message.
fn release(lease: &mut Option<Lease>) {
    if let Some(lease) = lease.take() {
        role::with_table(|table| table.release_lease(lease));
    }
}

/// In a task: reads what a task of its parent left, and leaves it to the parent.
fn inherited(id: TaskId) -> Result<Taken, TaskError> {
    let owner = role::owner();
    until_inherited(id, None)?;
    if role::owner() != owner {
        // A handler has forked by hand, and this is the new process.
        return Err(TaskError::Foreign);
    }
    let opened = role::with_table(|table| {
        let outcome = table.read(id)?;
        Some(outcome::read(outcome))
    });
    Ok(opened.map_or(Taken::Before, |opened| {
        let settlement = opened.and_then(|opened| {
            outcome::ensure_budget(&opened, || {})?;
            opened.decode()
        });
        Taken::Now(settlement, Facts::default())
    }))
}

/// In a task: waits until a task of its parent has an outcome, or the deadline has come.
fn until_inherited(id: TaskId, deadline: Option<Instant>) -> Result<(), TaskError> {
    while let Some(batch) = role::with_table(|table| match table.inherited(id) {
        Some(Inherited::Process(handle)) if !handle.ended() => Some(None),
        Some(Inherited::Shared(batch)) => Some(Some(batch)),
        _ => None,
    }) {
        if deadline.is_some_and(|deadline| deadline <= Instant::now()) {
            return Ok(());
        }
        match batch {
            Some(batch) => {
                if !vm_interrupt::pending() {
                    batch.sleep(id);
                }
                scheduler::run_handlers()?;
            }
            None => {
                scheduler::interruptible(|mask| {
                    role::with_table(|table| match table.inherited(id) {
                        Some(Inherited::Process(handle)) => {
                            // What a task leaves may keep its end from being seen.
                            let again = system::LOOK_AGAIN.map(|pause| Instant::now() + pause);
                            let until = again.into_iter().chain(deadline).min();
                            system::wait(None, &[handle], mask, until).map(|_| ())
                        }
                        _ => Ok(()),
                    })
                })?;
            }
        }
    }
    role::with_table(|table| table.inherited_ended(id));
    Ok(())
}

/// Waits until a task of this process, or of its parent, has an outcome, or the deadline has
/// come. Any other is not waited for.
///
/// # Errors
/// As for [`scheduler::wait_until`].
pub fn until_settled(task: TaskRef, deadline: Option<Instant>) -> Result<(), TaskError> {
    contained(|| match task.relation() {
        Relation::Own => until(task.id(), deadline),
        Relation::Inherited => until_inherited(task.id(), deadline),
        Relation::Itself | Relation::Later | Relation::Foreign => Ok(()),
    })
}

/// Whether a task has an outcome, for who asks again and again in place of waiting: deaths
/// are looked for, and a worker that has died gets a successor, as in a wait.
pub fn is_done(task: TaskRef) -> bool {
    if !task.is_own() {
        return task.is_settled();
    }
    let done = role::with_table(|table| table.look_at(task.id()));
    if !done {
        let _ = contained(|| {
            scheduler::start_successor();
            Ok(())
        });
    }
    done
}

/// Waits until a task of this process has an outcome, or the deadline has come.
///
/// # Errors
/// As for [`scheduler::wait_until`].
pub fn until(task: TaskId, deadline: Option<Instant>) -> Result<(), TaskError> {
    scheduler::wait_until(Some(task), deadline, |table| table.finished(task))
}

/// Waits until one of the tasks has an outcome, or `enough` says so of the number of
/// processes of the runtime that are at work, or the deadline has come.
///
/// # Errors
/// As for [`scheduler::wait_until`].
pub fn until_any(
    tasks: &[TaskId],
    runtime: RuntimeId,
    deadline: Option<Instant>,
    enough: impl Fn(usize) -> bool,
) -> Result<(), TaskError> {
    scheduler::wait_until(None, deadline, |table| {
        tasks.iter().any(|task| table.finished(*task)) || enough(table.running(Some(runtime)))
    })
}

/// Waits for the end of a task, if this process started it; its outcome stays.
///
/// # Errors
/// As for [`scheduler::wait_until`].
pub fn until_ended(task: TaskRef) -> Result<(), TaskError> {
    if task.is_own() {
        until(task.id(), None)?;
        role::with_table(Table::tidy);
    }
    Ok(())
}
