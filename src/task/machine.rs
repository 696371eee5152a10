//! What the machine offers to tasks.

pub use crate::system::{
    machine::{allowance, meminfo, physical_memory, processors},
    process::is_main_thread,
    supported,
};
