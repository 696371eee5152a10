//! Tasks that a few processes, the workers, share out among themselves.

use super::{
    Cause,
    table::{RuntimeId, TaskId},
};
use crate::{
    memory::{
        board::{Board, Worker},
        overflow::{MemoryFile, Window},
        slot::Slot,
    },
    system::{
        Watch,
        process::{End, ProcessId},
    },
};
use std::rc::Rc;

/// The number of a batch, unique within its process.
pub type BatchId = u64;

/// The tasks of a batch, which are numbered in a row, and where their outcomes go.
pub struct Batch {
    /// The number of its first task.
    first: TaskId,
    board: Board,
    /// Where a task's message goes when it does not fit: its window of this file.
    pub file: Rc<MemoryFile>,
    windows: Vec<Window>,
    /// See [`Table`](super::table::Table): no process forked before may read it.
    pub birth: u64,
    /// The runtime that started it.
    pub runtime: RuntimeId,
}

impl Batch {
    /// A batch of as many tasks as there are windows, which has a slot for each.
    pub fn new(
        first: TaskId,
        board: Board,
        file: Rc<MemoryFile>,
        windows: Vec<Window>,
        birth: u64,
        runtime: RuntimeId,
    ) -> Self {
        Self {
            first,
            board,
            file,
            windows,
            birth,
            runtime,
        }
    }

    /// The board of its tasks.
    pub fn board(&self) -> &Board {
        &self.board
    }

    /// Its number.
    pub fn number(&self) -> BatchId {
        self.first
    }

    /// The numbers of its tasks.
    pub fn ids(&self) -> impl Iterator<Item = TaskId> + use<> {
        self.first..self.first + u64::from(self.board.tasks())
    }

    /// The number of a task of the batch.
    pub fn id(&self, task: u32) -> TaskId {
        self.first + u64::from(task)
    }

    /// Which of the batch's tasks has this number.
    pub fn task(&self, id: TaskId) -> Option<u32> {
        let task = u32::try_from(id.checked_sub(self.first)?).ok()?;
        (task < self.board.tasks()).then_some(task)
    }

    /// Where a task puts its message.
    pub fn slot(&self, task: u32) -> Slot {
        self.board.slot(task)
    }

    /// Where a task's message goes when it does not fit.
    pub fn window(&self, task: u32) -> Window {
        self.windows[task as usize]
    }

    /// In a process other than the caller: see [`Board::sleep`].
    pub fn sleep(&self, id: TaskId) {
        if let Some(task) = self.task(id) {
            self.board.sleep(task);
        }
    }

    /// Whether the task of this number has published or is lost.
    pub fn is_finished(&self, id: TaskId) -> bool {
        self.task(id)
            .is_none_or(|task| self.board.is_finished(task))
    }
}

/// A process that works for a batch.
pub struct Hand {
    number: Worker,
    /// The process.
    pub process: ProcessId,
    /// Tells of its end.
    pub watch: Watch,
    /// See [`Batch::birth`].
    pub birth: u64,
}

/// A batch that is being worked on, and by whom.
pub struct Shift {
    /// The batch.
    pub batch: Rc<Batch>,
    /// Its workers.
    pub hands: Vec<Hand>,
    /// How many processes of the batch's runtime may run at once.
    limit: usize,
    /// How many workers it has had.
    hired: Worker,
    /// The system refuses more of them, until one has ended.
    pub refused: bool,
    /// All tasks before this one are finished.
    settled: u32,
}

impl Shift {
    /// Nobody works yet.
    pub fn new(batch: Rc<Batch>, limit: usize) -> Self {
        Self {
            batch,
            hands: Vec::new(),
            limit,
            hired: 0,
            refused: false,
            settled: 0,
        }
    }

    /// Whether there is work for one more process, if so many of the runtime run.
    pub fn wants_hand(&self, running: usize) -> bool {
        !self.refused && running < self.limit.max(1) && self.batch.board().has_more()
    }

    /// Whether there has been no worker yet.
    pub fn is_untouched(&self) -> bool {
        self.hired == 0
    }

    /// The number for the next worker.
    pub fn next_worker(&self) -> Worker {
        self.hired + 1
    }

    /// Enters a worker whose process has been forked.
    pub fn hired(&mut self, process: ProcessId, watch: Watch, birth: u64) {
        self.hired += 1;
        self.hands.push(Hand {
            number: self.hired,
            process,
            watch,
            birth,
        });
    }

    /// The next task, in order, that is finished and has not been told of before.
    pub fn settle(&mut self) -> Option<TaskId> {
        let task = self.settled;
        (task < self.batch.board().tasks() && self.batch.board().is_finished(task)).then(|| {
            self.settled += 1;
            self.batch.id(task)
        })
    }

    /// Whether all its tasks are finished and told of.
    pub fn is_settled(&self) -> bool {
        self.settled == self.batch.board().tasks()
    }

    /// Takes out the workers that have ended, and returns the tasks that died with
    /// them, and of what.
    pub fn bury(&mut self) -> Vec<(TaskId, Cause)> {
        let mut dead = Vec::new();
        let batch = &self.batch;
        let before = self.hands.len();
        self.hands.retain(|hand| {
            if !hand.watch.ended() {
                return true;
            }
            let end = hand.watch.reap(hand.process, true).unwrap_or(End::Unknown);
            let lost = batch.board().bury(hand.number);
            dead.extend(
                lost.into_iter()
                    .map(|task| (batch.id(task), Cause::Process(end))),
            );
            false
        });
        if self.hands.len() < before {
            self.refused = false;
        }
        dead
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::{
        Bell, Lifeline,
        process::{self, Side},
    };

    fn shift(tasks: u32, limit: usize) -> Shift {
        let board = Board::map(tasks).unwrap();
        let windows = (0..tasks).collect();
        let file = Rc::new(MemoryFile::create().unwrap());
        Shift::new(Rc::new(Batch::new(10, board, file, windows, 0, 1)), limit)
    }

    /// A worker that takes a task and dies of it.
    fn employ(shift: &mut Shift) {
        let number = shift.next_worker();
        let lifeline = Lifeline::new(process::id(), &Bell::new().unwrap()).unwrap();
        match process::fork().unwrap() {
            Side::Parent(child) => shift.hired(child, lifeline.watch(child), 1),
            Side::Child => {
                let board = shift.batch.board();
                board.begin(board.claim(number).unwrap(), number);
                process::exit_now(7)
            }
        }
    }

    fn bury(shift: &mut Shift) -> Vec<(TaskId, Cause)> {
        while !shift.hands.iter().all(|hand| hand.watch.ended()) {
            std::thread::yield_now();
        }
        shift.bury()
    }

    #[test]
    fn tasks_are_numbered_in_a_row() {
        let batch = shift(3, 1).batch;
        assert_eq!(batch.ids().collect::<Vec<_>>(), [10, 11, 12]);
        assert_eq!((batch.task(12), batch.id(2)), (Some(2), 12));
        assert_eq!((batch.task(9), batch.task(13)), (None, None));
        assert!(batch.is_finished(13) && !batch.is_finished(12));
    }

    #[test]
    fn workers_are_wanted_up_to_the_limit_while_there_are_tasks() {
        let mut shift = shift(1, 2);
        assert!(shift.wants_hand(1) && !shift.wants_hand(2));
        shift.refused = true;
        assert!(!shift.wants_hand(0));
        shift.refused = false;
        shift.batch.board().claim(1);
        assert!(!shift.wants_hand(0));
    }

    #[test]
    fn a_limit_of_none_is_one() {
        assert!(shift(1, 0).wants_hand(0));
    }

    #[test]
    fn finished_tasks_are_told_of_in_order_and_once() {
        let mut shift = shift(2, 1);
        let publish = |task| shift.batch.slot(task).publish();
        publish(1);
        assert_eq!(shift.settle(), None);
        shift.batch.slot(0).publish();
        assert!(!shift.is_settled());
        let told: Vec<_> = std::iter::from_fn(|| shift.settle()).collect();
        assert_eq!(told, [10, 11]);
        assert!(shift.is_settled());
    }

    #[test]
    fn a_dead_worker_makes_room_and_its_task_is_lost() {
        let mut shift = shift(2, 1);
        assert!(shift.is_untouched());
        employ(&mut shift);
        shift.refused = true;
        let lost = bury(&mut shift);
        assert_eq!(lost, [(10, Cause::Process(End::Exited(7)))]);
        assert!(shift.hands.is_empty() && !shift.is_untouched());
        assert!(shift.wants_hand(0));
        employ(&mut shift);
        assert_eq!(bury(&mut shift).len(), 1);
        assert!(!shift.wants_hand(0));
        assert_eq!(shift.settle().zip(shift.settle()), Some((10, 11)));
    }
}
