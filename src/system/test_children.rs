//! Processes that tests fork, and memory that they share with them.

use super::{
    mapping::{SharedWith, map_value},
    process::{self, End, ProcessId, Side},
};
use std::time::{Duration, Instant};

/// Forks a process that does this, and then ends.
pub fn child(work: impl FnOnce()) -> ProcessId {
    match process::fork().unwrap() {
        Side::Parent(child) => child,
        Side::Child => {
            // A panic may not unwind into the test that this process is a copy of.
            let worked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
            process::exit_now(if worked.is_ok() { 0 } else { 101 })
        }
    }
}

/// Has a new process do this. Returns how it ended.
pub fn end_of(work: impl FnOnce()) -> End {
    process::reap(child(work), true).unwrap()
}

/// Whether this holds in a new process.
pub fn holds_in_child(check: impl FnOnce() -> bool) -> bool {
    end_of(|| process::exit_now(i32::from(!check()))) == End::Exited(0)
}

/// A value that this process shares with those that it forks from now on.
pub fn shared<T: Default>() -> &'static T {
    // SAFETY: mapped for good.
    unsafe { map_value(T::default(), SharedWith::Forks).unwrap().as_ref() }
}

/// Whether there is such a process, if only one that has ended and was not collected.
pub fn exists(process: ProcessId) -> bool {
    // SAFETY: signal 0 is none; it asks whether the process is there.
    unsafe { libc::kill(process, 0) == 0 }
}

/// Kills a process.
pub fn kill(process: ProcessId) {
    // SAFETY: a signal to a child of the test's own, or to the test's process itself.
    unsafe { libc::kill(process, libc::SIGKILL) };
}

/// Whether the process goes soon. It is not asked for its end.
pub fn goes(process: ProcessId) -> bool {
    becomes_true(|| !exists(process))
}

/// Whether this holds soon.
pub fn becomes_true(check: impl Fn() -> bool) -> bool {
    let start = Instant::now();
    while !check() {
        if start.elapsed() > Duration::from_secs(20) {
            return false;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    true
}
