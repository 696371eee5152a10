//! One task, and its states.

use super::RuntimeId;
use crate::{
    memory::{
        memory_file::{MemoryFile, Region},
        slot::{RawMessage, Slot},
    },
    system::{ChildHandle, process::ProcessId},
    task::{Cause, batch::Batch, terms::Control},
};
use std::rc::Rc;

/// A started task.
pub(super) struct Task {
    pub runtime: RuntimeId,
    pub epoch: u64,
    pub file: Rc<MemoryFile>,
    pub region: Region,
    pub state: State,
    /// Futures that refer to it.
    pub references: u32,
    /// What its caller asked of it, if anything.
    pub control: Option<Box<Control>>,
}

impl Task {
    /// It has left no message: its file need not stay open for it.
    pub fn forget_file(&mut self) -> Rc<MemoryFile> {
        std::mem::replace(&mut self.file, Rc::new(MemoryFile::closed()))
    }

    /// Whether it may have left a message, or still leave one.
    pub fn has_message(&self) -> bool {
        !matches!(self.state, State::Died(_))
    }
}

pub(super) enum State {
    /// Its process runs and has not published.
    Running {
        process: ProcessId,
        handle: ChildHandle,
        slot: Slot,
        /// Whether the reaper knows of the process.
        expected: bool,
    },
    /// Its message stands in the slot.
    Published(Slot),
    /// Its message has been taken out of the slot.
    Kept(RawMessage),
    /// It is one of a batch, whose queue tells how far it is.
    Shared(Rc<Batch>),
    /// It ended without a message.
    Died(Cause),
}

/// What a finished task left.
pub enum Outcome {
    /// A message, and the file and region that it may stand in.
    RawMessage(RawMessage, Rc<MemoryFile>, Region),
    /// Nothing.
    Died(Cause),
}
