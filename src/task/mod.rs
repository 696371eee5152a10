//! The life of a task.
//!
//! From the top: [`start`] waits for a place and has a task made, [`join`] waits for one
//! and takes its outcome. Both stand on the [`scheduler`], the loop in which a caller
//! sleeps and starts what can run. [`spawn`] forks, [`child`] is the task's side from there
//! to its end. Beneath, [`table`] knows which tasks there are, [`outcome`] what became of
//! one, [`role`] what this process is to pokio, [`machine`] what it runs on. No file uses
//! one above it. [`faults`] is for tests.

pub mod batch;
mod batch_trace;
#[cfg(not(test))]
pub mod batch_work;
#[cfg(not(test))]
pub mod cancelled_here;
mod cause;
#[cfg(not(test))]
pub mod child;
#[cfg(not(test))]
pub mod connections;
pub mod decision;
#[cfg(not(test))]
pub mod faults;
#[cfg(not(test))]
pub mod hooks;
#[cfg(not(test))]
pub mod huge_pages;
pub mod ids;
mod inbox;
#[cfg(not(test))]
pub mod interruption;
pub mod items;
#[cfg(not(test))]
pub mod join;
pub mod machine;
pub mod message_kind;
#[cfg(not(test))]
pub mod messages;
#[cfg(not(test))]
pub mod outcome;
pub mod output;
pub mod publication;
#[cfg(not(test))]
pub mod random;
mod registry;
#[cfg(not(test))]
pub mod restore;
pub mod role;
#[cfg(not(test))]
pub mod scheduler;
#[cfg(not(test))]
pub mod spawn;
#[cfg(not(test))]
pub mod start;
pub mod status;
#[cfg(not(test))]
pub mod steps;
pub mod table;
#[cfg(not(test))]
pub mod task_ref;
pub mod terms;
pub mod trace;
#[cfg(not(test))]
pub mod worker;

pub use cause::{Cause, signal_name};
use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
};
use thiserror::Error;

/// Why a task cannot be started or awaited.
#[derive(Debug, Error)]
pub enum TaskError {
    /// The system has no process, memory or descriptor to give, and no task of this program
    /// is left whose end could free one.
    #[error(
        "pokio cannot start a task: {0}. No task of this program is left to wait for; raise the limit, or start fewer processes at once"
    )]
    Refused(io::Error),
    /// Waiting failed.
    #[error("pokio cannot wait for its tasks: {0}")]
    Wait(io::Error),
    /// The result cannot be read.
    #[error("The result of a task could not be read: {0}")]
    Unreadable(String),
    /// The value is nested more deeply than it could be read again.
    #[error("The result of a task is nested too deeply to be sent (see unserialize_max_depth)")]
    TooDeep,
    /// The result could not be written.
    #[error("The result of a task could not be sent: {0}")]
    Unsendable(String),
    /// A task, or a stream or call over many, of another process.
    #[error(
        "The promise, stream or call was started by another process and can only be awaited there"
    )]
    Foreign,
    /// A task that waits for itself.
    #[error("A task cannot await its own promise")]
    Itself,
    /// An exception is pending.
    #[error("an exception is pending")]
    Thrown,
    /// An exception is pending, and it is a hook's that keeps the task from being made.
    #[error("an exception of a hook is pending")]
    Prevented,
    /// It was cancelled while its start waited: nothing is pending, and it never runs.
    #[error("the task was cancelled before it started")]
    Unwanted,
    /// Its start has waited until the deadline; nothing is pending.
    #[error("the deadline of a task's start is over")]
    Late,
    /// An error in this code.
    #[error("pokio: internal error, please report it")]
    Internal,
}

/// Turns a panic into [`TaskError::Internal`], so that it ends one task alone.
fn contained<T>(work: impl FnOnce() -> Result<T, TaskError>) -> Result<T, TaskError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(TaskError::Internal))
}
