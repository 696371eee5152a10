//! Tasks from their fork until their storage is free again.

use super::{take::UNREAD_SLOTS, task::State, *};
use crate::system::{
    process::{self, End},
    signals::Blocked,
    test_children::kill,
};
use std::io::Write;

/// Forks a task that runs `work` and then ends.
pub(in crate::task) fn start(
    table: &mut Table,
    work: impl FnOnce(Slot, &Table, (&MemoryFile, Region)),
) -> TaskId {
    let prepared = table.prepare(process::id(), None).unwrap();
    match process::fork().unwrap() {
        process::Side::Parent(child) => {
            let id = prepared.id();
            table.started(prepared, 1, child, None);
            id
        }
        process::Side::Child => {
            prepared.parent_guard.attach(|| true);
            work(prepared.slot, table, (&prepared.file, prepared.region));
            process::exit_now(0)
        }
    }
}

pub(in crate::task) fn send(
    slot: Slot,
    table: &Table,
    region: (&MemoryFile, Region),
    bytes: &[u8],
) {
    let mut writer = slot.writer(Some(region));
    writer.write_all(bytes).unwrap();
    writer.seal(1).unwrap();
    slot.publish();
    table.waker().unwrap().wake();
}

/// Forks a task that sends this, and ends.
pub(in crate::task) fn start_sending(table: &mut Table, bytes: &[u8]) -> TaskId {
    start(table, |slot, table, region| {
        send(slot, table, region, bytes)
    })
}

/// Forks a task that does not end by itself in a test's time.
pub(in crate::task) fn start_sleeping(table: &mut Table) -> TaskId {
    start(table, |_, _, _| {
        std::thread::sleep(std::time::Duration::from_secs(60))
    })
}

/// Ends a task whose outcome nobody wants, and waits until its process is gone: the thread that
/// kills it ends with the tests.
pub(in crate::task) fn end(table: &mut Table, id: TaskId) {
    table.cancel(id);
    table.release(id);
    wait_until_gone(table);
}

/// Waits until the processes of tasks are gone that were settled before their ends.
pub(in crate::task) fn wait_until_gone(table: &mut Table) {
    while !table.ended.is_empty() {
        let blocked = Blocked::all();
        table.sleep(blocked.before(), None).unwrap();
    }
}

pub(in crate::task) fn is_closed(table: &Table) -> bool {
    table.storage.is_closed()
}

pub(in crate::task) fn wait_for(table: &mut Table, id: TaskId) {
    while !table.finished(id) {
        let blocked = Blocked::all();
        table.sleep(blocked.before(), None).unwrap();
    }
}

pub(in crate::task) fn receive(table: &mut Table, id: TaskId) -> Result<Vec<u8>, Cause> {
    wait_for(table, id);
    let (outcome, lease) = table.take(id).unwrap();
    let result = match outcome {
        Outcome::Died(cause) => Err(cause),
        Outcome::RawMessage(message, file, region) => {
            let message = message.open(Some((&file, region))).unwrap().unwrap();
            Ok(message.whole().unwrap().unwrap().bytes().to_vec())
        }
    };
    table.release_lease(lease);
    result
}

#[test]
fn messages_arrive_whatever_their_size_and_slots_come_back() {
    let mut table = Table::default();
    for len in [0, 1, 60_000, 70_000, 3_000_000] {
        let bytes = vec![7; len];
        let id = start_sending(&mut table, &bytes);
        assert_eq!(receive(&mut table, id), Ok(bytes));
    }
    assert_eq!(table.used_slots(), 0);
    table.reap_all();
    table.release_idle();
    assert!(table.notifier.is_none() && is_closed(&table));
}

#[test]
fn a_task_that_dies_unpublished_is_noticed_and_frees_its_slot() {
    let mut table = Table::default();
    let id = start(&mut table, |_, _, _| process::exit_now(3));
    assert_eq!(receive(&mut table, id), Err(Cause::Process(End::Exited(3))));
    assert_eq!(table.used_slots(), 0);
}

#[test]
fn many_unread_results_leave_their_slots_and_stay_readable() {
    let mut table = Table::default();
    let ids: Vec<TaskId> = (0..UNREAD_SLOTS as u64 * 2)
        .map(|n| {
            let id = start(&mut table, |slot, table, region| {
                send(slot, table, region, &vec![n as u8; n as usize * 1000]);
            });
            wait_for(&mut table, id);
            id
        })
        .collect();
    assert!(table.used_slots() <= UNREAD_SLOTS + 1);
    for (n, id) in ids.into_iter().enumerate() {
        assert_eq!(receive(&mut table, id), Ok(vec![n as u8; n * 1000]));
    }
    table.reap_all();
    table.release_idle();
    assert!(is_closed(&table));
}

#[test]
fn a_slot_is_not_reused_while_a_task_that_inherited_it_runs() {
    let mut table = Table::default();
    let first = start_sending(&mut table, b"first");
    let reader = start_sleeping(&mut table);
    assert_eq!(receive(&mut table, first), Ok(b"first".to_vec()));
    assert_eq!(table.storage.retired(), 1);
    let State::Running { process, .. } = table.tasks.get(reader).unwrap().state else {
        panic!()
    };
    kill(process);
    assert_eq!(
        receive(&mut table, reader),
        Err(Cause::Process(End::Killed(9)))
    );
    assert_eq!((table.storage.retired(), table.used_slots()), (0, 0));
}

#[test]
fn a_task_that_nobody_holds_leaves_nothing() {
    let mut table = Table::default();
    let id = start_sending(&mut table, b"unheard");
    table.release(id);
    wait_for(&mut table, id);
    assert!(table.tasks.is_empty());
    assert_eq!(table.used_slots(), 0);
}
