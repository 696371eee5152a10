//! Tests of the table's batches.

use super::super::tests::{end, is_closed, receive, send, start_sleeping, wait_for};
use super::*;
use crate::{
    memory::{
        memory_file::{MemoryFile, Region},
        slot::Slot,
    },
    system::{
        process::{self, End},
        signals::Blocked,
        test_children::kill,
    },
    task::Cause,
};
use std::collections::HashSet;

/// Forks a worker that takes the batch's tasks one after another.
fn start_worker(
    table: &mut Table,
    batch: &Batch,
    job: impl Fn(u32, Slot, &Table, (&MemoryFile, Region)),
) {
    let (number, parent_guard) = table.prepare_worker(batch, process::id()).unwrap();
    match process::fork().unwrap() {
        process::Side::Parent(child) => table.worker_started(batch, parent_guard, child),
        process::Side::Child => {
            parent_guard.attach(|| true);
            while let Some(task) = batch.queue().claim(number) {
                batch.queue().begin(task, number);
                let region = (&*batch.file, batch.region(task));
                job(task, batch.slot(task), table, region);
            }
            process::exit_now(0)
        }
    }
}

/// Waits until all tasks of the batch are finished, and notes it.
fn settle(table: &mut Table, batch: &Batch) {
    for id in batch.ids() {
        table.expect(Some(id));
        wait_for(table, id);
    }
    table.collect();
}

#[test]
fn messages_of_a_batch_arrive_whatever_their_size_and_nothing_stays() {
    let mut table = Table::default();
    let sizes = [0, 1, 4_000, 5_000, 70_000, 3_000_000];
    let batch = table.add_batch(6, 1, 2).unwrap();
    for _ in 0..2 {
        start_worker(&mut table, &batch, |task, slot, table, region| {
            send(slot, table, region, &vec![task as u8; sizes[task as usize]]);
        });
    }
    settle(&mut table, &batch);
    assert!(table.is_idle());
    for (task, id) in batch.ids().enumerate() {
        assert_eq!(receive(&mut table, id), Ok(vec![task as u8; sizes[task]]));
    }
    table.reap_all();
    table.release_idle();
    assert!(table.tasks.is_empty() && is_closed(&table));
}

#[test]
fn a_task_that_dies_takes_no_other_with_it() {
    let mut table = Table::default();
    let batch = table.add_batch(3, 1, 1).unwrap();
    let job = |task, slot, table: &Table, region: (&MemoryFile, Region)| {
        if task == 1 {
            process::exit_now(3)
        }
        send(slot, table, region, &[task as u8]);
    };
    start_worker(&mut table, &batch, job);
    wait_for(&mut table, batch.id(1));
    let vacant = table.vacancy().unwrap();
    start_worker(&mut table, &vacant, job);
    settle(&mut table, &batch);
    let outcomes: Vec<_> = batch.ids().map(|id| receive(&mut table, id)).collect();
    let died = Err(Cause::Process(End::Exited(3)));
    assert_eq!(outcomes, [Ok(vec![0]), died, Ok(vec![2])]);
}

#[test]
fn there_is_room_for_workers_up_to_the_runtimes_limit() {
    let mut table = Table::default();
    let batch = table.add_batch(9, 1, 1).unwrap();
    let other = table.add_batch(9, 2, 1).unwrap();
    let pause = |_, _, _: &Table, _: (&MemoryFile, Region)| loop {
        std::thread::sleep(std::time::Duration::from_secs(60));
    };
    assert!(std::ptr::eq(&*table.vacancy().unwrap(), &*batch));
    start_worker(&mut table, &batch, pause);
    assert!(std::ptr::eq(&*table.vacancy().unwrap(), &*other));
    start_worker(&mut table, &other, pause);
    assert!(table.vacancy().is_none());
    assert_eq!((table.running(Some(1)), table.running(None)), (1, 2));
    for run in &table.batches.runs {
        kill(run.workers[0].process);
    }
    while table.running(None) > 0 {
        table.sleep(Blocked::all().before(), None).unwrap();
    }
}

#[test]
fn a_refusal_holds_until_a_process_has_ended() {
    let mut table = Table::default();
    let batch = table.add_batch(2, 1, 2).unwrap();
    assert!(!table.refuse(&batch, true));
    assert!(table.vacancy().is_some());
    let other = start_sleeping(&mut table);
    assert!(!table.refuse(&batch, true));
    assert!(table.vacancy().is_none());
    end(&mut table, other);
    assert!(table.vacancy().is_some());
    start_worker(&mut table, &batch, |_, _, _, _| process::exit_now(0));
    assert!(table.refuse(&batch, true));
    assert!(table.vacancy().is_none());
    wait_for(&mut table, batch.id(0));
    assert!(table.vacancy().is_some());
    table.remove_batch(&batch);
    table.release(batch.id(0));
    assert!(table.is_idle() && table.tasks.is_empty());
}

#[test]
fn a_task_that_was_cancelled_stays_so_when_its_batch_is_not_started() {
    let mut table = Table::default();
    let batch = table.add_batch(3, 1, 1).unwrap();
    table.end(batch.id(1), Cause::Cancelled);
    assert_eq!(table.remove_batch(&batch), [batch.id(0), batch.id(2)]);
    assert!(table.is_cancelled(batch.id(1)) && table.finished(batch.id(0)));
    assert_eq!(receive(&mut table, batch.id(1)), Err(Cause::Cancelled));
    // Each region is there once.
    let again = table.add_batch(3, 1, 1).unwrap();
    let regions: HashSet<_> = (0..3).map(|task| again.region(task)).collect();
    assert_eq!(regions.len(), 3);
}

#[test]
fn a_batch_is_returned_once_when_all_its_tasks_are_finished() {
    let mut table = Table::default();
    let batch = table.add_batch(2, 1, 1).unwrap();
    assert!(table.is_untouched(&batch));
    start_worker(&mut table, &batch, |task, slot, table, region| {
        send(slot, table, region, &[task as u8]);
    });
    assert!(!table.is_untouched(&batch));
    assert_eq!(table.closed(), None);
    settle(&mut table, &batch);
    assert_eq!(
        (table.closed(), table.closed()),
        (Some(batch.number()), None)
    );
}

#[test]
fn what_has_been_finished_stays_so_whatever_is_written_over_the_queue() {
    let mut table = Table::default();
    let batch = table.add_batch(2, 1, 1).unwrap();
    start_worker(&mut table, &batch, |task, slot, table, region| {
        send(slot, table, region, &[task as u8]);
    });
    settle(&mut table, &batch);
    assert!(table.is_idle());
    batch.slot(1).reserve();
    assert!(batch.ids().all(|id| table.finished(id)));
}

#[test]
fn a_batch_whose_tasks_are_finished_has_no_more_wherever_a_death_has_moved_its_queue() {
    let mut table = Table::default();
    let batch = table.add_batch(3, 1, 2).unwrap();
    let queue = batch.queue();
    let run_next = |worker| {
        let task = queue.claim(worker).unwrap();
        assert!(queue.begin(task, worker));
        queue.slot(task).writer(None).seal(1).unwrap();
        queue.slot(task).publish();
        task
    };
    queue.claim(1);
    assert_eq!((run_next(2), run_next(2)), (1, 2));
    queue.on_exit(1);
    assert!(batch.has_more());
    // This worker ends without a look at the queue.
    assert_eq!(run_next(3), 0);
    table.collect();
    assert!(queue.has_more() && !batch.has_more());
}

#[test]
fn tasks_of_a_batch_that_nobody_holds_leave_nothing() {
    let mut table = Table::default();
    let batch = table.add_batch(2, 1, 1).unwrap();
    batch.ids().for_each(|id| table.release(id));
    start_worker(&mut table, &batch, |task, slot, table, region| {
        send(slot, table, region, &vec![7; 9_000 * task as usize]);
    });
    settle(&mut table, &batch);
    assert!(table.tasks.is_empty() && table.is_idle());
}
