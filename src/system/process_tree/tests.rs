//! Tests of finding, asking and killing programs.

use super::{
    waiting::{Activity, wait_while_blocked},
    *,
};
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
