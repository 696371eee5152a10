//! What the life of a task asks of the room above: a table that is set once, when the
//! module starts.

use super::ids::TaskId;
use crate::engine::{Object, Thrown};
use ext_php_rs::types::Zval;
use std::sync::OnceLock;

/// What a task has sent.
pub enum Sent {
    /// A message for its receiver.
    Message(Zval),
    /// What the hooks at its process's end have given.
    End(Zval),
}

/// What a task asks of the room that made its closure.
#[derive(Clone, Copy)]
pub struct Hooks {
    /// Resolves a value as long as it is a promise.
    pub resolve: fn(Zval) -> Result<Zval, Thrown>,
    /// Forgets the promises that the caller left to be waited for.
    pub detach: fn(),
    /// Runs a promise that the task left to be waited for; `None` when there is
    /// none.
    pub run_unwaited: fn() -> Option<Result<(), Thrown>>,
    /// In a process that takes several tasks, before the first: begins the undo log of what
    /// tasks do with their caller's promises.
    pub begin_undo_log: fn(),
    /// At a task's end: leaves those of its caller's promises that it has started to be
    /// waited for.
    pub leave_borrowed: fn(),
    /// Undoes what the task has done with its caller's promises.
    pub undo: fn(),
    /// In the caller, just before a fork.
    pub before_fork: fn() -> Result<(), Thrown>,
    /// In the caller: no process was forked, although `before_fork` has been called.
    pub not_forked: fn(),
    /// In the caller: writes what has been thrown to PHP's error log.
    pub log: fn(&Object),
    /// In the caller: a process of several items is about to be forked, and has this number.
    pub about_to_fork: fn(TaskId),
    /// In a new process, before anything else of PHP's code.
    pub in_child: fn() -> Result<(), Thrown>,
    /// At the end of a process that did not die: sends what it has to tell its caller.
    pub at_end: fn(),
    /// In the caller: a task has sent something, or an item of a run, which has this key.
    pub deliver: fn(TaskId, Option<Zval>, Sent) -> Result<(), Thrown>,
}

static HOOKS: OnceLock<Hooks> = OnceLock::new();

/// Sets the table. To be called while the module starts; the first call counts.
pub fn set(hooks: Hooks) {
    let _ = HOOKS.set(hooks);
}

/// The table.
///
/// # Panics
/// Before it has been set.
pub fn get() -> &'static Hooks {
    HOOKS.get().expect("set when the module started")
}
