//! The steps at which a test can make things go wrong. The cargo feature
//! `faults` puts the machinery behind them; without it, [`at`] is nothing.

#[cfg(feature = "faults")]
mod injection;

#[cfg(feature = "faults")]
pub use injection::{Action, Plan, arm, at, fired};

/// A step in the life of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// In the caller: taking slot, region and descriptors.
    Allocate,
    /// In the caller: fork(2).
    Fork,
    /// In the task: before everything else.
    Begin,
    /// In the task: as the closure is called.
    Closure,
    /// In the task: as the outcome is encoded.
    Encode,
    /// In the task: writing to the memory file.
    Grow,
    /// In the task: as objects that it created are destroyed.
    Destruct,
    /// In the task: before the message is published.
    Publish,
    /// In the task: between publishing and waking the caller.
    Ring,
    /// In the task: when all is done but the process's end.
    End,
    /// In the caller: before it sleeps.
    Wait,
    /// In the caller: as a message is decoded.
    Decode,
    /// In the caller: before processes that have ended are collected.
    Reap,
}

/// What a test wants to happen at this step.
///
/// # Errors
/// The armed error; `Interrupted` when PHP's code ran instead, which may have left
/// an exception pending.
#[cfg(not(feature = "faults"))]
#[inline(always)]
pub fn at(_: Step) -> std::io::Result<()> {
    Ok(())
}
