//! Tests of a batch and its workers.

use super::*;
use crate::system::{
    Notifier, ParentGuard,
    process::{self, Side},
};

fn run(tasks: u32, limit: usize) -> BatchRun {
    let queue = WorkQueue::map(tasks).unwrap();
    let regions = (0..tasks).collect();
    let file = Rc::new(MemoryFile::create().unwrap());
    BatchRun::new(Rc::new(Batch::new(10, queue, file, regions, 0, 1)), limit)
}

/// A worker that takes a task and dies of it.
fn start_worker(run: &mut BatchRun) {
    let number = run.next_worker();
    let parent_guard = ParentGuard::new(process::id(), &Notifier::new().unwrap()).unwrap();
    match process::fork().unwrap() {
        Side::Parent(child) => run.worker_started(child, parent_guard.handle(child), 1, None),
        Side::Child => {
            let queue = run.batch.queue();
            queue.begin(queue.claim(number).unwrap(), number);
            process::exit_now(7)
        }
    }
}

fn on_exit(run: &mut BatchRun) -> Vec<(TaskId, Cause)> {
    while !run.workers.iter().all(|worker| worker.handle.ended()) {
        std::thread::yield_now();
    }
    run.on_exit()
}

#[test]
fn tasks_are_numbered_in_a_row() {
    let batch = run(3, 1).batch;
    assert_eq!(batch.ids().collect::<Vec<_>>(), [10, 11, 12]);
    assert_eq!((batch.task(12), batch.id(2)), (Some(2), 12));
    assert_eq!((batch.task(9), batch.task(13)), (None, None));
    assert!(batch.is_finished(13) && !batch.is_finished(12));
}

#[test]
fn workers_are_wanted_up_to_the_limit_while_there_are_tasks() {
    let run = run(1, 2);
    assert!(run.wants_worker(1, || 1) && !run.wants_worker(2, || 2));
    run.batch.queue().claim(1);
    assert!(!run.wants_worker(0, || 0));
}

#[test]
fn a_refusal_holds_while_as_many_processes_run() {
    let mut run = run(1, 2);
    run.refused = Some(3);
    assert!(!run.wants_worker(0, || 3) && run.wants_worker(0, || 2));
}

#[test]
fn no_more_workers_are_wanted_than_there_are_unfinished_tasks() {
    let mut run = run(2, 9);
    start_worker(&mut run);
    assert!(run.wants_worker(1, || 1));
    start_worker(&mut run);
    assert!(!run.wants_worker(2, || 2));
    assert_eq!(on_exit(&mut run).len(), 2);
}

#[test]
fn a_limit_of_zero_counts_as_one() {
    assert!(run(1, 0).wants_worker(0, || 0));
}

#[test]
fn finished_tasks_are_returned_in_order_and_once() {
    let mut run = run(2, 1);
    let publish = |task| run.batch.slot(task).publish();
    publish(1);
    assert_eq!(run.settle(), None);
    run.batch.slot(0).publish();
    assert!(!run.is_settled());
    let told: Vec<_> = std::iter::from_fn(|| run.settle()).collect();
    assert_eq!(told, [10, 11]);
    assert!(run.is_settled());
}

#[test]
fn a_dead_worker_frees_its_place_and_its_task_is_lost() {
    let mut run = run(2, 1);
    assert!(run.is_untouched());
    start_worker(&mut run);
    run.refused = Some(1);
    let lost = on_exit(&mut run);
    assert_eq!(lost, [(10, Cause::Process(End::Exited(7)))]);
    assert!(run.workers.is_empty() && !run.is_untouched());
    assert!(run.wants_worker(0, || 0));
    start_worker(&mut run);
    assert_eq!(on_exit(&mut run).len(), 1);
    assert!(!run.wants_worker(0, || 0));
    assert_eq!(run.settle().zip(run.settle()), Some((10, 11)));
}
