//! What becomes of children that are limited or interrupted.

use super::*;
use crate::system::{
    ChildHandle, Notifier, ParentGuard, interruption,
    process::{self, ProcessId, Side},
    signals::Blocked,
    test_children::{becomes_true, goes, shared},
};
use std::{
    sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering::SeqCst},
    time::Instant,
};

/// For children that are killed: others get a long one, as they may have to wait for a
/// processor.
const GRACE: Duration = Duration::from_millis(150);
const LONG: Duration = Duration::from_secs(60);

static FLAG: AtomicBool = AtomicBool::new(false);

struct Child {
    process: ProcessId,
    handle: ChildHandle,
}

impl Child {
    fn limited(&mut self, after: Duration, grace: Duration) {
        self.handle
            .limit(self.process, When::After(after), None, None, grace)
            .unwrap();
    }

    fn end(&self) -> End {
        self.handle.reap(self.process, true).unwrap()
    }
}

/// A child that does `work`, with the handler.
fn child(work: impl FnOnce() -> i32) -> Child {
    assert!(interruption::install(&FLAG));
    let notifier = Notifier::new().unwrap();
    let guard = ParentGuard::new(process::id(), &notifier).unwrap();
    let mut blocked = Blocked::all();
    match process::fork().unwrap() {
        Side::Parent(process) => Child {
            process,
            handle: guard.handle(process),
        },
        Side::Child => {
            assert!(guard.attach(|| true));
            interruption::enter_task();
            blocked.let_pass(interruption::signal().unwrap());
            drop(blocked);
            process::exit_now(work())
        }
    }
}

/// Sleeps, until it is interrupted.
fn sleep() -> i32 {
    let time = libc::timespec {
        tv_sec: 60,
        tv_nsec: 0,
    };
    // SAFETY: the time is valid, and what is left of it is not asked for.
    unsafe { libc::nanosleep(&time, ptr::null_mut()) };
    i32::from(FLAG.load(SeqCst))
}

fn ignore_everything() -> i32 {
    std::mem::forget(Blocked::all());
    loop {
        std::thread::sleep(LONG);
    }
}

#[test]
fn a_child_over_its_limit_is_interrupted_in_a_blocking_call() {
    let mut child = child(sleep);
    let start = Instant::now();
    child.limited(Duration::from_millis(30), LONG);
    assert_eq!(child.end(), End::Exited(1));
    assert!(start.elapsed() >= Duration::from_millis(30));
    assert!(matches!(
        child.handle.stage(),
        Stage::Interrupted(Reason::TimedOut)
    ));
}

#[test]
fn one_that_ignores_it_is_killed_after_the_grace() {
    let mut child = child(ignore_everything);
    let start = Instant::now();
    child.limited(Duration::from_millis(20), GRACE);
    assert_eq!(child.end(), End::Killed(libc::SIGKILL));
    assert!(start.elapsed() >= GRACE);
    assert_eq!(child.handle.stage(), Stage::Killed(Reason::TimedOut));
}

#[test]
fn a_stopped_one_is_killed() {
    let mut child = child(|| {
        // SAFETY: stops this process.
        unsafe { libc::raise(libc::SIGSTOP) };
        0
    });
    child.limited(Duration::from_millis(20), GRACE);
    assert_eq!(child.end(), End::Killed(libc::SIGKILL));
}

#[test]
fn one_that_ends_in_time_is_left_alone() {
    let mut child = child(|| 7);
    child.limited(LONG, LONG);
    assert_eq!(child.end(), End::Exited(7));
    assert_eq!(child.handle.stage(), Stage::Running);
}

#[test]
fn one_that_has_reported_in_time_is_not_interrupted_in_its_end() {
    let word = shared::<AtomicU32>();
    let mut child = child(|| {
        word.store(1, SeqCst);
        std::thread::sleep(Duration::from_millis(100));
        i32::from(FLAG.load(SeqCst))
    });
    assert!(becomes_true(|| word.load(SeqCst) == 1));
    // SAFETY: the word stays mapped for good.
    let done = unsafe { DoneFlag::new(word.into(), 1) };
    let soon = When::After(Duration::from_millis(50));
    child
        .handle
        .limit(child.process, soon, Some(done), None, LONG)
        .unwrap();
    assert_eq!(child.end(), End::Exited(0));
    assert_eq!(child.handle.stage(), Stage::Running);
}

#[test]
fn one_without_a_limit_is_interrupted_on_demand_once() {
    let mut child = child(sleep);
    child
        .handle
        .interrupt(child.process, Reason::Cancelled, LONG);
    child
        .handle
        .interrupt(child.process, Reason::TimedOut, LONG);
    assert_eq!(child.end(), End::Exited(1));
    let stage = child.handle.stage();
    assert_eq!(stage, Stage::Interrupted(Reason::Cancelled));
}

#[test]
fn a_process_of_several_tasks_says_itself_until_when() {
    let word = shared::<AtomicU64>();
    let mut child = child(|| {
        for _ in 0..10 {
            word.store(now() + 10_000_000_000, SeqCst);
            std::thread::sleep(Duration::from_millis(20));
            word.store(0, SeqCst);
        }
        if FLAG.load(SeqCst) {
            return 9;
        }
        word.store(now() + 50_000_000, SeqCst);
        sleep()
    });
    // SAFETY: the word stays mapped for good.
    let clock = unsafe { Clock::new(word.into()) };
    let when = When::Says(clock, Duration::from_millis(100));
    child
        .handle
        .limit(child.process, when, None, None, LONG)
        .unwrap();
    assert_eq!(child.end(), End::Exited(1));
}

#[test]
fn dropping_the_handle_of_an_interrupted_one_kills_it() {
    let Child {
        process,
        mut handle,
    } = child(ignore_everything);
    handle.interrupt(process, Reason::Cancelled, LONG);
    drop(handle);
    assert_eq!(
        process::reap(process, true),
        Some(End::Killed(libc::SIGKILL))
    );
}

#[test]
fn a_limited_one_keeps_its_limit_when_its_caller_does_nothing() {
    let child = child(|| {
        interruption::limit_task(Duration::from_millis(20), GRACE);
        ignore_everything()
    });
    let start = Instant::now();
    assert_eq!(child.end(), End::Killed(libc::SIGKILL));
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn a_limited_one_interrupts_itself_when_its_caller_does_nothing() {
    let child = child(|| {
        interruption::limit_task(Duration::from_millis(20), LONG);
        sleep()
    });
    assert_eq!(child.end(), End::Exited(1));
}

#[test]
fn what_is_due_is_given_once_and_then_disturbs_no_call() {
    let mut child = child(|| {
        sleep();
        let due = interruption::take(|_| true);
        let start = Instant::now();
        std::thread::sleep(Duration::from_millis(40));
        let slept = start.elapsed() >= Duration::from_millis(40);
        i32::from(due == Some(interruption::Due::Cancelled))
            + 2 * i32::from(interruption::take(|_| true).is_none())
            + 4 * i32::from(slept && !interruption::noted())
    });
    child
        .handle
        .interrupt(child.process, Reason::Cancelled, LONG);
    assert_eq!(child.end(), End::Exited(7));
}

/// A child that starts a program, which writes its number to the word.
#[cfg(target_os = "linux")]
fn child_with_program(script: &str, word: &'static AtomicU32, after: fn() -> i32) -> Child {
    let child = child(|| {
        let program = std::process::Command::new("/bin/sh")
            .args(["-c", script])
            .spawn();
        std::thread::sleep(Duration::from_millis(30));
        word.store(program.unwrap().id(), SeqCst);
        after()
    });
    assert!(becomes_true(|| word.load(SeqCst) != 0));
    child
}

#[test]
#[cfg(target_os = "linux")]
fn its_programs_are_asked_to_end_when_it_is_interrupted() {
    let word = shared::<AtomicU32>();
    let mut child = child_with_program("exec sleep 60", word, || {
        // Returns when the program has ended.
        // SAFETY: no status is asked for.
        while unsafe { libc::wait(ptr::null_mut()) } < 0 {}
        5
    });
    child
        .handle
        .interrupt(child.process, Reason::Cancelled, LONG);
    assert_eq!(child.end(), End::Exited(5));
}

#[test]
#[cfg(target_os = "linux")]
fn its_programs_are_killed_with_it() {
    let word = shared::<AtomicU32>();
    let script = "trap '' TERM; while :; do sleep 1; done";
    let mut child = child_with_program(script, word, ignore_everything);
    child
        .handle
        .interrupt(child.process, Reason::Cancelled, GRACE);
    assert_eq!(child.end(), End::Killed(libc::SIGKILL));
    assert!(goes(word.load(SeqCst).cast_signed()));
}

#[test]
#[cfg(target_os = "linux")]
fn programs_that_outlive_it_are_killed_after_the_grace() {
    let word = shared::<AtomicU32>();
    let script = "trap '' TERM; while :; do sleep 1; done";
    let mut child = child_with_program(script, word, sleep);
    child
        .handle
        .interrupt(child.process, Reason::Cancelled, Duration::from_secs(1));
    assert_eq!(child.end(), End::Exited(1));
    drop(child);
    assert!(goes(word.load(SeqCst).cast_signed()));
}
