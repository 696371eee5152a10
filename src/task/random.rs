//! A task's random numbers: seeded from the caller's and the task's number, which counts
//! the tasks that this program, or this task, has started.

use super::role;
use crate::engine::random;
pub use crate::engine::random::Seeds;

/// The seeds of the next task.
pub fn next() -> Seeds {
    Series::next(1).of(0)
}

/// The seeds of tasks that are started together.
#[derive(Clone, Copy)]
pub struct Series {
    seeds: Seeds,
    /// The number of the first of them.
    first: u64,
}

impl Series {
    /// Those of the next `count` tasks.
    pub fn next(count: u64) -> Self {
        let first = role::starts() + 1;
        role::set_starts(first - 1 + count);
        Self {
            seeds: random::seeds(),
            first,
        }
    }

    /// The seeds of one of them, counted from 0 on.
    pub fn of(self, index: u64) -> Seeds {
        self.seeds.derive(self.first + index)
    }
}

/// In a process that takes several tasks: the next of them begins.
pub fn enter(seeds: Seeds) {
    role::set_starts(0);
    random::enter(seeds);
}

/// Does `work` as a task in this process: with these seeds, and nothing that it draws or
/// seeds shows in the caller's numbers.
pub fn with<T>(seeds: Seeds, work: impl FnOnce() -> T) -> T {
    let _restored = (random::save(), Starts(role::starts()));
    enter(seeds);
    work()
}

/// How many tasks had been started, put back where this is dropped.
struct Starts(u64);

impl Drop for Starts {
    fn drop(&mut self) {
        role::set_starts(self.0);
    }
}
