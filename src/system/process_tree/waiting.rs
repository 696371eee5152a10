//! Waiting until a process has stopped, or can take a signal.

use super::platform;
use crate::system::process::ProcessId;
use std::time::Duration;

/// What a process does at the moment.
#[cfg_attr(
    not(target_os = "linux"),
    allow(dead_code, reason = "elsewhere nothing says what a process does")
)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Activity {
    /// It has stopped or ended.
    Stopped,
    /// It has a processor, or waits for one.
    Runnable,
    /// It waits for something else.
    Waiting,
}

/// Between two looks at a process.
const PAUSE: Duration = Duration::from_micros(500);

/// Waits until processes that have been sent SIGSTOP have stopped. A fork that has begun is
/// carried through before that: what it makes no earlier look has found. It needs a
/// processor, which a busy machine gives late. One that waits for a disk does not stop
/// before that is over, nor one in vfork(2) whose child has been stopped: neither is waited
/// for as long.
pub fn wait_until_stopped(processes: impl IntoIterator<Item = ProcessId>) {
    /// A second, and a fifth, of pauses.
    const LOOKS_AT_RUNNABLE: u32 = 2000;
    const LOOKS_AT_WAITING: u32 = 400;
    let mut looks = 0;
    for process in processes {
        loop {
            let most = match platform::activity(process) {
                Activity::Stopped => break,
                Activity::Runnable => LOOKS_AT_RUNNABLE,
                Activity::Waiting => LOOKS_AT_WAITING,
            };
            if looks >= most {
                break;
            }
            std::thread::sleep(PAUSE);
            looks += 1;
        }
    }
}

/// Waits until a process that has been sent a signal can take it: after a fork that has begun,
/// so that what it makes is found. One that blocks the signal for good is waited for a tenth of
/// a second at most.
pub fn wait_until_unblocked(process: ProcessId, signal: i32) {
    wait_while_blocked(process, signal, &mut 0);
}

/// The same; `looks` counts those at other processes, too. Not for long: a program may block
/// the signal for good, and the limits of other tasks wait meanwhile. A process that waits for
/// something, and not for a processor, is hardly in a fork. Returns whether it blocks the signal
/// no longer.
pub fn wait_while_blocked(process: ProcessId, signal: i32, looks: &mut u32) -> bool {
    /// A tenth of a second.
    const LOOKS_AT_RUNNABLE: u32 = 200;
    const LOOKS_AT_WAITING: u32 = 40;
    while platform::blocks(process, signal) {
        let most = match platform::activity(process) {
            // The mask of one that has ended stays to be seen.
            Activity::Stopped => return false,
            Activity::Waiting => LOOKS_AT_WAITING,
            Activity::Runnable => LOOKS_AT_RUNNABLE,
        };
        if *looks >= most {
            return false;
        }
        std::thread::sleep(PAUSE);
        *looks += 1;
    }
    true
}
