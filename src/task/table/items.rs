//! The table's runs of items: entering them, their processes, and taking what they left.

#[cfg(test)]
mod tests;

use super::{RuntimeId, Table, TaskId};
use crate::{
    memory::{
        lanes::{Lanes, Sharing, regions},
        memory_file::Region,
    },
    system::{ParentGuard, process::ProcessId, timers::Stage},
    task::items::run::{EndedItem, ItemRun, Terms},
};
use std::{io, rc::Rc, time::Instant};

/// What there is for who waits for items.
pub enum NextItem {
    /// One that has ended.
    Ended(EndedItem),
    /// Every item's outcome has been given.
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
        let file = self.storage.open_file()?;
        self.open_notifier()?;
        let most = match sharing {
            Sharing::Ranges(items) => items as usize,
            Sharing::InOrder(_) => usize::MAX,
        };
        let count = terms.concurrency.min(terms.limit).min(most).max(1);
        let lanes = Rc::new(Lanes::map(count, sharing)?);
        let regions = (0..regions(count))
            .map(|_| self.storage.take_region())
            .collect();
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
        let regions: Vec<Region> = (0..count).map(|_| self.storage.take_region()).collect();
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
                    self.exiting.push(process, handle);
                } else {
                    writes = true;
                    self.end_process(run.runtime(), epoch, process, handle);
                }
            }
            if writes {
                // What they still write to their regions goes with the file.
                let file = Rc::clone(run.file());
                self.storage.leave_file(&file);
            } else {
                self.storage.give_back_regions(run.into_regions());
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
        let (epoch, handle) = (self.storage.forked(), parent_guard.handle(process));
        match self.item_run(id) {
            Some(run) => run.worker_started(lane, process, handle, epoch),
            None => self.exiting.push(process, handle),
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
