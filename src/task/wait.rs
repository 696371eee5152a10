//! The caller's side while tasks run: waiting, and taking what they left.

use super::{
    TaskError,
    outcome::{self, Outcome, Sent},
    role::{self, Relation},
    table::{RuntimeId, Table, TaskId},
};
use crate::{
    engine::{Thrown, interrupt},
    memory::room,
    system::{self, process::ProcessId, signals::Blocked},
};

/// Waits until `done` says so. Signal handlers written in PHP run meanwhile;
/// returns whether any may have.
///
/// # Errors
/// [`TaskError::Thrown`] when a handler threw.
pub fn wait_until(mut done: impl FnMut(&mut Table) -> bool) -> Result<bool, TaskError> {
    let mut ran = false;
    loop {
        let finished = role::with_table(|table| {
            table.collect();
            done(table)
        });
        if finished {
            return Ok(ran);
        }
        ran |= interruptible(|mask| role::with_table(|table| table.sleep(mask).map(|_| ())))?;
    }
}

/// Sleeps once, so that no signal is missed: between the look for handlers that
/// wait and the sleep, none can be delivered.
fn interruptible(
    sleep: impl FnOnce(&nix::sys::signal::SigSet) -> std::io::Result<()>,
) -> Result<bool, TaskError> {
    {
        let blocked = Blocked::all();
        if !interrupt::pending() {
            sleep(blocked.before()).map_err(TaskError::Wait)?;
        }
    }
    interrupt::dispatch().map_err(|Thrown| TaskError::Thrown)
}

/// What asking for a task's outcome gave.
pub enum Taken {
    /// It has been taken before.
    Before,
    /// It is taken now, if it could be read.
    Now(Result<Outcome, TaskError>),
}

/// Waits for a task and takes its outcome.
///
/// # Errors
/// [`TaskError`] when it has not been taken and can still be.
pub fn outcome(owner: ProcessId, id: TaskId) -> Result<Taken, TaskError> {
    match role::relation(owner, id) {
        Relation::Own => own(id),
        Relation::Inherited => inherited(id),
        Relation::Itself => Err(TaskError::Itself),
        Relation::Foreign => Err(TaskError::Foreign),
    }
}

/// Whether this process started the task.
pub fn is_own(owner: ProcessId, id: TaskId) -> bool {
    matches!(role::relation(owner, id), Relation::Own)
}

fn own(id: TaskId) -> Result<Taken, TaskError> {
    wait_until(|table| table.finished(id))?;
    let Some((sent, claim)) = role::with_table(|table| {
        let (remains, claim) = table.take(id)?;
        Some((outcome::read(remains, table.file()), claim))
    }) else {
        return Ok(Taken::Before);
    };
    // Decoding may run PHP's code, and that may use the table, or fork by hand: the
    // claim is this process's alone.
    let process = role::process();
    let outcome = sent.and_then(|sent| {
        ensure_room(&sent, || {
            role::with_table(Table::reap_all);
        })?;
        sent.decode()
    });
    if role::process() == process {
        role::with_table(|table| {
            table.let_go(claim);
            settle(table);
        });
    }
    Ok(Taken::Now(outcome))
}

/// Before a big message is decoded: whether there is memory for its value. Where
/// there is not plenty of it, `free` is called first: it waits for the ends of
/// the processes that have sent what they had and still hold its memory.
fn ensure_room(sent: &Sent, free: impl FnOnce()) -> Result<(), TaskError> {
    /// A value takes more memory than its message: sixteen times as much at most,
    /// for small integers, and seldom more than this.
    const PLENTY: u64 = 4;
    let size = sent.size();
    if size < room::STEP {
        return Ok(());
    }
    let size = size as u64;
    room::to_read(size.saturating_mul(PLENTY), size)
        .or_else(|_| {
            free();
            room::to_read(size, size)
        })
        .map(|_| ())
        .map_err(|scarce| TaskError::Unreadable(scarce.to_string()))
}

/// Collects processes that have ended; when nothing runs any more, sees to it
/// that none is left.
fn settle(table: &mut Table) {
    if table.is_idle() {
        table.reap_soon();
        table.rest();
    } else {
        table.reap();
    }
}

/// In a task: reads what a task of its parent left, and leaves it to the parent.
fn inherited(id: TaskId) -> Result<Taken, TaskError> {
    while role::with_table(|table| table.inherited(id).is_some_and(|watch| !watch.ended())) {
        interruptible(|mask| {
            role::with_table(|table| match table.inherited(id) {
                Some(watch) => system::wait(None, &[watch], mask).map(|_| ()),
                None => Ok(()),
            })
        })?;
    }
    let sent = role::with_table(|table| {
        table.inherited_ended(id);
        let (remains, _) = table.take(id)?;
        Some(outcome::read(remains, table.file()))
    });
    Ok(sent.map_or(Taken::Before, |sent| {
        Taken::Now(sent.and_then(|sent| {
            ensure_room(&sent, || {})?;
            sent.decode()
        }))
    }))
}

/// Waits for the end of every process of a runtime, or of all.
///
/// # Errors
/// [`TaskError::Thrown`] when a signal's handler threw.
pub fn all(runtime: Option<RuntimeId>) -> Result<(), TaskError> {
    wait_until(|table| table.running(runtime) == 0)?;
    role::with_table(settle);
    Ok(())
}

/// At the end of the request: waits for what is left, whatever signals come, and
/// collects every process.
pub fn finish() {
    if role::is_task() {
        return;
    }
    role::with_table(|table| {
        table.collect();
        while !table.is_idle() {
            let blocked = Blocked::all();
            if table.sleep(blocked.before()).is_err() {
                break;
            }
        }
        table.close();
    });
}

/// One future less means the task.
pub fn release(owner: ProcessId, id: TaskId) {
    if let Relation::Own = role::relation(owner, id) {
        role::with_table(|table| {
            table.release(id);
            settle(table);
        });
    }
}

/// One future more means the task.
pub fn hold(owner: ProcessId, id: TaskId) {
    if let Relation::Own = role::relation(owner, id) {
        role::with_table(|table| table.hold(id));
    }
}
