//! In a process that takes one task after another: what a task does with its
//! caller's promises and futures is undone before the next, which finds them as it
//! would in a process of its own.

use crate::engine::{Object, ownership, value};
use ext_php_rs::types::Zval;
use std::{
    cell::{Cell, RefCell},
    mem::ManuallyDrop,
};

thread_local! {
    /// Whether there is a log: to look into one that is not there would be a write.
    static NOTING: Cell<bool> = const { Cell::new(false) };
    static LOG: RefCell<Option<ManuallyDrop<Log>>> = const { RefCell::new(None) };
    /// In a process of one task: what is not noted in the log. Never dropped by C's exit.
    static BORROWED: RefCell<ManuallyDrop<Vec<Object>>> =
        const { RefCell::new(ManuallyDrop::new(Vec::new())) };
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
    object.set_property(property, value);
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
    for change in changes.into_iter().rev() {
        change.object.set_property(change.property, change.before);
    }
}
