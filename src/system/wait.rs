//! The one system call in which a caller sleeps, on its notifier and on child handles.

#[cfg_attr(
    all(target_os = "linux", not(feature = "portable")),
    path = "wait/linux.rs"
)]
#[cfg_attr(
    not(all(target_os = "linux", not(feature = "portable"))),
    path = "wait/portable.rs"
)]
mod platform;

pub use platform::wait;

use nix::sys::time::TimeSpec;
use std::time::Instant;

/// Why [`wait`] came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wake {
    /// The notifier was woken, a watched process ended, or the deadline has come.
    Ready,
    /// A signal was delivered.
    Signal,
}

/// The time that is left until then, for a system call.
fn remaining(deadline: Instant) -> TimeSpec {
    TimeSpec::from_duration(deadline.saturating_duration_since(Instant::now()))
}
