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
/// be, else copied.
///
/// # Errors
/// [`Undecodable`] when it is too short, or when there is no memory.
pub fn read(message: Message) -> Result<Zval, Undecodable> {
    let len = message
        .bytes()
        .len()
        .checked_sub(block::HEAD + block::TAIL)
        .filter(|len| *len >= block::MIN_BYTES)
        .ok_or_else(|| {
            Undecodable::Malformed("a string that is shorter than it should be".into())
        })?;
    oom::ensure(len).map_err(|Thrown| Undecodable::Thrown)?;
    let mut message = Some(message);
    let placed = block::string(len, |pages| match message.take() {
        Some(whole) => {
            message = whole.move_to(pages).err();
            message.is_none()
        }
        None => false,
    });
    Ok(match (placed, &message) {
        (Some(string), _) => string,
        (None, Some(message)) => value::string(&message.bytes()[block::HEAD..block::HEAD + len]),
        (None, None) => return Err(Undecodable::Malformed("a string without memory".into())),
    })
}

/// Makes a string of the message's bytes, which stay the message's.
///
/// # Errors
/// As for [`read`].
pub fn copy(message: &Message) -> Result<Zval, Undecodable> {
    let bytes = message.bytes();
    let end = bytes.len().checked_sub(block::TAIL);
    let text = end
        .and_then(|end| bytes.get(block::HEAD..end))
        .ok_or_else(|| {
            Undecodable::Malformed("a string that is shorter than it should be".into())
        })?;
    oom::ensure(text.len()).map_err(|Thrown| Undecodable::Thrown)?;
    Ok(value::string(text))
}
