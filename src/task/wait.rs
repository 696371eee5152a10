//! The caller's side while tasks run: waiting, and taking what they left.

use super::{
    Cause, TaskError,
    batch::Batch,
    contained,
    control::Facts,
    faults::{self, Step},
    items, messages,
    outcome::{self, OpenedOutcome, Settlement},
    pool,
    role::{self, Relation, Token},
    table::{Inherited, RuntimeId, Table, TaskId},
    trace::{self, Span},
};
use crate::{
    engine::{Thrown, interrupt},
    memory::budget,
    system::{self, signals::Blocked},
};
use std::{io::ErrorKind, rc::Rc, time::Instant};

/// What to do next while waiting.
enum Next {
    Nothing,
    Sleep,
    SpawnWorker(Rc<Batch>),
    SpawnItemWorker(TaskId),
}

/// Looks whether `done` says so, and what to do if not. `awaited` as for
/// [`wait_until`].
fn look(awaited: Option<TaskId>, done: impl FnOnce(&mut Table) -> bool) -> Next {
    role::with_table(|table| {
        table.expect(awaited);
        table.collect();
        table.show_lines();
        if done(table) {
            table.expect_none();
            Next::Nothing
        } else {
            let vacancy = table.vacancy().map(Next::SpawnWorker);
            let vacancy = vacancy.or_else(|| table.item_vacancy().map(Next::SpawnItemWorker));
            vacancy.unwrap_or(Next::Sleep)
        }
    })
}

/// Waits until `done` says so; when that is the end of one task, `awaited` says
/// which, and `table::NO_TASK` when it is that of a process. Signal handlers written
/// in PHP run meanwhile. Batches that have work for more processes get them.
///
/// # Errors
/// [`TaskError::Thrown`] when a handler threw; [`TaskError::Refused`] when a batch
/// has no process, and the system none to give; [`TaskError::Foreign`] in a process
/// that a handler has forked, when a task or a batch was waited for.
pub fn wait_until(
    awaited: Option<TaskId>,
    done: impl FnMut(&mut Table) -> bool,
) -> Result<(), TaskError> {
    wait_until_or(awaited, None, done)
}

/// The same, until the deadline at the latest: `done` is asked once more then, and
/// decides what that means.
///
/// # Errors
/// As for [`wait_until`].
pub fn wait_until_or(
    awaited: Option<TaskId>,
    deadline: Option<Instant>,
    mut done: impl FnMut(&mut Table) -> bool,
) -> Result<(), TaskError> {
    let owner = role::owner();
    loop {
        if awaited.is_some() && role::owner() != owner {
            // A handler has forked by hand, and this is the new process.
            return Err(TaskError::Foreign);
        }
        messages::deliver()?;
        let over = deadline.is_some_and(|deadline| deadline <= Instant::now());
        match look(awaited, &mut done) {
            Next::Nothing => return Ok(()),
            Next::SpawnWorker(batch) => pool::spawn_worker(&batch)?,
            Next::SpawnItemWorker(id) => items::pool::spawn_worker(id)?,
            Next::Sleep if over => return Ok(()),
            Next::Sleep => {
                match faults::at(Step::Wait) {
                    Err(error) if error.kind() == ErrorKind::WouldBlock => continue,
                    result => result.map_err(TaskError::Wait)?,
                }
                let sleep =
                    |mask: &_| role::with_table(|table| table.sleep(mask, deadline).map(|_| ()));
                let began = trace::begin();
                let slept = interruptible(sleep);
                trace::end(Span::Wait, began);
                slept?;
            }
        }
    }
}

/// Sleeps once, so that no signal is missed: between the look for handlers that
/// wait and the sleep, none can be delivered.
fn interruptible(
    sleep: impl FnOnce(&nix::sys::signal::SigSet) -> std::io::Result<()>,
) -> Result<(), TaskError> {
    {
        let blocked = Blocked::all();
        if !interrupt::pending() {
            sleep(blocked.before()).map_err(TaskError::Wait)?;
        }
    }
    interrupt::dispatch().map_err(|Thrown| TaskError::Thrown)?;
    Ok(())
}

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
/// [`TaskError`] when it has not been taken and can still be.
pub fn outcome(owner: Token, id: TaskId) -> Result<Taken, TaskError> {
    contained(|| match role::relation(owner, id) {
        Relation::Own => own(id),
        Relation::Inherited => inherited(id),
        Relation::Itself => Err(TaskError::Itself),
        Relation::Later | Relation::Foreign => Err(TaskError::Foreign),
    })
}

/// Whether this process started the task.
pub fn is_own(owner: Token, id: TaskId) -> bool {
    matches!(role::relation(owner, id), Relation::Own)
}

/// Whether this process's parent starts the task after this one.
pub fn is_later(owner: Token, id: TaskId) -> bool {
    matches!(role::relation(owner, id), Relation::Later)
}

fn own(id: TaskId) -> Result<Taken, TaskError> {
    wait_until(Some(id), |table| table.finished(id))?;
    messages::deliver_of(id)?;
    let Some((opened, lease, facts)) = role::with_table(|table| {
        let (outcome, mut lease, facts) = table.take_with_facts(id)?;
        let opened = outcome::read(outcome);
        if opened.as_ref().is_ok_and(OpenedOutcome::is_given_away) {
            table.give_away(&mut lease);
        }
        Some((opened, lease, facts))
    }) else {
        return Ok(Taken::Before);
    };
    // Decoding may run PHP's code, and that may use the table, or fork by hand: the
    // lease is this process's alone.
    let owner = role::owner();
    let outcome = opened.and_then(|opened| {
        contained(|| {
            ensure_budget(&opened, || {
                role::with_table(Table::reap_all);
            })?;
            let began = trace::begin();
            let decoded = opened.decode();
            trace::end(Span::Decode, began);
            decoded
        })
    });
    if role::owner() == owner {
        role::with_table(|table| table.release_lease(lease));
        // What goes wrong here is made good at the next look, and costs no outcome.
        let _ = contained(|| {
            faults::at(Step::Reap).map_err(TaskError::Wait)?;
            role::with_table(settle);
            Ok(())
        });
        pool::clean_up();
    }
    Ok(Taken::Now(outcome, facts))
}

/// Before a big message is decoded: whether there is memory for its value. Where
/// there is not plenty of it, `free` is called first: it waits for the ends of
/// the processes that have sent what they had and still hold its memory.
pub(super) fn ensure_budget(opened: &OpenedOutcome, free: impl FnOnce()) -> Result<(), TaskError> {
    /// A value takes more memory than its message: sixteen times as much at most,
    /// for small integers, and seldom more than this.
    const PLENTY: u64 = 4;
    let size = opened.size();
    if size < budget::STEP {
        return Ok(());
    }
    let size = size as u64;
    budget::to_read(size.saturating_mul(PLENTY), size)
        .or_else(|_| {
            free();
            budget::to_read(size, size)
        })
        .map(|_| ())
        .map_err(|scarce| TaskError::Unreadable(scarce.to_string()))
}

/// Collects processes that have ended; when nothing runs any more, sees to it
/// that none is left.
fn settle(table: &mut Table) {
    // A batch's last task may have been seen to be finished before its batch was.
    table.collect();
    if table.is_quiet() {
        table.reap_soon();
        table.rest();
    } else {
        table.reap();
    }
}

/// When a call over many tasks is over: sees to it that nothing of them is left.
pub fn tidy() {
    if !role::is_task() {
        role::with_table(settle);
    }
}

/// In a task: reads what a task of its parent left, and leaves it to the parent.
fn inherited(id: TaskId) -> Result<Taken, TaskError> {
    let owner = role::owner();
    while let Some(batch) = role::with_table(|table| match table.inherited(id) {
        Some(Inherited::Process(handle)) if !handle.ended() => Some(None),
        Some(Inherited::Shared(batch)) => Some(Some(batch)),
        _ => None,
    }) {
        match batch {
            Some(batch) => {
                if !interrupt::pending() {
                    batch.sleep(id);
                }
                interrupt::dispatch().map_err(|Thrown| TaskError::Thrown)?;
            }
            None => {
                interruptible(|mask| {
                    role::with_table(|table| match table.inherited(id) {
                        Some(Inherited::Process(handle)) => {
                            system::wait(None, &[handle], mask, None).map(|_| ())
                        }
                        _ => Ok(()),
                    })
                })?;
            }
        }
    }
    if role::owner() != owner {
        // A handler has forked by hand, and this is the new process.
        return Err(TaskError::Foreign);
    }
    let opened = role::with_table(|table| {
        table.inherited_ended(id);
        let outcome = table.read(id)?;
        Some(outcome::read(outcome))
    });
    Ok(opened.map_or(Taken::Before, |opened| {
        let settlement = opened.and_then(|opened| {
            ensure_budget(&opened, || {})?;
            opened.decode()
        });
        Taken::Now(settlement, Facts::default())
    }))
}

/// Whether this process started the task, and it has not ended.
pub fn is_running(owner: Token, id: TaskId) -> bool {
    is_own(owner, id) && !role::with_table(|table| table.finished(id))
}

/// Whether this process started the task, and it has ended with a value.
pub fn has_value(owner: Token, id: TaskId) -> bool {
    is_own(owner, id)
        && role::with_table(|table| {
            table.collect();
            table.finished(id) && table.peek(id).is_some_and(|left| outcome::is_value(&left))
        })
}

/// Waits for the end of a task, if this process started it.
///
/// # Errors
/// [`TaskError`] when a signal's handler threw, or waiting fails.
pub fn until_ended(owner: Token, id: TaskId) -> Result<(), TaskError> {
    if is_own(owner, id) {
        wait_until(Some(id), |table| table.finished(id))?;
        role::with_table(settle);
    }
    Ok(())
}

/// Settles a task of this process that has no outcome yet, with this cause, and ends
/// its process. Returns whether there was something to settle.
pub fn end(owner: Token, id: TaskId, cause: Cause) -> bool {
    matches!(role::relation(owner, id), Relation::Own)
        && role::with_table(|table| table.end(id, cause))
}

/// When a task of this process ended, as far as that is known.
pub fn ended_at(owner: Token, id: TaskId) -> Option<Instant> {
    match role::relation(owner, id) {
        Relation::Own => role::with_table(|table| table.ended_at(id)),
        _ => None,
    }
}

/// Whether a task of this process was cancelled, and nobody has taken that yet.
pub fn is_cancelled(owner: Token, id: TaskId) -> bool {
    matches!(role::relation(owner, id), Relation::Own)
        && role::with_table(|table| table.is_cancelled(id))
}

/// How many processes of a runtime are at work.
pub fn running(runtime: RuntimeId) -> usize {
    role::with_table(|table| {
        table.collect();
        table.running(Some(runtime))
    })
}

/// Waits until a task of this process has an outcome, or the deadline has come.
///
/// # Errors
/// [`TaskError::Thrown`] when a signal's handler threw.
pub fn until(task: TaskId, deadline: Option<Instant>) -> Result<(), TaskError> {
    wait_until_or(Some(task), deadline, |table| table.finished(task))?;
    Ok(())
}

/// Waits until one of the tasks has an outcome, or `enough` says so of the number of
/// processes of the runtime that are at work, or the deadline has come.
///
/// # Errors
/// [`TaskError::Thrown`] when a signal's handler threw.
pub fn until_any(
    tasks: &[TaskId],
    runtime: RuntimeId,
    deadline: Option<Instant>,
    enough: impl Fn(usize) -> bool,
) -> Result<(), TaskError> {
    wait_until_or(None, deadline, |table| {
        tasks.iter().any(|task| table.finished(*task)) || enough(table.running(Some(runtime)))
    })?;
    Ok(())
}

/// Cancels a task of this process, whatever it has come to.
pub fn cancel(owner: Token, id: TaskId) {
    if matches!(role::relation(owner, id), Relation::Own) {
        role::with_table(|table| table.cancel(id));
    }
}

/// Whether the task has an outcome; true for one that has been taken.
pub fn is_settled(owner: Token, id: TaskId) -> bool {
    match role::relation(owner, id) {
        Relation::Own => role::with_table(|table| {
            table.collect();
            table.finished(id)
        }),
        Relation::Inherited => role::with_table(|table| table.finished(id)),
        Relation::Itself | Relation::Later | Relation::Foreign => false,
    }
}

/// Waits for the end of every process of a runtime, or of all.
///
/// # Errors
/// [`TaskError::Thrown`] when a signal's handler threw.
pub fn all(runtime: Option<RuntimeId>) -> Result<(), TaskError> {
    wait_until(None, |table| {
        table.retire_idle(runtime);
        table.running(runtime) == 0 && table.vacancy().is_none()
    })?;
    role::with_table(settle);
    pool::clean_up();
    Ok(())
}

/// At the end of the request: waits for what is left, whatever signals come, and
/// collects every process.
pub fn finish() {
    if role::is_task() {
        return;
    }
    role::with_table(Table::cancel_all_items);
    loop {
        // What a receiver throws here nobody catches.
        if messages::deliver().is_err() {
            let _ = crate::engine::guarded(crate::engine::exception::report_pending);
        }
        let went_on = match look(None, |table| table.is_idle()) {
            Next::Nothing => break,
            Next::SpawnWorker(batch) => pool::spawn_worker(&batch).is_ok(),
            Next::SpawnItemWorker(_) => true,
            Next::Sleep => role::with_table(|table| {
                let blocked = Blocked::all();
                table.sleep(blocked.before(), None).is_ok()
            }),
        };
        if !went_on {
            break;
        }
    }
    role::with_table(Table::close);
}

/// One future less means the task.
pub fn release(owner: Token, id: TaskId) {
    if let Relation::Own = role::relation(owner, id) {
        role::with_table(|table| {
            table.release(id);
            settle(table);
        });
    }
}

/// One future more means the task.
pub fn hold(owner: Token, id: TaskId) {
    if let Relation::Own = role::relation(owner, id) {
        role::with_table(|table| table.hold(id));
    }
}
