//! The processes of a run, from their start to their end.

use super::{EndedItem, ItemRun, Left, Standing, Worker};
use crate::{
    memory::{
        lanes::{Activity, Lanes, Wanted},
        ring::Reader,
        slot::Report,
    },
    system::{
        ChildHandle,
        anonymous_files::REGION_BYTES,
        clock,
        interruption::Reason,
        process::{End, ProcessId},
        timers::{Stage, When},
    },
    task::{Cause, terms},
};
use std::time::Duration;

/// How many processes in a row may end before they begin an item: each may have been killed.
/// With one more, something ends them all, and an item fails each time, so that the run
/// comes to its end.
const MAX_FRUITLESS: u32 = 16;

/// What has failed because a hook has kept a process from being made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prevented {
    /// This item.
    Item(u64),
    /// All items that have not begun, also those to come.
    All,
    /// Nothing: no item is left that has not begun.
    Nothing,
}

impl ItemRun {
    /// Whether there is work for one more process, when `running` of the runtime run.
    pub fn wants_worker(&self, running: usize) -> bool {
        if self.refused
            || self.hooks_run
            || self.all_prevented
            || self.cancelled
            || self.given_up
            // What has come may be the failure that ends it.
            || self.terms.fails_fast && self.has_news()
            || running >= self.terms.limit.max(1)
            || self.workers.len() >= self.lanes.len()
        {
            return false;
        }
        match self.lanes.cursor() {
            None => self.lanes.has_more(),
            Some(cursor) => {
                let free = self.serving().filter(|worker| {
                    matches!(
                        self.lanes.activity(worker.lane),
                        Activity::Looking | Activity::Parked | Activity::Waiting
                    )
                });
                cursor.waiting() > free.count() as u64
            }
        }
    }

    /// A lane that no process has.
    pub fn free_lane(&self) -> Option<usize> {
        (0..self.lanes.len()).find(|lane| self.workers.iter().all(|worker| worker.lane != *lane))
    }

    /// Enters a process that has been forked.
    pub fn worker_started(
        &mut self,
        lane: usize,
        process: ProcessId,
        mut handle: ChildHandle,
        epoch: u64,
    ) {
        if let Some(timeout) = self.terms.timeout {
            let when = When::Says(self.lanes.clock(lane), timeout);
            // Without memory for it, the limit holds when the caller next enters pokio.
            let _ = handle.limit(process, when, None, None, terms::grace());
        }
        self.prevented = false;
        self.workers.push(Worker {
            lane,
            process,
            handle,
            epoch,
            standing: Standing::Serving,
            limited: None,
        });
    }

    /// The system refuses one more process, or does so no more. Returns whether the run
    /// has one.
    pub fn refuse(&mut self, refused: bool) -> bool {
        self.refused = refused;
        !self.workers.is_empty()
    }

    /// The hooks before a fork for this run are about to be called, or have been. Meanwhile
    /// it wants no process.
    pub fn hooks_run(&mut self, run: bool) {
        self.hooks_run = run;
    }

    /// A hook threw before a fork, so there is no process: the next item fails with what it
    /// threw. The fork is tried again when one of the run's processes has ended, or at once
    /// if there is none. When it fails in the same way again, all other items fail, too.
    pub fn prevent(&mut self) -> Prevented {
        let first = self.fail_next(Left::Prevented, None);
        if !self.workers.is_empty() {
            self.refused = true;
        } else if std::mem::replace(&mut self.prevented, true) {
            self.all_prevented = true;
        }
        match first {
            _ if self.all_prevented => Prevented::All,
            Some(item) => Prevented::Item(item),
            None => Prevented::Nothing,
        }
    }

    /// Takes the next item, and says that it has failed, and in which process.
    fn fail_next(&mut self, left: Left, process: Option<ProcessId>) -> Option<u64> {
        loop {
            let index = self.lanes.claim_first()?;
            if self.end_item(index) {
                self.ready.push_back(EndedItem {
                    index,
                    left,
                    report: Report::default(),
                    process,
                });
                return Some(index);
            }
        }
    }

    /// Says whether the caller waits for this run; to be called before the look at what
    /// is there.
    pub fn expect(&mut self, waits: bool) {
        self.limit_patience();
        self.lanes.want(if waits && !self.terms.bulk {
            Wanted::Any
        } else {
            Wanted::Bulk
        });
    }

    /// The caller waits for nothing.
    pub fn expect_nothing(&self) {
        self.lanes.want(Wanted::Nothing);
    }

    /// Looks at what processes have done besides their rings.
    pub fn collect(&mut self) {
        for worker in 0..self.workers.len() {
            let Worker { lane, standing, .. } = self.workers[worker];
            if standing == Standing::Serving && self.lanes.slot(lane).is_published() {
                self.take_last(worker);
            }
        }
        self.expire();
        self.recover();
        while self.all_prevented && self.fail_next(Left::Prevented, None).is_some() {}
    }

    /// Ends a process; what it still writes is not read.
    pub(super) fn discard(&mut self, worker: usize, reason: Reason) {
        let worker = &mut self.workers[worker];
        worker.standing = Standing::Discarded;
        end_worker(worker, &self.lanes, reason);
    }

    /// Takes out the processes that have ended, and notes which items died with them.
    pub fn on_exit(&mut self) {
        for worker in (0..self.workers.len()).rev() {
            if self.workers[worker].handle.ended() {
                self.remove_exited(worker);
            }
        }
        self.recover();
    }

    pub(super) fn remove_exited(&mut self, worker: usize) {
        let lane = self.workers[worker].lane;
        let process = self.workers[worker].process;
        let end = self.workers[worker].handle.reap(process, true);
        if self.lanes.slot(lane).is_published() {
            self.take_last(worker);
        }
        self.drain(worker);
        let begun = self.lanes.begun(lane);
        if self.workers[worker].standing == Standing::Serving
            && self.lanes.activity(lane) != Activity::Done
        {
            self.claims_lost = true;
            self.fruitless = if begun.is_some() {
                0
            } else {
                self.fruitless + 1
            };
            if self.fruitless > MAX_FRUITLESS {
                let died = Cause::Process(end.unwrap_or(End::Unknown));
                self.fail_next(Left::Died(died), Some(process));
            }
            if let Some((item, since)) = begun {
                self.end_with_process(worker, item, since, end);
            }
        }
        self.workers.swap_remove(worker);
        self.refused = false;
        let unread: Vec<u16> = self.unread_regions().collect();
        let workers = &self.workers;
        let lives = |lane| workers.iter().any(|worker| worker.lane == lane);
        for place in self.lanes.abandoned_regions(lives) {
            if !unread.contains(&place) {
                // How much of it had been written is not known.
                self.release_region(place, REGION_BYTES);
            }
        }
        self.lanes.renew(lane);
        self.readers[lane] = Reader::new(self.lanes.ring(lane));
    }

    /// A process has died: what becomes of the item that it had begun.
    fn end_with_process(&mut self, worker: usize, item: u64, since: u64, end: Option<End>) {
        let nanoseconds = clock::now().saturating_sub(since);
        let took = Duration::from_nanos(nanoseconds);
        if self.is_spared(worker, item, took) || !self.end_item(item) {
            return;
        }
        let Worker {
            process, handle, ..
        } = &self.workers[worker];
        let interrupted = handle.stage() != Stage::Running;
        let over = interrupted && self.terms.timeout.is_some_and(|timeout| took >= timeout);
        self.ready.push_back(EndedItem {
            index: item,
            left: Left::Died(if over {
                Cause::TimedOut
            } else {
                Cause::Process(end.unwrap_or(End::Unknown))
            }),
            report: Report {
                nanoseconds,
                peak_memory: 0,
            },
            process: Some(*process),
        });
    }

    /// Puts items back that a dead process had claimed and not begun: items that are open
    /// while none can be taken and no process works. When no process is left at all, a
    /// faulty one may have taken them, too.
    fn recover(&mut self) {
        // Before the look at the processes: one that sleeps then has no item, and gets none. The
        // other way round, one that sleeps could wake, say so, and claim the last item between
        // the two looks. A claim that is seen here makes what its process has said before it
        // seen, too.
        if self.lanes.has_more() {
            return;
        }
        let (mut idle, mut left) = (true, false);
        for worker in self.serving() {
            match self.lanes.activity(worker.lane) {
                Activity::Done => {}
                Activity::Parked => left = true,
                Activity::Looking | Activity::Busy | Activity::Waiting => idle = false,
            }
        }
        if !idle || left && !self.claims_lost {
            return;
        }
        (0..self.workers.len()).for_each(|worker| self.drain(worker));
        let mut open = self.progress.first_open();
        if self.lanes.cursor().is_some() {
            open.end = open.end.min(open.start + 1);
        }
        if open.is_empty() {
            self.claims_lost = false;
        } else {
            self.lanes.put_back(open.start, open.end);
            self.wake_parked();
        }
    }

    /// Ends those processes that have no item now: others need the place, and who waits for it
    /// reads no results.
    pub fn retire_idle(&self) {
        for worker in self.serving() {
            if matches!(
                self.lanes.activity(worker.lane),
                Activity::Parked | Activity::Waiting
            ) {
                self.lanes.stop(worker.lane);
            }
        }
    }
}

/// The one place where a process of a run is ended before it has come to its own end: it
/// is interrupted, takes no more items, and is killed if it continues.
fn end_worker(worker: &mut Worker, lanes: &Lanes, reason: Reason) {
    lanes.stop(worker.lane);
    let process = worker.process;
    worker.handle.interrupt(process, reason, terms::grace());
}
