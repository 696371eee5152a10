//! Any value of PHP: plain ones as MessagePack, the others by PHP's serializer.

use super::{
    decode::{self, Malformed},
    encode::{self, EncodeError},
    list, rows,
    zval::Zvals,
};
use crate::{
    engine::{Thrown, depth, exception, frames, serializer},
    memory::{budget::Scarce, slot::Writer},
};
use ext_php_rs::types::Zval;
use std::io::{self, Write};
use thiserror::Error;

/// The form that a value took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// MessagePack.
    Plain,
    /// PHP's serialization format.
    Serialized,
}

/// Why a value has no form.
#[derive(Debug, Error)]
pub enum Unencodable {
    /// The serializer threw; the exception is pending.
    #[error("the serializer threw")]
    Thrown,
    /// Arrays and objects are nested deeper than unserialize() follows.
    #[error("the value is nested too deeply")]
    TooDeep,
    /// A hook has forked by hand, and this is the new process: the message is not its own.
    #[error("the message is another process's")]
    Foreign,
    /// There is no memory for it.
    #[error(transparent)]
    Write(#[from] io::Error),
}

/// For who has no answer to a stack that overflows: that PHP's serializer, which takes as
/// much stack as a value is deep, does not meet one that is nested too deeply.
///
/// # Errors
/// [`Unencodable::TooDeep`]
fn ensure_flat_enough(value: &Zval) -> Result<(), Unencodable> {
    /// Of a fiber's 2 MB a level takes up to 1.5 kB, when no hook written in PHP is called.
    const IN_A_FIBER: usize = 1_000;
    if depth::exceeds(value, levels(usize::MAX, IN_A_FIBER), &[]) {
        return Err(Unencodable::TooDeep);
    }
    Ok(())
}

/// The same for who can pass the value on in another way: refuses it also where only its
/// hooks could make it too deep for the stack.
///
/// # Errors
/// [`Unencodable::TooDeep`]
pub fn ensure_flat(value: &Zval) -> Result<(), Unencodable> {
    /// Of a stack of 8 MB a level takes up to 3 kB, when a hook is called.
    const LEVELS: usize = 2_500;
    const IN_A_FIBER: usize = 500;
    if depth::may_exceed(value, levels(LEVELS, IN_A_FIBER)) {
        return Err(Unencodable::TooDeep);
    }
    Ok(())
}

/// How many levels a value may have here: the unserializer has a limit, and so has the stack,
/// which is the program's own or a fiber's.
fn levels(on_own_stack: usize, in_a_fiber: usize) -> usize {
    let on_stack = if frames::on_fiber_stack() {
        in_a_fiber
    } else {
        on_own_stack
    };
    on_stack.min(depth_limit())
}

/// Writes a value. `guard` is called before PHP's serializer is, which takes as
/// much stack as the value is deep; what it gives is held meanwhile.
///
/// # Errors
/// [`Unencodable`]; the writer then holds part of a message.
pub fn write<G>(
    value: &Zval,
    writer: &mut Writer<'_>,
    guard: impl FnOnce() -> Result<G, Unencodable>,
) -> Result<Form, Unencodable> {
    match encode::encode(value, writer) {
        Ok(()) => return Ok(Form::Plain),
        Err(EncodeError::Write(error)) => return Err(error.into()),
        Err(EncodeError::NotPlain) => writer.rewind(),
    }
    let _guard = guard()?;
    let serialized = serializer::serialize(value).map_err(|Thrown| Unencodable::Thrown)?;
    if !writer.is_own() {
        return Err(Unencodable::Foreign);
    }
    if serializer::depth(serialized.bytes()) > depth_limit() {
        return Err(Unencodable::TooDeep);
    }
    writer.write_all(serialized.bytes())?;
    Ok(Form::Serialized)
}

/// Appends a value to bytes in memory.
///
/// # Errors
/// [`Unencodable`]; the bytes are as they were then.
pub fn append(value: &Zval, bytes: &mut Vec<u8>) -> Result<Form, Unencodable> {
    let before = bytes.len();
    match encode::encode(value, bytes) {
        Ok(()) => return Ok(Form::Plain),
        Err(EncodeError::Write(error)) => return Err(error.into()),
        Err(EncodeError::NotPlain) => bytes.truncate(before),
    }
    ensure_flat_enough(value)?;
    let serialized = serializer::serialize(value).map_err(|Thrown| Unencodable::Thrown)?;
    if serializer::depth(serialized.bytes()) > depth_limit() {
        return Err(Unencodable::TooDeep);
    }
    bytes.extend_from_slice(serialized.bytes());
    Ok(Form::Serialized)
}

/// Reads what [`list::encode`] wrote.
///
/// # Errors
/// [`Undecodable`]
pub fn read_list(bytes: &[u8]) -> Result<Zval, Undecodable> {
    build(|zvals| list::decode(bytes, zvals))
}

/// Reads what [`rows::encode`] wrote.
///
/// # Errors
/// [`Undecodable`]
pub fn read_rows(bytes: &[u8]) -> Result<Zval, Undecodable> {
    build(|zvals| rows::decode(bytes, zvals))
}

/// Builds values, with the reason if there is no memory for them.
fn build(decode: impl FnOnce(&mut Zvals) -> Result<Zval, Malformed>) -> Result<Zval, Undecodable> {
    let mut zvals = Zvals::default();
    decode(&mut zvals).map_err(|error| {
        // Beyond the memory limit, if anything.
        if exception::pending() {
            Undecodable::Thrown
        } else {
            zvals
                .scarce()
                .map_or_else(|| error.into(), Undecodable::Scarce)
        }
    })
}

/// How deeply nested a value unserialize() reads: its own setting, which says 0
/// for no limit; ours is then what a thread's stack surely holds.
pub fn depth_limit() -> usize {
    const WITHOUT_SETTING: usize = 4096;
    match serializer::max_depth() {
        0 => WITHOUT_SETTING,
        limit => limit,
    }
}

/// Why bytes are no value.
#[derive(Debug, Error)]
pub enum Undecodable {
    /// A hook or an autoloader threw; the exception is pending.
    #[error("a hook threw")]
    Thrown,
    /// The bytes are not what the encoder writes.
    #[error("{0}")]
    Malformed(String),
    /// There is no memory for the value.
    #[error(transparent)]
    Scarce(Scarce),
}

impl From<Malformed> for Undecodable {
    fn from(error: Malformed) -> Self {
        Self::Malformed(error.to_string())
    }
}

/// What PHP warns of: an enum that is not known here, or a limit that is lower here.
const REFUSED: &str = "unserialize() refuses it, PHP's warning says why";

/// Reads a value.
///
/// # Errors
/// [`Undecodable`]
pub fn read(form: Form, bytes: &[u8]) -> Result<Zval, Undecodable> {
    match form {
        Form::Plain => build(|zvals| decode::decode(bytes, zvals)),
        Form::Serialized => serializer::unserialize(bytes)
            .map_err(|Thrown| Undecodable::Thrown)?
            .ok_or_else(|| Undecodable::Malformed(REFUSED.into())),
    }
}

/// Whether a value is plain and takes at most this many bytes, also below this many levels
/// of the value that it is to stand in.
pub fn is_plain(value: &Zval, limit: usize, levels: u32) -> bool {
    /// Counts bytes and refuses them past a limit.
    struct Limited(usize);

    impl Write for Limited {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 = self
                .0
                .checked_sub(bytes.len())
                .ok_or(io::ErrorKind::StorageFull)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    encode::encode_within(levels, value, &mut Limited(limit)).is_ok()
}
