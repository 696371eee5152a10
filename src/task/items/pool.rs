//! The caller's side of a run of items: starting it, pushing items, giving up.

mod next;

pub use next::Next;

use super::{
    run::{ItemRun, Terms},
    source::{self, Elements, Items, Job},
    work::{self, Work},
};
use crate::{
    engine::{Thrown, gc_references::Held, value},
    memory::lanes::{self, Sharing},
    system::{clock::nanoseconds, identity::Token, process::ProcessId, title::Title},
    task::{TaskError, contained, ids::TaskId, random::Seeds, role, scheduler, terms, trace},
};
use ext_php_rs::types::Zval;
use next::MOST;
use nix::sys::signal::SigSet;
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Instant,
};

/// Where the items of a run come from.
pub enum Source {
    /// An array, whose elements are taken in any order, or in order as far as
    /// [`ItemPool::allow`] says.
    Array {
        /// The array.
        array: Zval,
        /// Whether they are taken in order.
        ordered: bool,
    },
    /// Items are pushed, with a limit of those that have not ended.
    Pushed(u32),
}

/// What became of an item that was pushed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pushed {
    /// It goes.
    Sent,
    /// As many as may be have not ended.
    Full,
    /// It cannot be sent. It has no number: the next one that is pushed, or skipped, gets
    /// that.
    Unsendable,
}

/// The caller's handle of a run. Dropping it ends what has not ended.
pub struct ItemPool {
    id: TaskId,
    owner: Token,
    work: Rc<Work>,
    /// For how long it looks for news before it sleeps.
    patience: Cell<u64>,
}

impl ItemPool {
    /// How many processes a run has at most.
    pub const MOST_PROCESSES: usize = lanes::MOST;

    /// Starts a run. The first process is forked when somebody waits, or an item is
    /// pushed. `seeds` are those of which each item's random numbers have theirs.
    ///
    /// # Errors
    /// [`TaskError::Refused`] when there is no memory or no descriptor for it.
    pub fn start(
        mut terms: Terms,
        job: Job,
        source: Source,
        seeds: Seeds,
    ) -> Result<Self, TaskError> {
        let (elements, sharing, jobs) = match source {
            Source::Pushed(most) => (None, Sharing::InOrder(most.max(1)), most.max(1)),
            Source::Array { array, ordered } => {
                let elements = Elements::of(array).ok_or(TaskError::Internal)?;
                terms.concurrency = terms.concurrency.min(elements.len() as usize);
                let sharing = if ordered {
                    Sharing::InOrder(0)
                } else {
                    Sharing::Ranges(elements.len())
                };
                (Some(elements), sharing, 0)
            }
        };
        let (id, lanes, file, regions) = role::with_table(|table| {
            let id = table.add_items(terms, sharing)?;
            let regions = table.take_regions(id, jobs);
            let run = table.item_run(id);
            run.map(|run| (id, Rc::clone(run.lanes()), Rc::clone(run.file()), regions))
                .ok_or_else(|| std::io::Error::from(std::io::ErrorKind::NotFound))
        })
        .map_err(TaskError::Refused)?;
        let items = match elements {
            Some(elements) => Items::Inherited(elements),
            None => Items::Sent {
                file: Rc::clone(&file),
                regions,
            },
        };
        let work = Rc::new(Work {
            seeds,
            job,
            items,
            lanes,
            file,
            items_per_process: match terms.items_per_process {
                0 => u64::MAX,
                share => share,
            },
            limit: terms.timeout.map(nanoseconds),
            fails_fast: terms.fails_fast,
            title: Title::of_task(terms.name.as_bytes()),
            output: terms.output,
            sends: terms.sends,
            processes: RefCell::default(),
            prevented: RefCell::default(),
            all_prevented: RefCell::default(),
            keys: RefCell::default(),
        });
        work::enter(id, &work);
        Ok(Self {
            id,
            owner: role::owner(),
            work,
            patience: Cell::new(MOST),
        })
    }

    /// How many elements the source has, if it is an array.
    fn len(&self) -> Option<u32> {
        match &self.work.items {
            Items::Inherited(elements) => Some(elements.len()),
            Items::Sent { .. } => None,
        }
    }

    fn is_own(&self) -> bool {
        self.owner == role::owner()
    }

    /// Refuses what only the process may do that started the run.
    ///
    /// # Errors
    /// [`TaskError::Foreign`] in any other process.
    pub fn ensure_own(&self) -> Result<(), TaskError> {
        if self.is_own() {
            return Ok(());
        }
        Err(TaskError::Foreign)
    }

    /// Pushes an item, with its key if the closure is given that. Where that needs a process
    /// which the system refuses, it waits for one until the deadline.
    ///
    /// # Errors
    /// [`TaskError::Thrown`] when the program ends or a signal's handler threw;
    /// [`TaskError::Refused`] as for [`scheduler::start_item_worker`].
    pub fn push(
        &self,
        key: &Zval,
        item: &Zval,
        deadline: Option<Instant>,
    ) -> Result<Pushed, TaskError> {
        let Items::Sent { file, regions } = &self.work.items else {
            return Err(TaskError::Internal);
        };
        self.ensure_own()?;
        let taken = role::with_table(|table| {
            let run = table.item_run(self.id)?;
            run.collect();
            run.take_job()
        });
        let Some((job, slot)) = taken else {
            return Ok(Pushed::Full);
        };
        let region = regions.get(job as usize).copied().unwrap_or_default();
        let passed = self.work.job.pass_key.then_some(key);
        let put = contained(|| {
            source::put(passed, item, slot, (file, region)).map_err(|Thrown| TaskError::Thrown)
        });
        if !self.is_own() {
            // A hook of the item has forked by hand, and this is the new process.
            return put.and(Err(TaskError::Foreign));
        }
        let sent = role::with_table(|table| {
            let run = table.item_run(self.id)?;
            if !matches!(put, Ok(true)) {
                run.return_job(job);
                return None;
            }
            let number = run.send(job);
            Some((number, table.item_vacancy()))
        });
        let Some((number, wants_worker)) = sent else {
            return put.map(|_| Pushed::Unsendable);
        };
        let key = value::copy(key);
        self.work.keys.borrow_mut().insert(number, key);
        if let Some(id) = wants_worker {
            contained(|| scheduler::start_item_worker(id, deadline))?;
        }
        Ok(Pushed::Sent)
    }

    /// The next item has a process of its own: it has its number, but is for none of the
    /// run's processes.
    pub fn skip(&self, key: &Zval) {
        if self.is_own()
            && let Some(number) =
                role::with_table(|table| table.item_run(self.id).map(ItemRun::skip))
        {
            let key = value::copy(key);
            self.work.keys.borrow_mut().insert(number, key);
        }
    }

    /// The key of an item, as long as it has not been forgotten.
    pub fn key(&self, index: u64) -> Option<Zval> {
        self.work.key(index)
    }

    /// The key of an item whose outcome is given, for the last time.
    pub fn take_key(&self, index: u64) -> Option<Zval> {
        match &self.work.items {
            Items::Inherited(_) => self.key(index),
            Items::Sent { .. } => self.work.keys.borrow_mut().remove(&index),
        }
    }

    /// No item will be pushed any more, or allowed.
    pub fn close_input(&self) {
        if self.is_own() {
            role::with_table(|table| {
                if let Some(run) = table.item_run(self.id) {
                    run.close();
                }
            });
        }
    }

    /// With an array whose elements are taken in order: those before this one may be taken.
    pub fn allow(&self, upto: u64) {
        let all = self.len().map_or(0, u64::from);
        if self.is_own() {
            role::with_table(|table| {
                if let Some(run) = table.item_run(self.id) {
                    run.allow(upto.min(all), upto >= all);
                }
            });
        }
    }

    /// Ends what has not ended, and takes no more items. The outcomes of items that had
    /// ended before are given; the others count as cancelled. Returns the numbers of those
    /// that had begun. With `spare_idle` it leaves processes that are at no item to
    /// [`ItemPool::wind_up`], which follows.
    pub fn give_up(&self, spare_idle: bool) -> Vec<u64> {
        if !self.is_own() {
            return Vec::new();
        }
        let give_up = |run: &mut ItemRun| run.give_up(spare_idle);
        role::with_table(|table| table.item_run(self.id).map(give_up)).unwrap_or_default()
    }

    /// After [`ItemPool::give_up`]: whether an item had not ended.
    pub fn is_cut_short(&self) -> bool {
        self.is_own()
            && role::with_table(|table| {
                table
                    .item_run(self.id)
                    .is_some_and(|run| run.is_cut_short())
            })
    }

    /// Interrupts processes that are at an item, and waits until all have come to their ends,
    /// for as long as an interrupted one has. `take_sent` is called for what they send. No
    /// signal's handler written in PHP runs meanwhile.
    ///
    /// # Errors
    /// What `take_sent` gives; it is not called again then.
    pub fn wind_up(&self, take_sent: impl Fn() -> Result<(), TaskError>) -> Result<(), TaskError> {
        if !self.is_own() {
            return Ok(());
        }
        let until = Instant::now().checked_add(terms::grace());
        let taken = loop {
            let goes_on = role::with_table(|table| {
                // Before the look: the end of a process wakes this one from here on.
                table.expect(Some(self.id));
                table.item_run(self.id).is_some_and(ItemRun::wind_up)
            });
            let taken = take_sent();
            let over = until.is_some_and(|until| until <= Instant::now());
            if !goes_on || over || taken.is_err() || !self.is_own() {
                break taken;
            }
            if role::with_table(|table| table.sleep(&SigSet::all(), until)).is_err() {
                break taken;
            }
        };
        if self.is_own() {
            role::with_table(|table| {
                table.expect_none();
                table.item_run(self.id).map(ItemRun::end_processes)
            });
        }
        taken
    }

    /// After [`ItemPool::give_up`]: what of an array has not been allowed counts as cancelled,
    /// too.
    pub fn cancel_rest(&self) {
        let all = self.len().map_or(0, u64::from);
        if self.is_own() {
            role::with_table(|table| {
                if let Some(run) = table.item_run(self.id) {
                    run.cancel_before(all);
                }
            });
        }
    }

    /// The number of a process, which its hooks know it by.
    pub fn number_of(&self, process: ProcessId) -> Option<TaskId> {
        self.work.number_of(process)
    }

    /// The numbers of the processes of which nothing more comes than they have sent, or of
    /// all.
    pub fn finished(&self, all: bool) -> Vec<TaskId> {
        if !self.is_own() {
            return Vec::new();
        }
        role::with_table(|table| match table.item_run(self.id).filter(|_| !all) {
            Some(run) => self.work.numbers(|process| !run.knows(process)),
            None => self.work.numbers(|_| true),
        })
    }

    /// Forgets processes of these numbers: what they have sent has been taken.
    pub fn forget_processes(&self, numbers: &[TaskId]) {
        numbers.iter().copied().for_each(trace::worker_is_over);
        let mut processes = self.work.processes.borrow_mut();
        processes.retain(|process| !numbers.contains(&process.number));
    }

    /// Reports the values that it holds to the collector of cycles.
    pub fn held(&self, held: &mut Held<'_>) {
        self.work.held(held);
    }

    /// The run's number.
    pub fn id(&self) -> TaskId {
        self.id
    }

    /// Ends what has not ended. PHP's code may run: what the closure holds may go.
    pub fn cancel(&self) {
        if self.is_own() {
            role::with_table(|table| table.cancel_items(self.id));
            work::forget(self.id);
            scheduler::tidy();
        }
    }
}

impl Drop for ItemPool {
    fn drop(&mut self) {
        self.cancel();
    }
}
