//! What becomes of items when their process dies, is faulty, is late or has nothing to do.

use super::*;
use crate::system::interruption;
use std::sync::atomic::AtomicBool;

#[test]
fn what_a_process_dies_of_dies_with_it_and_nothing_else() {
    let (mut table, id) = run(terms(2), Sharing::Ranges(40));
    let outcomes = drain(&mut table, id, |table, side| {
        while let Some(item) = side.lanes.claim(side.lane) {
            side.begin(item);
            if item % 10 == 3 {
                process::exit_now(item as i32)
            }
            side.publish(table, id, item, &small(item));
        }
        side.lanes.finish(side.lane);
        side.tell(table);
    });
    let mut expected = all_small(40);
    for item in [3, 13, 23, 33] {
        expected[item] = Err(Cause::Process(End::Exited(item as i32)));
    }
    assert_eq!(outcomes, expected);
}

#[test]
fn an_item_that_was_claimed_but_had_not_begun_is_done_by_others() {
    for sharing in [Sharing::Ranges(30), Sharing::InOrder(0)] {
        let (mut table, id) = run(terms(2), sharing);
        table.item_run(id).unwrap().allow(30, true);
        for _ in 0..2 {
            start_worker(&mut table, id, |_, side| {
                // None is left for one that comes late.
                let _ = side.lanes.claim(side.lane);
            });
        }
        let outcomes = drain_served(&mut table, id);
        assert_eq!(outcomes, all_small(30), "{sharing:?}");
    }
}

#[test]
fn items_fail_when_every_process_ends_before_it_begins_one() {
    for sharing in [Sharing::Ranges(3), Sharing::InOrder(0)] {
        let (mut table, id) = run(terms(2), sharing);
        table.item_run(id).unwrap().allow(3, true);
        let outcomes = drain(&mut table, id, |_, _| process::exit_now(255));
        let died = Err(Cause::Process(End::Exited(255)));
        assert_eq!(outcomes, vec![died; 3], "{sharing:?}");
    }
}

#[test]
fn a_process_that_spoils_its_ring_spoils_its_own_item() {
    let (mut table, id) = run(terms(1), Sharing::Ranges(4));
    start_worker(&mut table, id, |table, side| {
        let item = side.claim();
        side.begin(item);
        side.publish(table, id, item, &small(item));
        let item = side.claim();
        side.begin(item);
        side.seal(table, id, b"");
        let address = Address {
            index: u64::MAX,
            region: 0,
        };
        side.slot.write_to(&side.lanes.ring(side.lane), address);
        side.tell(table);
        std::thread::sleep(Duration::from_secs(60));
    });
    let outcomes = drain_served(&mut table, id);
    let mut expected = all_small(4);
    expected[1] = Ok(b"damaged".to_vec());
    assert_eq!(outcomes, expected);
}

#[test]
fn a_process_that_writes_nonsense_harms_no_result_of_others_and_hangs_nobody() {
    for sharing in [Sharing::Ranges(20), Sharing::InOrder(0)] {
        let (mut table, id) = run(terms(1), sharing);
        table.item_run(id).unwrap().allow(20, true);
        start_worker(&mut table, id, |table, side| {
            let item = side.claim();
            side.begin(item);
            side.publish(table, id, item, &small(item));
            side.begin(side.claim());
            side.lanes.scribble();
            process::exit_now(9)
        });
        let outcomes = drain_served(&mut table, id);
        let mut expected = all_small(20);
        expected[1] = Err(Cause::Process(End::Exited(9)));
        assert_eq!(outcomes, expected, "{sharing:?}");
    }
}

#[test]
fn an_item_that_does_not_exist_or_has_ended_gives_no_outcome() {
    let (mut table, id) = run(terms(1), Sharing::Ranges(2));
    start_worker(&mut table, id, |table, side| {
        for item in [0, 0, 7, u64::MAX - 1] {
            side.begin(item);
            side.publish(table, id, item, &small(item));
        }
        side.claim();
        side.begin(side.claim());
        side.publish(table, id, 1, &small(1));
        side.lanes.finish(side.lane);
    });
    let outcomes = drain_served(&mut table, id);
    assert_eq!(outcomes, all_small(2));
}

#[test]
fn an_item_over_its_time_is_settled_and_the_others_are_done() {
    let terms = Terms {
        timeout: Some(Duration::from_millis(50)),
        ..terms(1)
    };
    let (mut table, id) = run(terms, Sharing::Ranges(5));
    let outcomes = drain(&mut table, id, |table, side| {
        serve(table, side, id, |item| {
            if item == 2 {
                std::thread::sleep(Duration::from_secs(60));
            }
            small(item)
        });
    });
    let mut expected = all_small(5);
    expected[2] = Err(Cause::TimedOut);
    assert_eq!(outcomes, expected);
}

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Terms with a time limit, of whose end processes hear.
fn limited(timeout: Duration) -> Terms {
    assert!(interruption::install(&INTERRUPTED));
    Terms {
        timeout: Some(timeout),
        ..terms(1)
    }
}

/// In a process: waits until it is interrupted because of an item that is none of the run's, and
/// begins this one then.
fn begin_interrupted(side: &Bench<'_>, item: u64) {
    const NONE: u64 = 1_000;
    side.lanes.begin(side.lane, NONE, clock::now(), Some(1));
    while !interruption::task_is_over() {
        std::thread::sleep(Duration::from_millis(1));
    }
    side.begin(item);
}

/// In a process: leaves a last message, of an item that was quick.
fn leave_last(table: &mut Table, id: TaskId, side: &Bench<'_>) {
    side.seal(table, id, b"interrupted");
    side.slot.report(Report {
        nanoseconds: 1,
        peak_memory: 0,
    });
    side.slot.publish();
    side.tell(table);
}

#[test]
fn items_that_are_hit_by_the_limit_of_the_one_before_are_done_by_others() {
    let (mut table, id) = run(limited(Duration::from_millis(500)), Sharing::InOrder(0));
    table.item_run(id).unwrap().allow(6, true);
    let outcomes = drain(&mut table, id, |table, side| {
        let item = side.claim();
        if item % 2 == 1 {
            // It has been put back.
            side.begin(item);
            side.publish(table, id, item, &small(item));
            return serve(table, side, id, small);
        }
        side.begin(item);
        side.publish(table, id, item, &small(item));
        let next = side.claim();
        begin_interrupted(side, next);
        if next == 3 {
            process::exit_now(9);
        }
        leave_last(table, id, side);
    });
    assert_eq!(outcomes, all_small(6));
}

#[test]
fn an_item_is_hit_by_the_limit_of_another_once() {
    let (mut table, id) = run(limited(Duration::from_millis(200)), Sharing::InOrder(0));
    table.item_run(id).unwrap().allow(1, true);
    let outcomes = drain(&mut table, id, |table, side| {
        let item = side.claim();
        begin_interrupted(side, item);
        leave_last(table, id, side);
    });
    assert_eq!(outcomes, [Ok(b"interrupted".to_vec())]);
}

#[test]
fn a_result_that_took_too_long_is_late() {
    let terms = Terms {
        timeout: Some(Duration::from_secs(30)),
        ..terms(1)
    };
    let (mut table, id) = run(terms, Sharing::Ranges(1));
    let outcomes = drain(&mut table, id, |table, side| {
        let item = side.claim();
        side.begin(item);
        let nanoseconds = 31_000_000_000;
        side.seal(table, id, b"");
        side.slot.report(Report {
            nanoseconds,
            peak_memory: 0,
        });
        let address = Address {
            index: item,
            region: 0,
        };
        side.slot.write_to(&side.lanes.ring(side.lane), address);
        side.lanes.finish(side.lane);
        side.tell(table);
    });
    assert_eq!(outcomes, [Err(Cause::TimedOut)]);
}

#[test]
fn a_cancelled_run_is_over_at_once_and_counts_until_its_processes_are_gone() {
    let (mut table, id) = run(terms(2), Sharing::Ranges(9));
    for _ in 0..2 {
        start_worker(&mut table, id, |_, side| {
            side.begin(side.claim());
            std::thread::sleep(Duration::from_secs(60));
        });
    }
    table.cancel_items(id);
    assert!(matches!(table.next_item(id), NextItem::Complete));
    assert_eq!(table.running(Some(1)), 2);
    assert_eq!(table.item_vacancy(), None);
    while table.running(None) > 0 {
        table.sleep(Blocked::all().before(), None).unwrap();
    }
    assert!(table.is_idle());
}

#[test]
fn processes_that_wait_for_regions_give_up_their_places() {
    let (mut table, id) = run(terms(1), Sharing::Ranges(9));
    start_worker(&mut table, id, |table, side| {
        side.lanes.wait(side.lane);
        side.tell(table);
        while !side.lanes.is_stopped(side.lane) {
            std::thread::sleep(Duration::from_millis(1));
        }
        side.lanes.finish(side.lane);
        side.tell(table);
    });
    while table.running(Some(1)) > 0 {
        table.expect(None);
        table.collect();
        table.retire_idle(Some(1));
        table.sleep(Blocked::all().before(), None).unwrap();
    }
    let outcomes = drain_served(&mut table, id);
    assert_eq!(outcomes, all_small(9));
}

#[test]
fn idle_processes_give_up_their_places() {
    let (mut table, id) = run(terms(1), Sharing::InOrder(0));
    start_worker(&mut table, id, |table, side| {
        while !side.lanes.is_stopped(side.lane) {
            side.lanes.park(side.lane, || side.tell(table));
        }
        side.lanes.finish(side.lane);
    });
    while table.running(Some(1)) > 0 {
        table.expect(None);
        table.collect();
        table.retire_idle(Some(1));
        table.sleep(Blocked::all().before(), None).unwrap();
    }
    table.cancel_items(id);
    assert!(table.is_idle());
}
