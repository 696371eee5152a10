//! The caller's side of a task's start: room, memory, fork.

use super::{
    TaskError, child, connections, contained,
    control::Terms,
    faults::{self, Step},
    hooks, huge_pages, interruption,
    random::{self, Seeds},
    role,
    table::{Prepared, RuntimeId, TaskId},
    trace::{self, Span},
    wait,
};
use crate::{
    engine::{Object, Thrown, inherited, interrupt},
    system::{
        self,
        process::{self, Side},
        signals::Blocked,
    },
};
use std::io;

/// Forks a task that runs the closure, as soon as fewer than `limit` tasks of
/// the runtime are running. `named` is told the task's number before the fork,
/// so that the task finds it too; and 0 when there is none after all. With `terms` the
/// task reports more than its outcome.
///
/// When the system refuses, tasks of ours are waited for and it is tried again. `seeds`
/// are for the task's random numbers, `None` for those of the next task.
///
/// # Errors
/// [`TaskError::Refused`] when there is none to wait for; [`TaskError::Thrown`]
/// when a signal's handler threw.
pub fn launch(
    runtime: RuntimeId,
    limit: usize,
    closure: &Object,
    terms: Option<&Terms>,
    seeds: Option<Seeds>,
    named: impl FnMut(TaskId),
) -> Result<TaskId, TaskError> {
    contained(|| launch_when_possible(runtime, limit, closure, terms, seeds, named))
}

fn launch_when_possible(
    runtime: RuntimeId,
    limit: usize,
    closure: &Object,
    terms: Option<&Terms>,
    seeds: Option<Seeds>,
    mut named: impl FnMut(TaskId),
) -> Result<TaskId, TaskError> {
    let seeds = seeds.unwrap_or_else(random::next);
    let mut told = false;
    loop {
        wait::wait_until(None, |table| {
            let has_place = table.running(Some(runtime)) < limit.max(1);
            if !has_place {
                table.retire_idle(Some(runtime));
            }
            has_place
        })?;
        if !std::mem::replace(&mut told, true) {
            (hooks::get().before_fork)().map_err(|Thrown| TaskError::Thrown)?;
            // PHP's code has run: other tasks may have been started.
            continue;
        }
        let prepared = match faults::at(Step::Allocate).and_then(|()| {
            role::with_table(|table| {
                table.reap();
                let mut prepared = table.prepare(process::id())?;
                match terms.map_or(Ok(()), |terms| table.prepare_for(&mut prepared, terms)) {
                    Ok(()) => Ok(prepared),
                    Err(error) => {
                        table.abandon(prepared);
                        Err(error)
                    }
                }
            })
        }) {
            Ok(prepared) => prepared,
            Err(error) => {
                wait_for_capacity(error)?;
                continue;
            }
        };
        let id = prepared.id();
        named(id);
        match start(prepared, runtime, closure, terms, seeds) {
            Ok(true) => return Ok(id),
            Ok(false) => {
                named(0);
                interrupt::dispatch().map_err(|Thrown| TaskError::Thrown)?;
            }
            Err(error) => {
                named(0);
                wait_for_capacity(error)?;
            }
        }
    }
}

/// Forks the task. Returns false when a signal's handler is to run first. A function
/// of its own: the task's process runs the rest of it.
#[inline(never)]
fn start(
    prepared: Prepared,
    runtime: RuntimeId,
    closure: &Object,
    terms: Option<&Terms>,
    seeds: Seeds,
) -> io::Result<bool> {
    let mut unstarted = Unstarted(Some(prepared));
    let parent = role::Parent::this();
    let Some((side, blocked)) = fork()? else {
        return Ok(false);
    };
    let Some(prepared) = unstarted.0.take() else {
        unreachable!("just put there")
    };
    match side {
        Side::Child => child::run(prepared, parent, blocked, closure, terms, seeds),
        Side::Parent(child) => {
            role::with_table(|table| table.started(prepared, runtime, child, terms));
            Ok(true)
        }
    }
}

/// Forks with all signals held back, which they are as long as the second of the
/// two lives: a handler that waits to be called is called first, so that the new
/// process does not have to call it too. `None` when one waits.
///
/// # Errors
/// As for [`process::fork`].
pub(super) fn fork() -> io::Result<Option<(Side, Blocked)>> {
    inherited::prepare(system::pages::make_writable, system::files::position);
    connections::prepare()?;
    huge_pages::prepare();
    system::c_exit::leave_early(role::is_task);
    system::stdio::flush();
    interruption::prepare();
    // Here, for the task: there it would cost a page.
    system::forget_last_error();
    let blocked = Blocked::all();
    if interrupt::pending() {
        return Ok(None);
    }
    let began = trace::begin();
    let side = faults::at(Step::Fork).and_then(|()| process::fork())?;
    if matches!(side, Side::Parent(_)) {
        trace::end(Span::Fork, began);
    }
    Ok(Some((side, blocked)))
}

/// What was taken for a task; given back when there is none after all.
struct Unstarted(Option<Prepared>);

impl Drop for Unstarted {
    fn drop(&mut self) {
        if let Some(prepared) = self.0.take() {
            role::with_table(|table| table.abandon(prepared));
        }
    }
}

/// After a refusal: waits until a process of ours has gone. A signal's handler may
/// have something to say to it before.
pub(super) fn wait_for_capacity(refusal: io::Error) -> Result<(), TaskError> {
    interrupt::dispatch().map_err(|Thrown| TaskError::Thrown)?;
    if role::with_table(|table| table.reap_all()) {
        return Ok(());
    }
    let before = role::with_table(|table| table.running(None));
    if before == 0 {
        return Err(TaskError::Refused(refusal));
    }
    wait::wait_until(None, |table| {
        table.retire_idle(None);
        table.running(None) < before
    })?;
    role::with_table(|table| table.reap_all());
    Ok(())
}
