//! All tasks of this process: their processes, slots and outcomes. PHP's values
//! are unknown here.
//!
//! A slot is given to another task only when nobody can still read it. Besides
//! the caller, the tasks can that were forked between the birth of the slot's
//! task and the moment the caller let go: they inherited it. Forks are counted
//! for that.

mod batches;
mod dying;
mod inherited;
mod tasks;

pub use inherited::Inherited;

use super::{
    Cause,
    batch::{Batch, BatchId, Shift},
};
use crate::{
    memory::{
        arena::Arena,
        overflow::{MemoryFile, Window},
        slot::{Parcel, Slot},
    },
    system::{
        self, Bell, Lifeline, Rope, Wake, Watch,
        process::{End, ProcessId},
        reaper::{Farewell, Reaper},
    },
};
use nix::sys::signal::SigSet;
use smallvec::SmallVec;
use std::{collections::HashSet, io, rc::Rc};
use tasks::Tasks;

/// A task's number, unique within its process.
pub type TaskId = u64;

/// The number of no task.
pub const NO_TASK: TaskId = 0;

/// The number of the runtime that started a task.
pub type RuntimeId = u64;

/// Slots that may hold unread results before they are copied out to make room.
const UNREAD_SLOTS: usize = 64;

/// A started task.
struct Task {
    runtime: RuntimeId,
    birth: u64,
    file: Rc<MemoryFile>,
    window: Window,
    state: State,
    /// Futures that mean it.
    holders: u32,
}

enum State {
    /// Its process runs and has not published.
    Running {
        process: ProcessId,
        watch: Watch,
        slot: Slot,
        /// Whether the reaper knows of the process.
        expected: bool,
    },
    /// Its message stands in the slot.
    Published(Slot),
    /// Its message has been taken out of the slot.
    Kept(Parcel),
    /// It is one of a batch, whose board tells how far it is.
    Shared(Rc<Batch>),
    /// It ended without a message.
    Died(Cause),
}

/// What a finished task left.
pub enum Remains {
    /// A message, and the file and window that it may stand in.
    Parcel(Parcel, Rc<MemoryFile>, Window),
    /// Nothing.
    Died(Cause),
}

/// A slot and window that the caller is done with, and who may still read them.
struct Retired {
    slot: Option<Slot>,
    /// The window and how much of it may have been written.
    window: Option<(Rc<MemoryFile>, Window, u64)>,
    birth: u64,
    at: u64,
}

/// All that a new task needs, taken before the fork.
pub struct Prepared {
    id: TaskId,
    /// Where the task is to put its message.
    pub slot: Slot,
    /// Where it goes when it does not fit: this window of this file.
    pub file: Rc<MemoryFile>,
    /// See above.
    pub window: Window,
    /// What it is to ring when it has published.
    pub rope: Rope,
    /// Ties the process to this one.
    pub lifeline: Lifeline,
    /// By what its end is noticed without this process's doing, if it runs alone: where
    /// several do, the reaper would be woken for each.
    pub farewell: Option<Farewell>,
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
    bell: Option<Bell>,
    file: Option<Rc<MemoryFile>>,
    tasks: Tasks,
    running: SmallVec<[TaskId; 8]>,
    shifts: Vec<Shift>,
    /// Batches whose tasks are all finished, to be told of.
    closed: Vec<BatchId>,
    dying: SmallVec<[(ProcessId, Watch); 4]>,
    retired: SmallVec<[Retired; 2]>,
    /// Tasks that have published since messages were last copied out.
    unread: SmallVec<[TaskId; 8]>,
    free_windows: SmallVec<[Window; 8]>,
    windows: Window,
    forks: u64,
    next: TaskId,
    /// Messages that were taken and are still being read.
    claims: usize,
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
        self.make_room();
        let file = self.open_file()?;
        let bell = self.open_bell()?;
        let (rope, lifeline) = (bell.rope(), Lifeline::new(parent, bell)?);
        let slot = self.arena.acquire()?;
        let window = self.take_window();
        self.next += 1;
        let reaper = self.reaper.as_ref().filter(|_| self.is_idle());
        Ok(Prepared {
            id: self.next,
            slot,
            file,
            window,
            rope,
            lifeline,
            farewell: reaper.and_then(Reaper::farewell),
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
    fn open_bell(&mut self) -> io::Result<&Bell> {
        if self.reaper.is_none() {
            // Now, so that no mapping is added later.
            self.reaper = Some(Reaper::new()?);
        }
        let bell = match self.bell.take() {
            Some(bell) => bell,
            None => Bell::new()?,
        };
        Ok(self.bell.insert(bell))
    }

    fn take_window(&mut self) -> Window {
        self.free_windows.pop().unwrap_or_else(|| {
            self.windows += 1;
            self.windows - 1
        })
    }

    /// Gives back what was taken for a task that did not come to be.
    pub fn abandon(&mut self, prepared: Prepared) {
        self.arena.release(prepared.slot);
        self.free_windows.push(prepared.window);
    }

    /// Enters a task whose process has been forked.
    pub fn started(&mut self, prepared: Prepared, runtime: RuntimeId, process: ProcessId) {
        self.forks += 1;
        let Prepared {
            id,
            slot,
            file,
            window,
            lifeline,
            farewell,
            ..
        } = prepared;
        let watch = lifeline.watch(process);
        let expected = farewell.is_some();
        if let (true, Some(reaper)) = (expected, &self.reaper) {
            reaper.expect(process, slot.sign());
        }
        let state = State::Running {
            process,
            watch,
            slot,
            expected,
        };
        self.tasks.insert(
            id,
            Task {
                runtime,
                birth: self.forks,
                file,
                window,
                state,
                holders: 1,
            },
        );
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
        let shared = self.shifts.iter().filter(|shift| of(shift.batch.runtime));
        singly.count() + shared.map(|shift| shift.hands.len()).sum::<usize>()
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
        self.settle_shifts();
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
            watch,
            slot,
            expected,
        } = std::mem::replace(&mut task.state, State::Died(Cause::Process(End::Unknown)))
        {
            task.state = State::Published(slot);
            self.unread.push(id);
            if expected && slot.is_announced() {
                self.reaper.iter().for_each(|reaper| reaper.leave(process));
            } else {
                self.forget_expected(expected, process);
                self.dying.push((process, watch));
            }
        }
        self.drop_unheld(id);
    }

    /// Takes out a finished task whose outcome nobody will ask for.
    fn drop_unheld(&mut self, id: TaskId) {
        if self.tasks.get(id).is_some_and(|task| task.holders == 0)
            && let Some((_, claim)) = self.take(id)
        {
            self.let_go(claim);
        }
    }

    /// Sleeps until a task publishes, a process ends or a signal outside `mask`
    /// comes, and notes what happened.
    ///
    /// # Errors
    /// `ENOMEM`.
    pub fn sleep(&mut self, mask: &SigSet) -> io::Result<Wake> {
        let watches: SmallVec<[&Watch; 8]> = self
            .running
            .iter()
            .filter_map(|id| match self.state(*id)? {
                State::Running { watch, .. } => Some(watch),
                _ => None,
            })
            .chain(
                self.shifts
                    .iter()
                    .flat_map(|shift| shift.hands.iter().map(|hand| &hand.watch)),
            )
            .collect();
        let wake = system::wait(self.bell.as_ref(), &watches, mask)?;
        drop(watches);
        if wake == Wake::Ready {
            self.collect();
            self.bury();
        }
        Ok(wake)
    }

    /// Notes which of the running tasks have died without a message.
    fn bury(&mut self) {
        let ended: SmallVec<[TaskId; 8]> = self
            .running
            .iter()
            .copied()
            .filter(|id| match self.state(*id) {
                Some(State::Running { watch, .. }) => watch.ended(),
                _ => false,
            })
            .collect();
        self.bury_workers();
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
            watch,
            slot,
            expected,
        } = std::mem::replace(&mut task.state, placeholder)
        else {
            return;
        };
        self.forget_expected(expected, process);
        let end = watch.reap(process, true).unwrap_or(End::Unknown);
        self.lost(id, Some(slot), Cause::Process(end));
    }

    /// A task has died without a message. A slot that is its own goes.
    fn lost(&mut self, id: TaskId, slot: Option<Slot>, cause: Cause) {
        let Some(task) = self.tasks.get_mut(id) else {
            return;
        };
        task.state = State::Died(cause);
        let (file, window, birth) = (Rc::clone(&task.file), task.window, task.birth);
        // How much of the window it had written is not known: all that a dead
        // task may have left there goes.
        self.retire(slot, Some((file, window, system::WINDOW_BYTES)), birth);
        self.drop_unheld(id);
    }

    /// Takes a finished task out of the table. The parcel must be opened before
    /// [`Table::let_go`] is told that it has been.
    pub fn take(&mut self, id: TaskId) -> Option<(Remains, Claim)> {
        if !self.finished(id) {
            return None;
        }
        let task = self.tasks.remove(id)?;
        let mut claim = Claim {
            slot: None,
            batch: None,
            file: Rc::clone(&task.file),
            window: task.window,
            spilled: 0,
            birth: task.birth,
            held: true,
        };
        let remains = match task.state {
            State::Running { .. } => return None,
            State::Published(slot) => {
                let parcel = slot.take();
                claim.slot = Some(slot);
                claim.spilled = parcel.spilled();
                Remains::Parcel(parcel, task.file, task.window)
            }
            State::Shared(batch) => {
                let parcel = batch.slot(batch.task(id)?).take();
                claim.spilled = parcel.spilled();
                claim.batch = Some(batch);
                Remains::Parcel(parcel, task.file, task.window)
            }
            State::Kept(parcel) => {
                claim.spilled = parcel.spilled();
                Remains::Parcel(parcel, task.file, task.window)
            }
            State::Died(cause) => {
                // Slot and window went when it died.
                claim.held = false;
                Remains::Died(cause)
            }
        };
        self.claims += usize::from(claim.held);
        Some((remains, claim))
    }

    /// Gives back what a taken task's message stood in.
    pub fn let_go(&mut self, claim: Claim) {
        if claim.held {
            self.claims = self.claims.saturating_sub(1);
            drop(claim.batch);
            let window = (claim.file, claim.window, claim.spilled);
            self.retire(claim.slot, Some(window), claim.birth);
        }
    }

    /// What a task rings when it has published.
    pub fn rope(&self) -> Option<Rope> {
        self.bell.as_ref().map(Bell::rope)
    }

    /// The message becomes a value's own memory: what it stands in is not given
    /// back, and no task that starts from now on uses its file.
    pub fn give_away(&mut self, claim: &mut Claim) {
        claim.spilled = 0;
        if self
            .file
            .as_ref()
            .is_some_and(|file| Rc::ptr_eq(file, &claim.file))
        {
            self.file = None;
        }
    }

    /// One future more means the task.
    pub fn hold(&mut self, id: TaskId) {
        if let Some(task) = self.tasks.get_mut(id) {
            task.holders += 1;
        }
    }

    /// One future less means the task; nobody will ask for the outcome of one
    /// that no future means.
    pub fn release(&mut self, id: TaskId) {
        let Some(task) = self.tasks.get_mut(id) else {
            return;
        };
        task.holders = task.holders.saturating_sub(1);
        self.drop_unheld(id);
    }

    fn retire(
        &mut self,
        slot: Option<Slot>,
        window: Option<(Rc<MemoryFile>, Window, u64)>,
        birth: u64,
    ) {
        self.retired.push(Retired {
            slot,
            window,
            birth,
            at: self.forks,
        });
        self.reclaim();
    }

    /// Frees what nobody can still read.
    fn reclaim(&mut self) {
        let hands = self.shifts.iter().flat_map(|shift| &shift.hands);
        let births: SmallVec<[u64; 8]> = self
            .running
            .iter()
            .filter_map(|id| Some(self.tasks.get(*id)?.birth))
            .chain(hands.map(|hand| hand.birth))
            .collect();
        let (arena, windows) = (&mut self.arena, &mut self.free_windows);
        self.retired.retain(|retired| {
            let readable = births
                .iter()
                .any(|birth| (retired.birth + 1..=retired.at).contains(birth));
            if !readable {
                if let Some(slot) = retired.slot {
                    arena.release(slot);
                }
                if let Some((file, window, spilled)) = &retired.window {
                    if *spilled > 0 {
                        file.release(*window, *spilled);
                    }
                    windows.push(*window);
                }
            }
            readable
        });
    }

    /// Copies unread messages out of their slots when there are many, so that
    /// slots serve running tasks.
    fn make_room(&mut self) {
        if self.unread.len() < UNREAD_SLOTS {
            return;
        }
        let mut freed = Vec::new();
        for id in std::mem::take(&mut self.unread) {
            if let Some(task) = self.tasks.get_mut(id)
                && let State::Published(slot) = task.state
            {
                task.state = State::Kept(slot.take().without_slot());
                freed.push((slot, task.birth));
            }
        }
        for (slot, birth) in freed {
            self.retire(Some(slot), None, birth);
        }
    }

    /// When nothing is running or unread, closes what only tasks need.
    pub fn rest(&mut self) {
        let unread = self.claims > 0 || !self.tasks.is_empty() || !self.retired.is_empty();
        if !unread && self.dying.is_empty() {
            self.bell = None;
            // Not given back: to do so is a write to memory that a task still has.
            match self.file.as_mut().map(Rc::get_mut) {
                Some(Some(file)) => file.close(),
                _ => self.file = None,
            }
            self.unread.clear();
            self.free_windows.clear();
            self.windows = 0;
        }
    }

    /// In a copy of the process that is none of its tasks: leaves the slots mapped,
    /// for a message may be in the middle of being read.
    pub fn leave_mapped(&mut self) {
        std::mem::forget(std::mem::take(&mut self.arena));
    }

    /// Slots that are in use.
    #[cfg(feature = "faults")]
    pub fn used_slots(&self) -> usize {
        self.arena.used()
    }

    /// Whether no task is running or to be run.
    pub fn is_idle(&self) -> bool {
        self.running.is_empty() && self.shifts.is_empty()
    }
}

/// What a taken task's message stands in.
pub struct Claim {
    slot: Option<Slot>,
    /// Keeps the slot of a task of a batch.
    batch: Option<Rc<Batch>>,
    file: Rc<MemoryFile>,
    window: Window,
    spilled: u64,
    birth: u64,
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
        work: impl FnOnce(Slot, &Table, (&MemoryFile, Window)),
    ) -> TaskId {
        let prepared = table.prepare(process::id()).unwrap();
        match process::fork().unwrap() {
            process::Side::Parent(child) => {
                let id = prepared.id();
                table.started(prepared, 1, child);
                id
            }
            process::Side::Child => {
                prepared.lifeline.hold(|| true);
                work(prepared.slot, table, (&prepared.file, prepared.window));
                process::exit_now(0)
            }
        }
    }

    pub(super) fn send(slot: Slot, table: &Table, window: (&MemoryFile, Window), bytes: &[u8]) {
        let mut writer = slot.writer(Some(window));
        writer.write_all(bytes).unwrap();
        writer.seal(1).unwrap();
        slot.publish();
        table.rope().unwrap().ring();
    }

    pub(super) fn is_closed(table: &Table) -> bool {
        table.file.as_ref().is_none_or(|file| file.is_closed())
    }

    pub(super) fn wait_for(table: &mut Table, id: TaskId) {
        while !table.finished(id) {
            let blocked = Blocked::all();
            table.sleep(blocked.before()).unwrap();
        }
    }

    pub(super) fn receive(table: &mut Table, id: TaskId) -> Result<Vec<u8>, Cause> {
        wait_for(table, id);
        let (remains, claim) = table.take(id).unwrap();
        let result = match remains {
            Remains::Died(cause) => Err(cause),
            Remains::Parcel(parcel, file, window) => {
                let message = parcel.open(Some((&file, window))).unwrap().unwrap();
                Ok(message.bytes().to_vec())
            }
        };
        table.let_go(claim);
        result
    }

    #[test]
    fn messages_arrive_whatever_their_size_and_slots_come_back() {
        let mut table = Table::default();
        for len in [0, 1, 60_000, 70_000, 3_000_000] {
            let bytes = vec![7; len];
            let id = start(&mut table, |slot, table, window| {
                send(slot, table, window, &bytes)
            });
            assert_eq!(receive(&mut table, id), Ok(bytes));
        }
        assert_eq!(table.arena.used(), 0);
        table.reap_all();
        table.rest();
        assert!(table.bell.is_none() && is_closed(&table));
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
                let id = start(&mut table, |slot, table, window| {
                    send(slot, table, window, &vec![n as u8; n as usize * 1000]);
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
        let first = start(&mut table, |slot, table, window| {
            send(slot, table, window, b"first")
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
        let id = start(&mut table, |slot, table, window| {
            send(slot, table, window, b"unheard")
        });
        table.release(id);
        wait_for(&mut table, id);
        assert!(table.tasks.is_empty());
        assert_eq!(table.arena.used(), 0);
    }
}
