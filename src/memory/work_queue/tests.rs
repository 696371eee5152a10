//! Tests of the work queue.

use super::*;
use crate::system::{
    process::{self, End},
    test_children::child,
};

fn publish(queue: &WorkQueue, task: u32) {
    queue.slot(task).writer(None).seal(1).unwrap();
    queue.slot(task).publish();
}

#[test]
fn each_task_is_claimed_once() {
    let queue = WorkQueue::map(3).unwrap();
    let claims: Vec<_> = (1..=4).map(|worker| queue.claim(worker)).collect();
    assert_eq!(claims, [Some(0), Some(1), Some(2), None]);
    assert!(!queue.has_more());
}

#[test]
fn a_worker_goes_on_with_later_tasks_only() {
    let queue = WorkQueue::map(3).unwrap();
    queue.claim(1);
    queue.begin(queue.claim(2).unwrap(), 2);
    queue.on_exit(1);
    assert_eq!(queue.claim_after(1, 2), None);
    assert_eq!((queue.claim(3), queue.claim(3)), (Some(0), Some(2)));
}

#[test]
fn what_an_ended_worker_had_only_claimed_is_open_again() {
    let queue = WorkQueue::map(2).unwrap();
    queue.claim(1);
    queue.claim(2);
    assert!(queue.on_exit(1).is_empty());
    assert_eq!((queue.claim(3), queue.claim(3)), (Some(0), None));
}

#[test]
fn what_an_ended_worker_had_begun_is_lost() {
    let queue = WorkQueue::map(2).unwrap();
    queue.begin(queue.claim(1).unwrap(), 1);
    assert_eq!(queue.on_exit(1), [0]);
    assert!(queue.is_finished(0) && !queue.is_finished(1));
    assert_eq!(queue.claim(2), Some(1));
}

#[test]
fn what_is_withdrawn_before_it_begins_never_begins() {
    let queue = WorkQueue::map(3).unwrap();
    assert_eq!(queue.claim(1), Some(0));
    assert_eq!(queue.withdraw(0), Withdrawn::NotBegun);
    assert_eq!(queue.withdraw(0), Withdrawn::Finished);
    assert!(!queue.begin(0, 1) && queue.is_abandoned(0));
    assert_eq!(queue.withdraw(1), Withdrawn::NotBegun);
    assert_eq!(queue.claim(1), Some(2));
    assert!(queue.begin(2, 1) && queue.on_exit(2).is_empty());
    assert_eq!(queue.withdraw(2), Withdrawn::Begun(1));
    assert!(!queue.end(2, 1) && queue.is_abandoned(2));
}

#[test]
fn what_has_ended_is_not_withdrawn_and_is_lost_unless_it_is_published() {
    let queue = WorkQueue::map(2).unwrap();
    for (task, worker) in [(0, 1), (1, 2)] {
        assert_eq!(queue.claim(worker), Some(task));
        assert!(queue.begin(task, worker) && queue.end(task, worker));
        assert_eq!(queue.withdraw(task), Withdrawn::Finished);
    }
    publish(&queue, 1);
    assert_eq!((queue.on_exit(1), queue.on_exit(2)), (vec![0], vec![]));
}

#[test]
fn what_an_ended_worker_had_published_stays() {
    let queue = WorkQueue::map(1).unwrap();
    let task = queue.claim(1).unwrap();
    queue.begin(task, 1);
    publish(&queue, task);
    assert!(queue.on_exit(1).is_empty());
    assert!(queue.is_finished(0) && !queue.is_abandoned(0));
}

#[test]
fn a_task_that_was_skipped_by_a_death_is_found_again() {
    let queue = WorkQueue::map(2).unwrap();
    // A worker that died between its look and its claim.
    queue.head().next.fetch_add(1, Relaxed);
    queue.begin(queue.claim(2).unwrap(), 2);
    assert!(!queue.has_more());
    queue.on_exit(1);
    assert_eq!(queue.claim(3), Some(0));
}

#[test]
fn claims_of_nobody_are_lost_and_what_is_done_is_not_taken_again() {
    let queue = WorkQueue::map(3).unwrap();
    publish(&queue, 0);
    queue.claim_word(1).store(0x7777_7777, Relaxed);
    queue.head().next.store(u32::MAX, Relaxed);
    queue.on_exit(1);
    assert_eq!(queue.abandon_claimed(), [1]);
    assert!(queue.is_finished(0) && queue.is_abandoned(1));
    queue.head().next.store(0, Relaxed);
    assert_eq!((queue.claim(2), queue.claim(2)), (Some(2), None));
    assert_eq!(queue.abandon_first_open(), None);
}

#[test]
fn the_caller_is_woken_for_what_it_expects_only() {
    let queue = WorkQueue::map(2).unwrap();
    assert!(!queue.announce(0));
    queue.expect(1);
    assert!(!queue.announce(0) && queue.announce(1));
    queue.expect_any();
    assert!(queue.announce(0));
    queue.expect_none();
    assert!(!queue.announce(1));
    queue.expect_claims();
    queue.claim(1);
    assert!(!queue.announce(0));
    queue.claim(1);
    assert!(queue.announce(0));
}

#[test]
fn slots_of_a_great_queue_are_small_and_their_own() {
    let queue = WorkQueue::map(MANY + 1).unwrap();
    assert!(queue.slot(0).capacity() < WorkQueue::map(1).unwrap().slot(0).capacity());
    let step = queue.slot(MANY).address() - queue.slot(MANY - 1).address();
    assert_eq!(step, SMALL_SLOT_BYTES);
    publish(&queue, MANY);
    assert!(queue.is_finished(MANY) && !queue.is_finished(MANY - 1));
}

#[test]
fn a_process_that_waits_for_an_outcome_is_woken() {
    let queue = WorkQueue::map(1).unwrap();
    let child = child(|| {
        while !queue.is_finished(0) {
            queue.sleep(0);
        }
    });
    std::thread::sleep(std::time::Duration::from_millis(50));
    publish(&queue, 0);
    queue.announce(0);
    assert_eq!(process::reap(child, true), Some(End::Exited(0)));
}
