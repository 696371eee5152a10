//! Items that are being worked on: by which processes, what has ended, and what they left.
//! PHP's values are unknown here.

use super::progress::Progress;
use crate::{
    memory::{
        Damaged,
        lanes::{Activity, Lanes, Wanted},
        overflow::{MemoryFile, Region},
        ring::{Reader, Record},
        slot::{RawMessage, Report, Slot},
    },
    system::{
        ChildHandle, REGION_BYTES, clock,
        interruption::Reason,
        process::{End, ProcessId},
        timers::{Stage, When},
    },
    task::{
        Cause, control,
        ids::{RuntimeId, TaskId},
        output::Sink,
    },
};
use std::{
    collections::VecDeque,
    rc::Rc,
    time::{Duration, Instant},
};

/// What a run is to be like.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    /// The runtime, of which no more processes than `limit` are to run.
    pub runtime: RuntimeId,
    /// See above.
    pub limit: usize,
    /// How many processes the run may have at a time.
    pub concurrency: usize,
    /// How many items a process takes at most.
    pub items_per_process: u64,
    /// How long an item may take.
    pub timeout: Option<Duration>,
    /// Whether the caller needs results together, and is not to be woken for each.
    pub bulk: bool,
    /// Where output goes.
    pub output: Sink,
    /// Whether processes send something besides results.
    pub sends: bool,
}

/// What an item left.
pub enum Left {
    /// A message; in the region of this place, if in one.
    Message(RawMessage, Option<u16>),
    /// Nothing.
    Died(Cause),
    /// Nothing that can be read.
    Damaged(Damaged),
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
    /// Nothing of what it still writes counts.
    Condemned,
}

/// See above.
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
    cancelled: bool,
    /// See [`ItemRun::give_up`].
    given_up: bool,
    /// A process has died: it may have carried off an item.
    suspicious: bool,
    /// See [`ItemRun::was_hit_for_another`].
    hit_for_another: bool,
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
            cancelled: false,
            given_up: false,
            suspicious: false,
            hit_for_another: false,
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

    /// By what its processes' ends are told.
    pub fn handles(&self) -> impl Iterator<Item = &ChildHandle> {
        self.workers.iter().map(|worker| &worker.handle)
    }

    /// How many items are known and have not ended.
    pub fn open_items(&self) -> u64 {
        self.progress.known() - self.progress.ended()
    }
}

/// Items.
impl ItemRun {
    /// Items before this one are known, and may be taken; more will come or not.
    pub fn allow(&mut self, known: u64, closed: bool) {
        self.progress.extend(known);
        if let Some(cursor) = self.lanes.cursor() {
            if closed {
                cursor.close(known);
            }
            cursor.allow(known);
        }
        self.closed |= closed;
        let (now, before) = (clock::now(), self.allowed_at);
        self.allowed_at = now;
        // Where more follow at once and are wanted together, the caller wakes somebody when
        // it comes to wait. Who sleeps looks by itself now and then.
        let more = self.terms.bulk && !closed && now.saturating_sub(before) < 2 * TINY;
        if !(more && self.are_tiny()) {
            self.wake_parked();
        }
    }

    /// Takes a slot for one more item to be sent; `None` when there are as many as may be.
    pub fn take_job(&mut self) -> Option<(u32, Slot)> {
        let job = self.free_jobs.pop()?;
        let slot = self.lanes.job(job);
        slot.reserve();
        Some((job, slot))
    }

    /// No item has been put into the slot after all.
    pub fn return_job(&mut self, job: u32) {
        self.free_jobs.push(job);
    }

    /// The item that has been put into the slot goes. Returns its number.
    pub fn send(&mut self, job: u32) -> u64 {
        let item = self.progress.known();
        self.lanes.job(job).publish();
        self.lanes.put_job(job, Some(item));
        self.sent.push((item, job));
        self.allow(item + 1, false);
        item
    }

    /// The next item is for none of the run's processes: it counts as ended. Returns its
    /// number.
    pub fn skip(&mut self) -> u64 {
        let item = self.progress.known();
        self.progress.extend(item + 1);
        self.progress.end(item);
        if let Some(cursor) = self.lanes.cursor() {
            cursor.allow(item + 1);
            cursor.skip(item);
        }
        item
    }

    /// There will be no more items than are known.
    pub fn close(&mut self) {
        self.allow(self.progress.known(), true);
        // Those that sleep have to see that nothing comes.
        for worker in &self.workers {
            if self.lanes.activity(worker.lane) == Activity::Parked {
                self.lanes.wake(worker.lane);
            }
        }
    }

    /// Wakes as many of those that sleep as there are items for. While items are tiny, one
    /// process that is awake does for all, unless the caller has waited in vain: to wake
    /// another takes longer than the items do.
    fn wake_parked(&self) {
        let Some(cursor) = self.lanes.cursor() else {
            return;
        };
        let mut waiting = cursor.waiting();
        if waiting == 0 {
            return;
        }
        if self.are_tiny() && self.patient_until.is_none_or(|end| end > Instant::now()) {
            let awake = |worker: &Worker| {
                matches!(
                    self.lanes.activity(worker.lane),
                    Activity::Busy | Activity::Looking
                )
            };
            if self.serving().any(awake) {
                return;
            }
            waiting = 1;
        }
        for worker in self.serving() {
            if waiting == 0 {
                break;
            }
            match self.lanes.activity(worker.lane) {
                Activity::Parked => self.lanes.wake(worker.lane),
                Activity::Looking => {}
                Activity::Busy | Activity::Done => continue,
            }
            waiting -= 1;
        }
    }

    /// The caller is about to sleep: items may not wait for long while processes sleep.
    fn limit_patience(&mut self) {
        const PATIENCE: Duration = Duration::from_millis(1);
        self.wake_parked();
        let parked = |worker: &Worker| self.lanes.activity(worker.lane) == Activity::Parked;
        let waits = self.lanes.cursor().is_some_and(|cursor| cursor.has_more())
            && self.serving().any(parked);
        self.patient_until = if waits {
            let end = || Instant::now() + PATIENCE;
            Some(self.patient_until.unwrap_or_else(end))
        } else {
            None
        };
    }

    fn end_item(&mut self, item: u64) -> bool {
        if let Some(place) = self.sent.iter().position(|(sent, _)| *sent == item) {
            let (_, job) = self.sent.swap_remove(place);
            self.lanes.put_job(job, None);
            self.free_jobs.push(job);
        }
        self.progress.end(item)
    }

    /// Whether items take less time than to sleep and be woken does.
    pub fn are_tiny(&self) -> bool {
        self.typical < TINY
    }

    /// Whether all items have ended, and been told of, and every process is at its end.
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

    /// The next item that has ended. Its message must be read before the next call, or
    /// before PHP's code runs.
    pub fn pop(&mut self) -> Option<EndedItem> {
        self.release();
        self.patient_until = None;
        if let Some(ready) = self.ready.pop_front() {
            return Some(ready);
        }
        for _ in 0..self.workers.len() {
            let turn = self.turn % self.workers.len();
            if let Some(ended) = self.read(turn) {
                return Some(ended);
            }
            let lane = self.workers[turn].lane;
            self.readers[lane].wake_writer();
            self.turn = turn + 1;
        }
        None
    }

    /// What has been popped last has been read.
    pub fn release(&mut self) {
        if let Some((lane, record)) = self.held.take() {
            self.readers[lane].release(&record);
        }
    }

    /// The next item that a process has left in its ring.
    fn read(&mut self, worker: usize) -> Option<EndedItem> {
        loop {
            let Worker {
                lane,
                process,
                standing,
                ..
            } = self.workers[worker];
            if standing == Standing::Condemned {
                return None;
            }
            self.release();
            let record = match self.readers[lane].peek() {
                Ok(record) => record?,
                Err(damaged) => {
                    self.condemn(worker, Reason::Cancelled);
                    return self.damage(worker, damaged);
                }
            };
            self.held = Some((lane, record));
            let index = record.head.index;
            if self.end_item(index) {
                let message = RawMessage::of_record(&record);
                let place = message.is_spilled().then_some(record.head.region);
                return Some(self.ended(index, message, place, process));
            }
        }
    }

    fn ended(
        &mut self,
        index: u64,
        message: RawMessage,
        place: Option<u16>,
        process: ProcessId,
    ) -> EndedItem {
        let report = message.reported();
        self.typical = (self.typical * 7 + report.nanoseconds.min(TINY * 64)) / 8;
        let timeout = self.terms.timeout;
        let late = timeout.is_some_and(|timeout| report.duration() > timeout);
        let left = if late {
            if let Some(place) = place {
                self.release_region(place, message.spilled());
            }
            Left::Died(Cause::TimedOut)
        } else {
            Left::Message(message, place)
        };
        EndedItem {
            index,
            left,
            report,
            process: Some(process),
        }
    }

    /// What a region holds has been read; `len` bytes have been written to it.
    pub fn release_region(&self, place: u16, len: u64) {
        if let Some(region) = self.region(place) {
            if len > 0 {
                self.file.release(region, len);
            }
            self.lanes.put_region(place, region);
        }
    }

    /// What a region holds belongs to a value from now on: another takes its place.
    pub fn replace_region(&mut self, place: u16, region: Region) {
        if let Some(known) = self.regions.get_mut(usize::from(place)) {
            *known = region;
            self.lanes.put_region(place, region);
        }
    }

    /// Regions of the items that are sent, to go back with the run's own.
    pub fn keep_regions(&mut self, regions: &[Region]) {
        self.regions.extend_from_slice(regions);
    }

    /// All regions, when no process of the run is left.
    pub fn into_regions(self) -> Vec<Region> {
        self.regions
    }
}

/// Processes.
impl ItemRun {
    /// Whether there is work for one more process, if so many of the runtime run.
    pub fn wants_worker(&self, running: usize) -> bool {
        if self.refused
            || self.cancelled
            || self.given_up
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
                        Activity::Looking | Activity::Parked
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
            // Without memory for it the limit holds when the caller comes by.
            let _ = handle.limit(process, when, None, control::grace());
        }
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
    }

    /// While the caller waits for something else: makes room in rings, so that no process
    /// of the run waits for it meanwhile.
    pub fn spill(&mut self) {
        for worker in 0..self.workers.len() {
            if self.readers[self.workers[worker].lane].is_half_full() {
                self.drain(worker);
            }
        }
    }

    /// Takes all that a process has left in its ring.
    fn drain(&mut self, worker: usize) {
        while let Some(mut ended) = self.read(worker) {
            if let Left::Message(message, place) = ended.left {
                ended.left = Left::Message(message.without_slot(), place);
            }
            self.ready.push_back(ended);
        }
        self.release();
        self.readers[self.workers[worker].lane].wake_writer();
    }

    /// Takes the message that a process has left in its slot: its last one.
    fn take_last(&mut self, worker: usize) {
        self.drain(worker);
        let Worker {
            lane,
            process,
            standing,
            ..
        } = self.workers[worker];
        if standing != Standing::Serving {
            return;
        }
        self.workers[worker].standing = Standing::Leaving;
        let begun = self.lanes.begun(lane);
        if self.was_hit_for_another(worker) {
            // The limit was that of the item before: this one goes to another process.
            self.suspicious = true;
        } else if let Some((item, _)) = begun
            && self.end_item(item)
        {
            let message = self.lanes.slot(lane).take().without_slot();
            let place = message.is_spilled().then(|| self.lanes.region_of(lane));
            let ended = self.ended(item, message, place, process);
            self.ready.push_back(ended);
        }
    }

    /// Whether a process that has left its last message was interrupted because its time
    /// was over, though that item's time was not. That counts once in a run.
    fn was_hit_for_another(&mut self, worker: usize) -> bool {
        let Worker { lane, handle, .. } = &self.workers[worker];
        let took = self.lanes.slot(*lane).reported().duration();
        let hit = matches!(handle.stage(), Stage::Interrupted(Reason::TimedOut))
            && self.terms.timeout.is_some_and(|timeout| took < timeout);
        hit && !std::mem::replace(&mut self.hit_for_another, true)
    }

    /// Nothing that this process writes counts any more.
    fn condemn(&mut self, worker: usize, reason: Reason) {
        let worker = &mut self.workers[worker];
        worker.standing = Standing::Condemned;
        end_worker(worker, &self.lanes, reason);
    }

    /// The item that a process has begun cannot be read.
    fn damage(&mut self, worker: usize, damaged: Damaged) -> Option<EndedItem> {
        let Worker { lane, process, .. } = self.workers[worker];
        self.suspicious = true;
        let (index, _) = self.lanes.begun(lane)?;
        self.end_item(index).then(|| EndedItem {
            index,
            left: Left::Damaged(damaged),
            report: Report::default(),
            process: Some(process),
        })
    }

    /// Takes out the processes that have ended, and notes which items died with them.
    pub fn on_exit(&mut self) {
        for worker in (0..self.workers.len()).rev() {
            if self.workers[worker].handle.ended() {
                self.gone(worker);
            }
        }
        self.recover();
    }

    fn gone(&mut self, worker: usize) {
        let lane = self.workers[worker].lane;
        let process = self.workers[worker].process;
        let end = self.workers[worker].handle.reap(process, true);
        let stage = self.workers[worker].handle.stage();
        if self.lanes.slot(lane).is_published() {
            self.take_last(worker);
        }
        self.drain(worker);
        let begun = self.lanes.begun(lane);
        if self.workers[worker].standing == Standing::Serving
            && self.lanes.activity(lane) != Activity::Done
        {
            self.suspicious = true;
            if let Some((item, since)) = begun
                && self.end_item(item)
            {
                let nanoseconds = clock::now().saturating_sub(since);
                let over = self.terms.timeout.is_some_and(|timeout| {
                    stage != Stage::Running && Duration::from_nanos(nanoseconds) >= timeout
                });
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
                    process: Some(process),
                });
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

    /// Places of regions that hold what has not been read.
    fn unread_regions(&self) -> impl Iterator<Item = u16> {
        self.ready.iter().filter_map(|ended| match ended.left {
            Left::Message(_, place) => place,
            _ => None,
        })
    }

    /// Puts items back that a dead process carried off before they had begun: open ones,
    /// when none is to be taken and nobody is at work. When no process is left at all, one
    /// gone wild may have done so, too.
    fn recover(&mut self) {
        let (mut idle, mut left) = (true, false);
        for worker in self.serving() {
            match self.lanes.activity(worker.lane) {
                Activity::Done => {}
                Activity::Parked => left = true,
                Activity::Looking | Activity::Busy => idle = false,
            }
        }
        if !idle || left && !self.suspicious || self.lanes.has_more() {
            return;
        }
        (0..self.workers.len()).for_each(|worker| self.drain(worker));
        let mut open = self.progress.first_open();
        if self.lanes.cursor().is_some() {
            open.end = open.end.min(open.start + 1);
        }
        if open.is_empty() {
            self.suspicious = false;
        } else {
            self.lanes.put_back(open.start, open.end);
            self.wake_parked();
        }
    }

    /// Settles the items whose time is over.
    fn expire(&mut self) {
        let Some(timeout) = self.terms.timeout else {
            return;
        };
        let now = Instant::now();
        for worker in 0..self.workers.len() {
            if self.workers[worker].standing != Standing::Serving {
                continue;
            }
            let over = self.observe(worker, timeout, now);
            if over.is_some_and(|deadline| deadline <= now) {
                self.time_out(worker);
            }
        }
    }

    /// When the time of a process's item is over. What the process says of its beginning
    /// counts only as far as it can be.
    fn observe(&mut self, worker: usize, timeout: Duration, now: Instant) -> Option<Instant> {
        let lane = self.workers[worker].lane;
        let begun = self.lanes.begun(lane);
        let Some((item, since)) = begun.filter(|(item, _)| self.progress.is_open(*item)) else {
            self.workers[worker].limited = None;
            return None;
        };
        match self.workers[worker].limited {
            Some((known, deadline)) if known == item => Some(deadline),
            _ => {
                let age = Duration::from_nanos(clock::now().saturating_sub(since));
                // A limit beyond what the clock can tell is none.
                let deadline = now.checked_sub(age.min(timeout))?.checked_add(timeout)?;
                self.workers[worker].limited = Some((item, deadline));
                Some(deadline)
            }
        }
    }

    fn time_out(&mut self, worker: usize) {
        let Worker {
            lane,
            process,
            limited,
            ..
        } = self.workers[worker];
        // From here on it begins no other item; one that it ends now counts.
        self.lanes.stop(lane);
        self.drain(worker);
        let Some((item, _)) = limited else { return };
        if !self.end_item(item) {
            return;
        }
        self.suspicious = true;
        self.condemn(worker, Reason::TimedOut);
        let nanoseconds = self.terms.timeout.unwrap_or_default().as_nanos();
        self.ready.push_back(EndedItem {
            index: item,
            left: Left::Died(Cause::TimedOut),
            report: Report {
                nanoseconds: u64::try_from(nanoseconds).unwrap_or(u64::MAX),
                peak_memory: 0,
            },
            process: Some(process),
        });
    }

    /// When the next item's time is over, or the caller's patience.
    pub fn next_deadline(&mut self) -> Option<Instant> {
        let mut next = self.patient_until;
        let Some(timeout) = self.terms.timeout else {
            return next;
        };
        let now = Instant::now();
        for worker in 0..self.workers.len() {
            if self.workers[worker].standing != Standing::Serving {
                continue;
            }
            // One that has not begun may do so at once.
            let deadline = self
                .observe(worker, timeout, now)
                .or_else(|| now.checked_add(timeout));
            next = [next, deadline].into_iter().flatten().min();
        }
        next
    }

    /// Ends those processes that have nothing to do now: others need the place.
    pub fn retire_idle(&self) {
        for worker in self.serving() {
            if self.lanes.activity(worker.lane) == Activity::Parked {
                self.lanes.stop(worker.lane);
            }
        }
    }

    /// Nothing of the run counts any more; its processes are ended.
    pub fn cancel(&mut self) {
        self.release();
        self.cancelled = true;
        self.closed = true;
        self.ready.clear();
        for worker in 0..self.workers.len() {
            if self.is_done(&self.workers[worker]) {
                self.workers[worker].standing = Standing::Condemned;
            } else {
                self.condemn(worker, Reason::Cancelled);
            }
        }
    }

    /// Ends what has not ended, which counts as cancelled; what had ended before is still to
    /// be told of. Returns which items had begun.
    pub fn give_up(&mut self) -> Vec<u64> {
        for worker in 0..self.workers.len() {
            self.lanes.stop(self.workers[worker].lane);
            self.drain(worker);
        }
        let mut begun = Vec::new();
        for worker in 0..self.workers.len() {
            let Worker { lane, process, .. } = self.workers[worker];
            if self.is_done(&self.workers[worker]) {
                continue;
            }
            if let Some((item, since)) = self.lanes.begun(lane)
                && self.end_item(item)
            {
                begun.push(item);
                self.ready.push_back(EndedItem {
                    index: item,
                    left: Left::Died(Cause::Cancelled),
                    report: Report {
                        nanoseconds: clock::now().saturating_sub(since),
                        peak_memory: 0,
                    },
                    process: Some(process),
                });
            }
            self.condemn(worker, Reason::TimedOut);
        }
        for index in self.progress.open().collect::<Vec<_>>() {
            self.end_item(index);
            self.ready.push_back(EndedItem {
                index,
                left: Left::Died(Cause::Cancelled),
                report: Report::default(),
                process: None,
            });
        }
        self.closed = true;
        self.given_up = true;
        begun
    }

    /// All items have ended; what still runs does not count.
    pub fn close_down(&mut self) {
        self.cancelled = true;
    }

    /// Whether its processes must be waited for: one has been ended and is not gone yet,
    /// or the timers look at the lanes.
    pub fn must_stay(&self) -> bool {
        let mut all = self.workers.iter();
        all.any(|worker| {
            worker.standing == Standing::Condemned || worker.handle.stage() != Stage::Running
        }) || self.terms.timeout.is_some() && !self.workers.is_empty()
    }

    /// Whether it has been cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled
    }

    /// Its processes: their numbers, handles and epochs. Their handles do not look at the
    /// lanes any more.
    pub fn take_processes(&mut self) -> Vec<(ProcessId, ChildHandle, u64)> {
        let workers = self.workers.drain(..).map(|mut worker| {
            worker.handle.lift_limit();
            (worker.process, worker.handle, worker.epoch)
        });
        workers.collect()
    }
}

/// The one place where a process of a run is ended before it has come to its own end: it
/// is interrupted, takes no more items, and is killed if it goes on.
fn end_worker(worker: &mut Worker, lanes: &Lanes, reason: Reason) {
    lanes.stop(worker.lane);
    let process = worker.process;
    worker.handle.interrupt(process, reason, control::grace());
}
