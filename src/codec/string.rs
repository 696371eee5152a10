//! A big string, written once and then mapped by the caller as PHP's string,
//! instead of copied: its bytes stand in the memory file where the engine's own
//! structure has them.

use super::value::Undecodable;
use crate::{
    engine::{Thrown, block, oom, value},
    memory::slot::{Message, Writer},
};
use ext_php_rs::types::Zval;
use std::io::{self, Write};

/// The bytes of a string for which PHP's allocator takes pages of their own.
pub fn big(value: &Zval) -> Option<&[u8]> {
    value::bytes(value).filter(|bytes| bytes.len() >= block::MIN_BYTES)
}

/// Writes the string: room for the engine's head, the bytes, room for the zero
/// byte behind them. Nothing interprets the bytes, so the checksum covers a sample.
///
/// # Errors
/// Those of the memory file.
pub fn write(bytes: &[u8], writer: &mut Writer<'_>) -> io::Result<()> {
    writer.sample(block::HEAD + bytes.len() + block::TAIL);
    writer.write_all(&[0; block::HEAD])?;
    writer.write_all(bytes)?;
    writer.write_all(&[0; block::TAIL])
}

/// Makes the message the string that it holds, in its own memory where that can
/// be, else copied. Its pages may be those of a task that is still there: a string's bytes
/// mean nothing, and its head and tail are set here.
///
/// # Errors
/// [`Undecodable`] when it is too short or damaged, or when there is no memory.
pub fn read(message: Message) -> Result<Zval, Undecodable> {
    let len = length(&message)?;
    oom::ensure(len).map_err(|Thrown| Undecodable::Thrown)?;
    let mut message = Some(message);
    let placed = block::string(len, |pages| match message.take() {
        Some(whole) => {
            message = whole.move_to(pages).err();
            message.is_none()
        }
        None => false,
    });
    match (placed, message) {
        (Some(string), _) => Ok(string),
        (None, Some(message)) => copied(message, len),
        (None, None) => Err(Undecodable::Malformed("a string without memory".into())),
    }
}

/// Makes a string of a copy of the message's bytes.
///
/// # Errors
/// As for [`read`].
pub fn copy(message: Message) -> Result<Zval, Undecodable> {
    let len = length(&message)?;
    oom::ensure(len).map_err(|Thrown| Undecodable::Thrown)?;
    copied(message, len)
}

/// How long the string is.
fn length(message: &Message) -> Result<usize, Undecodable> {
    message
        .len()
        .checked_sub(block::HEAD + block::TAIL)
        .filter(|len| *len >= block::MIN_BYTES)
        .ok_or_else(|| Undecodable::Malformed("a string that is shorter than it should be".into()))
}

fn copied(message: Message, len: usize) -> Result<Zval, Undecodable> {
    let whole = message
        .whole()
        .map_err(|error| Undecodable::Malformed(error.to_string()))?
        .map_err(|damaged| Undecodable::Malformed(damaged.to_string()))?;
    Ok(value::string(
        &whole.bytes()[block::HEAD..block::HEAD + len],
    ))
}
