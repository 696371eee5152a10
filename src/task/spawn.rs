//! A new process, for a task or for a worker: what it takes, the fork, and on the child's
//! side the way into [`child`] or [`worker`](mod@worker). Nothing here waits.

use super::{
    batch::Batch,
    batch_work::Work,
    child, connections, huge_pages,
    ids::RuntimeId,
    interruption,
    random::Seeds,
    role,
    steps::{self, Step},
    table::Prepared,
    terms::Terms,
    worker::{self, WorkerContext},
};
use crate::{
    engine::{Object, inherited, vm_interrupt},
    memory::checksum,
    system::{
        self,
        process::{self, Side},
        signals::Blocked,
    },
};
use std::{io, rc::Rc};

/// What an attempt to fork gave.
pub enum Spawned {
    /// There is a new process.
    Started,
    /// There is none: a signal handler has to run first.
    Interrupted,
}

/// Takes what a task with these terms needs.
///
/// # Errors
/// `EMFILE`, `ENFILE` or `ENOMEM`.
pub fn prepare(terms: Option<&Terms>) -> io::Result<Prepared> {
    steps::at(Step::Allocate)?;
    role::with_table(|table| {
        table.reap();
        table.prepare(process::id(), terms)
    })
}

/// Forks a task that runs the closure. What was taken for it is given back if the fork
/// fails. A function of its own: the task's process runs the rest of it.
///
/// # Errors
/// As for [`fork`].
#[inline(never)]
pub fn task(
    prepared: Prepared,
    runtime: RuntimeId,
    closure: &Object,
    terms: Option<&Terms>,
    seeds: Seeds,
) -> io::Result<Spawned> {
    let mut unstarted = Unstarted(Some(prepared));
    let parent = role::Parent::this();
    let Some((side, blocked)) = fork()? else {
        return Ok(Spawned::Interrupted);
    };
    let Some(prepared) = unstarted.0.take() else {
        unreachable!("just put there")
    };
    match side {
        Side::Child => child::run(prepared, parent, blocked, closure, terms, seeds),
        Side::Parent(child) => {
            role::with_table(|table| table.started(prepared, runtime, child, terms));
            Ok(Spawned::Started)
        }
    }
}

/// What was taken for a task. It is given back if the fork fails.
struct Unstarted(Option<Prepared>);

impl Drop for Unstarted {
    fn drop(&mut self) {
        if let Some(prepared) = self.0.take() {
            role::with_table(|table| table.abandon(prepared));
        }
    }
}

/// Forks one more worker for a batch.
///
/// # Errors
/// As for [`fork`]; `EMFILE`, `ENFILE` or `ENOMEM` before it.
pub fn worker(batch: &Rc<Batch>, work: &Work) -> io::Result<Spawned> {
    steps::at(Step::Allocate)?;
    let parent = role::Parent::this();
    let (number, parent_guard) = role::with_table(|table| {
        table.reap();
        table.prepare_worker(batch, parent.process())
    })?;
    match fork()? {
        None => Ok(Spawned::Interrupted),
        Some((Side::Child, blocked)) => {
            let context = WorkerContext {
                batch: Rc::clone(batch),
                number,
                parent,
            };
            worker::run(&context, parent_guard, blocked, work)
        }
        Some((Side::Parent(child), _)) => {
            role::with_table(|table| table.worker_started(batch, parent_guard, child));
            Ok(Spawned::Started)
        }
    }
}

/// Forks with all signals blocked; they stay blocked until the [`Blocked`] is dropped.
/// `None`, and no fork, when a signal's handler written in PHP is due: the caller runs that
/// first, so that the new process does not run it, too.
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
    checksum::prepare();
    // Here, for the task: there it would cost a page.
    system::forget_last_error();
    let blocked = Blocked::all();
    if vm_interrupt::pending() {
        return Ok(None);
    }
    let span = steps::begin(Step::Fork)?;
    let side = process::fork()?;
    if matches!(side, Side::Parent(_)) {
        span.end();
    }
    Ok(Some((side, blocked)))
}
