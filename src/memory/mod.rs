//! The memory that a task shares with its caller: slots that are mapped once
//! and reused ([`arena`]), one protocol for handing a result over ([`slot`]),
//! and a nameless file for what does not fit a slot ([`memory_file`]), as long as
//! there is memory for it ([`budget`]). What a task says besides goes through a
//! [`channel`]. What is mapped for some tasks alone is listed ([`shared_mapping`]).
//!
//! Nothing here knows what the bytes mean.

pub mod arena;
pub mod budget;
pub mod channel;
pub mod checksum;
pub mod copied;
pub mod cursor;
pub mod lanes;
pub mod memory_file;
pub mod ranges;
pub mod ring;
pub mod shared_mapping;
pub mod slot;
pub mod small_copy;
pub mod work_queue;

use thiserror::Error;

/// A message that is not what its sender wrote.
#[derive(Debug, Clone, Copy, Error, PartialEq, Eq)]
pub enum Damaged {
    /// The header names a place or a length that no slot has.
    #[error("its header is invalid")]
    Header,
    /// Header and body do not match the checksum.
    #[error("its checksum does not match")]
    Checksum,
    /// A message that its sender sent before is not one that tasks send.
    #[error("a message that the task sent is invalid, or PHP cannot unserialize it here")]
    Message,
    /// The memory file holds less than the header says, or has a hole there.
    #[error("its memory file is shorter than it should be")]
    Missing,
}

impl Damaged {
    /// That the bytes are not there, if the error says so.
    fn missing(error: std::io::Error) -> std::io::Result<Self> {
        match error.kind() {
            std::io::ErrorKind::UnexpectedEof => Ok(Self::Missing),
            _ => Err(error),
        }
    }
}
