//! All tasks of this process: their processes, slots and outcomes. PHP's values
//! are unknown here.
//!
//! A slot is given to another task only when nobody can still read it. Besides
//! the caller, the tasks can that were forked between the epoch of the slot's
//! task and the moment the caller let go: they inherited it. Forks are counted
//! for that.

mod batches;
mod ended;
mod exiting;
mod frames;
mod inherited;
mod items;
mod output;
mod tasks;

pub use inherited::Inherited;
pub use items::NextItem;

use super::{
    Cause,
    batch::{Batch, BatchRun},
    control::{self, Control, Facts, Terms},
    ids::{BatchId, RuntimeId, TaskId},
    items::run::ItemRun,
    output::Redirection,
    status::Status,
    trace,
};
use crate::{
    memory::{
        arena::Arena,
        channel::Channel,
        overflow::{MemoryFile, Region},
        slot::{RawMessage, Slot},
    },
    system::{
        self, ChildHandle, Notifier, ParentGuard, Wake, Waker,
        process::{End, ProcessId},
        reaper::{ExitNotifier, Reaper},
        timers::{Stage, When},
    },
};
use nix::sys::signal::SigSet;
use smallvec::SmallVec;
use std::{collections::HashSet, io, rc::Rc, time::Instant};
use tasks::Tasks;

/// Slots that may hold unread results before they are copied out to make room.
const UNREAD_SLOTS: usize = 64;

/// A started task.
struct Task {
    runtime: RuntimeId,
    epoch: u64,
    file: Rc<MemoryFile>,
    region: Region,
    state: State,
    /// Futures that mean it.
    references: u32,
    /// What its caller asked of it, if anything.
    control: Option<Box<Control>>,
}

impl Task {
    /// It has left no message: its file need not stay open for it.
    fn forget_file(&mut self) -> Rc<MemoryFile> {
        std::mem::replace(&mut self.file, Rc::new(MemoryFile::closed()))
    }

    /// Whether it may have left a message, or still leave one.
    fn has_message(&self) -> bool {
        !matches!(self.state, State::Died(_))
    }
}

enum State {
    /// Its process runs and has not published.
    Running {
        process: ProcessId,
        handle: ChildHandle,
        slot: Slot,
        /// Whether the reaper knows of the process.
        expected: bool,
    },
    /// Its message stands in the slot.
    Published(Slot),
    /// Its message has been taken out of the slot.
    Kept(RawMessage),
    /// It is one of a batch, whose queue tells how far it is.
    Shared(Rc<Batch>),
    /// It ended without a message.
    Died(Cause),
}

/// What a finished task left.
pub enum Outcome {
    /// A message, and the file and region that it may stand in.
    RawMessage(RawMessage, Rc<MemoryFile>, Region),
    /// Nothing.
    Died(Cause),
}

/// A slot and region that the caller is done with, and who may still read them.
struct Retired {
    slot: Option<Slot>,
    /// The region and how much of it may have been written.
    region: Option<(Rc<MemoryFile>, Region, u64)>,
    epoch: u64,
    at: u64,
}

/// All that a new task needs, taken before the fork.
pub struct Prepared {
    id: TaskId,
    /// Where the task is to put its message.
    pub slot: Slot,
    /// Where it goes when it does not fit: this region of this file.
    pub file: Rc<MemoryFile>,
    /// See above.
    pub region: Region,
    /// What it is to wake when it has published.
    pub waker: Waker,
    /// Ties the process to this one.
    pub parent_guard: ParentGuard,
    /// By what its end is noticed without this process's doing, if it runs alone: where
    /// several do, the reaper would be woken for each.
    pub exit_notifier: Option<ExitNotifier>,
    /// What it sends through, if it may.
    pub channel: Option<Rc<Channel>>,
    /// Where its output goes, if not where the caller's does.
    pub redirection: Option<Redirection>,
}

impl Prepared {
    /// The number that the task will have.
    pub fn id(&self) -> TaskId {
        self.id
    }
}

/// The tasks of one process.
#[derive(Default)]
pub struct Table {
    /// It looks at slots: dropped before they are.
    reaper: Option<Reaper>,
    arena: Arena,
    notifier: Option<Notifier>,
    file: Option<Rc<MemoryFile>>,
    tasks: Tasks,
    running: SmallVec<[TaskId; 8]>,
    runs: Vec<BatchRun>,
    items: Vec<ItemRun>,
    /// Batches whose tasks are all finished, to be told of.
    closed: Vec<BatchId>,
    exiting: SmallVec<[(ProcessId, ChildHandle); 4]>,
    /// Tasks that may send something while they run.
    senders: SmallVec<[TaskId; 4]>,
    /// Whose output is shown or kept.
    outputs: output::Outputs,
    /// Processes of tasks that were settled before their end.
    ended: Vec<ended::EndedTask>,
    retired: SmallVec<[Retired; 2]>,
    /// Tasks that have published since messages were last copied out.
    unread: SmallVec<[TaskId; 8]>,
    free_regions: SmallVec<[Region; 8]>,
    regions: Region,
    forks: u64,
    next: TaskId,
    /// Messages that were taken and are still being read.
    leases: usize,
    /// In a task: the inherited tasks whose outcomes it has read.
    read: HashSet<TaskId>,
}

impl Table {
    /// Takes what a new task needs.
    ///
    /// # Errors
    /// `EMFILE`, `ENFILE` or `ENOMEM`.
    pub fn prepare(&mut self, parent: ProcessId) -> io::Result<Prepared> {
        self.reclaim();
        self.spill_unread();
        self.spill_captured();
        let file = self.open_file()?;
        let notifier = self.open_notifier()?;
        let (waker, parent_guard) = (notifier.waker(), ParentGuard::new(parent, notifier)?);
        let slot = self.arena.acquire()?;
        let region = self.take_region();
        self.next += 1;
        let reaper = self.reaper.as_ref().filter(|_| self.is_idle());
        Ok(Prepared {
            id: self.next,
            slot,
            file,
            region,
            waker,
            parent_guard,
            exit_notifier: reaper.and_then(Reaper::exit_notifier),
            channel: None,
            redirection: None,
        })
    }

    /// Opens the file for what does not fit a slot.
    fn open_file(&mut self) -> io::Result<Rc<MemoryFile>> {
        let file = match self.file.take() {
            Some(mut file) => {
                if let Some(closed) = Rc::get_mut(&mut file).filter(|file| file.is_closed()) {
                    *closed = MemoryFile::create()?;
                }
                file
            }
            None => Rc::new(MemoryFile::create()?),
        };
        self.file = Some(Rc::clone(&file));
        Ok(file)
    }

    /// Opens what wakes this process.
    fn open_notifier(&mut self) -> io::Result<&Notifier> {
        if self.reaper.is_none() {
            // Now, so that no mapping is added later.
            self.reaper = Some(Reaper::new()?);
        }
        let notifier = match self.notifier.take() {
            Some(notifier) => notifier,
            None => Notifier::new()?,
        };
        Ok(self.notifier.insert(notifier))
    }

    fn take_region(&mut self) -> Region {
        self.free_regions.pop().unwrap_or_else(|| {
            self.regions += 1;
            self.regions - 1
        })
    }

    /// Gives back what was taken for a task that did not come to be.
    pub fn abandon(&mut self, prepared: Prepared) {
        self.arena.release(prepared.slot);
        self.free_regions.push(prepared.region);
    }

    /// Enters a task whose process has been forked.
    pub fn started(
        &mut self,
        prepared: Prepared,
        runtime: RuntimeId,
        process: ProcessId,
        terms: Option<&Terms>,
    ) {
        self.forks += 1;
        let Prepared {
            id,
            slot,
            file,
            region,
            parent_guard,
            exit_notifier,
            channel,
            redirection,
            ..
        } = prepared;
        let mut handle = parent_guard.handle(process);
        // Before the limit's beginning, so that no task seems to have taken less than that.
        let started = terms.map(|_| Instant::now());
        if let Some(timeout) = terms.and_then(|terms| terms.timeout) {
            // Without memory for that, the task's own timers hold.
            let when = When::After(timeout);
            let _ = handle.limit(process, when, Some(slot.done_flag()), control::grace());
        }
        let expected = exit_notifier.is_some();
        if let (true, Some(reaper)) = (expected, &self.reaper) {
            reaper.expect(process, slot.done_flag());
        }
        let state = State::Running {
            process,
            handle,
            slot,
            expected,
        };
        if channel.is_some() {
            self.listen_to(id);
        }
        let control = terms.zip(started).map(|(terms, started)| {
            Box::new(Control::new(terms, started, process, channel, redirection))
        });
        if control.as_deref().is_some_and(Control::shows_lines) {
            self.outputs.shown.push(id);
        }
        self.tasks.insert(
            id,
            Task {
                runtime,
                epoch: self.forks,
                file,
                region,
                state,
                references: 1,
                control,
            },
        );
        trace::started(id, process, terms.and_then(|terms| terms.label.as_deref()));
        self.running.push(id);
    }

    /// How many processes are at work, of one runtime or of all.
    pub fn running(&self, runtime: Option<RuntimeId>) -> usize {
        let of = |other: RuntimeId| runtime.is_none_or(|runtime| runtime == other);
        let runtime_of = |id: &TaskId| self.tasks.get(*id).map(|task| task.runtime);
        let singly = self
            .running
            .iter()
            .filter(|id| runtime_of(id).is_some_and(of));
        let shared = self.runs.iter().filter(|run| of(run.batch.runtime));
        let ended = self.ended.iter().filter(|task| of(task.runtime));
        let items = self.items.iter().filter(|run| of(run.runtime()));
        singly.count()
            + shared.map(|run| run.workers.len()).sum::<usize>()
            + ended.count()
            + items.map(ItemRun::running).sum::<usize>()
    }

    /// Whether the task has ended or published; true for one that is unknown.
    pub fn finished(&self, id: TaskId) -> bool {
        self.tasks.get(id).is_none_or(|task| match &task.state {
            State::Running { .. } => false,
            State::Shared(batch) => batch.is_finished(id),
            _ => true,
        })
    }

    /// Notes which tasks have published, without waiting.
    pub fn collect(&mut self) {
        let published: SmallVec<[TaskId; 8]> = self
            .running
            .iter()
            .copied()
            .filter(|id| self.has_published(*id))
            .collect();
        published.into_iter().for_each(|id| self.published(id));
        self.expire();
        self.collect_ended();
        self.settle_runs();
        self.collect_items();
    }

    fn state(&self, id: TaskId) -> Option<&State> {
        self.tasks.get(id).map(|task| &task.state)
    }

    fn has_published(&self, id: TaskId) -> bool {
        matches!(self.state(id), Some(State::Running { slot, .. }) if slot.is_published())
    }

    fn published(&mut self, id: TaskId) {
        self.running.retain(|running| *running != id);
        let Some(task) = self.tasks.get_mut(id) else {
            return;
        };
        if let State::Running {
            process,
            handle,
            slot,
            expected,
        } = std::mem::replace(&mut task.state, State::Died(Cause::Process(End::Unknown)))
        {
            let late = task
                .control
                .as_ref()
                .is_some_and(|control| control.is_exceeded_by(slot.reported()))
                || handle.stage() != Stage::Running;
            let status = if late {
                Status::TimedOut
            } else {
                Status::of_kind(slot.sealed_kind())
            };
            trace::ended(id, status, slot.sealed_bytes(), Some(slot.reported()));
            if late {
                task.state = State::Died(Cause::TimedOut);
                let (file, region, epoch) = (task.forget_file(), task.region, task.epoch);
                self.retire(
                    Some(slot),
                    Some((file, region, system::REGION_BYTES)),
                    epoch,
                );
            } else {
                task.state = State::Published(slot);
                self.unread.push(id);
            }
            if expected && slot.is_announced() {
                self.reaper.iter().for_each(|reaper| reaper.leave(process));
            } else {
                self.forget_expected(expected, process);
                self.exiting.push((process, handle));
            }
        }
        self.output_is_complete(id);
        self.drop_unheld(id);
    }

    /// Takes out a finished task whose outcome nobody will ask for.
    fn drop_unheld(&mut self, id: TaskId) {
        if self.tasks.get(id).is_some_and(|task| task.references == 0)
            && let Some((_, lease)) = self.take(id)
        {
            self.release_lease(lease);
        }
    }

    /// Sleeps until a task publishes, a process ends or a signal outside `mask`
    /// comes, and notes what happened.
    ///
    /// # Errors
    /// `ENOMEM`.
    pub fn sleep(&mut self, mask: &SigSet, deadline: Option<Instant>) -> io::Result<Wake> {
        let deadlines = [
            deadline,
            self.next_deadline(),
            self.next_item_deadline(),
            self.next_look_at_lines(),
            self.next_look(),
        ];
        let deadline = deadlines.into_iter().flatten().min();
        let handles: SmallVec<[&ChildHandle; 8]> = self
            .running
            .iter()
            .filter_map(|id| match self.state(*id)? {
                State::Running { handle, .. } => Some(handle),
                _ => None,
            })
            .chain(
                self.runs
                    .iter()
                    .flat_map(|run| run.workers.iter().map(|worker| &worker.handle)),
            )
            .chain(self.items.iter().flat_map(ItemRun::handles))
            .collect();
        let wake = system::wait(self.notifier.as_ref(), &handles, mask, deadline)?;
        drop(handles);
        if wake == Wake::Ready {
            self.collect();
            self.on_exit();
        }
        Ok(wake)
    }

    /// Notes which of the running tasks have died without a message.
    fn on_exit(&mut self) {
        let ended: SmallVec<[TaskId; 8]> = self
            .running
            .iter()
            .copied()
            .filter(|id| match self.state(*id) {
                Some(State::Running { handle, .. }) => handle.ended(),
                _ => false,
            })
            .collect();
        self.collect_exited_workers();
        self.collect_ended();
        self.collect_exited_item_workers();
        for id in ended {
            // It may have published between the look at its slot and its end.
            if self.has_published(id) {
                self.published(id);
            } else {
                self.died(id);
            }
        }
    }

    fn died(&mut self, id: TaskId) {
        self.running.retain(|running| *running != id);
        let Some(task) = self.tasks.get_mut(id) else {
            return;
        };
        let placeholder = State::Died(Cause::Process(End::Unknown));
        let State::Running {
            process,
            handle,
            slot,
            expected,
        } = std::mem::replace(&mut task.state, placeholder)
        else {
            return;
        };
        self.forget_expected(expected, process);
        let end = handle.reap(process, true).unwrap_or(End::Unknown);
        self.abandoned(id, Some(slot), Cause::Process(end));
    }

    /// A task has died without a message. A slot that is its own goes.
    fn abandoned(&mut self, id: TaskId, slot: Option<Slot>, cause: Cause) {
        let Some(task) = self.tasks.get_mut(id) else {
            return;
        };
        trace::ended(id, Status::from(&cause), 0, None);
        task.state = State::Died(cause);
        if let Some(control) = &mut task.control {
            control.end();
        }
        self.output_is_complete(id);
        let Some(task) = self.tasks.get_mut(id) else {
            return;
        };
        let (file, region, epoch) = (task.forget_file(), task.region, task.epoch);
        // How much of the region it had written is not known: all that a dead
        // task may have left there goes.
        self.retire(slot, Some((file, region, system::REGION_BYTES)), epoch);
        self.drop_unheld(id);
    }

    /// Takes a finished task out of the table. The message must be opened before
    /// [`Table::release_lease`] is told that it has been.
    pub fn take(&mut self, id: TaskId) -> Option<(Outcome, Lease)> {
        self.take_with_facts(id)
            .map(|(outcome, lease, _)| (outcome, lease))
    }

    /// The same, with what is known of the task.
    pub fn take_with_facts(&mut self, id: TaskId) -> Option<(Outcome, Lease, Facts)> {
        if !self.finished(id) {
            return None;
        }
        let task = self.tasks.remove(id)?;
        let mut lease = Lease {
            slot: None,
            batch: None,
            file: Rc::clone(&task.file),
            region: task.region,
            spilled: 0,
            epoch: task.epoch,
            held: true,
        };
        let mut report = None;
        let outcome = match task.state {
            State::Running { .. } => return None,
            State::Published(slot) => {
                report = Some(slot.reported());
                let message = slot.take();
                lease.slot = Some(slot);
                lease.spilled = message.spilled();
                Outcome::RawMessage(message, task.file, task.region)
            }
            State::Shared(batch) => {
                let message = batch.slot(batch.task(id)?).take();
                lease.spilled = message.spilled();
                lease.batch = Some(batch);
                Outcome::RawMessage(message, task.file, task.region)
            }
            State::Kept(message) => {
                report = Some(message.reported());
                lease.spilled = message.spilled();
                Outcome::RawMessage(message, task.file, task.region)
            }
            State::Died(cause) => {
                // Slot and region went when it died.
                lease.held = false;
                Outcome::Died(cause)
            }
        };
        self.leases += usize::from(lease.held);
        let facts = task.control.map(|mut control| control.facts(report));
        Some((outcome, lease, facts.unwrap_or_default()))
    }

    /// Gives back what a taken task's message stood in.
    pub fn release_lease(&mut self, lease: Lease) {
        if lease.held {
            self.leases = self.leases.saturating_sub(1);
            drop(lease.batch);
            let region = (lease.file, lease.region, lease.spilled);
            self.retire(lease.slot, Some(region), lease.epoch);
        }
    }

    /// What a task wakes when it has published.
    pub fn waker(&self) -> Option<Waker> {
        self.notifier.as_ref().map(Notifier::waker)
    }

    /// The message becomes a value's own memory: what it stands in is not given
    /// back, and no task that starts from now on uses its file.
    pub fn give_away(&mut self, lease: &mut Lease) {
        lease.spilled = 0;
        self.leave_file(&lease.file);
    }

    /// No task that starts from now on uses this file.
    fn leave_file(&mut self, file: &Rc<MemoryFile>) {
        if self.file.as_ref().is_some_and(|own| Rc::ptr_eq(own, file)) {
            self.file = None;
        }
    }

    /// One future more means the task.
    pub fn hold(&mut self, id: TaskId) {
        if let Some(task) = self.tasks.get_mut(id) {
            task.references += 1;
        }
    }

    /// One future less means the task; nobody will ask for the outcome of one
    /// that no future means.
    pub fn release(&mut self, id: TaskId) {
        let Some(task) = self.tasks.get_mut(id) else {
            return;
        };
        task.references = task.references.saturating_sub(1);
        self.drop_unheld(id);
    }

    fn retire(
        &mut self,
        slot: Option<Slot>,
        region: Option<(Rc<MemoryFile>, Region, u64)>,
        epoch: u64,
    ) {
        self.retired.push(Retired {
            slot,
            region,
            epoch,
            at: self.forks,
        });
        self.reclaim();
    }

    /// Whether memory of taken outcomes waits for those who could still read them.
    fn holds_regions(&self) -> bool {
        self.retired.iter().any(|retired| {
            retired
                .region
                .as_ref()
                .is_some_and(|(_, _, spilled)| *spilled > 0)
        })
    }

    /// Frees what nobody can still read.
    fn reclaim(&mut self) {
        let workers = self.runs.iter().flat_map(|run| &run.workers);
        let epoch: SmallVec<[u64; 8]> = self
            .running
            .iter()
            .filter_map(|id| Some(self.tasks.get(*id)?.epoch))
            .chain(self.ended.iter().map(|task| task.epoch))
            .chain(self.items.iter().flat_map(ItemRun::epochs))
            .chain(workers.map(|worker| worker.epoch))
            .collect();
        let (arena, regions) = (&mut self.arena, &mut self.free_regions);
        self.retired.retain(|retired| {
            let readable = epoch
                .iter()
                .any(|epoch| (retired.epoch + 1..=retired.at).contains(epoch));
            if !readable {
                if let Some(slot) = retired.slot {
                    arena.release(slot);
                }
                if let Some((file, region, spilled)) = &retired.region {
                    if *spilled > 0 {
                        file.release(*region, *spilled);
                    }
                    regions.push(*region);
                }
            }
            readable
        });
    }

    /// Copies unread messages out of their slots when there are many, so that
    /// slots serve running tasks.
    fn spill_unread(&mut self) {
        if self.unread.len() < UNREAD_SLOTS {
            return;
        }
        let mut freed = Vec::new();
        for id in std::mem::take(&mut self.unread) {
            if let Some(task) = self.tasks.get_mut(id)
                && let State::Published(slot) = task.state
            {
                task.state = State::Kept(slot.take().without_slot());
                freed.push((slot, task.epoch));
            }
        }
        for (slot, epoch) in freed {
            self.retire(Some(slot), None, epoch);
        }
    }

    /// When nothing is running or unread, closes what only tasks need.
    pub fn rest(&mut self) {
        if !self.retired.is_empty() {
            // The processes that could read them may have ended since.
            self.reclaim();
        }
        let unread = self.leases > 0 || self.tasks.any(Task::has_message);
        if !unread && self.exiting.is_empty() {
            self.notifier = None;
            // Processes that are being ended have files of their own; slots are kept for them.
            self.retired
                .iter_mut()
                .for_each(|retired| retired.region = None);
            // Not given back: to do so is a write to memory that a task still has.
            match self.file.as_mut().map(Rc::get_mut) {
                Some(Some(file)) => file.close(),
                _ => self.file = None,
            }
            self.unread.clear();
            self.free_regions.clear();
            self.regions = 0;
        }
    }

    /// In a copy of the process that is none of its tasks: leaves the slots mapped,
    /// for a message may be in the middle of being read.
    pub fn leave_mapped(&mut self) {
        std::mem::forget(std::mem::take(&mut self.arena));
    }

    /// In a task: it can write to no slot of its caller's but its own, if it has one.
    pub fn protect_slots_but(&self, own: Option<Slot>) {
        self.arena.protect_but(own);
    }

    /// Slots that are in use.
    #[cfg(feature = "faults")]
    pub fn used_slots(&self) -> usize {
        self.arena.used()
    }

    /// Whether no task that anybody waits for is running or to be run.
    pub fn is_quiet(&self) -> bool {
        self.running.is_empty() && self.runs.is_empty() && self.items.is_empty()
    }

    /// Whether no task is running or to be run, and no process of one that was ended.
    pub fn is_idle(&self) -> bool {
        self.running.is_empty()
            && self.runs.is_empty()
            && self.ended.is_empty()
            && self.items.is_empty()
    }
}

/// What a taken task's message stands in.
pub struct Lease {
    slot: Option<Slot>,
    /// Keeps the slot of a task of a batch.
    batch: Option<Rc<Batch>>,
    file: Rc<MemoryFile>,
    region: Region,
    spilled: u64,
    epoch: u64,
    held: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::{process, signals::Blocked};
    use std::io::Write;

    /// Forks a task that runs `work` and then ends.
    pub(super) fn start(
        table: &mut Table,
        work: impl FnOnce(Slot, &Table, (&MemoryFile, Region)),
    ) -> TaskId {
        let prepared = table.prepare(process::id()).unwrap();
        match process::fork().unwrap() {
            process::Side::Parent(child) => {
                let id = prepared.id();
                table.started(prepared, 1, child, None);
                id
            }
            process::Side::Child => {
                prepared.parent_guard.hold(|| true);
                work(prepared.slot, table, (&prepared.file, prepared.region));
                process::exit_now(0)
            }
        }
    }

    pub(super) fn send(slot: Slot, table: &Table, region: (&MemoryFile, Region), bytes: &[u8]) {
        let mut writer = slot.writer(Some(region));
        writer.write_all(bytes).unwrap();
        writer.seal(1).unwrap();
        slot.publish();
        table.waker().unwrap().wake();
    }

    pub(super) fn is_closed(table: &Table) -> bool {
        table.file.as_ref().is_none_or(|file| file.is_closed())
    }

    pub(super) fn wait_for(table: &mut Table, id: TaskId) {
        while !table.finished(id) {
            let blocked = Blocked::all();
            table.sleep(blocked.before(), None).unwrap();
        }
    }

    pub(super) fn receive(table: &mut Table, id: TaskId) -> Result<Vec<u8>, Cause> {
        wait_for(table, id);
        let (outcome, lease) = table.take(id).unwrap();
        let result = match outcome {
            Outcome::Died(cause) => Err(cause),
            Outcome::RawMessage(message, file, region) => {
                let message = message.open(Some((&file, region))).unwrap().unwrap();
                Ok(message.whole().unwrap().unwrap().bytes().to_vec())
            }
        };
        table.release_lease(lease);
        result
    }

    #[test]
    fn messages_arrive_whatever_their_size_and_slots_come_back() {
        let mut table = Table::default();
        for len in [0, 1, 60_000, 70_000, 3_000_000] {
            let bytes = vec![7; len];
            let id = start(&mut table, |slot, table, region| {
                send(slot, table, region, &bytes)
            });
            assert_eq!(receive(&mut table, id), Ok(bytes));
        }
        assert_eq!(table.arena.used(), 0);
        table.reap_all();
        table.rest();
        assert!(table.notifier.is_none() && is_closed(&table));
    }

    #[test]
    fn a_task_that_dies_unpublished_is_noticed_and_frees_its_slot() {
        let mut table = Table::default();
        let id = start(&mut table, |_, _, _| process::exit_now(3));
        assert_eq!(receive(&mut table, id), Err(Cause::Process(End::Exited(3))));
        assert_eq!(table.arena.used(), 0);
    }

    #[test]
    fn many_unread_results_leave_their_slots_and_stay_readable() {
        let mut table = Table::default();
        let ids: Vec<TaskId> = (0..UNREAD_SLOTS as u64 * 2)
            .map(|n| {
                let id = start(&mut table, |slot, table, region| {
                    send(slot, table, region, &vec![n as u8; n as usize * 1000]);
                });
                wait_for(&mut table, id);
                id
            })
            .collect();
        assert!(table.arena.used() <= UNREAD_SLOTS + 1);
        for (n, id) in ids.into_iter().enumerate() {
            assert_eq!(receive(&mut table, id), Ok(vec![n as u8; n * 1000]));
        }
        table.reap_all();
        table.rest();
        assert!(is_closed(&table));
    }

    #[test]
    fn a_slot_is_not_reused_while_a_task_that_inherited_it_runs() {
        let mut table = Table::default();
        let first = start(&mut table, |slot, table, region| {
            send(slot, table, region, b"first")
        });
        let reader = start(&mut table, |_, _, _| {
            std::thread::sleep(std::time::Duration::from_secs(60))
        });
        assert_eq!(receive(&mut table, first), Ok(b"first".to_vec()));
        assert_eq!(table.retired.len(), 1);
        let State::Running { process, .. } = table.tasks.get(reader).unwrap().state else {
            panic!()
        };
        // SAFETY: a signal to a child of the test's own.
        unsafe { libc::kill(process, libc::SIGKILL) };
        assert_eq!(
            receive(&mut table, reader),
            Err(Cause::Process(End::Killed(9)))
        );
        assert_eq!((table.retired.len(), table.arena.used()), (0, 0));
    }

    #[test]
    fn a_task_that_nobody_holds_leaves_nothing() {
        let mut table = Table::default();
        let id = start(&mut table, |slot, table, region| {
            send(slot, table, region, b"unheard")
        });
        table.release(id);
        wait_for(&mut table, id);
        assert!(table.tasks.is_empty());
        assert_eq!(table.arena.used(), 0);
    }
}
