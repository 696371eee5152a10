//! The one loop in which a caller waits: it sleeps until something happens or the
//! deadline comes, collects what has ended, starts the processes that batches and runs of
//! items have work for, and backs off when the system refuses one.

use super::{
    TaskError,
    batch::Batch,
    batch_work,
    decision::{self, AfterRefusal, Next},
    hooks,
    ids::{RuntimeId, TaskId},
    items::{self, run::Prevented},
    messages, role,
    spawn::{self, Spawned},
    steps::{self, Step},
    table::Table,
};
use crate::{
    engine::{
        self, Thrown,
        exception::{self, Pending},
        vm_interrupt,
    },
    system::signals::Blocked,
};
use nix::sys::signal::SigSet;
use std::{
    io::{self, ErrorKind},
    rc::Rc,
    time::Instant,
};

/// Waits until `done` says so, but not beyond the deadline: `done` is asked once more
/// then, and decides what that means. `awaited` as for [`decision::next`]. Signal handlers
/// written in PHP run meanwhile.
///
/// # Errors
/// [`TaskError::Thrown`] when a handler threw; [`TaskError::Refused`] when a batch
/// has no process, and the system none to give; [`TaskError::Foreign`] in a process
/// that a handler has forked, when a task or a batch was waited for.
pub fn wait_until(
    awaited: Option<TaskId>,
    deadline: Option<Instant>,
    mut done: impl FnMut(&mut Table) -> bool,
) -> Result<(), TaskError> {
    let owner = role::owner();
    let mut late = false;
    loop {
        // Before the look at messages: those that were sent before the deadline are handed on.
        let passed = deadline.filter(|deadline| *deadline <= Instant::now());
        let more_waits = messages::deliver()?;
        if awaited.is_some() && role::owner() != owner {
            // A handler has forked by hand, and this is the new process.
            return Err(TaskError::Foreign);
        }
        match role::with_table(|table| decision::next(table, awaited, passed, &mut done)) {
            Next::Return => return Ok(()),
            // A process was refused until the deadline, and would be once more.
            Next::StartWorker(_) | Next::StartItemWorker(_) if late => return Ok(()),
            Next::StartWorker(batch) => late = !start_worker(&batch, deadline)?,
            Next::StartItemWorker(id) => late = !start_item_worker(id, deadline)?,
            Next::Sleep if more_waits => {}
            Next::Sleep => {
                let span = match steps::begin(Step::Wait) {
                    Err(error) if error.kind() == ErrorKind::WouldBlock => continue,
                    begun => begun.map_err(TaskError::Wait)?,
                };
                let slept = interruptible(|mask| {
                    role::with_table(|table| table.sleep(mask, deadline).map(|_| ()))
                });
                span.end();
                slept?;
            }
        }
    }
}

/// Waits until fewer processes of the runtime are at work than `limit`, or the deadline has
/// come. Says whether there is a place.
///
/// # Errors
/// As for [`wait_until`].
pub fn wait_for_place(
    runtime: RuntimeId,
    limit: usize,
    deadline: Option<Instant>,
) -> Result<bool, TaskError> {
    let mut has_place = false;
    wait_until(None, deadline, |table| {
        has_place = table.running(Some(runtime)) < limit.max(1);
        if !has_place {
            table.retire_idle(Some(runtime));
        }
        has_place
    })?;
    Ok(has_place)
}

/// Sleeps once, so that no signal is missed: between the look for handlers that
/// wait and the sleep, none can be delivered.
pub(super) fn interruptible(
    sleep: impl FnOnce(&SigSet) -> io::Result<()>,
) -> Result<(), TaskError> {
    {
        let blocked = Blocked::all();
        if !vm_interrupt::pending() {
            sleep(blocked.before()).map_err(TaskError::Wait)?;
        }
    }
    run_handlers()
}

/// Runs the handlers, written in PHP, of the signals that have come.
pub(super) fn run_handlers() -> Result<(), TaskError> {
    vm_interrupt::dispatch().map_err(|Thrown| TaskError::Thrown)?;
    Ok(())
}

/// Starts one more process for a batch.
///
/// When the system refuses, the processes that the batch has do its work; when it
/// has none, tasks of ours are waited for. Returns false when the deadline has come meanwhile.
fn start_worker(batch: &Rc<Batch>, deadline: Option<Instant>) -> Result<bool, TaskError> {
    let Some(work) = batch_work::work(batch.number()) else {
        return Err(TaskError::Foreign);
    };
    match spawn::worker(batch, &work) {
        Ok(Spawned::Started) => Ok(true),
        Ok(Spawned::Interrupted) => run_handlers().map(|()| true),
        Err(_) if role::with_table(|table| table.refuse(batch, true)) => Ok(true),
        Err(refusal) => {
            let waited = wait_for_capacity(refusal, deadline);
            role::with_table(|table| table.refuse(batch, false));
            waited
        }
    }
}

/// The same for a run of items.
///
/// # Errors
/// [`TaskError::Refused`] when the system refuses, the run has no process, and there is
/// none of ours to wait for; [`TaskError::Thrown`] when a handler threw, or the program ends.
pub(super) fn start_item_worker(id: TaskId, deadline: Option<Instant>) -> Result<bool, TaskError> {
    let Some(work) = items::work::of(id) else {
        return Err(TaskError::Foreign);
    };
    let number = match items::spawn::prepare(id, &work) {
        Ok(Some(number)) => number,
        Ok(None) => return Ok(true),
        Err(TaskError::Prevented) => return prevented(id, &work).map(|()| true),
        Err(other) => return Err(other),
    };
    match items::spawn::worker(id, number, &work) {
        Ok(Spawned::Started) => Ok(true),
        Ok(Spawned::Interrupted) => run_handlers().map(|()| true),
        Err(_) if role::with_table(|table| table.refuse_items(id, true)) => Ok(true),
        Err(refusal) => {
            let waited = wait_for_capacity(refusal, deadline);
            role::with_table(|table| table.refuse_items(id, false));
            waited
        }
    }
}

/// For who does not wait: starts a process for a batch whose last ones have died before they
/// came to all tasks. When that cannot be, the next call tries again. Runs no handler.
pub(super) fn start_successor() {
    if let Some(batch) = role::with_table(|table| table.vacancy())
        && let Some(work) = batch_work::work(batch.number())
        && spawn::worker(&batch, &work).is_err()
        && !role::with_table(|table| table.refuse(&batch, true))
    {
        role::with_table(|table| table.refuse(&batch, false));
    }
}

/// A hook threw before a process of a run was made: that is the outcome of the run's next
/// item. Where there is none left, it is logged.
fn prevented(id: TaskId, work: &items::work::Work) -> Result<(), TaskError> {
    let Some(Pending::Throwable(thrown)) = exception::take() else {
        return Err(TaskError::Thrown);
    };
    let failed = role::with_table(|table| table.item_run(id).map(items::run::ItemRun::prevent));
    match failed {
        Some(Prevented::Item(item)) => {
            work.prevented.borrow_mut().insert(item, thrown);
        }
        Some(Prevented::All) => {
            let before = work.all_prevented.borrow_mut().replace(thrown);
            drop(before);
        }
        Some(Prevented::Nothing) | None => (hooks::get().log)(&thrown),
    }
    Ok(())
}

/// After a refusal: waits until a process of ours has gone, or the deadline has come. A
/// signal's handler may have something to say to it before. Returns whether it is to be tried
/// again.
///
/// # Errors
/// [`TaskError::Refused`] when there is none to wait for; [`TaskError::Thrown`] when a
/// handler threw.
pub(super) fn wait_for_capacity(
    refusal: io::Error,
    deadline: Option<Instant>,
) -> Result<bool, TaskError> {
    run_handlers()?;
    match role::with_table(|table| decision::after_refusal(table, &refusal)) {
        AfterRefusal::Retry => Ok(true),
        AfterRefusal::GiveUp => Err(TaskError::Refused(refusal)),
        AfterRefusal::WaitForFewer(running) => {
            let mut fewer = false;
            wait_until(None, deadline, |table| {
                table.retire_idle(None);
                fewer = table.running(None) < running;
                fewer
            })?;
            role::with_table(Table::reap_all);
            Ok(fewer)
        }
    }
}

/// Waits for the end of every process of a runtime, or of all.
///
/// # Errors
/// [`TaskError::Thrown`] when a signal's handler threw.
pub fn wait_for_all(runtime: Option<RuntimeId>) -> Result<(), TaskError> {
    wait_until(None, None, |table| {
        table.retire_idle(runtime);
        table.running(runtime) == 0 && table.vacancy().is_none()
    })?;
    role::with_table(Table::tidy);
    batch_work::clean_up();
    Ok(())
}

/// How many processes of a runtime are at work.
pub fn running(runtime: RuntimeId) -> usize {
    role::with_table(|table| {
        table.collect();
        table.running(Some(runtime))
    })
}

/// When a call over many tasks is over: gives back what they leave.
pub fn tidy() {
    if !role::is_task() {
        role::with_table(Table::tidy);
    }
}

/// At the end of the request: waits for what is left, whatever signals come, and
/// collects every process.
pub fn finish() {
    if role::is_task() {
        return;
    }
    messages::nothing_is_handled();
    role::with_table(|table| {
        table.cancel_all_items();
        table.cancel_calls();
    });
    loop {
        // What a receiver throws here nobody catches.
        let more_waits = messages::deliver().unwrap_or_else(|_| {
            let _ = engine::guarded(exception::report_pending);
            false
        });
        let next =
            role::with_table(|table| decision::next(table, None, None, |table| table.is_idle()));
        let went_on = match next {
            Next::Return | Next::Sleep if more_waits => true,
            Next::Return => break,
            Next::StartWorker(batch) => start_worker(&batch, None).is_ok(),
            Next::StartItemWorker(_) => true,
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
