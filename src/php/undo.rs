//! In a process that takes one task after another: what a task does with its
//! caller's promises and futures is undone before the next, which finds them as it
//! would in a process of its own. So it is in the caller without fork, for the tasks of a
//! call over many; what their code has made there is left alone.

use crate::{
    engine::{
        Object,
        frames::{self, Place},
        ownership, value,
    },
    task::role,
};
use ext_php_rs::types::Zval;
use std::{
    cell::{Cell, RefCell},
    collections::HashSet,
    mem::ManuallyDrop,
};

thread_local! {
    /// Whether there is a log: looking into a log that is not there would write to memory.
    static NOTING: Cell<bool> = const { Cell::new(false) };
    static LOG: RefCell<Option<ManuallyDrop<Log>>> = const { RefCell::new(None) };
    /// In a process of one task: what is not noted in the log. Never dropped by C's exit.
    static BORROWED: RefCell<ManuallyDrop<Vec<Object>>> =
        const { RefCell::new(ManuallyDrop::new(Vec::new())) };
}

thread_local! {
    /// How many stand in [`HERE`].
    static DEPTH: Cell<usize> = const { Cell::new(0) };
    static LAST: Cell<u64> = const { Cell::new(0) };
    static HERE: RefCell<ManuallyDrop<Vec<Here>>> =
        const { RefCell::new(ManuallyDrop::new(Vec::new())) };
}

/// A task that runs in the caller, or code of the caller's own that it has called.
struct Here {
    number: u64,
    place: Place,
    /// What the task does; none for the caller's own code.
    task: Option<Task>,
}

#[derive(Default)]
struct Task {
    /// The handles of what its code has made. One that goes leaves its handle to another that
    /// is made there.
    made: HashSet<u32>,
    log: Log,
}

/// The changes of what the caller has, in their order.
type Log = Vec<Change>;

struct Change {
    object: Object,
    property: usize,
    before: Zval,
}

/// In a new process that takes several tasks: from now on changes are noted.
pub fn begin() {
    LOG.set(Some(ManuallyDrop::default()));
    NOTING.set(true);
}

/// Sets a property of a promise or a future.
pub fn set(object: &Object, property: usize, value: Zval) {
    if NOTING.get() {
        note(object, property);
    }
    if DEPTH.get() > 0 {
        note_here(object, property);
    }
    object.set_property(property, value);
}

/// The same for what is to last beyond a task that runs in the caller.
pub fn set_for_good(object: &Object, property: usize, value: Zval) {
    if NOTING.get() {
        note(object, property);
    }
    object.set_property(property, value);
}

/// Runs a task in the caller, and undoes what it has done with promises and futures that
/// were there before. PHP's code may run: what the changes hold may go.
pub fn here<T>(run: impl FnOnce() -> T) -> T {
    let (result, task) = stand(Some(Task::default()), run);
    restore(task.map(|task| task.log).unwrap_or_default());
    if role::is_task() {
        role::begin_item();
    }
    result
}

/// Runs code of the caller's own while a task runs in it. That code may go on with a fiber
/// in which another task runs, and ends.
pub fn outside<T>(run: impl FnOnce() -> T) -> T {
    if DEPTH.get() == 0 {
        return run();
    }
    stand(None, run).0
}

/// Runs a task's code, or the caller's own. Gives what the task has done, too.
fn stand<T>(task: Option<Task>, run: impl FnOnce() -> T) -> (T, Option<Task>) {
    let number = LAST.get() + 1;
    LAST.set(number);
    HERE.with_borrow_mut(|all| {
        all.push(Here {
            number,
            place: Place::here(),
            task,
        });
        DEPTH.set(all.len());
    });
    let result = run();
    // It need not be the last: a fiber may stand in another one.
    let ended = HERE.with_borrow_mut(|all| {
        let place = all.iter().rposition(|here| here.number == number);
        let ended = place.map(|place| all.remove(place));
        DEPTH.set(all.len());
        ended
    });
    (result, ended.and_then(|here| here.task))
}

/// The task whose code runs.
fn innermost(all: &mut [Here]) -> Option<&mut Task> {
    let at = frames::nearest(all.len(), |at| all.get(at).map(|here| here.place))?;
    all.get_mut(at)?.task.as_mut()
}

/// A promise or a future has been made: what becomes of it is not undone.
pub fn made(object: &Object) {
    if DEPTH.get() > 0 {
        HERE.with_borrow_mut(|all| {
            if let Some(task) = innermost(all) {
                task.made.insert(object.handle());
            }
        });
    }
}

/// Whether a task runs in the caller, and this was there before it.
pub fn was_before(object: &Object) -> bool {
    DEPTH.get() > 0
        && HERE.with_borrow_mut(|all| {
            innermost(all).is_some_and(|task| !task.made.contains(&object.handle()))
        })
}

fn note_here(object: &Object, property: usize) {
    if was_before(object) {
        HERE.with_borrow_mut(|all| {
            if let Some(task) = innermost(all) {
                task.log.push(Change {
                    object: object.clone(),
                    property,
                    before: value::copy(object.property(property)),
                });
            }
        });
    }
}

/// A fatal error ends the tasks around the code that runs: what they have changed stays, and
/// what other code changes from now on is not theirs. Nothing is dropped.
pub fn leave_lost() {
    if DEPTH.get() > 0 {
        HERE.with_borrow_mut(|all| {
            for here in all.iter_mut().filter(|here| here.place.is_around()) {
                here.place = Place::NOWHERE;
            }
        });
    }
}

/// At the end of the request, and when its objects are gone: a fatal error may have left
/// something of a task.
pub fn forget_here() {
    let _ = HERE.take();
    DEPTH.set(0);
}

/// Notes a property of an object that was not made here, as it is.
fn note(object: &Object, property: usize) {
    LOG.with_borrow_mut(|log| {
        if let Some(log) = log
            && ownership::is_callers(object.handle())
        {
            log.push(Change {
                object: object.clone(),
                property,
                before: value::copy(object.property(property)),
            });
        }
    });
}

/// Notes that the task has started a promise of its caller's, which so is the task's to
/// wait for.
pub fn started(promise: &Object) {
    if !NOTING.get() && ownership::is_callers(promise.handle()) {
        BORROWED.with_borrow_mut(|borrowed| borrowed.push(promise.clone()));
    }
}

/// The caller's promises that the task has started, each once.
pub fn take_started() -> Vec<Object> {
    BORROWED.with_borrow_mut(|borrowed| std::mem::take(&mut **borrowed))
}

/// The caller's objects that have been changed since the last time that all was
/// undone.
pub fn changed() -> Vec<Object> {
    LOG.with_borrow(|log| {
        let changes = log.iter().flat_map(|log| log.iter());
        changes.map(|change| change.object.clone()).collect()
    })
}

/// Undoes the changes. PHP's code may run: what they hold may go.
pub fn undo() {
    let changes = LOG.with_borrow_mut(|log| {
        log.as_mut()
            .map(|log| std::mem::take(&mut **log))
            .unwrap_or_default()
    });
    restore(changes);
}

fn restore(changes: Log) {
    for change in changes.into_iter().rev() {
        change.object.set_property(change.property, change.before);
    }
}
