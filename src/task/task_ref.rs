//! A future's reference to a task: what can be asked and done without waiting.

use super::{
    Cause,
    ids::{NO_TASK, TaskId},
    outcome,
    role::{self, Relation, Token},
    table::Table,
};
use std::time::Instant;

/// A task as its futures name it: by the process that started it, and the number that it
/// has there. What it is to this process is seen at each look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaskRef {
    owner: Token,
    id: TaskId,
}

impl TaskRef {
    /// `None` for the number of no task.
    pub fn new(owner: Token, id: TaskId) -> Option<Self> {
        (id != NO_TASK).then_some(Self { owner, id })
    }

    /// Its number.
    pub fn id(self) -> TaskId {
        self.id
    }

    /// What it is to this process.
    pub(super) fn relation(self) -> Relation {
        role::relation(self.owner, self.id)
    }

    /// Whether this process started it.
    pub fn is_own(self) -> bool {
        matches!(self.relation(), Relation::Own)
    }

    /// Whether this process's parent starts it after this task.
    pub fn is_later(self) -> bool {
        matches!(self.relation(), Relation::Later)
    }

    /// Looks at the table, if this process started the task.
    fn own<T>(self, look: impl FnOnce(&mut Table, TaskId) -> T) -> Option<T> {
        self.is_own()
            .then(|| role::with_table(|table| look(table, self.id)))
    }

    /// Whether this process started it, and it has not ended.
    pub fn is_running(self) -> bool {
        self.own(|table, id| !table.finished(id)).unwrap_or(false)
    }

    /// Whether it has an outcome; true for one that has been taken.
    pub fn is_settled(self) -> bool {
        match self.relation() {
            Relation::Own => role::with_table(|table| {
                table.collect();
                table.finished(self.id)
            }),
            Relation::Inherited => role::with_table(|table| table.inherited_settled(self.id)),
            Relation::Itself | Relation::Later | Relation::Foreign => false,
        }
    }

    /// Whether it has ended with a value, as far as this process can know.
    pub fn has_value(self) -> bool {
        self.is_settled()
            && role::with_table(|table| {
                let left = table.peek(self.id);
                left.is_some_and(|left| outcome::is_value(&left))
            })
    }

    /// Whether it was cancelled, and nobody has taken that yet.
    pub fn is_cancelled(self) -> bool {
        self.own(|table, id| table.is_cancelled(id))
            .unwrap_or(false)
    }

    /// When it ended, as far as that is known.
    pub fn ended_at(self) -> Option<Instant> {
        self.own(|table, id| table.ended_at(id))?
    }

    /// Settles it with this cause, if it has no outcome yet, and ends its process.
    /// Returns whether there was something to settle.
    pub fn end(self, cause: Cause) -> bool {
        self.own(|table, id| table.end(id, cause)).unwrap_or(false)
    }

    /// Cancels it, whatever it has come to.
    pub fn cancel(self) {
        self.own(|table, id| table.cancel(id));
    }

    /// Counts one more future that refers to it.
    pub fn retain(self) {
        self.own(|table, id| table.retain(id));
    }

    /// Counts one future less that refers to it. Returns whether the task is forgotten with
    /// that.
    pub fn release(self) -> bool {
        let forgotten = self.own(|table, id| {
            table.release(id);
            table.tidy();
            !table.knows(id)
        });
        forgotten.unwrap_or(false)
    }
}
