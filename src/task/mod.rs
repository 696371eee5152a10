//! The life of a task.
//!
//! [`launch`] is the caller's side up to the fork, [`child`] the task's side
//! from there to its end, [`wait`] the caller's side after it. [`table`] knows
//! which tasks there are, [`outcome`] what became of one, [`role`] what this
//! process is to pokio, [`machine`] what it runs on. [`faults`] is for tests.

pub mod batch;
mod cause;
#[cfg(not(test))]
pub mod child;
#[cfg(not(test))]
pub mod connections;
pub mod control;
#[cfg(not(test))]
pub mod faults;
#[cfg(not(test))]
pub mod hooks;
#[cfg(not(test))]
pub mod huge_pages;
mod inbox;
#[cfg(not(test))]
pub mod interruption;
pub mod items;
#[cfg(not(test))]
pub mod launch;
#[cfg(not(test))]
pub mod leftovers;
pub mod machine;
#[cfg(not(test))]
pub mod messages;
#[cfg(not(test))]
pub mod outcome;
pub mod output;
#[cfg(not(test))]
pub mod pool;
#[cfg(not(test))]
pub mod random;
pub mod role;
pub mod table;
pub mod trace;
#[cfg(not(test))]
pub mod wait;
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
    /// The system refuses, and no task of ours is left to wait for.
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
    /// A task of another process.
    #[error("The promise was started by another process and can only be awaited there")]
    Foreign,
    /// A task that waits for itself.
    #[error("A task cannot await its own promise")]
    Itself,
    /// An exception is pending.
    #[error("an exception is pending")]
    Thrown,
    /// An error in this code.
    #[error("pokio: internal error, please report it")]
    Internal,
}

/// Keeps a panic to the one task that it came up for.
fn contained<T>(work: impl FnOnce() -> Result<T, TaskError>) -> Result<T, TaskError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(TaskError::Internal))
}
