//! System calls, each behind a safe function. Nothing here knows of PHP.
//!
//! [`process`] and [`signals`] hold what every Unix has. What differs between
//! Linux and the others is in one module with two forms: `linux` (pidfd,
//! eventfd, memfd, prctl) and its twin `portable` (pipes, an unlinked file, a
//! watching thread). Both offer the same names; the cargo feature `portable`
//! chooses the twin on Linux too.

pub mod anonymous_files;
pub mod available_memory;
pub mod c_exit;
pub mod call_limit;
mod cgroups;
mod child_handle;
pub mod clock;
pub mod connections;
mod descriptors;
pub mod done_flag;
pub mod end_mark;
pub mod faults;
pub mod files;
pub mod futex;
pub mod huge_pages;
pub mod identity;
pub mod interruption;
pub mod machine;
pub mod mapping;
mod notifier;
pub mod pages;
mod parent_guard;
#[cfg(not(all(target_os = "linux", not(feature = "portable"))))]
mod pipe;
pub mod process;
pub mod process_state;
pub mod process_tree;
pub mod reaper;
pub mod signals;
pub mod stack_overflow;
pub mod standard_streams;
pub mod stdio;
pub mod steps;
#[cfg(test)]
pub mod test_children;
mod threads;
pub mod timers;
pub mod title;
mod wait;

pub use child_handle::{ChildHandle, LOOK_AGAIN};
pub use notifier::{Notifier, Waker};
pub use parent_guard::{ParentGuard, attach_again};
pub use wait::{Wake, wait};

/// Whether the system has all that forking cannot do without, and no sandbox refuses it.
pub fn supported() -> bool {
    is_allowed(Notifier::new())
        && is_allowed(anonymous_files::memory_file())
        && child_handle::is_supported()
        && process::may_fork()
}

/// Forgets the error of the last system call, which PHP's code would see.
#[inline]
pub fn forget_last_error() {
    nix::errno::Errno::clear();
}

/// Whether a call has failed because too many files are open.
pub fn is_for_descriptors(error: &std::io::Error) -> bool {
    let number = error.raw_os_error();
    number.is_some_and(|number| [libc::EMFILE, libc::ENFILE].contains(&number))
}

/// Whether a call's result is not that of a sandbox or an old kernel, which do not have
/// it: a lack of descriptors or memory may pass.
fn is_allowed<T>(result: std::io::Result<T>) -> bool {
    const REFUSALS: [i32; 4] = [libc::EPERM, libc::EACCES, libc::ENOSYS, libc::EOPNOTSUPP];
    let number = result.err().and_then(|error| error.raw_os_error());
    number.is_none_or(|number| !REFUSALS.contains(&number))
}
