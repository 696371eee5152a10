//! Runs of items, by processes that tests fork.

mod processes;
mod results;

use super::*;
use crate::task::output::Sink;
use crate::{
    memory::slot::{Address, Message, Report, Slot},
    system::{
        clock,
        process::{self, End, Side},
        signals::Blocked,
    },
    task::{Cause, items::run::Left},
};
use std::{io::Write, time::Duration};

const KIND: u32 = 5;

fn terms(concurrency: usize) -> Terms {
    Terms::of_test(concurrency, u64::MAX)
}

/// What a process of a test's run does its work with.
struct Bench<'a> {
    lanes: &'a Lanes,
    lane: usize,
    slot: Slot,
}

impl Bench<'_> {
    fn claim(&self) -> u64 {
        self.lanes.claim(self.lane).unwrap()
    }

    fn begin(&self, item: u64) {
        let limit = Some(60_000_000_000);
        self.lanes.begin(self.lane, item, clock::now(), limit);
    }

    fn seal(&self, table: &mut Table, id: TaskId, bytes: &[u8]) -> u16 {
        let (place, region) = self.lanes.take_region(self.lane).unwrap();
        let file = Rc::clone(table.item_run(id).unwrap().file());
        let mut writer = self.slot.writer(Some((&file, region)));
        writer.write_all(bytes).unwrap();
        writer.seal(KIND).unwrap();
        place
    }

    fn publish(&self, table: &mut Table, id: TaskId, item: u64, bytes: &[u8]) {
        let region = self.seal(table, id, bytes);
        let address = Address {
            index: item,
            region,
        };
        while !self.slot.write_to(&self.lanes.ring(self.lane), address) {
            self.lanes.ring(self.lane).wait_for_room(|| {});
        }
        if !self.slot.is_spilled() {
            self.lanes.put_region(region, u32::from(region));
        }
        self.tell(table);
    }

    fn tell(&self, table: &Table) {
        if self.lanes.is_to_wake(|| true) {
            table.waker().unwrap().wake();
        }
    }
}

/// Forks a process that does this, and ends.
fn start_worker(
    table: &mut Table,
    id: TaskId,
    work: impl FnOnce(&mut Table, &Bench<'_>),
) -> ProcessId {
    let (lane, parent_guard) = table.prepare_item_worker(id, process::id()).unwrap();
    match process::fork().unwrap() {
        Side::Parent(child) => {
            table.item_worker_started(id, lane, parent_guard, child);
            child
        }
        Side::Child => {
            parent_guard.attach(|| true);
            let lanes = Rc::clone(table.item_run(id).unwrap().lanes());
            lanes.protect_but(lane);
            let slot = lanes.slot(lane);
            let side = Bench {
                lanes: &lanes,
                lane,
                slot,
            };
            // A panic may not unwind into the test that this process is a copy of.
            let worked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                work(table, &side);
            }));
            process::exit_now(if worked.is_ok() { 0 } else { 101 })
        }
    }
}

/// Serves all items there are.
fn serve(table: &mut Table, side: &Bench<'_>, id: TaskId, bytes: impl Fn(u64) -> Vec<u8>) {
    while let Some(item) = side.lanes.claim(side.lane) {
        side.begin(item);
        side.publish(table, id, item, &bytes(item));
    }
    side.lanes.finish(side.lane);
    side.tell(table);
}

fn read(table: &mut Table, id: TaskId, ended: &EndedItem) -> Result<Vec<u8>, Cause> {
    match &ended.left {
        Left::Died(cause) => Err(cause.clone()),
        Left::Damaged(_) => Ok(b"damaged".to_vec()),
        Left::Prevented => Ok(b"prevented".to_vec()),
        Left::Message(message, place) => {
            let run = table.item_run(id).unwrap();
            let region = place.and_then(|place| run.region(place)).unwrap_or(0);
            let message: Message = message
                .clone()
                .open(Some((run.file(), region)))
                .unwrap()
                .unwrap();
            let bytes = message.whole().unwrap().unwrap().bytes().to_vec();
            if let Some(place) = place {
                run.release_region(*place, 1 << 20);
            }
            Ok(bytes)
        }
    }
}

/// The outcomes by the items' numbers, until all have ended; `refill` forks a process
/// when there is work for one.
fn drain(
    table: &mut Table,
    id: TaskId,
    refill: impl Fn(&mut Table, &Bench<'_>) + Copy,
) -> Vec<Result<Vec<u8>, Cause>> {
    let mut all: Vec<(u64, Result<Vec<u8>, Cause>)> = Vec::new();
    loop {
        table.expect(Some(id));
        table.collect();
        match table.next_item(id) {
            NextItem::Complete => break,
            NextItem::Ended(ended) => {
                let outcome = read(table, id, &ended);
                assert!(all.iter().all(|(index, _)| *index != ended.index));
                all.push((ended.index, outcome));
            }
            NextItem::None if table.item_vacancy() == Some(id) => {
                start_worker(table, id, refill);
            }
            NextItem::None => {
                table.sleep(Blocked::all().before(), None).unwrap();
            }
        }
    }
    all.sort_by_key(|(index, _)| *index);
    let indices: Vec<u64> = all.iter().map(|(index, _)| *index).collect();
    assert_eq!(indices, (0..all.len() as u64).collect::<Vec<_>>());
    all.into_iter().map(|(_, outcome)| outcome).collect()
}

/// A table with a run, and the run's number.
fn run(terms: Terms, sharing: Sharing) -> (Table, TaskId) {
    let mut table = Table::default();
    let id = table.add_items(terms, sharing).unwrap();
    (table, id)
}

/// [`drain`], by processes that serve all items there are.
fn drain_served(table: &mut Table, id: TaskId) -> Vec<Result<Vec<u8>, Cause>> {
    drain(table, id, |table, side| serve(table, side, id, small))
}

fn small(item: u64) -> Vec<u8> {
    item.to_ne_bytes().to_vec()
}

fn all_small(items: u64) -> Vec<Result<Vec<u8>, Cause>> {
    (0..items).map(|item| Ok(small(item))).collect()
}
