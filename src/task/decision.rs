//! What a process that waits does next: the scheduler's decision, without its effects.

use super::{batch::Batch, ids::TaskId, table::Table};
use std::rc::Rc;

/// See [`next`].
pub enum Next {
    /// What was waited for is there.
    Return,
    /// This batch gets one more process.
    StartWorker(Rc<Batch>),
    /// This run of items gets one more process.
    StartItemWorker(TaskId),
    /// There is nothing to do until something happens.
    Sleep,
}

/// Notes what has happened, and decides: `done` says whether that is enough. When one
/// task's end is awaited, `awaited` says which; and [`NO_TASK`](super::ids::NO_TASK) when
/// it is that of a process.
pub fn next(
    table: &mut Table,
    awaited: Option<TaskId>,
    done: impl FnOnce(&mut Table) -> bool,
) -> Next {
    // Before the look: what happens from here on wakes this process.
    table.expect(awaited);
    table.collect();
    table.show_lines();
    if done(table) {
        table.expect_none();
        return Next::Return;
    }
    let worker = table.vacancy().map(Next::StartWorker);
    worker
        .or_else(|| table.item_vacancy().map(Next::StartItemWorker))
        .unwrap_or(Next::Sleep)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{memory::lanes::Sharing, task::items::run::Terms};

    #[test]
    fn who_has_what_it_waits_for_goes_on() {
        let mut table = Table::default();
        table.add_batch(2, 1, 1).unwrap();
        assert!(matches!(next(&mut table, None, |_| true), Next::Return));
    }

    #[test]
    fn who_has_nothing_to_start_sleeps() {
        let mut table = Table::default();
        assert!(matches!(next(&mut table, None, |_| false), Next::Sleep));
    }

    #[test]
    fn a_batch_gets_a_process_before_a_run_of_items_does() {
        let mut table = Table::default();
        let items = table
            .add_items(Terms::of_test(1, 1), Sharing::Ranges(3))
            .unwrap();
        let decided = next(&mut table, Some(items), |_| false);
        assert!(matches!(decided, Next::StartItemWorker(id) if id == items));
        let batch = table.add_batch(2, 1, 1).unwrap();
        let decided = next(&mut table, Some(items), |_| false);
        assert!(matches!(decided, Next::StartWorker(of) if Rc::ptr_eq(&of, &batch)));
    }

    #[test]
    fn a_batch_that_the_system_refuses_a_process_is_not_asked_again() {
        let mut table = Table::default();
        let batch = table.add_batch(2, 1, 1).unwrap();
        table.refuse(&batch, true);
        assert!(matches!(next(&mut table, None, |_| false), Next::Sleep));
        table.refuse(&batch, false);
        assert!(matches!(
            next(&mut table, None, |_| false),
            Next::StartWorker(_)
        ));
    }
}
