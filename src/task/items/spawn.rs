//! A new process of a run: the hooks before it, what it takes, the fork. Nothing here waits.

use super::{
    output::ItemOutput,
    work::{Process, Work},
    worker,
};
use crate::{
    engine::Thrown,
    memory::channel::Channel,
    system::process::Side,
    task::{
        TaskError,
        faults::{self, Step},
        hooks,
        ids::TaskId,
        inbox::Inbox,
        role,
        spawn::{self, Spawned},
        table::Table,
        trace,
    },
};
use std::{io, rc::Rc};

/// Runs the hooks before a fork. Gives the number that the process is to have; `None` when
/// none is needed any more.
///
/// # Errors
/// [`TaskError::Prevented`] when a hook threw.
pub fn prepare(id: TaskId, work: &Work) -> Result<Option<TaskId>, TaskError> {
    run_hooks(id)?;
    let number = role::with_table(Table::take_number);
    (hooks::get().about_to_fork)(number);
    // PHP's code has run: the place, or the item, may have been taken.
    let needed = role::with_table(|table| table.item_vacancy()) == Some(id);
    if !needed {
        work.keep(Process::of_none(number));
    }
    Ok(needed.then_some(number))
}

/// Calls the hooks before a fork. They may wait, and who waits starts what a run has work
/// for: not this one, whose hooks would be called again while they run.
fn run_hooks(id: TaskId) -> Result<(), TaskError> {
    let note = |runs| {
        role::with_table(|table| {
            let run = table.item_run(id);
            run.map(|run| run.hooks_run(runs))
        });
    };
    note(true);
    // After a fatal error in one the request ends, and the run with it.
    let ran = (hooks::get().before_fork)();
    note(false);
    ran.map_err(|Thrown| TaskError::Prevented)
}

/// Forks a process of this number for a run.
///
/// # Errors
/// As for [`spawn::fork`]; `EMFILE`, `ENFILE` or `ENOMEM` before it.
pub fn worker(id: TaskId, number: TaskId, work: &Rc<Work>) -> io::Result<Spawned> {
    let unstarted = Unstarted { number, work };
    let spawned = fork(id, number, work);
    if matches!(spawned, Ok(Spawned::Started)) {
        std::mem::forget(unstarted);
    }
    spawned
}

/// A process that has not come about, whatever the reason: its hooks follow.
struct Unstarted<'a> {
    number: TaskId,
    work: &'a Work,
}

impl Drop for Unstarted<'_> {
    fn drop(&mut self) {
        self.work.keep(Process::of_none(self.number));
    }
}

fn fork(id: TaskId, number: TaskId, work: &Rc<Work>) -> io::Result<Spawned> {
    faults::at(Step::Allocate)?;
    let parent = role::Parent::this();
    let (lane, parent_guard) = role::with_table(|table| {
        table.reap();
        table.prepare_item_worker(id, parent.process())
    })?;
    let channel = work.sends.then(Channel::map).transpose()?.map(Rc::new);
    let output = ItemOutput::open(work.output)?;
    match spawn::fork()? {
        None => Ok(Spawned::Interrupted),
        Some((Side::Child, blocked)) => {
            let context = worker::WorkerContext {
                id,
                lane,
                parent,
                output,
                channel,
            };
            worker::run(&context, parent_guard, blocked, work)
        }
        Some((Side::Parent(child), _)) => {
            role::with_table(|table| table.item_worker_started(id, lane, parent_guard, child));
            trace::started(number, child, None);
            work.keep(Process {
                number,
                process: Some(child),
                reader: output.and_then(ItemOutput::reader),
                inbox: channel.map(Inbox::new),
            });
            Ok(Spawned::Started)
        }
    }
}
