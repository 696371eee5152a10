//! What the machine offers to tasks.

pub use crate::system::{
    machine::{meminfo, memory_limit, physical_memory, processors},
    process::is_main_thread,
    supported,
};
