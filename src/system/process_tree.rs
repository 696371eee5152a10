//! The programs that a process has started, and those that they have started: found,
//! asked to end, and killed.
//!
//! - [`Programs::of`] collects them; it writes nothing but its own memory and allocates
//!   nothing, so that a signal's handler may call it, too.
//! - [`Programs::stopped`] stops them, too, so that none escapes by starting another.
//! - [`Programs::terminate`] sends them SIGTERM, and lets them go on with that;
//!   [`terminate`] is both.
//! - [`kill`] ends them all, and those that they start meanwhile.
//!
//! Only descendants are found: nobody's siblings, and no process that somebody else has
//! started. One whose parent has ended belongs to a task that has called [`adopt`]; of
//! other tasks, those are found that were collected while their parents lived.
//!
//! A number is never signalled for what it was: a program is known by its number and the
//! time at which it started, and both are looked at when there is a descriptor that
//! keeps the number from coming again.

#[cfg_attr(target_os = "linux", path = "process_tree/linux.rs")]
#[cfg_attr(not(target_os = "linux"), path = "process_tree/other.rs")]
mod platform;
mod waiting;

pub use waiting::{wait_until_stopped, wait_until_unblocked};

use super::process::ProcessId;
use std::time::Duration;

/// Programs that are signalled at a time.
const MOST: usize = 256;

/// How often [`kill`] looks for programs that have been started meanwhile.
const ROUNDS: u32 = 20;

/// A process that a task has started, or one of its programs has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Program {
    process: ProcessId,
    /// When it started, in the kernel's units.
    started: u64,
}

/// Programs, collected.
pub struct Programs {
    root: ProcessId,
    found: [Program; MOST],
    count: usize,
}

impl Programs {
    const fn none(root: ProcessId) -> Self {
        const NOBODY: Program = Program {
            process: 0,
            started: 0,
        };
        Self {
            root,
            found: [NOBODY; MOST],
            count: 0,
        }
    }

    /// Every living descendant of a process, its children first.
    pub fn of(root: ProcessId) -> Self {
        let mut programs = Self::none(root);
        programs.add_children(root);
        programs.add_descendants(|_| true);
        programs
    }

    /// Adds what those have started that have been found, and what that has; of one that is
    /// not there any more by then, nothing: another process may have its number.
    fn add_descendants(&mut self, is_there: impl Fn(&Program) -> bool) {
        let mut next = 0;
        while let Some(program) = self.as_slice().get(next).copied() {
            let known = self.count;
            self.add_children(program.process);
            if !is_there(&program) {
                self.count = known;
            }
            next += 1;
        }
    }

    fn add_children(&mut self, parent: ProcessId) {
        platform::each_child(parent, |process, started| {
            self.add(Program { process, started });
        });
    }

    fn add(&mut self, program: Program) {
        if self.count < MOST && !self.as_slice().contains(&program) {
            self.found[self.count] = program;
            self.count += 1;
        }
    }

    /// What has been found.
    pub fn as_slice(&self) -> &[Program] {
        &self.found[..self.count]
    }

    /// The same, and each is stopped: none of them starts another. To be followed by
    /// [`Programs::terminate`], [`Programs::resume`] or SIGKILL.
    pub fn stopped(root: ProcessId) -> Self {
        let mut programs = Self::of(root);
        programs.stop();
        programs
    }

    /// Stops each, and those that they start meanwhile.
    fn stop(&mut self) {
        for _ in 0..ROUNDS {
            signal(self.as_slice(), libc::SIGSTOP);
            wait_until_stopped(self.as_slice().iter().map(|each| each.process));
            if !self.look_again() {
                break;
            }
        }
    }

    /// Lets those go on for a moment that have stopped with SIGTERM blocked, and stops them
    /// where it is not. A C library blocks all signals while it forks (glibc from 2.41 on, and
    /// in posix_spawn(3) for long): one that has stopped there would, after it has been asked to
    /// end and goes on, first start a process that nobody asks.
    fn stop_unblocked(&mut self) {
        let mut looks = 0;
        for _ in 0..ROUNDS {
            let (mut continued, mut unblocked) = (false, false);
            for index in 0..self.count {
                let program = self.found[index];
                if platform::blocks(program.process, libc::SIGTERM) {
                    continued = true;
                    signal(&[program], libc::SIGCONT);
                    unblocked |=
                        waiting::wait_while_blocked(program.process, libc::SIGTERM, &mut looks);
                }
            }
            if continued {
                self.stop();
            }
            if !unblocked {
                break;
            }
        }
    }

    /// Adds what there is by now. Returns whether there is something new.
    fn look_again(&mut self) -> bool {
        let known = self.count;
        for program in Self::of(self.root).as_slice() {
            self.add(*program);
        }
        self.count > known
    }

    /// Asks each to end: SIGTERM. Those that have been stopped go on then. One that had not when
    /// it was looked for the last time may have started another since: the signal ends that,
    /// and what it has started is asked, too.
    pub fn terminate(&mut self) {
        self.stop_unblocked();
        let (mut asked, mut in_vain) = (0, 0);
        for _ in 0..ROUNDS {
            signal(&self.as_slice()[asked..], libc::SIGTERM);
            asked = self.count;
            in_vain = if self.look_again() { 0 } else { in_vain + 1 };
            // One that ends during a look leaves what it has started to a process whose list
            // has been read: the next look finds that.
            if in_vain == 2 {
                break;
            }
        }
        self.resume();
    }

    /// Lets those go on that have been stopped.
    pub fn resume(&self) {
        signal(self.as_slice(), libc::SIGCONT);
    }
}

fn signal(programs: &[Program], number: i32) {
    for program in programs {
        platform::signal(program.process, program.started, number);
    }
}

/// Asks every descendant of a process to end.
pub fn terminate(root: ProcessId) {
    Programs::stopped(root).terminate();
}

/// Kills every descendant of a process, and `others`. They are stopped first, so that
/// none escapes by starting another; the process itself has to be, by SIGSTOP and
/// [`wait_until_stopped`], for what it starts after the last look is not found. Tells of
/// none but itself whether it still runs.
pub fn kill(root: ProcessId, others: &[Program]) {
    for round in 0..ROUNDS {
        let programs = Programs::stopped(root);
        if programs.count == 0 {
            break;
        }
        signal(programs.as_slice(), libc::SIGKILL);
        if round > 0 {
            // The last ones may be about to go.
            std::thread::sleep(Duration::from_millis(1));
        }
    }
    kill_programs(others);
}

/// Kills programs that have been found before, as far as they can be told from others
/// that have their numbers now, and what they have started since: one that does not end when
/// it is asked to may go on with another, and outlive the task that it was found by.
pub fn kill_programs(programs: &[Program]) {
    if !platform::KNOWS_STARTS {
        return;
    }
    let mut all = Programs::none(0);
    programs.iter().for_each(|program| all.add(*program));
    for _ in 0..ROUNDS {
        signal(all.as_slice(), libc::SIGSTOP);
        wait_until_stopped(all.as_slice().iter().filter_map(there));
        let known = all.count;
        all.add_descendants(|program| there(program).is_some());
        if all.count == known {
            break;
        }
    }
    signal(all.as_slice(), libc::SIGKILL);
}

/// The program's number, if it is still the program's.
fn there(program: &Program) -> Option<ProcessId> {
    platform::is_there(program.process, program.started).then_some(program.process)
}

/// In a task: programs whose parents end become this process's, instead of the first
/// process's, so that they are still found. Only where the system has that: on Linux.
pub fn adopt() {
    platform::adopt();
}

#[cfg(all(test, target_os = "linux"))]
mod tests;
