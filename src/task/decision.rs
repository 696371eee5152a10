//! What a process that waits does next: the scheduler's decision, without its effects.

use super::{batch::Batch, ids::TaskId, table::Table};
use crate::system::is_for_descriptors;
use std::{io, rc::Rc, time::Instant};

/// See [`next`].
pub enum Next {
    /// What was waited for is there, or the deadline has passed.
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
/// it is that of a process. After the deadline, this never says to sleep.
pub fn next(
    table: &mut Table,
    awaited: Option<TaskId>,
    deadline: Option<Instant>,
    done: impl FnOnce(&mut Table) -> bool,
) -> Next {
    // First, so that `done` is asked once more when the deadline comes now.
    let over = deadline.is_some_and(|deadline| deadline <= Instant::now());
    // Before the look: what happens from here on wakes this process.
    table.expect(awaited);
    table.collect();
    if over {
        // Who does not sleep is told of no ends: what has ended did so before the deadline.
        table.look_at_ends();
    }
    table.show_lines();
    if done(table) {
        table.expect_none();
        return Next::Return;
    }
    let worker = table.vacancy().map(Next::StartWorker);
    worker
        .or_else(|| table.item_vacancy().map(Next::StartItemWorker))
        .unwrap_or(if over { Next::Return } else { Next::Sleep })
}

/// What to do when the system has refused a process.
#[derive(Debug, PartialEq, Eq)]
pub enum AfterRefusal {
    /// One of our processes has ended meanwhile, or descriptors have been given back: to
    /// try again.
    Retry,
    /// To wait until fewer processes than this are at work.
    WaitForFewer(usize),
    /// None of ours is left to wait for.
    GiveUp,
}

/// Collects the processes that have published, gives back the descriptors that it can do
/// without if it is those that `refusal` is for, and decides.
pub fn after_refusal(table: &mut Table, refusal: &io::Error) -> AfterRefusal {
    if table.reap_all() || is_for_descriptors(refusal) && table.spill_all_captured() {
        return AfterRefusal::Retry;
    }
    match table.running(None) {
        0 => AfterRefusal::GiveUp,
        running => AfterRefusal::WaitForFewer(running),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        memory::lanes::Sharing,
        task::{
            items::run::Terms,
            table::tests::{end, start_sending, start_sleeping, wait_for},
        },
    };
    use std::time::Duration;

    fn refusal() -> io::Error {
        io::Error::from_raw_os_error(libc::EMFILE)
    }

    #[test]
    fn who_has_what_it_waits_for_goes_on() {
        let mut table = Table::default();
        table.add_batch(2, 1, 1).unwrap();
        assert!(matches!(
            next(&mut table, None, None, |_| true),
            Next::Return
        ));
    }

    #[test]
    fn who_has_nothing_to_start_sleeps() {
        let mut table = Table::default();
        assert!(matches!(
            next(&mut table, None, None, |_| false),
            Next::Sleep
        ));
    }

    #[test]
    fn a_batch_gets_a_process_before_a_run_of_items_does() {
        let mut table = Table::default();
        let items = table
            .add_items(Terms::of_test(1, 1), Sharing::Ranges(3))
            .unwrap();
        let decided = next(&mut table, Some(items), None, |_| false);
        assert!(matches!(decided, Next::StartItemWorker(id) if id == items));
        let batch = table.add_batch(2, 1, 1).unwrap();
        let decided = next(&mut table, Some(items), None, |_| false);
        assert!(matches!(decided, Next::StartWorker(of) if Rc::ptr_eq(&of, &batch)));
    }

    #[test]
    fn a_batch_that_the_system_refuses_a_process_is_not_asked_again() {
        let mut table = Table::default();
        let other = start_sleeping(&mut table);
        let batch = table.add_batch(2, 2, 1).unwrap();
        table.refuse(&batch, true);
        assert!(matches!(
            next(&mut table, None, None, |_| false),
            Next::Sleep
        ));
        table.refuse(&batch, false);
        assert!(matches!(
            next(&mut table, None, None, |_| false),
            Next::StartWorker(_)
        ));
        end(&mut table, other);
    }

    #[test]
    fn who_has_a_deadline_that_has_passed_starts_what_can_be_started_and_goes_on() {
        let mut table = Table::default();
        let past = Some(Instant::now());
        let future = Some(Instant::now() + Duration::from_secs(60));
        let decided = next(&mut table, None, past, |_| false);
        assert!(matches!(decided, Next::Return));
        let decided = next(&mut table, None, future, |_| false);
        assert!(matches!(decided, Next::Sleep));
        table.add_batch(2, 1, 1).unwrap();
        let decided = next(&mut table, None, past, |_| false);
        assert!(matches!(decided, Next::StartWorker(_)));
    }

    #[test]
    fn after_a_refusal_nobody_waits_for_a_process_that_is_not_there() {
        assert_eq!(
            after_refusal(&mut Table::default(), &refusal()),
            AfterRefusal::GiveUp
        );
    }

    #[test]
    fn after_a_refusal_a_process_that_runs_is_waited_for_and_one_that_has_ended_makes_room() {
        let mut table = Table::default();
        let running = start_sleeping(&mut table);
        assert_eq!(
            after_refusal(&mut table, &refusal()),
            AfterRefusal::WaitForFewer(1)
        );
        let ended = start_sending(&mut table, b"ended");
        wait_for(&mut table, ended);
        assert_eq!(after_refusal(&mut table, &refusal()), AfterRefusal::Retry);
        assert_eq!(
            after_refusal(&mut table, &refusal()),
            AfterRefusal::WaitForFewer(1)
        );
        end(&mut table, running);
    }
}
