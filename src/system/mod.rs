//! System calls, each behind a safe function. Nothing here knows of PHP.
//!
//! [`process`] and [`signals`] hold what every Unix has. What differs between
//! Linux and the others is in one module with two forms: `linux` (pidfd,
//! eventfd, memfd, prctl) and its twin `portable` (pipes, an unlinked file, a
//! watching thread). Both offer the same names; the cargo feature `portable`
//! chooses the twin on Linux too.

pub mod available_memory;
pub mod c_exit;
pub mod call_limit;
mod cgroups;
pub mod clock;
pub mod connections;
mod descriptors;
pub mod faults;
pub mod files;
pub mod huge_pages;
pub mod identity;
pub mod interruption;
pub mod machine;
pub mod pages;
pub mod process;
pub mod process_state;
pub mod process_tree;
pub mod reaper;
pub mod signals;
pub mod stack_overflow;
pub mod standard_streams;
pub mod stdio;
pub mod steps;
mod threads;
pub mod timers;
pub mod title;

#[cfg(all(target_os = "linux", not(feature = "portable")))]
#[path = "linux.rs"]
mod platform;

#[cfg(not(all(target_os = "linux", not(feature = "portable"))))]
#[path = "portable.rs"]
mod platform;

use nix::sys::time::TimeSpec;
use std::time::Instant;

pub use platform::{
    ChildHandle, HAS_SEALS, LOOK_AGAIN, Notifier, ParentGuard, REGION_BYTES, Waker, claim, discard,
    hold_on, is_claimed, memory_file, move_pages, release, scratch_file, seal, stream_file,
    supported, wait, wait_while, wake_all,
};

/// Forgets the error of the last system call, which PHP's code would see.
#[inline]
pub fn forget_last_error() {
    nix::errno::Errno::clear();
}

/// The time that is left until then, for a system call.
fn remaining(deadline: Instant) -> TimeSpec {
    TimeSpec::from_duration(deadline.saturating_duration_since(Instant::now()))
}

/// Whether a call's result is not that of a sandbox or an old kernel, which do not have
/// it: a lack of descriptors or memory may pass.
fn is_allowed<T>(result: std::io::Result<T>) -> bool {
    const REFUSALS: [i32; 4] = [libc::EPERM, libc::EACCES, libc::ENOSYS, libc::EOPNOTSUPP];
    let number = result.err().and_then(|error| error.raw_os_error());
    number.is_none_or(|number| !REFUSALS.contains(&number))
}

/// Why [`wait`] came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wake {
    /// The notifier was woken, a watched process ended, or the deadline has come.
    Ready,
    /// A signal was delivered.
    Signal,
}
