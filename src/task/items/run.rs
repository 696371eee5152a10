//! Items that are being worked on: by which processes, what has ended, and what they left.
//! PHP's values are unknown here.
//!
//! [`input`] is which items there are, [`workers`] who works on them, [`results`] what they
//! leave; [`limits`] ends items, [`ending`] all of them.

mod ending;
mod input;
mod limits;
mod results;
mod workers;

pub use workers::Prevented;

use super::progress::Progress;
use crate::{
    memory::{
        Damaged,
        lanes::{Activity, Lanes},
        memory_file::{MemoryFile, Region},
        ring::{Reader, Record},
        slot::{RawMessage, Report},
    },
    system::{ChildHandle, process::ProcessId},
    task::{
        Cause,
        ids::{RuntimeId, TaskId},
        output::Sink,
    },
};
use std::{
    collections::{HashSet, VecDeque},
    rc::Rc,
    time::{Duration, Instant},
};

/// How a run is carried out.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    /// The runtime that the run's processes count for.
    pub runtime: RuntimeId,
    /// How many processes of the runtime may run at once.
    pub limit: usize,
    /// How many processes the run may have at a time.
    pub concurrency: usize,
    /// How many items a process takes at most.
    pub items_per_process: u64,
    /// How long an item may take.
    pub timeout: Option<Duration>,
    /// Whether the caller needs results together, and is not to be woken for each.
    pub bulk: bool,
    /// Whether a failure ends the run: its process takes no item after it.
    pub fails_fast: bool,
    /// Where output goes.
    pub output: Sink,
    /// Whether processes send something besides results.
    pub sends: bool,
    /// What its processes are called.
    pub name: &'static str,
}

#[cfg(test)]
impl Terms {
    /// The terms of a run in a test: results together, and nothing besides them.
    pub fn of_test(concurrency: usize, items_per_process: u64) -> Self {
        Self {
            runtime: 1,
            limit: concurrency,
            concurrency,
            items_per_process,
            timeout: None,
            bulk: true,
            output: Sink::Caller,
            sends: false,
            fails_fast: false,
            name: "map",
        }
    }
}

/// What an item left.
pub enum Left {
    /// A message; in the region of this place, if in one.
    Message(RawMessage, Option<u16>),
    /// Nothing.
    Died(Cause),
    /// Nothing that can be read.
    Damaged(Damaged),
    /// Nothing: a hook has kept its process from being made.
    Prevented,
}

/// An item that has ended.
pub struct EndedItem {
    /// The item.
    pub index: u64,
    /// What it left.
    pub left: Left,
    /// What it reported.
    pub report: Report,
    /// In which process it ran.
    pub process: Option<ProcessId>,
}

/// A process of the run.
struct Worker {
    lane: usize,
    process: ProcessId,
    handle: ChildHandle,
    /// See [`super::super::table::Table`].
    epoch: u64,
    standing: Standing,
    /// The item that has begun, as it was first seen, and when its time is over.
    limited: Option<(u64, Instant)>,
}

/// How a process stands to the run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// It works.
    Serving,
    /// It takes no more items: its last one has ended.
    Leaving,
    /// It is being ended: what it still writes is not read.
    Discarded,
}

/// A run of items: see the module.
pub struct ItemRun {
    id: TaskId,
    terms: Terms,
    /// Their handles look at the lanes: dropped before those are.
    workers: Vec<Worker>,
    lanes: Rc<Lanes>,
    file: Rc<MemoryFile>,
    regions: Vec<Region>,
    readers: Vec<Reader>,
    /// Where the next look for a record begins.
    turn: usize,
    /// A record that is being read, and of which lane.
    held: Option<(usize, Record)>,
    /// Items that have ended and stand in no ring.
    ready: VecDeque<EndedItem>,
    progress: Progress,
    /// There will be no more items.
    closed: bool,
    /// The items that are sent, each with its job.
    sent: Vec<(u64, u32)>,
    free_jobs: Vec<u32>,
    /// The system refuses more processes, until one has ended.
    refused: bool,
    /// See [`ItemRun::hooks_run`].
    hooks_run: bool,
    /// A hook has kept the last process from being made, and none has been since.
    prevented: bool,
    /// See [`ItemRun::prevent`].
    all_prevented: bool,
    cancelled: bool,
    /// See [`ItemRun::give_up`].
    given_up: bool,
    /// A process has died that may have claimed items and not begun them.
    claims_lost: bool,
    /// Processes in a row that have ended before they began an item.
    fruitless: u32,
    /// Open items that are begun anew: see [`ItemRun::is_spared`].
    spared: HashSet<u64>,
    /// When the caller last allowed an item, in nanoseconds.
    allowed_at: u64,
    /// Until when the caller waits before it wakes those that sleep though there is work.
    patient_until: Option<Instant>,
    /// How long items take, in nanoseconds: the last ones count most.
    typical: u64,
}

/// Nanoseconds that make an item tiny: less than it takes to wake a process for it.
const TINY: u64 = 10_000;

impl ItemRun {
    /// Nobody works yet. There are as many regions as the lanes have places; `jobs` items at a
    /// time are sent.
    pub fn new(
        id: TaskId,
        terms: Terms,
        lanes: Rc<Lanes>,
        jobs: u32,
        file: Rc<MemoryFile>,
        regions: Vec<Region>,
    ) -> Self {
        for (place, region) in regions.iter().enumerate() {
            lanes.put_region(u16::try_from(place).unwrap_or(u16::MAX), *region);
        }
        let readers = (0..lanes.len())
            .map(|lane| Reader::new(lanes.ring(lane)))
            .collect();
        Self {
            id,
            terms,
            lanes,
            file,
            regions,
            workers: Vec::new(),
            readers,
            turn: 0,
            held: None,
            ready: VecDeque::new(),
            progress: Progress::default(),
            closed: false,
            sent: Vec::new(),
            free_jobs: (0..jobs).rev().collect(),
            refused: false,
            hooks_run: false,
            prevented: false,
            all_prevented: false,
            cancelled: false,
            given_up: false,
            claims_lost: false,
            fruitless: 0,
            spared: HashSet::new(),
            allowed_at: 0,
            patient_until: None,
            typical: TINY,
        }
    }

    /// Its number.
    pub fn id(&self) -> TaskId {
        self.id
    }

    /// The runtime that it belongs to.
    pub fn runtime(&self) -> RuntimeId {
        self.terms.runtime
    }

    /// Its memory.
    pub fn lanes(&self) -> &Rc<Lanes> {
        &self.lanes
    }

    /// The file for results that do not fit.
    pub fn file(&self) -> &Rc<MemoryFile> {
        &self.file
    }

    /// The region of the memory file at a place.
    pub fn region(&self, place: u16) -> Option<Region> {
        self.regions.get(usize::from(place)).copied()
    }

    /// How many processes it has.
    pub fn running(&self) -> usize {
        self.workers.len()
    }

    /// The epochs of its processes.
    pub fn epochs(&self) -> impl Iterator<Item = u64> {
        self.workers.iter().map(|worker| worker.epoch)
    }

    /// Whether something may still come of this process.
    pub fn knows(&self, process: ProcessId) -> bool {
        self.workers.iter().any(|worker| worker.process == process)
            || self
                .ready
                .iter()
                .any(|ended| ended.process == Some(process))
    }

    /// What tells of the ends of its processes.
    pub fn handles(&self) -> impl Iterator<Item = &ChildHandle> {
        self.workers.iter().map(|worker| &worker.handle)
    }

    /// How many items are known and have not ended.
    #[cfg(test)]
    pub fn open_items(&self) -> u64 {
        self.progress.known() - self.progress.ended()
    }
}

impl ItemRun {
    /// Whether items take less time than to sleep and be woken does.
    pub fn are_tiny(&self) -> bool {
        self.typical < TINY
    }

    /// Whether every item's outcome has been given, and every process has ended.
    pub fn is_complete(&self) -> bool {
        self.closed
            && self.progress.is_complete()
            && self.ready.is_empty()
            && self.workers.iter().all(|worker| self.is_done(worker))
    }

    fn is_done(&self, worker: &Worker) -> bool {
        worker.standing != Standing::Serving || self.lanes.activity(worker.lane) == Activity::Done
    }

    /// Whether [`ItemRun::pop`] may give something.
    pub fn has_news(&self) -> bool {
        !self.ready.is_empty()
            || self.is_complete()
            || self.serving().any(|worker| {
                let lane = worker.lane;
                self.readers[lane].has_more() && self.held.is_none_or(|(held, _)| held != lane)
            })
    }

    fn serving(&self) -> impl Iterator<Item = &Worker> {
        let all = self.workers.iter();
        all.filter(|worker| worker.standing == Standing::Serving)
    }
}
