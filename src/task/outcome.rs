//! What became of a task: from the message it left to a value or a throwable.

use super::{
    Cause, TaskError, message_kind,
    steps::{self, Step},
    table::Outcome,
};
use crate::{
    codec::{
        big_string, list,
        resources::holds_resource,
        rows,
        throwable::{self, Extent},
        value::{self, Form, Undecodable, Unencodable},
    },
    engine::{Object, Thrown},
    memory::{
        Damaged, budget,
        slot::{Message, Slot, Whole, Writer},
    },
};
use ext_php_rs::types::Zval;
use std::io::Write;

pub use super::message_kind::is_failure;

/// What became of a task.
pub enum Settlement {
    /// Its closure returned this.
    Value(Zval),
    /// Its closure threw this.
    Thrown(Object),
    /// The serializer threw this, for the result.
    Refused(Object),
    /// Its process ended without either.
    Died(Cause),
}

/// Puts the value into the task's message. What `guard` gives is held while
/// PHP's serializer runs, which it may prevent.
///
/// # Errors
/// [`Unencodable`]; another message can then be written.
pub fn seal_value<G>(
    result: &Zval,
    mut writer: Writer<'_>,
    guard: impl FnOnce() -> Result<G, Unencodable>,
) -> Result<(), Unencodable> {
    if let Some(bytes) = big_string::big(result) {
        big_string::write(bytes, &mut writer)?;
        return Ok(writer.seal(message_kind::STRING)?);
    }
    if result.is_array() {
        if list::encode(result, &mut writer)? {
            return Ok(writer.seal(message_kind::LIST)?);
        }
        writer.rewind();
        if rows::encode(result, &mut writer)? {
            return Ok(writer.seal(message_kind::ROWS)?);
        }
        writer.rewind();
    }
    let kind = match value::write(result, &mut writer, guard)? {
        Form::Plain => message_kind::PLAIN,
        Form::Serialized => message_kind::SERIALIZED,
    };
    Ok(writer.seal(kind)?)
}

/// Puts the throwable into the task's message. Returns whether all of it is there.
///
/// # Errors
/// [`Unencodable`]; another message can then be written.
pub fn seal_throwable(
    thrown: &Object,
    extent: Extent,
    refused: bool,
    mut writer: Writer<'_>,
) -> Result<bool, Unencodable> {
    let complete = throwable::write(thrown, extent, &mut writer)?;
    writer.seal(if refused {
        message_kind::REFUSED
    } else {
        message_kind::THROWN
    })?;
    Ok(complete)
}

/// Puts the cause of a death into the task's message.
pub fn seal_cause(cause: &Cause, slot: Slot) {
    match cause {
        Cause::Exit(status) => seal_short(message_kind::EXIT, &status.to_ne_bytes(), slot),
        Cause::Fatal(text) => seal_short(message_kind::FATAL, text.as_bytes(), slot),
        Cause::Process(_) | Cause::TimedOut | Cause::Cancelled | Cause::InvalidMessage => {}
    }
}

/// Says in the task's message that its result cannot be sent.
pub fn seal_failure(reason: &Unencodable, slot: Slot) {
    match reason {
        Unencodable::TooDeep => seal_too_deep(slot),
        other => seal_short(message_kind::UNSENDABLE, other.to_string().as_bytes(), slot),
    }
}

/// Says that the value is nested too deeply. Allowed in a signal's handler: it
/// only writes to the slot.
pub fn seal_too_deep(slot: Slot) {
    seal_short(message_kind::TOO_DEEP, &[], slot);
}

/// A message that always fits: of a longer text, the beginning.
fn seal_short(kind: u32, text: &[u8], slot: Slot) {
    const ENOUGH: usize = 16 << 10;
    let mut writer = slot.writer(None);
    // No longer than the slot, so that neither call can fail.
    let _ = writer.write_all(&text[..text.len().min(ENOUGH).min(slot.capacity())]);
    let _ = writer.seal(kind);
}

/// Puts an item into the message by which it is sent. Returns false for one that would
/// not arrive as it is: it holds a resource.
///
/// # Errors
/// [`Unencodable`], also for an item that is deeply nested: the program goes on, so the
/// serializer must not meet one for which its stack could be too small.
pub fn seal_item(item: &Zval, writer: Writer<'_>) -> Result<bool, Unencodable> {
    if holds_resource(item) {
        return Ok(false);
    }
    seal_value(item, writer, || value::ensure_flat(item))?;
    Ok(true)
}

/// Decodes a value in the process that it was sent to.
///
/// # Errors
/// As in [`read`].
pub fn decode_item(message: Message) -> Result<Zval, TaskError> {
    if message.kind() == message_kind::STRING {
        return Ok(big_string::read(&message)?);
    }
    value_of(&whole(message)?)?.ok_or_else(unknown)
}

/// The message in this process's own memory.
fn whole(message: Message) -> Result<Whole, TaskError> {
    message
        .whole()
        .map_err(|error| TaskError::Unreadable(error.to_string()))?
        .map_err(|damaged| TaskError::Unreadable(damaged.to_string()))
}

/// The value that a message holds, `None` for one that holds something else.
fn value_of(message: &Whole) -> Result<Option<Zval>, TaskError> {
    let bytes = message.bytes();
    Ok(Some(match message.kind() {
        message_kind::PLAIN => value::read(Form::Plain, bytes)?,
        message_kind::LIST => value::read_list(bytes)?,
        message_kind::ROWS => value::read_rows(bytes)?,
        message_kind::SERIALIZED => value::read(Form::Serialized, bytes)?,
        _ => return Ok(None),
    }))
}

fn unknown() -> TaskError {
    TaskError::Unreadable("it is of an unknown kind".into())
}

/// Reads what a finished task left.
///
/// # Errors
/// [`TaskError`] when its message is damaged, or tells that the result could not
/// be opened, or when a hook threw on reading it.
pub fn read(outcome: Outcome) -> Result<OpenedOutcome, TaskError> {
    match outcome {
        Outcome::Died(Cause::InvalidMessage) => {
            Err(TaskError::Unreadable(Damaged::Message.to_string()))
        }
        Outcome::Died(cause) => Ok(OpenedOutcome::Died(cause)),
        Outcome::RawMessage(message, file, region) => message
            .open(Some((&file, region)))
            .map_err(|error| TaskError::Unreadable(error.to_string()))?
            .map(OpenedOutcome::Message)
            .map_err(|damaged| TaskError::Unreadable(damaged.to_string())),
    }
}

/// Whether the outcome is a value, as far as can be told without a look at the message's
/// body.
pub fn is_value(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Died(_) => false,
        Outcome::RawMessage(message, ..) => message_kind::is_value(message.kind()),
    }
}

/// Whether the outcome is a big string, whose pages can become PHP's.
pub fn is_string(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Died(_) => false,
        Outcome::RawMessage(message, ..) => message.kind() == message_kind::STRING,
    }
}

/// What a task sent, not decoded: decoding may run PHP's code.
pub enum OpenedOutcome {
    /// A message that may be in memory that the task can write to.
    Message(Message),
    /// A message in this process's own memory.
    Whole(Whole),
    /// Nothing.
    Died(Cause),
}

impl OpenedOutcome {
    /// The same in this process's own memory, but for a big string, which becomes a value
    /// at once.
    ///
    /// # Errors
    /// [`TaskError::Unreadable`] when it is damaged, or there is no memory.
    pub fn detached(self) -> Result<Self, TaskError> {
        Ok(match self {
            Self::Message(message) if message.kind() != message_kind::STRING => {
                Self::Whole(whole(message)?)
            }
            other => other,
        })
    }

    /// Whether it can be decoded without the memory that it was sent in.
    pub fn is_detached(&self) -> bool {
        !matches!(self, Self::Message(_))
    }

    /// The bytes that were sent: about as much memory as decoding them takes, or
    /// less. None when they need not be copied.
    pub fn size(&self) -> usize {
        match self {
            Self::Message(message) if message.has_pages() => 0,
            Self::Message(message) => message.len(),
            Self::Whole(message) => message.bytes().len(),
            Self::Died(_) => 0,
        }
    }

    /// Decodes it.
    ///
    /// # Errors
    /// As in [`read`].
    pub fn decode(self) -> Result<Settlement, TaskError> {
        let message = match self.detached()? {
            Self::Died(cause) => return Ok(Settlement::Died(cause)),
            Self::Message(message) => {
                steps::thrown_at(Step::Decode).map_err(|Thrown| TaskError::Thrown)?;
                return Ok(Settlement::Value(big_string::read(&message)?));
            }
            Self::Whole(message) => message,
        };
        steps::thrown_at(Step::Decode).map_err(|Thrown| TaskError::Thrown)?;
        let bytes = message.bytes();
        let text = || String::from_utf8_lossy(bytes).into_owned();
        Ok(match message.kind() {
            message_kind::REFUSED => Settlement::Refused(throwable::read(bytes)?),
            message_kind::THROWN => Settlement::Thrown(throwable::read(bytes)?),
            message_kind::EXIT => {
                let status = bytes.try_into().map_or(0, i32::from_ne_bytes);
                Settlement::Died(Cause::Exit(status))
            }
            message_kind::FATAL => Settlement::Died(Cause::Fatal(text())),
            message_kind::TOO_DEEP => return Err(TaskError::TooDeep),
            message_kind::UNSENDABLE => return Err(TaskError::Unsendable(text())),
            _ => Settlement::Value(value_of(&message)?.ok_or_else(unknown)?),
        })
    }
}

/// Before a big message is decoded: whether there is memory for its value. Where
/// there is not plenty of it, `free` is called first: it waits for the ends of
/// the processes that have sent what they had and still hold its memory.
///
/// # Errors
/// [`TaskError::Unreadable`] when there is not enough.
pub fn ensure_budget(opened: &OpenedOutcome, free: impl FnOnce()) -> Result<(), TaskError> {
    /// A value takes more memory than its message: sixteen times as much at most,
    /// for small integers, and seldom more than this. The message takes as much again,
    /// where it is copied to.
    const PLENTY: u64 = 5;
    let size = opened.size();
    if size < budget::STEP {
        return Ok(());
    }
    let size = size as u64;
    budget::to_read(size.saturating_mul(PLENTY), size)
        .map(|_| ())
        .or_else(|_| {
            free();
            budget::to_copy_and_read(size, size)
        })
        .map_err(|scarce| TaskError::Unreadable(scarce.to_string()))
}

impl From<Undecodable> for TaskError {
    fn from(error: Undecodable) -> Self {
        match error {
            Undecodable::Thrown => Self::Thrown,
            Undecodable::Malformed(text) => Self::Unreadable(text),
            Undecodable::Scarce(scarce) => Self::Unreadable(scarce.to_string()),
        }
    }
}
