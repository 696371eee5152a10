//! Tasks that run in this process, and which of them a handler has cancelled: a signal's,
//! or a receiver of messages. The exception is thrown in the task when the handler has
//! returned. To any other code a task that runs here is itself: there is nothing to end.

use super::messages;
use crate::engine::{frames::Place, interruption};
use std::cell::{Cell, RefCell};

/// Which limit has passed, or which task was cancelled, when a call has come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passed {
    /// None: the outcome is the call's.
    None,
    /// Its own: it is late or cancelled, whatever its outcome is.
    Own,
    /// One around it, or this process's as a task: whatever came out of the call, the
    /// outer one's exception is pending or follows, and must be passed on.
    Outer,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Runs,
    /// Cancelled; nothing has been thrown yet.
    Due,
    Told,
}

/// A task that runs in this process.
struct Running {
    /// The handle of its future.
    future: u32,
    state: State,
    place: Place,
}

thread_local! {
    /// The tasks that run in this process; one that another has started stands after it.
    static RUNNING: RefCell<Vec<Running>> = const { RefCell::new(Vec::new()) };
    /// Whether there has been one. A new process looks only at this: its first access to the
    /// list would register the list's destructor for the thread.
    static USED: Cell<bool> = const { Cell::new(false) };
}

/// Runs the task of the future with this number. Says besides whether it has been
/// cancelled meanwhile, or one around it. `run` comes back, whatever it runs.
pub fn watch<T>(future: u32, run: impl FnOnce() -> T) -> (T, Passed) {
    /// Of those around the code that runs.
    fn count(running: &[Running], counts: impl Fn(State) -> bool) -> usize {
        let around = running.iter().filter(|task| task.place.is_around());
        around.filter(|task| counts(task.state)).count()
    }
    USED.set(true);
    // What such a task runs cleans up, and has ends of its own.
    let told = RUNNING.with_borrow(|running| count(running, |state| state == State::Told));
    let own = Running {
        future,
        state: State::Runs,
        place: Place::here(),
    };
    RUNNING.with_borrow_mut(|running| running.push(own));
    let result = run();
    let passed = RUNNING.with_borrow_mut(|running| {
        let cancelled = |state| state != State::Runs;
        // It need not be the last: a fiber may stand in another one.
        let at = running.iter().rposition(|task| task.future == future);
        let own = at.map(|at| running.remove(at));
        match own {
            _ if count(running, cancelled) > told => Passed::Outer,
            Some(own) if cancelled(own.state) => Passed::Own,
            _ => Passed::None,
        }
    });
    (result, passed)
}

/// If the task of this future runs: ends it, when a handler asks, and says whether that is
/// new. `None` if it does not run.
pub fn cancel(future: u32) -> Option<bool> {
    RUNNING.with_borrow_mut(|running| {
        let task = running.iter_mut().rfind(|task| task.future == future)?;
        let ends = task.state == State::Runs && in_handler();
        if ends {
            task.state = State::Due;
        }
        Some(ends)
    })
}

/// Whether the task of this future runs.
pub fn runs(future: u32) -> bool {
    USED.get() && RUNNING.with_borrow(|running| running.iter().any(|task| task.future == future))
}

/// Whether a task that runs at this place has been cancelled.
pub fn is_cancelled(place: Place) -> bool {
    let cancelled = |task: &Running| task.place == place && task.state != State::Runs;
    USED.get() && RUNNING.with_borrow(|running| running.iter().any(cancelled))
}

fn in_handler() -> bool {
    interruption::in_handler() || messages::is_handling()
}

/// Whether any task is to be told, also one in a fiber that is suspended.
pub fn noted() -> bool {
    is_any(|_| true)
}

/// Whether a task is to be told whose code runs.
pub fn pending() -> bool {
    is_any(|task| task.place.is_around())
}

fn is_any(counts: impl Fn(&Running) -> bool) -> bool {
    let due = |task: &Running| task.state == State::Due && counts(task);
    USED.get() && RUNNING.with_borrow(|running| running.iter().any(due)) && !in_handler()
}

/// Notes that the outermost of these is told now. Returns whether there is one.
pub fn take() -> bool {
    RUNNING.with_borrow_mut(|running| {
        let due = |task: &&mut Running| task.state == State::Due && task.place.is_around();
        let task = running.iter_mut().find(due);
        task.map(|task| task.state = State::Told).is_some()
    })
}

/// A fatal error ends the tasks around the code that runs; another one's frame may come to
/// stand at the place of one of theirs.
pub fn forget_lost() {
    if USED.get() {
        RUNNING.with_borrow_mut(|running| running.retain(|task| !task.place.is_around()));
    }
}

/// In a new process, and at a request's end: nothing runs here.
pub fn forget_all() {
    if USED.replace(false) {
        RUNNING.with_borrow_mut(Vec::clear);
    }
}
