//! The table's runs of items: entering them, their processes, and taking what they left.

use super::{RuntimeId, Table, TaskId};
use crate::{
    memory::{
        lanes::{Lanes, Sharing, regions},
        overflow::Region,
    },
    system::{ParentGuard, process::ProcessId, timers::Stage},
    task::items::run::{EndedItem, ItemRun, Terms},
};
use std::{io, rc::Rc, time::Instant};

/// What there is for who waits for items.
pub enum NextItem {
    /// One that has ended.
    Ended(EndedItem),
    /// All have ended and been told of.
    Complete,
    /// Nothing yet.
    None,
}

impl Table {
    /// Enters a run of items, on which nobody works yet.
    ///
    /// # Errors
    /// `EMFILE`, `ENFILE` or `ENOMEM`.
    pub fn add_items(&mut self, terms: Terms, sharing: Sharing) -> io::Result<TaskId> {
        self.reclaim();
        let file = self.open_file()?;
        self.open_notifier()?;
        let most = match sharing {
            Sharing::Ranges(items) => items as usize,
            Sharing::InOrder(_) => usize::MAX,
        };
        let count = terms.concurrency.min(terms.limit).min(most).max(1);
        let lanes = Rc::new(Lanes::map(count, sharing)?);
        let regions = (0..regions(count)).map(|_| self.take_region()).collect();
        self.next += 1;
        let jobs = match sharing {
            Sharing::Ranges(_) => 0,
            Sharing::InOrder(jobs) => jobs,
        };
        let mut run = ItemRun::new(self.next, terms, lanes, jobs, file, regions);
        if let Sharing::Ranges(items) = sharing {
            run.allow(u64::from(items), true);
        }
        self.items.push(run);
        Ok(self.next)
    }

    /// A number for a process of a run, as unique as those of tasks.
    pub fn take_number(&mut self) -> TaskId {
        self.next += 1;
        self.next
    }

    /// The run of this number.
    pub fn item_run(&mut self, id: TaskId) -> Option<&mut ItemRun> {
        self.items.iter_mut().find(|run| run.id() == id)
    }

    /// Takes regions for the items that are sent; they go back with the run's own.
    pub fn take_regions(&mut self, id: TaskId, count: u32) -> Vec<Region> {
        let regions: Vec<Region> = (0..count).map(|_| self.take_region()).collect();
        if let Some(run) = self.item_run(id) {
            run.keep_regions(&regions);
        }
        regions
    }

    /// The next item of a run that has ended.
    pub fn next_item(&mut self, id: TaskId) -> NextItem {
        let Some(run) = self.item_run(id).filter(|run| !run.is_cancelled()) else {
            return NextItem::Complete;
        };
        if let Some(ended) = run.pop() {
            return NextItem::Ended(ended);
        }
        run.collect();
        match run.pop() {
            Some(ended) => NextItem::Ended(ended),
            None if run.is_complete() => {
                if run.must_stay() {
                    run.close_down();
                } else {
                    self.remove_items(id);
                }
                NextItem::Complete
            }
            None => NextItem::None,
        }
    }

    /// Whether there may be an item to be taken.
    pub fn has_item_news(&mut self, id: TaskId) -> bool {
        self.item_run(id).is_none_or(|run| run.has_news())
    }

    /// What an item left in a region has become a value's own memory.
    pub fn give_away_region(&mut self, id: TaskId, place: u16) {
        let region = self.take_region();
        let given = match self.item_run(id) {
            Some(run) => {
                run.replace_region(place, region);
                Rc::clone(run.file())
            }
            None => return,
        };
        if self
            .file
            .as_ref()
            .is_some_and(|file| Rc::ptr_eq(file, &given))
        {
            self.file = None;
        }
    }

    /// Ends a run: what has not ended never will. Its processes count as running until
    /// they are gone.
    pub fn cancel_items(&mut self, id: TaskId) {
        if let Some(run) = self.item_run(id) {
            run.cancel();
        }
        self.collect_items();
    }

    /// Ends all runs.
    pub fn cancel_all_items(&mut self) {
        self.items.iter_mut().for_each(ItemRun::cancel);
        self.collect_items();
    }

    fn remove_items(&mut self, id: TaskId) {
        if let Some(place) = self.items.iter().position(|run| run.id() == id) {
            let mut run = self.items.swap_remove(place);
            let mut writes = false;
            for (process, handle, epoch) in run.take_processes() {
                if handle.stage() == Stage::Running {
                    self.exiting.push((process, handle));
                } else {
                    writes = true;
                    self.end_process(run.runtime(), epoch, process, handle);
                }
            }
            if writes {
                // What they still write to their regions goes with the file.
                let file = Rc::clone(run.file());
                self.leave_file(&file);
            } else {
                self.free_regions.extend(run.into_regions());
            }
        }
    }

    /// A run that has work for one more process.
    pub fn item_vacancy(&self) -> Option<TaskId> {
        self.items
            .iter()
            .find(|run| run.wants_worker(self.running(Some(run.runtime()))))
            .map(ItemRun::id)
    }

    /// Takes what a new process of a run needs: also the lane that it is to have.
    ///
    /// # Errors
    /// `EMFILE`, `ENFILE` or `ENOMEM`.
    pub fn prepare_item_worker(
        &mut self,
        id: TaskId,
        parent: ProcessId,
    ) -> io::Result<(usize, ParentGuard)> {
        let lane = self.item_run(id).and_then(|run| run.free_lane());
        let lane = lane.ok_or_else(|| io::Error::from_raw_os_error(libc::EAGAIN))?;
        Ok((lane, ParentGuard::new(parent, self.open_notifier()?)?))
    }

    /// Enters a process that has been forked for a run.
    pub fn item_worker_started(
        &mut self,
        id: TaskId,
        lane: usize,
        parent_guard: ParentGuard,
        process: ProcessId,
    ) {
        self.forks += 1;
        let (epoch, handle) = (self.forks, parent_guard.handle(process));
        match self.item_run(id) {
            Some(run) => run.worker_started(lane, process, handle, epoch),
            None => self.exiting.push((process, handle)),
        }
    }

    /// The system refuses one more process for a run, or does so no more. Returns whether
    /// the run has one.
    pub fn refuse_items(&mut self, id: TaskId, refused: bool) -> bool {
        self.item_run(id).is_some_and(|run| run.refuse(refused))
    }

    /// For which run this process is about to wait, if for one.
    pub(super) fn expect_items(&mut self, awaited: Option<TaskId>) {
        for run in &mut self.items {
            let waits = awaited == Some(run.id());
            run.expect(waits);
            if !waits {
                run.spill();
            }
        }
    }

    /// Looks at what processes of runs have done besides their results.
    pub(super) fn collect_items(&mut self) {
        self.items.iter_mut().for_each(ItemRun::collect);
        let over = |run: &&ItemRun| run.is_cancelled();
        while let Some(id) = self.items.iter().find(over).map(ItemRun::id) {
            self.remove_items(id);
        }
    }

    /// Notes which processes of runs have ended.
    pub(super) fn collect_exited_item_workers(&mut self) {
        self.items.iter_mut().for_each(ItemRun::on_exit);
        self.collect_items();
    }

    /// When the time of the next item is over.
    pub(super) fn next_item_deadline(&mut self) -> Option<Instant> {
        self.items
            .iter_mut()
            .filter_map(ItemRun::next_deadline)
            .min()
    }

    /// Somebody needs a place of this runtime, or of any: processes that have nothing to
    /// do give theirs up.
    pub fn retire_idle(&self, runtime: Option<RuntimeId>) {
        let of = |run: &&ItemRun| runtime.is_none_or(|runtime| run.runtime() == runtime);
        self.items.iter().filter(of).for_each(ItemRun::retire_idle);
    }
}

#[cfg(test)]
mod tests {
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
        Terms {
            runtime: 1,
            limit: concurrency,
            concurrency,
            items_per_process: u64::MAX,
            timeout: None,
            bulk: true,
            output: Sink::Caller,
            sends: false,
            fails_fast: false,
        }
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
    fn employ(
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
                parent_guard.hold(|| true);
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
                    employ(table, id, refill);
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

    fn small(item: u64) -> Vec<u8> {
        item.to_ne_bytes().to_vec()
    }

    fn all_small(items: u64) -> Vec<Result<Vec<u8>, Cause>> {
        (0..items).map(|item| Ok(small(item))).collect()
    }

    #[test]
    fn each_item_of_many_arrives_once_and_nothing_stays() {
        let mut table = Table::default();
        let id = table.add_items(terms(3), Sharing::Ranges(5_000)).unwrap();
        let outcomes = drain(&mut table, id, |table, side| {
            serve(table, side, id, small);
        });
        assert_eq!(outcomes, all_small(5_000));
        assert!(table.is_idle());
        table.reap_all();
        assert_eq!(table.running(None), 0);
    }

    #[test]
    fn results_of_any_size_arrive() {
        let mut table = Table::default();
        let id = table.add_items(terms(2), Sharing::Ranges(6)).unwrap();
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
    fn what_a_process_dies_of_dies_with_it_and_nothing_else() {
        let mut table = Table::default();
        let id = table.add_items(terms(2), Sharing::Ranges(40)).unwrap();
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
    fn an_item_that_was_carried_off_before_it_began_is_done_by_others() {
        for sharing in [Sharing::Ranges(30), Sharing::InOrder(0)] {
            let mut table = Table::default();
            let id = table.add_items(terms(2), sharing).unwrap();
            table.item_run(id).unwrap().allow(30, true);
            for _ in 0..2 {
                employ(&mut table, id, |_, side| {
                    // None is left for one that comes late.
                    let _ = side.lanes.claim(side.lane);
                });
            }
            let outcomes = drain(&mut table, id, |table, side| {
                serve(table, side, id, small);
            });
            assert_eq!(outcomes, all_small(30), "{sharing:?}");
        }
    }

    #[test]
    fn a_process_that_spoils_its_ring_spoils_its_own_item() {
        let mut table = Table::default();
        let id = table.add_items(terms(1), Sharing::Ranges(4)).unwrap();
        employ(&mut table, id, |table, side| {
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
        let outcomes = drain(&mut table, id, |table, side| {
            serve(table, side, id, small);
        });
        let mut expected = all_small(4);
        expected[1] = Ok(b"damaged".to_vec());
        assert_eq!(outcomes, expected);
    }

    #[test]
    fn a_process_gone_wild_harms_no_result_of_others_and_hangs_nobody() {
        for sharing in [Sharing::Ranges(20), Sharing::InOrder(0)] {
            let mut table = Table::default();
            let id = table.add_items(terms(1), sharing).unwrap();
            table.item_run(id).unwrap().allow(20, true);
            employ(&mut table, id, |table, side| {
                let item = side.claim();
                side.begin(item);
                side.publish(table, id, item, &small(item));
                side.begin(side.claim());
                side.lanes.scribble();
                process::exit_now(9)
            });
            let outcomes = drain(&mut table, id, |table, side| {
                serve(table, side, id, small);
            });
            let mut expected = all_small(20);
            expected[1] = Err(Cause::Process(End::Exited(9)));
            assert_eq!(outcomes, expected, "{sharing:?}");
        }
    }

    #[test]
    fn an_item_that_does_not_exist_or_has_ended_is_not_told_of() {
        let mut table = Table::default();
        let id = table.add_items(terms(1), Sharing::Ranges(2)).unwrap();
        employ(&mut table, id, |table, side| {
            for item in [0, 0, 7, u64::MAX - 1] {
                side.begin(item);
                side.publish(table, id, item, &small(item));
            }
            side.claim();
            side.begin(side.claim());
            side.publish(table, id, 1, &small(1));
            side.lanes.finish(side.lane);
        });
        let outcomes = drain(&mut table, id, |table, side| {
            serve(table, side, id, small);
        });
        assert_eq!(outcomes, all_small(2));
    }

    #[test]
    fn an_item_over_its_time_is_settled_and_the_others_are_done() {
        let mut table = Table::default();
        let terms = Terms {
            timeout: Some(Duration::from_millis(50)),
            ..terms(1)
        };
        let id = table.add_items(terms, Sharing::Ranges(5)).unwrap();
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

    #[test]
    fn a_result_that_took_too_long_is_late() {
        let mut table = Table::default();
        let terms = Terms {
            timeout: Some(Duration::from_secs(30)),
            ..terms(1)
        };
        let id = table.add_items(terms, Sharing::Ranges(1)).unwrap();
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
    fn the_message_in_the_slot_of_a_process_is_its_last() {
        let mut table = Table::default();
        let id = table.add_items(terms(1), Sharing::Ranges(3)).unwrap();
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
    fn a_cancelled_run_is_over_at_once_and_counts_until_its_processes_are_gone() {
        let mut table = Table::default();
        let id = table.add_items(terms(2), Sharing::Ranges(9)).unwrap();
        for _ in 0..2 {
            employ(&mut table, id, |_, side| {
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
    fn a_process_with_a_full_ring_goes_on_while_its_caller_waits_for_something_else() {
        const ITEMS: u32 = 10_000;
        let mut table = Table::default();
        let id = table.add_items(terms(1), Sharing::Ranges(ITEMS)).unwrap();
        let child = employ(&mut table, id, |table, side| serve(table, side, id, small));
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
        let mut table = Table::default();
        let id = table.add_items(terms(2), Sharing::InOrder(0)).unwrap();
        assert_eq!(table.item_vacancy(), None);
        table.item_run(id).unwrap().allow(3, false);
        assert_eq!(table.item_vacancy(), Some(id));
        for _ in 0..2 {
            employ(&mut table, id, |table, side| {
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

    #[test]
    fn idle_processes_give_up_their_places() {
        let mut table = Table::default();
        let id = table.add_items(terms(1), Sharing::InOrder(0)).unwrap();
        employ(&mut table, id, |table, side| {
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
}
