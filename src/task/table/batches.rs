//! The table's batches: entering them, their workers, and what becomes of their
//! tasks.

use super::{RuntimeId, State, Table, Task, TaskId};
use crate::{
    memory::board::{Board, Worker},
    system::{Lifeline, process::ProcessId},
    task::batch::{Batch, BatchId, Shift},
};
use std::{io, rc::Rc};

impl Table {
    /// Enters a batch of so many tasks, on which nobody works yet. At most `limit`
    /// processes of its runtime are to run at once.
    ///
    /// # Errors
    /// `EMFILE`, `ENFILE` or `ENOMEM`.
    pub fn add_batch(
        &mut self,
        tasks: u32,
        runtime: RuntimeId,
        limit: usize,
    ) -> io::Result<Rc<Batch>> {
        self.reclaim();
        let file = self.open_file()?;
        self.open_bell()?;
        let board = Board::map(tasks)?;
        let windows = (0..tasks).map(|_| self.take_window()).collect();
        let first = self.next + 1;
        self.next += u64::from(tasks);
        let batch = Rc::new(Batch::new(
            first,
            board,
            Rc::clone(&file),
            windows,
            self.forks,
            runtime,
        ));
        for task in 0..tasks {
            self.tasks.insert(
                batch.id(task),
                Task {
                    runtime,
                    birth: batch.birth,
                    file: Rc::clone(&file),
                    window: batch.window(task),
                    state: State::Shared(Rc::clone(&batch)),
                    holders: 1,
                },
            );
        }
        self.shifts.push(Shift::new(Rc::clone(&batch), limit));
        Ok(batch)
    }

    /// Takes a batch out that nobody has worked on.
    pub fn remove_batch(&mut self, batch: &Batch) {
        for id in batch.ids() {
            if let Some(task) = self.tasks.remove(id) {
                self.free_windows.push(task.window);
            }
        }
        self.shifts
            .retain(|shift| !std::ptr::eq(&*shift.batch, batch));
    }

    /// Whether nobody has worked on the batch yet.
    pub fn is_untouched(&self, batch: &Batch) -> bool {
        self.shifts
            .iter()
            .any(|shift| std::ptr::eq(&*shift.batch, batch) && shift.is_untouched())
    }

    /// A batch that has work for one more process.
    pub fn vacancy(&self) -> Option<Rc<Batch>> {
        self.shifts
            .iter()
            .find(|shift| shift.wants_hand(self.running(Some(shift.batch.runtime))))
            .map(|shift| Rc::clone(&shift.batch))
    }

    fn shift(&mut self, batch: &Batch) -> Option<&mut Shift> {
        self.shifts
            .iter_mut()
            .find(|shift| std::ptr::eq(&*shift.batch, batch))
    }

    /// Takes what a new worker needs.
    ///
    /// # Errors
    /// `EMFILE`, `ENFILE` or `ENOMEM`.
    pub fn hire(&mut self, batch: &Batch, parent: ProcessId) -> io::Result<(Worker, Lifeline)> {
        let lifeline = Lifeline::new(parent, self.open_bell()?)?;
        let number = self.shift(batch).map_or(1, |shift| shift.next_worker());
        Ok((number, lifeline))
    }

    /// Enters a worker whose process has been forked.
    pub fn hired(&mut self, batch: &Batch, lifeline: Lifeline, process: ProcessId) {
        self.forks += 1;
        let (birth, watch) = (self.forks, lifeline.watch(process));
        if let Some(shift) = self.shift(batch) {
            shift.hired(process, watch, birth);
        }
    }

    /// The system refuses one more worker, or does so no more. Returns whether the
    /// batch has one.
    pub fn refuse(&mut self, batch: &Batch, refused: bool) -> bool {
        self.shift(batch).is_some_and(|shift| {
            shift.refused = refused;
            !shift.hands.is_empty()
        })
    }

    /// A batch all of whose tasks are finished, told of once.
    pub fn closed(&mut self) -> Option<BatchId> {
        self.closed.pop()
    }

    /// Says for which task, or for what at all, this process is going to wait: to be
    /// called before the look at what is there.
    pub fn expect(&self, task: Option<TaskId>) {
        for shift in &self.shifts {
            let board = shift.batch.board();
            match task.map(|task| shift.batch.task(task)) {
                None => board.expect_any(),
                Some(Some(task)) => board.expect(task),
                Some(None) => board.expect_none(),
            }
        }
    }

    /// This process waits for nothing.
    pub fn expect_none(&self) {
        self.shifts
            .iter()
            .for_each(|shift| shift.batch.board().expect_none());
    }

    /// Notes which tasks of batches are finished, and lets go of the batches that
    /// are whole.
    pub(super) fn settle_shifts(&mut self) {
        let mut finished = Vec::new();
        for shift in &mut self.shifts {
            finished.extend(std::iter::from_fn(|| shift.settle()));
        }
        finished.into_iter().for_each(|id| self.drop_unheld(id));
        let (dying, closed) = (&mut self.dying, &mut self.closed);
        self.shifts.retain_mut(|shift| {
            if shift.is_settled() {
                let hands = shift.hands.drain(..);
                dying.extend(hands.map(|hand| (hand.process, hand.watch)));
                closed.push(shift.batch.number());
            }
            !shift.is_settled()
        });
    }

    /// Notes which workers have ended, and which tasks have died with them.
    pub(super) fn bury_workers(&mut self) {
        let mut lost = Vec::new();
        for shift in &mut self.shifts {
            lost.extend(shift.bury());
        }
        for (id, cause) in lost {
            self.lost(id, None, cause);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{is_closed, receive, send, wait_for};
    use super::*;
    use crate::{
        memory::{
            overflow::{MemoryFile, Window},
            slot::Slot,
        },
        system::{
            process::{self, End},
            signals::Blocked,
        },
        task::Cause,
    };

    /// Forks a worker that takes the batch's tasks one after another.
    fn employ(
        table: &mut Table,
        batch: &Batch,
        job: impl Fn(u32, Slot, &Table, (&MemoryFile, Window)),
    ) {
        let (number, lifeline) = table.hire(batch, process::id()).unwrap();
        match process::fork().unwrap() {
            process::Side::Parent(child) => table.hired(batch, lifeline, child),
            process::Side::Child => {
                lifeline.hold(|| true);
                while let Some(task) = batch.board().claim(number) {
                    batch.board().begin(task, number);
                    let window = (&*batch.file, batch.window(task));
                    job(task, batch.slot(task), table, window);
                }
                process::exit_now(0)
            }
        }
    }

    /// Waits until all tasks of all batches are finished and told of.
    fn settle(table: &mut Table, batch: &Batch) {
        for id in batch.ids() {
            table.expect(Some(id));
            wait_for(table, id);
        }
        table.collect();
    }

    #[test]
    fn messages_of_a_batch_arrive_whatever_their_size_and_nothing_stays() {
        let mut table = Table::default();
        let sizes = [0, 1, 4_000, 5_000, 70_000, 3_000_000];
        let batch = table.add_batch(6, 1, 2).unwrap();
        for _ in 0..2 {
            employ(&mut table, &batch, |task, slot, table, window| {
                send(slot, table, window, &vec![task as u8; sizes[task as usize]]);
            });
        }
        settle(&mut table, &batch);
        assert!(table.is_idle());
        for (task, id) in batch.ids().enumerate() {
            assert_eq!(receive(&mut table, id), Ok(vec![task as u8; sizes[task]]));
        }
        table.reap_all();
        table.rest();
        assert!(table.tasks.is_empty() && is_closed(&table));
    }

    #[test]
    fn a_task_that_dies_takes_no_other_with_it() {
        let mut table = Table::default();
        let batch = table.add_batch(3, 1, 1).unwrap();
        let job = |task, slot, table: &Table, window: (&MemoryFile, Window)| {
            if task == 1 {
                process::exit_now(3)
            }
            send(slot, table, window, &[task as u8]);
        };
        employ(&mut table, &batch, job);
        wait_for(&mut table, batch.id(1));
        let vacant = table.vacancy().unwrap();
        employ(&mut table, &vacant, job);
        settle(&mut table, &batch);
        let outcomes: Vec<_> = batch.ids().map(|id| receive(&mut table, id)).collect();
        let died = Err(Cause::Process(End::Exited(3)));
        assert_eq!(outcomes, [Ok(vec![0]), died, Ok(vec![2])]);
    }

    #[test]
    fn there_is_room_for_workers_up_to_the_runtimes_limit() {
        let mut table = Table::default();
        let batch = table.add_batch(9, 1, 1).unwrap();
        let other = table.add_batch(9, 2, 1).unwrap();
        let pause = |_, _, _: &Table, _: (&MemoryFile, Window)| loop {
            std::thread::sleep(std::time::Duration::from_secs(60));
        };
        assert!(std::ptr::eq(&*table.vacancy().unwrap(), &*batch));
        employ(&mut table, &batch, pause);
        assert!(std::ptr::eq(&*table.vacancy().unwrap(), &*other));
        employ(&mut table, &other, pause);
        assert!(table.vacancy().is_none());
        assert_eq!((table.running(Some(1)), table.running(None)), (1, 2));
        for shift in &table.shifts {
            // SAFETY: a signal to a child of the test's own.
            unsafe { libc::kill(shift.hands[0].process, libc::SIGKILL) };
        }
        while table.running(None) > 0 {
            table.sleep(Blocked::all().before()).unwrap();
        }
    }

    #[test]
    fn a_refusal_holds_until_a_worker_has_ended() {
        let mut table = Table::default();
        let batch = table.add_batch(2, 1, 2).unwrap();
        assert!(!table.refuse(&batch, true));
        assert!(table.vacancy().is_none());
        assert!(!table.refuse(&batch, false));
        employ(&mut table, &batch, |_, _, _, _| process::exit_now(0));
        assert!(table.refuse(&batch, true));
        assert!(table.vacancy().is_none());
        wait_for(&mut table, batch.id(0));
        assert!(table.vacancy().is_some());
        table.remove_batch(&batch);
        assert!(table.is_idle() && table.tasks.is_empty());
    }

    #[test]
    fn a_batch_is_told_of_once_when_all_its_tasks_are_finished() {
        let mut table = Table::default();
        let batch = table.add_batch(2, 1, 1).unwrap();
        assert!(table.is_untouched(&batch));
        employ(&mut table, &batch, |task, slot, table, window| {
            send(slot, table, window, &[task as u8]);
        });
        assert!(!table.is_untouched(&batch));
        assert_eq!(table.closed(), None);
        settle(&mut table, &batch);
        assert_eq!(
            (table.closed(), table.closed()),
            (Some(batch.number()), None)
        );
    }

    #[test]
    fn tasks_of_a_batch_that_nobody_holds_leave_nothing() {
        let mut table = Table::default();
        let batch = table.add_batch(2, 1, 1).unwrap();
        batch.ids().for_each(|id| table.release(id));
        employ(&mut table, &batch, |task, slot, table, window| {
            send(slot, table, window, &vec![7; 9_000 * task as usize]);
        });
        settle(&mut table, &batch);
        assert!(table.tasks.is_empty() && table.is_idle());
    }
}
