//! In a process that takes one task after another: what a task does with its
//! caller's promises and futures is undone before the next, which finds them as it
//! would in a process of its own.

use crate::engine::{Object, value};
use ext_php_rs::types::Zval;
use std::{
    cell::{Cell, RefCell},
    collections::HashSet,
    mem::ManuallyDrop,
};

thread_local! {
    /// Whether there is a log: to look into one that is not there would be a write.
    static NOTING: Cell<bool> = const { Cell::new(false) };
    static LOG: RefCell<Option<ManuallyDrop<Log>>> = const { RefCell::new(None) };
}

#[derive(Default)]
struct Log {
    /// The handles of the promises and futures that were made here. An object that
    /// was there before cannot get one of these.
    own: HashSet<u32>,
    changes: Vec<Change>,
}

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

/// Notes that the object was made here: it stays as the task leaves it.
pub fn made(object: &Object) {
    if !NOTING.get() {
        return;
    }
    LOG.with_borrow_mut(|log| {
        if let Some(log) = log {
            log.own.insert(object.handle());
        }
    });
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
            && !log.own.contains(&object.handle())
        {
            log.changes.push(Change {
                object: object.clone(),
                property,
                before: value::copy(object.property(property)),
            });
        }
    });
}

/// The caller's objects that have been changed since the last time that all was
/// undone.
pub fn changed() -> Vec<Object> {
    LOG.with_borrow(|log| {
        let changes = log.iter().flat_map(|log| &log.changes);
        changes.map(|change| change.object.clone()).collect()
    })
}

/// Undoes the changes. PHP's code may run: what they hold may go.
pub fn undo() {
    let changes = LOG.with_borrow_mut(|log| {
        log.as_mut()
            .map(|log| std::mem::take(&mut log.changes))
            .unwrap_or_default()
    });
    for change in changes.into_iter().rev() {
        change.object.set_property(change.property, change.before);
    }
}
