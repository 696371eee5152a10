//! What becomes of processes that are left to the thread.

use super::*;
use crate::system::{
    process::End,
    test_children::{child, goes, shared},
};
use std::{
    sync::atomic::{AtomicU32, Ordering::Release},
    time::Duration,
};

fn done_flag(word: &'static AtomicU32) -> DoneFlag {
    // SAFETY: the word stays mapped for good.
    unsafe { DoneFlag::new(word.into(), 7) }
}

fn started() -> Reaper {
    let mut reaper = Reaper::new().unwrap();
    assert!(reaper.start());
    reaper
}

fn is_collected(child: ProcessId) -> bool {
    process::reap(child, true) == Some(End::Unknown)
}

#[test]
fn every_process_is_collected() {
    let reaper = started();
    let children: Vec<ProcessId> = (0..60).map(|_| child(|| ())).collect();
    children.iter().for_each(|child| reaper.collect(*child));
    reaper.wait_until(0);
    assert_eq!(reaper.pending(), 0);
    assert!(children.into_iter().all(is_collected));
}

#[test]
fn dropping_it_collects_what_is_left() {
    let reaper = started();
    let child = child(|| ());
    reaper.collect(child);
    drop(reaper);
    assert!(is_collected(child));
}

#[test]
#[cfg(all(target_os = "linux", not(feature = "portable")))]
fn the_end_of_an_expected_process_wakes_the_thread_however_it_comes() {
    let reaper = started();
    let exit_notifier = reaper.exit_notifier().unwrap();
    for killed in [false, true] {
        for _ in 0..200 {
            let word = shared::<AtomicU32>();
            let child = child(|| {
                assert!(exit_notifier.announce());
                word.store(7, Release);
                if killed {
                    // SAFETY: ends this process.
                    unsafe { libc::raise(libc::SIGKILL) };
                }
            });
            reaper.expect(child, done_flag(word));
            assert!(goes(child));
        }
    }
}

#[test]
#[cfg(all(target_os = "linux", not(feature = "portable")))]
fn a_process_that_ended_before_it_was_expected_is_collected() {
    let reaper = started();
    let exit_notifier = reaper.exit_notifier().unwrap();
    let word = shared::<AtomicU32>();
    let child = child(|| {
        exit_notifier.announce();
        word.store(7, Release);
    });
    std::thread::sleep(Duration::from_millis(100));
    reaper.expect(child, done_flag(word));
    assert!(goes(child));
}

#[test]
#[cfg(all(target_os = "linux", not(feature = "portable")))]
fn a_process_that_gives_no_sign_is_left_alone() {
    let reaper = started();
    let exit_notifier = reaper.exit_notifier().unwrap();
    let child = child(|| {
        exit_notifier.announce();
        process::exit_now(3)
    });
    reaper.expect(child, done_flag(shared::<AtomicU32>()));
    std::thread::sleep(Duration::from_millis(50));
    reaper.forget(child);
    assert_eq!(process::reap(child, true), Some(End::Exited(3)));
}
