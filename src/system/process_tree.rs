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

/// What a process does at the moment.
#[cfg_attr(
    not(target_os = "linux"),
    allow(dead_code, reason = "elsewhere nothing says what a process does")
)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Activity {
    /// It has stopped or ended.
    Stopped,
    /// It has a processor, or waits for one.
    Runnable,
    /// It waits for something else.
    Waiting,
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
        let mut next = 0;
        while let Some(program) = programs.as_slice().get(next) {
            programs.add_children(program.process);
            next += 1;
        }
        programs
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
                    unblocked |= wait_while_blocked(program.process, libc::SIGTERM, &mut looks);
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
fn wait_while_blocked(process: ProcessId, signal: i32, looks: &mut u32) -> bool {
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
/// that have their numbers now.
pub fn kill_programs(programs: &[Program]) {
    if platform::KNOWS_STARTS {
        signal(programs, libc::SIGKILL);
    }
}

/// In a task: programs whose parents end become this process's, instead of the first
/// process's, so that they are still found. Only where the system has that: on Linux.
pub fn adopt() {
    platform::adopt();
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use crate::system::{
        process,
        signals::Blocked,
        test_children::{self, becomes_true, child, shared},
    };
    use std::{
        io::{BufRead, BufReader, Write},
        process::{Child, Command, Stdio},
        sync::atomic::{AtomicBool, Ordering::SeqCst},
        time::Instant,
    };

    /// A shell, and the numbers that its script prints.
    fn shell(script: &str, numbers: usize) -> (Child, Vec<ProcessId>) {
        let mut child = Command::new("/bin/sh")
            .args(["-c", script])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let numbers = lines
            .take(numbers)
            .map(|line| line.unwrap().trim().parse().unwrap())
            .collect();
        (child, numbers)
    }

    fn id(child: &Child) -> ProcessId {
        child.id().try_into().unwrap()
    }

    fn found(root: ProcessId) -> Vec<ProcessId> {
        let programs = Programs::of(root);
        let mut found: Vec<_> = programs
            .as_slice()
            .iter()
            .map(|each| each.process)
            .collect();
        found.sort_unstable();
        found
    }

    fn runs(process: ProcessId) -> bool {
        platform::runs(process)
    }

    fn ends(process: ProcessId) -> bool {
        becomes_true(|| !runs(process))
    }

    #[test]
    fn children_and_their_children_are_found_and_nobody_else() {
        let (mut sibling, _) = shell("echo 1; exec sleep 60", 1);
        let (mut child, mut below) = shell(
            "sleep 60 & echo $!; sh -c 'sleep 61 & echo $$; echo $!; wait' & wait",
            3,
        );
        below.sort_unstable();
        assert_eq!(found(id(&child)), below);
        kill(id(&child), &[]);
        assert!(below.into_iter().all(ends));
        assert!(runs(id(&sibling)));
        for process in [&mut child, &mut sibling] {
            process.kill().unwrap();
            process.wait().unwrap();
        }
    }

    #[test]
    fn they_are_asked_to_end() {
        let (mut child, below) = shell("sleep 60 & echo $!; wait", 1);
        let mut programs = Programs::of(id(&child));
        programs.terminate();
        assert!(below.into_iter().all(ends));
        child.wait().unwrap();
    }

    #[test]
    fn none_escapes_that_is_started_while_they_are_asked_to_end() {
        let process::Side::Parent(task) = process::fork().unwrap() else {
            adopt();
            let script = "i=0; while [ $i -lt 200 ]; do sleep 60 & i=$((i+1)); done; wait";
            const NOT_STARTED: i32 = 1;
            const ESCAPED: i32 = 2;
            let mut status = 0;
            for pause in 1..20 {
                let Ok(mut shell) = Command::new("/bin/sh").args(["-c", script]).spawn() else {
                    status = NOT_STARTED;
                    break;
                };
                std::thread::sleep(Duration::from_millis(pause));
                terminate(process::id());
                let _ = shell.wait();
                let start = Instant::now();
                while let Some(left) = Programs::of(process::id()).as_slice().first() {
                    std::thread::sleep(Duration::from_millis(1));
                    if start.elapsed() > Duration::from_secs(20) {
                        // 2, 3 or 4: one has stopped, runs, or waits.
                        status = ESCAPED + platform::activity(left.process) as i32;
                        break;
                    }
                }
                if status != 0 {
                    break;
                }
            }
            kill(process::id(), &[]);
            process::exit_now(status);
        };
        assert_eq!(process::reap(task, true), Some(process::End::Exited(0)));
    }

    #[test]
    fn what_one_starts_that_was_not_stopped_is_asked_to_end_too() {
        let process::Side::Parent(task) = process::fork().unwrap() else {
            adopt();
            let script = "sleep 60 & echo 1; read _; sleep 61 & echo 2; wait";
            let mut child = Command::new("/bin/sh")
                .args(["-c", script])
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .spawn()
                .unwrap();
            let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
            lines.next();
            let mut programs = Programs::of(process::id());
            let found = programs.count;
            child.stdin.take().unwrap().write_all(b"\n").unwrap();
            lines.next();
            programs.terminate();
            let _ = child.wait();
            let asked = programs.count;
            let all_end = programs.as_slice().iter().all(|each| ends(each.process));
            kill(process::id(), &[]);
            process::exit_now(i32::from((found, asked, all_end) != (2, 3, true)));
        };
        assert_eq!(process::reap(task, true), Some(process::End::Exited(0)));
    }

    #[test]
    fn what_one_starts_while_it_blocks_the_signal_is_asked_to_end_too() {
        let process::Side::Parent(task) = process::fork().unwrap() else {
            adopt();
            let blocks = shared::<AtomicBool>();
            child(|| {
                let blocked = Blocked::all();
                blocks.store(true, SeqCst);
                // What fork(3) does before it is in the kernel may take long.
                let start = Instant::now();
                while start.elapsed() < Duration::from_millis(20) {}
                process::fork().unwrap();
                drop(blocked);
                std::thread::sleep(Duration::from_secs(60));
            });
            let blocked = becomes_true(|| blocks.load(SeqCst));
            terminate(process::id());
            let all_end = becomes_true(|| Programs::of(process::id()).count == 0);
            kill(process::id(), &[]);
            process::exit_now(i32::from((blocked, all_end) != (true, true)));
        };
        assert_eq!(process::reap(task, true), Some(process::End::Exited(0)));
    }

    #[test]
    fn a_process_is_waited_for_until_it_can_take_a_signal() {
        let blocks = shared::<AtomicBool>();
        let process = child(|| {
            let blocked = Blocked::all();
            blocks.store(true, SeqCst);
            let start = Instant::now();
            while start.elapsed() < Duration::from_millis(20) {}
            blocks.store(false, SeqCst);
            drop(blocked);
            std::thread::sleep(Duration::from_secs(60));
        });
        assert!(becomes_true(|| blocks.load(SeqCst)));
        wait_until_unblocked(process, libc::SIGUSR1);
        let took = !blocks.load(SeqCst);
        test_children::kill(process);
        process::reap(process, true);
        assert!(took);
    }

    #[test]
    fn one_that_has_ended_is_not_waited_for_whatever_it_blocked() {
        let process = child(|| std::mem::forget(Blocked::all()));
        assert!(becomes_true(|| !runs(process)));
        assert!(platform::blocks(process, libc::SIGTERM));
        let mut looks = 0;
        wait_while_blocked(process, libc::SIGTERM, &mut looks);
        process::reap(process, true);
        assert_eq!(looks, 0);
    }

    #[test]
    fn one_that_blocks_the_signal_for_good_is_not_waited_for() {
        let process::Side::Parent(task) = process::fork().unwrap() else {
            let blocks = shared::<AtomicBool>();
            let program = child(|| {
                let _blocked = Blocked::all();
                blocks.store(true, SeqCst);
                std::thread::sleep(Duration::from_secs(60));
            });
            let blocked = becomes_true(|| blocks.load(SeqCst));
            let start = Instant::now();
            terminate(process::id());
            let soon = start.elapsed() < Duration::from_secs(10);
            let goes_on = becomes_true(|| platform::activity(program) == Activity::Waiting);
            kill(process::id(), &[]);
            process::exit_now(i32::from((blocked, soon, goes_on) != (true, true, true)));
        };
        assert_eq!(process::reap(task, true), Some(process::End::Exited(0)));
    }

    #[test]
    fn one_that_starts_others_all_the_time_is_killed_with_them() {
        let script = "echo $$; f() { while :; do (trap '' TERM; sleep 60) & sleep 0.002; done; }; f & echo $!; wait";
        let (mut child, below) = shell(script, 2);
        std::thread::sleep(Duration::from_millis(100));
        // SAFETY: a child of this process that has not been collected.
        unsafe { libc::kill(id(&child), libc::SIGSTOP) };
        wait_until_stopped([id(&child)]);
        kill(id(&child), &[]);
        assert!(ends(below[1]));
        assert!(found(id(&child)).is_empty());
        child.kill().unwrap();
        child.wait().unwrap();
    }

    #[test]
    fn one_that_was_found_is_killed_when_its_parent_has_gone() {
        let (mut child, below) = shell("sleep 60 & echo $!; wait", 1);
        let programs = Programs::of(id(&child));
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(found(id(&child)).is_empty());
        assert!(runs(below[0]));
        kill_programs(programs.as_slice());
        assert!(ends(below[0]));
    }

    #[test]
    fn a_number_that_another_process_has_is_left_alone() {
        let (mut child, below) = shell("sleep 60 & echo $!; wait", 1);
        let mut program = Programs::of(id(&child)).as_slice()[0];
        program.started -= 1;
        kill_programs(&[program]);
        std::thread::sleep(Duration::from_millis(20));
        assert!(runs(below[0]));
        kill(id(&child), &[]);
        child.wait().unwrap();
    }

    #[test]
    fn what_is_left_behind_by_a_program_is_found_where_it_is_adopted() {
        let process::Side::Parent(task) = process::fork().unwrap() else {
            adopt();
            let left = Command::new("/bin/sh").args(["-c", "sleep 60 &"]).status();
            let count = Programs::of(process::id()).count;
            kill(process::id(), &[]);
            process::exit_now(i32::from(left.is_err() || count != 1));
        };
        assert_eq!(process::reap(task, true), Some(process::End::Exited(0)));
    }
}
