//! The memory of a batch of tasks that a few processes share out among
//! themselves: a queue on which each process says which task it takes, and a
//! small slot for each task.
//!
//! | a task's claim word | who sets it | meaning |
//! |---|---|---|
//! | 0 | – | nobody has taken it |
//! | a worker, claimed | the worker | it is that worker's next one |
//! | a worker, begun | the worker | its closure may have been called |
//! | a worker, ended | the worker | nothing of it runs any more; it is about to be published |
//! | abandoned | the caller | its worker died before it published, or the caller took it back |
//!
//! A worker says what it takes before it takes it, so that its death at whatever
//! moment leaves no doubt about which task died with it. The caller takes a task back by
//! the same word, until it has ended: whoever exchanges the word first decides. So the
//! caller interrupts a worker only in the task that it has taken back, for the worker
//! begins no other one.

use super::{shared_mapping::SharedMapping, slot::Slot};
use std::{
    io,
    num::NonZeroUsize,
    slice,
    sync::atomic::{
        AtomicU32,
        Ordering::{Acquire, Relaxed, Release, SeqCst},
        fence,
    },
};

/// Bytes of a slot, header included: one page, so that a small result costs no
/// more memory than that.
const SLOT_BYTES: usize = 4 << 10;

/// Bytes of a slot of a queue for more than [`MANY`] tasks, whose results would
/// fill hundreds of megabytes otherwise. What does not fit goes to the memory file.
const SMALL_SLOT_BYTES: usize = 512;
const MANY: u32 = 10_000;

/// The number of a worker, unique within its batch, from 1 on.
pub type WorkerId = u32;

/// In a claim word: the task is claimed and not begun.
const CLAIMED: u32 = 1 << 31;
/// In a claim word: the task has ended.
const ENDED: u32 = 1 << 30;
/// A claim word: the task died with its worker, or was taken back.
const ABANDONED: u32 = CLAIMED - 1;

/// What the caller waits for, in place of a task; see [`WorkQueue::expect`].
const NOBODY: u32 = 0;
const ANYBODY: u32 = u32::MAX;
const CLAIMS: u32 = u32::MAX - 1;

/// The head of the mapping; the claim words come behind it.
#[repr(C, align(64))]
struct Head {
    /// Where to look for a task that nobody has taken.
    next: AtomicU32,
    /// For which task the caller waits: its number + 1.
    expected: AtomicU32,
    /// Counts outcomes, for processes that wait for one.
    outcomes: AtomicU32,
    /// Processes, other than the caller, that wait for an outcome.
    sleepers: AtomicU32,
}

/// What became of a task that its caller took back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Withdrawn {
    /// It had ended already, or been taken back.
    Finished,
    /// It had not begun, and never will.
    NotBegun,
    /// This worker has begun it.
    Begun(WorkerId),
}

/// The shared mapping, in the caller and in its workers.
pub struct WorkQueue {
    mapping: SharedMapping,
    tasks: u32,
}

impl WorkQueue {
    /// A queue for this number of tasks.
    ///
    /// # Errors
    /// `ENOMEM`.
    pub fn map(tasks: u32) -> io::Result<Self> {
        let bytes = Self::slots_offset(tasks)
            .checked_add(tasks as usize * Self::slot_bytes(tasks))
            .and_then(NonZeroUsize::new)
            .ok_or_else(|| io::Error::from(io::ErrorKind::OutOfMemory))?;
        // The head counts who sleeps for an outcome, in any task.
        let mapping = SharedMapping::map(bytes, Self::slots_offset(tasks)..bytes.get())?;
        Ok(Self { mapping, tasks })
    }

    /// Its memory.
    pub fn mapping(&self) -> &SharedMapping {
        &self.mapping
    }

    fn slot_bytes(tasks: u32) -> usize {
        if tasks > MANY {
            SMALL_SLOT_BYTES
        } else {
            SLOT_BYTES
        }
    }

    /// Where the slots begin: at the first page behind the claim words.
    fn slots_offset(tasks: u32) -> usize {
        (size_of::<Head>() + tasks as usize * size_of::<AtomicU32>()).next_multiple_of(SLOT_BYTES)
    }

    fn head(&self) -> &Head {
        // SAFETY: the mapping starts with a head, all of whose fields are atomics,
        // for which every bit pattern is valid, zeros from the kernel first.
        unsafe { self.mapping.base().cast::<Head>().as_ref() }
    }

    fn claim_words(&self) -> &[AtomicU32] {
        // SAFETY: an atomic for each task stands behind the head; zero is valid for them.
        unsafe {
            let first = self
                .mapping
                .base()
                .cast::<Head>()
                .add(1)
                .cast::<AtomicU32>();
            slice::from_raw_parts(first.as_ptr(), self.tasks as usize)
        }
    }

    fn claim_word(&self, task: u32) -> &AtomicU32 {
        &self.claim_words()[task as usize]
    }

    /// How many tasks there are.
    pub fn tasks(&self) -> u32 {
        self.tasks
    }

    /// The slot of a task. Lives as long as the queue; it is new, and serves once.
    pub fn slot(&self, task: u32) -> Slot {
        assert!(task < self.tasks);
        let bytes = Self::slot_bytes(self.tasks);
        let offset = Self::slots_offset(self.tasks) + task as usize * bytes;
        // SAFETY: within the mapping, at a multiple of the slots' size, which is
        // more than the alignment asked for.
        unsafe { Slot::at(self.mapping.base().cast::<u8>().add(offset), bytes) }
    }

    /// In a worker: takes a task, `None` when there is none left.
    pub fn claim(&self, worker: WorkerId) -> Option<u32> {
        while self.has_more() {
            let task = self.head().next.fetch_add(1, Relaxed);
            if task < self.tasks {
                let claim = worker | CLAIMED;
                let taken = self
                    .claim_word(task)
                    .compare_exchange(0, claim, Relaxed, Relaxed);
                // A faulty process may have wiped the claim of a task that is done.
                if taken.is_ok() && !self.slot(task).is_published() {
                    return Some(task);
                }
            }
        }
        None
    }

    /// In a worker that has not published this task yet: takes one after it, so
    /// that no task waits for one that its own process is to take. One before it,
    /// whose worker has died, is for a new worker.
    pub fn claim_after(&self, task: u32, worker: WorkerId) -> Option<u32> {
        let next = self.claim(worker)?;
        if next > task {
            return Some(next);
        }
        self.exchange(next, worker | CLAIMED, 0);
        self.head().next.fetch_min(next, Relaxed);
        None
    }

    /// In a worker: the task that it has claimed begins. Returns false when the caller has
    /// taken it back.
    pub fn begin(&self, task: u32, worker: WorkerId) -> bool {
        self.exchange(task, worker | CLAIMED, worker)
    }

    /// In a worker: the task that it has begun has ended, and it goes on with another. Returns
    /// false when the caller has taken the task back, and is about to interrupt the worker.
    pub fn end(&self, task: u32, worker: WorkerId) -> bool {
        self.exchange(task, worker, worker | ENDED)
    }

    /// Changes a task's claim word. Returns false when it is another one.
    fn exchange(&self, task: u32, from: u32, to: u32) -> bool {
        self.claim_word(task)
            .compare_exchange(from, to, Release, Relaxed)
            .is_ok()
    }

    /// In a worker, when a task has been published, and the next one claimed: tells the
    /// processes that wait for it. Returns whether the caller is one of them.
    pub fn announce(&self, task: u32) -> bool {
        // With the fence in `expect`: either the caller sees the outcome, or this process
        // sees that the caller waits.
        fence(SeqCst);
        self.wake_sleepers();
        let expected = self.head().expected.load(Relaxed);
        expected == ANYBODY || expected == task + 1 || expected == CLAIMS && !self.has_more()
    }

    fn wake_sleepers(&self) {
        let head = self.head();
        head.outcomes.fetch_add(1, SeqCst);
        if head.sleepers.load(SeqCst) > 0 {
            crate::system::futex::wake_all(&head.outcomes);
        }
    }

    /// In a process other than the caller: sleeps until there is one more outcome,
    /// unless the task has one, a signal comes, or some time has passed.
    pub fn sleep(&self, task: u32) {
        let head = self.head();
        head.sleepers.fetch_add(1, SeqCst);
        let before = head.outcomes.load(SeqCst);
        if !self.is_finished(task) {
            crate::system::futex::wait_while(&head.outcomes, before);
        }
        head.sleepers.fetch_sub(1, SeqCst);
    }

    /// In the caller: says for which task it is about to wait, before it looks at
    /// what is there. So do [`WorkQueue::expect_any`] and [`WorkQueue::expect_none`].
    pub fn expect(&self, task: u32) {
        self.set_expected(task + 1);
    }

    /// See [`WorkQueue::expect`].
    pub fn expect_any(&self) {
        self.set_expected(ANYBODY);
    }

    /// See [`WorkQueue::expect`]: the caller waits until every task has been claimed. It is
    /// told with the first outcome after that.
    pub fn expect_claims(&self) {
        self.set_expected(CLAIMS);
    }

    /// See [`WorkQueue::expect`].
    pub fn expect_none(&self) {
        self.set_expected(NOBODY);
    }

    fn set_expected(&self, whom: u32) {
        self.head().expected.store(whom, Relaxed);
        fence(SeqCst);
    }

    /// In the caller: takes a task back, so that no worker begins it.
    pub fn withdraw(&self, task: u32) -> Withdrawn {
        if self.is_finished(task) {
            return Withdrawn::Finished;
        }
        loop {
            let claim = self.claim_word(task).load(Relaxed);
            let withdrawn = match claim {
                0 => Withdrawn::NotBegun,
                claim if claim & CLAIMED != 0 => Withdrawn::NotBegun,
                claim if claim & ENDED != 0 => return Withdrawn::Finished,
                worker => Withdrawn::Begun(worker),
            };
            if self.exchange(task, claim, ABANDONED) {
                return withdrawn;
            }
        }
    }

    /// Whether the task has published or is lost.
    pub fn is_finished(&self, task: u32) -> bool {
        self.slot(task).is_published() || self.is_abandoned(task)
    }

    /// Whether the task died with its worker.
    pub fn is_abandoned(&self, task: u32) -> bool {
        self.claim_word(task).load(Acquire) == ABANDONED
    }

    /// Whether there may be a task that nobody has taken.
    pub fn has_more(&self) -> bool {
        self.head().next.load(Relaxed) < self.tasks
    }

    /// The worker that says of a task that it has begun it, or ended it.
    pub fn worker_of(&self, task: u32) -> WorkerId {
        self.claim_word(task).load(Relaxed) & !ENDED
    }

    /// In the caller, when a worker has ended: its claims are open again; the
    /// tasks that died with it are lost, and returned.
    pub fn on_exit(&self, worker: WorkerId) -> Vec<u32> {
        let mut lost = Vec::new();
        for task in 0..self.tasks {
            match self.claim_word(task).load(Acquire) {
                claim_word if claim_word == worker | CLAIMED => {
                    self.claim_word(task).store(0, Release)
                }
                claim_word if claim_word & !ENDED == worker && !self.slot(task).is_published() => {
                    self.claim_word(task).store(ABANDONED, Release);
                    lost.push(task);
                }
                _ => {}
            }
        }
        // It may have died between the look for a task and its claim.
        if let Some(open) = self.first_open() {
            self.head().next.fetch_min(open, Relaxed);
        }
        self.wake_sleepers();
        lost
    }

    /// How many tasks have published or are lost.
    pub fn finished(&self) -> usize {
        (0..self.tasks)
            .filter(|task| self.is_finished(*task))
            .count()
    }

    /// The first task that nobody has taken or finished.
    fn first_open(&self) -> Option<u32> {
        (0..self.tasks).find(|task| {
            self.claim_word(*task).load(Relaxed) == 0 && !self.slot(*task).is_published()
        })
    }

    /// In the caller, when no worker is left: marks tasks that are still claimed as lost, and
    /// returns them. Only a faulty process can have written such a claim.
    pub fn abandon_claimed(&self) -> Vec<u32> {
        let claimed =
            |task: &u32| !self.is_finished(*task) && self.claim_word(*task).load(Relaxed) != 0;
        let lost: Vec<u32> = (0..self.tasks).filter(claimed).collect();
        lost.iter().for_each(|task| self.abandon(*task));
        lost
    }

    /// In the caller: the first task that nobody has taken is lost, and returned.
    pub fn abandon_first_open(&self) -> Option<u32> {
        self.first_open().inspect(|task| self.abandon(*task))
    }

    /// In the caller: the task is lost.
    pub fn abandon(&self, task: u32) {
        self.claim_word(task).store(ABANDONED, Release);
    }
}

#[cfg(test)]
mod tests;
