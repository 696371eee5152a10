//! Results arrive, each once, whatever their size and order.

use super::*;

#[test]
fn each_item_of_many_arrives_once_and_nothing_stays() {
    let (mut table, id) = run(terms(3), Sharing::Ranges(5_000));
    let outcomes = drain_served(&mut table, id);
    assert_eq!(outcomes, all_small(5_000));
    assert!(table.is_idle());
    table.reap_all();
    assert_eq!(table.running(None), 0);
}

#[test]
fn results_of_any_size_arrive() {
    let (mut table, id) = run(terms(2), Sharing::Ranges(6));
    let bytes =
        |item: u64| vec![item as u8; [0, 1, 20_000, 30_000, 200_000, 1_000_000][item as usize]];
    let outcomes = drain(&mut table, id, |table, side| {
        serve(table, side, id, bytes);
    });
    assert_eq!(
        outcomes,
        (0..6).map(|item| Ok(bytes(item))).collect::<Vec<_>>()
    );
}

#[test]
fn the_message_in_the_slot_of_a_process_is_its_last() {
    let (mut table, id) = run(terms(1), Sharing::Ranges(3));
    let outcomes = drain(&mut table, id, |table, side| {
        let item = side.claim();
        side.begin(item);
        let bytes = vec![item as u8; 40_000 * item as usize];
        side.seal(table, id, &bytes);
        side.slot.publish();
        side.tell(table);
    });
    let expected = (0..3u8).map(|item| Ok(vec![item; 40_000 * item as usize]));
    assert_eq!(outcomes, expected.collect::<Vec<_>>());
}

#[test]
fn a_process_with_a_full_ring_goes_on_while_its_caller_waits_for_something_else() {
    const ITEMS: u32 = 10_000;
    let (mut table, id) = run(terms(1), Sharing::Ranges(ITEMS));
    let child = start_worker(&mut table, id, |table, side| serve(table, side, id, small));
    while table.running(None) > 0 {
        table.expect(None);
        table.collect();
        table.sleep(Blocked::all().before(), None).unwrap();
    }
    let outcomes = drain(&mut table, id, |_, _| panic!("{child} had no work left"));
    assert_eq!(outcomes, all_small(u64::from(ITEMS)));
}

#[test]
fn items_in_order_are_taken_as_far_as_they_are_allowed() {
    let (mut table, id) = run(terms(2), Sharing::InOrder(0));
    assert_eq!(table.item_vacancy(), None);
    table.item_run(id).unwrap().allow(3, false);
    assert_eq!(table.item_vacancy(), Some(id));
    for _ in 0..2 {
        start_worker(&mut table, id, |table, side| {
            while !side.lanes.is_exhausted() {
                match side.lanes.claim(side.lane) {
                    None => side.lanes.park(side.lane, || side.tell(table)),
                    Some(item) => {
                        side.begin(item);
                        side.publish(table, id, item, &small(item));
                    }
                }
            }
            side.lanes.finish(side.lane);
            side.tell(table);
        });
    }
    for item in 0..3 {
        while !matches!(table.next_item(id), NextItem::Ended(_)) {
            table.expect(Some(id));
            if !table.has_item_news(id) {
                table.sleep(Blocked::all().before(), None).unwrap();
            }
        }
        assert!(table.item_run(id).unwrap().open_items() == 2 - item);
    }
    assert!(matches!(table.next_item(id), NextItem::None));
    table.item_run(id).unwrap().allow(3, true);
    while !matches!(table.next_item(id), NextItem::Complete) {
        table.expect(Some(id));
        if !table.has_item_news(id) {
            table.sleep(Blocked::all().before(), None).unwrap();
        }
    }
}
