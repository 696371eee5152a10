//! The programs of a process on macOS; other systems find none.

use super::waiting::Activity;
use crate::system::process::ProcessId;

/// See the twin: here a process is known by its number alone.
pub const KNOWS_STARTS: bool = false;

/// Nothing says so here: nobody waits for it.
pub fn activity(_process: ProcessId) -> Activity {
    Activity::Stopped
}

/// Nothing says so here, either.
pub fn blocks(_process: ProcessId, _signal: i32) -> bool {
    false
}

/// Calls `found` with the number of each child of a process; when one started, it does
/// not ask.
pub fn each_child(parent: ProcessId, mut found: impl FnMut(ProcessId, u64)) {
    #[cfg(target_os = "macos")]
    {
        /// `PROC_PPID_ONLY` (sys/proc_info.h): processes with this parent.
        const PARENT: u32 = 6;
        let mut children = [0 as libc::pid_t; 256];
        // SAFETY: the buffer is valid for its size.
        let bytes = unsafe {
            libc::proc_listpids(
                PARENT,
                parent.cast_unsigned(),
                children.as_mut_ptr().cast(),
                size_of_val(&children) as i32,
            )
        };
        let count = usize::try_from(bytes).unwrap_or(0) / size_of::<libc::pid_t>();
        for child in children.into_iter().take(count) {
            if child > 0 {
                found(child, 0);
            }
        }
    }
    #[cfg(not(target_os = "macos"))]
    let _ = (parent, &mut found);
}

/// Nobody knows when a process started.
pub fn is_there(_process: ProcessId, _started: u64) -> bool {
    false
}

/// Signals a process.
pub fn signal(process: ProcessId, _started: u64, signal: i32) {
    // SAFETY: plain numbers.
    unsafe { libc::kill(process, signal) };
}

/// What descendants leave behind becomes the first process's.
pub fn adopt() {}
