//! The numbers by which a process knows its tasks, batches and runtimes.

/// A task's number, unique within its process.
pub type TaskId = u64;

/// The number of no task.
pub const NO_TASK: TaskId = 0;

/// The number of a batch, unique within its process: that of its first task.
pub type BatchId = TaskId;

/// The number of the runtime that started a task.
pub type RuntimeId = u64;
