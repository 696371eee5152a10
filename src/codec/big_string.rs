//! A big string, written once and then, if nobody can change it any more, mapped by the
//! caller as PHP's string instead of copied: its bytes stand in the memory file where the
//! engine's own structure has them.

use super::value::Undecodable;
use crate::{
    engine::{Thrown, big_string, oom, value},
    memory::slot::{Message, Writer},
};
use ext_php_rs::types::Zval;
use std::io::{self, Write};

/// The bytes of a string for which PHP's allocator takes pages of their own.
pub fn big(value: &Zval) -> Option<&[u8]> {
    value::bytes(value).filter(|bytes| bytes.len() >= big_string::MIN_BYTES)
}

/// Writes the string: room for the engine's head, the bytes, room for the zero
/// byte behind them. Nothing interprets the bytes, so the checksum covers a sample.
///
/// # Errors
/// Those of the memory file.
pub fn write(bytes: &[u8], writer: &mut Writer<'_>) -> io::Result<()> {
    writer.sample(big_string::HEAD + bytes.len() + big_string::TAIL);
    writer.write_all(&[0; big_string::HEAD])?;
    writer.write_all(bytes)?;
    writer.write_all(&[0; big_string::TAIL])
}

/// Makes the message the string that it holds: of its own pages if it has some, which nobody
/// can change any more, else of a copy.
///
/// # Errors
/// [`Undecodable`] when it is too short or damaged, or when there is no memory.
pub fn read(message: &Message) -> Result<Zval, Undecodable> {
    let len = length(message)?;
    oom::ensure(len).map_err(|Thrown| Undecodable::Thrown)?;
    if message.has_pages()
        && let Some(string) =
            big_string::string_of_pages(len, |pages| matches!(message.move_to(pages), Ok(Ok(()))))
    {
        return Ok(string);
    }
    let mut why = String::new();
    big_string::string(len, |room| match message.copy_to(room) {
        Ok(Ok(())) => true,
        Ok(Err(damaged)) => {
            why = damaged.to_string();
            false
        }
        Err(error) => {
            why = error.to_string();
            false
        }
    })
    .ok_or(Undecodable::Malformed(why))
}

/// How long the string is.
fn length(message: &Message) -> Result<usize, Undecodable> {
    message
        .len()
        .checked_sub(big_string::HEAD + big_string::TAIL)
        .filter(|len| *len >= big_string::MIN_BYTES)
        .ok_or_else(|| Undecodable::Malformed("a string that is shorter than it should be".into()))
}
