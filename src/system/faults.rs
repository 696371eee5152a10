//! Making things go wrong at a [`Step`], for tests. The cargo feature `faults` puts the
//! machinery behind it; without that, [`at`] is nothing.

#[cfg(feature = "faults")]
mod delays;
#[cfg(feature = "faults")]
mod injection;

#[cfg(feature = "faults")]
pub use injection::{Action, Plan, arm, at, fired};

#[cfg(not(feature = "faults"))]
use super::steps::Step;

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
