//! The caller's side of a run of items: starting it, its processes, and taking what has
//! ended.

use super::{
    run::{EndedItem, ItemRun, Left, Terms},
    source::{self, Elements, Items, Job},
    work::{self, Work},
};
use crate::{
    engine::{Thrown, gc_references::Held, value},
    memory::{lanes::Sharing, slot::Report},
    system::{clock, identity::Token, process::ProcessId, title::Title},
    task::{
        TaskError, contained,
        ids::TaskId,
        outcome::{self, OpenedOutcome, Settlement},
        output::Captured,
        random::Seeds,
        role, scheduler,
        status::Status,
        table::{NextItem, Outcome, Table},
        trace,
    },
};
use ext_php_rs::types::Zval;
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

/// What there is for who waits.
pub enum Next {
    /// An item has ended.
    Ended {
        /// Its number, in the order of the source.
        index: u64,
        /// What became of it.
        outcome: Result<Settlement, TaskError>,
        /// How long it ran, and the most memory that PHP had allocated meanwhile.
        report: Report,
        /// In which process.
        process: Option<ProcessId>,
        /// What it has written, if that is captured.
        written: Option<Captured>,
    },
    /// All have ended and been told of, and the processes have come to their ends.
    Drained,
}

/// Nanoseconds for which the caller looks for news before it sleeps: at most about as long
/// as it takes to sleep and be woken, and when it is hardly worth it.
const MOST: u64 = 20_000;
const LEAST: u64 = 500;

/// A run, as its caller has it. Dropping it ends what has not ended.
pub struct ItemPool {
    id: TaskId,
    owner: Token,
    work: Rc<Work>,
    /// For how long it looks for news before it sleeps.
    patience: Cell<u64>,
}

impl ItemPool {
    /// Starts a run. The first process is forked when somebody waits, or an item is
    /// pushed. `seeds` are those of which each item's random numbers have theirs.
    ///
    /// # Errors
    /// [`TaskError::Refused`] when there is no memory or no descriptor for it.
    pub fn start(terms: Terms, job: Job, source: Source, seeds: Seeds) -> Result<Self, TaskError> {
        let (elements, sharing, jobs) = match source {
            Source::Pushed(most) => (None, Sharing::InOrder(most.max(1)), most.max(1)),
            Source::Array { array, ordered } => {
                let elements = Elements::of(array).ok_or(TaskError::Internal)?;
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
            limit: terms
                .timeout
                .map(|timeout| u64::try_from(timeout.as_nanos()).unwrap_or(u64::MAX)),
            fails_fast: terms.fails_fast,
            title: Title::of_task(terms.name.as_bytes()),
            output: terms.output,
            sends: terms.sends,
            processes: RefCell::default(),
            prevented: RefCell::default(),
            hopeless: RefCell::default(),
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

    /// Pushes an item, with its key if the closure is given that.
    ///
    /// # Errors
    /// [`TaskError::Thrown`] when the program ends or a signal's handler threw;
    /// [`TaskError::Refused`] as for [`spawn_worker`].
    pub fn push(&self, key: &Zval, item: &Zval) -> Result<Pushed, TaskError> {
        let Items::Sent { file, regions } = &self.work.items else {
            return Err(TaskError::Internal);
        };
        if !self.is_own() {
            return Err(TaskError::Foreign);
        }
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
            contained(|| scheduler::start_item_worker(id))?;
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

    /// The key of an item that is told of: nothing more comes of it.
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

    /// Of an array whose elements are taken in order: those before this one may be.
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

    /// Ends what has not ended, and takes no more items. What had ended before is told of,
    /// and so is the rest: as cancelled. Returns the numbers of those that had begun.
    pub fn give_up(&self) -> Vec<u64> {
        if !self.is_own() {
            return Vec::new();
        }
        role::with_table(|table| table.item_run(self.id).map(ItemRun::give_up)).unwrap_or_default()
    }

    /// An item that has ended, if there is one now.
    ///
    /// # Errors
    /// [`TaskError::Foreign`] in another process than the one that started the run.
    pub fn poll(&self) -> Result<Option<Next>, TaskError> {
        if !self.is_own() {
            return Err(TaskError::Foreign);
        }
        Ok(match role::with_table(|table| table.next_item(self.id)) {
            NextItem::Ended(ended) => Some(self.open(ended)),
            NextItem::Complete => Some(Next::Drained),
            NextItem::None => None,
        })
    }

    /// Waits until there may be an item that has ended, or `enough` says so, or the
    /// deadline has come.
    ///
    /// # Errors
    /// [`TaskError`] when a signal's handler threw, or there is no process and the system
    /// has none to give.
    pub fn wait(
        &self,
        deadline: Option<Instant>,
        enough: Option<&dyn Fn(&mut Table) -> bool>,
    ) -> Result<(), TaskError> {
        contained(|| {
            if enough.is_none() && self.spin() {
                return Ok(());
            }
            scheduler::wait_until(Some(self.id), deadline, |table| {
                table.has_item_news(self.id) || enough.is_some_and(|enough| enough(table))
            })
        })
    }

    /// While items are tiny, looks for one a while before it sleeps; less and less long
    /// where that is in vain, as on a machine whose processors have other work. Returns
    /// whether there is something.
    fn spin(&self) -> bool {
        let tiny = role::with_table(|table| {
            let run = table.item_run(self.id);
            run.is_some_and(|run| run.are_tiny() && run.running() > 0)
        });
        if !tiny {
            return false;
        }
        let patience = self.patience.get();
        let end = clock::now() + patience;
        loop {
            if role::with_table(|table| table.has_item_news(self.id)) {
                self.patience.set((patience * 2).clamp(LEAST, MOST));
                return true;
            }
            if patience <= LEAST || clock::now() > end {
                // Now and then it is tried again.
                self.patience
                    .set(if patience == 0 { MOST } else { patience / 4 });
                return false;
            }
            for _ in 0..16 {
                std::hint::spin_loop();
            }
        }
    }

    /// Reads what an item left.
    fn open(&self, ended: EndedItem) -> Next {
        let EndedItem {
            index,
            left,
            report,
            process,
        } = ended;
        let written = process.and_then(|process| self.work.written(process, index));
        if trace::is_on() {
            self.draw(index, &left, report, process);
        }
        let outcome = match left {
            Left::Died(cause) => Ok(Settlement::Died(cause)),
            Left::Prevented => match self.work.take_prevented(index) {
                Some(thrown) => Ok(Settlement::Thrown(thrown)),
                None => Err(TaskError::Internal),
            },
            Left::Damaged(damaged) => Err(TaskError::Unreadable(damaged.to_string())),
            Left::Message(message, place) => {
                let spilled = message.spilled();
                let region = place.and_then(|place| {
                    role::with_table(|table| table.item_run(self.id)?.region(place))
                });
                let opened = outcome::read(Outcome::RawMessage(
                    message,
                    Rc::clone(&self.work.file),
                    region.unwrap_or_default(),
                ));
                // PHP's code may come back to this run, and what the message stood in is
                // the next one's then.
                let opened = opened.and_then(|opened| {
                    outcome::ensure_budget(&opened, || {})?;
                    opened.detached()
                });
                let release = || {
                    role::with_table(|table| {
                        if let Some(place) = place
                            && let Some(run) = table.item_run(self.id)
                        {
                            run.release_region(place, spilled);
                        }
                    });
                };
                let detached = opened.as_ref().map_or(true, OpenedOutcome::is_detached);
                if detached {
                    release();
                }
                let outcome = opened.and_then(|opened| contained(|| opened.decode()));
                if !detached {
                    release();
                }
                outcome
            }
        };
        Next::Ended {
            index,
            outcome,
            report,
            process,
            written,
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

    /// Notes an item that has ended in the trace.
    #[cold]
    fn draw(&self, index: u64, left: &Left, report: Report, process: Option<ProcessId>) {
        let (status, bytes) = match left {
            Left::Message(message, _) => (Status::of_kind(message.kind()), message.len()),
            Left::Died(cause) => (Status::from(cause), 0),
            Left::Damaged(_) | Left::Prevented => (Status::Failed, 0),
        };
        let key = self.key(index);
        let label = key.as_ref().and_then(|key| {
            let number = key.long().map(|number| number.to_string().into_bytes());
            number.or_else(|| value::bytes(key).map(<[u8]>::to_vec))
        });
        if let Some(number) = process.and_then(|process| self.number_of(process)) {
            trace::item_ended(number, label.as_deref(), status, bytes, report);
        }
    }

    /// Forgets processes of these numbers: what they have sent has been taken.
    pub fn forget_processes(&self, numbers: &[TaskId]) {
        numbers.iter().copied().for_each(trace::worker_is_over);
        let mut processes = self.work.processes.borrow_mut();
        processes.retain(|process| !numbers.contains(&process.number));
    }

    /// What it holds of PHP's values.
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
