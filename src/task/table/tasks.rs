//! Tasks by their numbers. A few stand in the table itself: what a hash table has in
//! memory of its own is a page more that the caller writes to while a task has a copy
//! of it, and that the kernel has to copy then.

use super::{Task, TaskId};
use smallvec::SmallVec;
use std::collections::HashMap;

/// How many stand in the table itself.
const FEW: usize = 4;

/// All tasks whose outcomes have not been taken.
#[derive(Default)]
pub struct Tasks {
    few: SmallVec<[(TaskId, Task); FEW]>,
    /// Those that came when there were as many.
    others: HashMap<TaskId, Task>,
}

impl Tasks {
    /// Adds a task, whose number is new.
    pub fn insert(&mut self, id: TaskId, task: Task) {
        if self.few.len() < FEW {
            self.few.push((id, task));
        } else {
            self.others.insert(id, task);
        }
    }

    fn place(&self, id: TaskId) -> Option<usize> {
        self.few.iter().position(|(other, _)| *other == id)
    }

    /// The task of this number, if its outcome has not been taken.
    pub fn get(&self, id: TaskId) -> Option<&Task> {
        match self.place(id) {
            Some(place) => Some(&self.few[place].1),
            None if self.others.is_empty() => None,
            None => self.others.get(&id),
        }
    }

    /// The same, to be changed.
    pub fn get_mut(&mut self, id: TaskId) -> Option<&mut Task> {
        match self.place(id) {
            Some(place) => Some(&mut self.few[place].1),
            None if self.others.is_empty() => None,
            None => self.others.get_mut(&id),
        }
    }

    /// Takes a task out.
    pub fn remove(&mut self, id: TaskId) -> Option<Task> {
        match self.place(id) {
            Some(place) => Some(self.few.swap_remove(place).1),
            None if self.others.is_empty() => None,
            None => self.others.remove(&id),
        }
    }

    /// Whether it is so for at least one task.
    pub fn any(&self, is: impl Fn(&Task) -> bool) -> bool {
        self.few.iter().any(|(_, task)| is(task)) || self.others.values().any(is)
    }

    #[cfg(test)]
    pub fn is_empty(&self) -> bool {
        self.few.is_empty() && self.others.is_empty()
    }
}
