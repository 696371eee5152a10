//! What the workers of a batch need besides the batch itself: its closures, until the
//! batch is finished.

use super::{ids::BatchId, random::Series, registry::Registry, role};
use crate::engine::Object;
use std::rc::Rc;

/// What the workers of a batch need besides the batch.
#[derive(Clone)]
pub struct Work {
    /// The closures, one for each task.
    pub closures: Rc<[Object]>,
    /// How many tasks a process takes at most.
    pub share: u32,
    /// What each task's random numbers are seeded with.
    pub seeds: Series,
}

thread_local! {
    /// The work of the batches that are not finished.
    static WORK: Registry<BatchId, Work> = Registry::default();
}

/// Keeps a batch's work.
pub fn enter(batch: BatchId, work: Work) {
    WORK.with(|all| all.insert(batch, work));
}

/// The batch's work; `None` in a process that does not have it.
pub fn work(batch: BatchId) -> Option<Work> {
    WORK.with(|all| all.get(&batch))
}

/// Drops what finished batches needed. PHP's code may run: what their closures
/// hold may go.
pub fn clean_up() {
    while let Some(batch) = role::with_table(|table| table.closed()) {
        forget(batch);
    }
}

/// Drops what a batch needed, as [`clean_up`] does.
pub fn forget(batch: BatchId) {
    WORK.with(|all| all.remove(&batch));
}

/// At the end of the request: drops what is left.
pub fn forget_all() {
    WORK.with(Registry::clear);
}

/// When the request's objects have been destroyed.
pub fn objects_are_gone() {
    WORK.with(Registry::forget);
}
