//! What a stream runs: each item in a process of its own, or all in a few.

use super::{
    run::{Run, Step},
    shared_run::SharedRun,
};
use crate::engine::{Thrown, gc_references::Held};

/// See above.
pub enum Running {
    /// Each has its own; promises and closures always do.
    Singly(Run),
    /// They share.
    Shared(SharedRun),
}

impl Running {
    /// Before the first step, which may come in another process than the one that made it,
    /// or after another runtime was chosen.
    ///
    /// # Errors
    /// [`Thrown`] when the environment does not allow what php.ini demands.
    pub fn begins_here(&mut self) -> Result<(), Thrown> {
        match self {
            Self::Singly(run) => run.begins_here(),
            Self::Shared(run) => {
                if let Some(single) = run.without_fork()? {
                    *self = Self::Singly(single);
                }
                Ok(())
            }
        }
    }

    /// The next task that has ended.
    ///
    /// # Errors
    /// As for [`Run::step`].
    pub fn step(&mut self) -> Result<Step, Thrown> {
        match self {
            Self::Singly(run) => run.step(),
            Self::Shared(run) => run.step(),
        }
    }

    /// Reports the values that it holds to the collector of cycles.
    pub fn held(&self, held: &mut Held<'_>) {
        match self {
            Self::Singly(run) => run.held(held),
            Self::Shared(run) => run.held(held),
        }
    }

    /// Cancels what has not ended. Nothing comes after that.
    pub fn cancel(&mut self) {
        match self {
            Self::Singly(run) => run.cancel(),
            Self::Shared(run) => run.cancel(),
        }
    }

    /// After the deadline: what has not been pulled of an array, or of promises, is given as
    /// cancelled.
    ///
    /// # Errors
    /// [`Thrown`]
    pub fn cancel_input(&mut self) -> Result<(), Thrown> {
        match self {
            Self::Singly(run) => run.cancel_input(),
            Self::Shared(run) => {
                run.cancel_input();
                Ok(())
            }
        }
    }
}
