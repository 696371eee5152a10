//! The tracepoints of a task's life: where a [`Step`] is taken, a test can make it go wrong,
//! and a trace shows how long it took.

use super::trace;
use crate::{
    engine::{
        Thrown,
        exception::{self, Kind},
    },
    system::faults,
};
use std::io;

pub use crate::system::{faults::at, steps::Step};

/// For a step at which PHP's code may run: what goes wrong is thrown.
///
/// # Errors
/// [`Thrown`]
#[inline]
pub fn thrown_at(step: Step) -> Result<(), Thrown> {
    at(step).map_err(|error| {
        if exception::pending() {
            Thrown
        } else {
            exception::throw(Kind::Runtime, &error.to_string())
        }
    })
}

/// A step that takes its time, and that the trace shows.
pub struct Span {
    step: Step,
    began: u64,
}

/// The step begins.
///
/// # Errors
/// What a test wants to go wrong: see [`faults::at`].
#[inline]
pub fn begin(step: Step) -> io::Result<Span> {
    let span = Span::begin(step);
    faults::at(step)?;
    Ok(span)
}

impl Span {
    /// The same for a step that tests make go wrong elsewhere.
    #[inline]
    pub fn begin(step: Step) -> Self {
        Self {
            step,
            began: trace::now(),
        }
    }

    /// The step is over.
    #[inline]
    pub fn end(self) {
        trace::spent(self.step, self.began);
    }
}
