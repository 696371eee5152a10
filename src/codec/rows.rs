//! Lists of maps that have the same keys in the same order, like the rows of a table:
//! the keys once, then the cells, which are scalars.
//!
//! | bytes | what |
//! |---|---|
//! | 0 to 7 | how many rows there are |
//! | 8 to 15 | how many keys, at least one |
//! | 16 and on | the keys, then the cells row by row, then 8 zeros |
//!
//! A key or a cell is a byte that tells its kind, and what that says:
//!
//! | the byte | what follows |
//! |---|---|
//! | 0, 1, 2 | nothing: null, false, true |
//! | 3 | a float, 8 bytes |
//! | 4 to 11 | an integer of 1 to 8 bytes, the lowest first, with its sign |
//! | 12 | a string: its length, 4 bytes, and its bytes |
//! | 16 to 255 | the bytes of a string that is 16 shorter than this number |
//!
//! The zeros are there so that the last integer too is read as eight bytes, of which
//! some do not count: no step of reading or writing one depends on its size. Floats
//! and lengths are in the machine's own order: writer and reader are the same program.

use super::{
    chunks::ChunkedWriter,
    decode::Malformed,
    tree::{Build, Key, Node, Tree},
};
use crate::memory::small_copy::copy;
use std::io::{self, Write};

/// Rows from which on the form pays.
const MIN_ROWS: usize = 4;

/// The most keys; a row of more is no row of a table.
const MAX_KEYS: usize = 4096;

const NULL: u8 = 0;
const FALSE: u8 = 1;
const TRUE: u8 = 2;
const FLOAT: u8 = 3;
/// An integer of one byte; those of more follow.
const INT: u8 = 4;
const INT_OF_8: u8 = INT + 7;
const STRING: u8 = 12;
/// The empty string; longer ones follow.
const SHORT: u8 = 16;
const MAX_SHORT: usize = (u8::MAX - SHORT) as usize;

/// How many rows ahead the processor is told to fetch a row, and its entries.
const FAR: usize = 8;
const NEAR: usize = 4;

/// Bytes behind the last cell.
const END: [u8; 8] = [0; 8];

/// Writes a list whose elements are all maps of scalars with the same keys.
/// Returns false for any other value; the writer then holds the beginning of a message.
///
/// # Errors
/// Those of the writer.
pub fn encode<'a, T: Tree<'a>>(tree: T, writer: &mut impl Write) -> io::Result<bool> {
    let Node::List(len, rows) = tree.node() else {
        return Ok(false);
    };
    if len < MIN_ROWS {
        return Ok(false);
    }
    match keys(tree) {
        Some(keys) => encode_rows(len, rows, &keys, writer),
        None => Ok(false),
    }
}

// Apart, as its buffer is: a task that returns something else touches no stack for it.
#[inline(never)]
fn encode_rows<'a, T: Tree<'a>>(
    len: usize,
    rows: impl Iterator<Item = T> + Clone,
    keys: &[Key<'a>],
    writer: &mut impl Write,
) -> io::Result<bool> {
    let count = keys.len();
    let mut chunks = ChunkedWriter::new(writer);
    chunks.put((len as u64).to_ne_bytes())?;
    chunks.put((count as u64).to_ne_bytes())?;
    for key in keys {
        let put = match *key {
            Key::Int(key) => cell(&mut chunks, Node::<T>::Int(key))?,
            Key::Bytes(key) => cell(&mut chunks, Node::<T>::Bytes(key))?,
        };
        if !put {
            return Ok(false);
        }
    }
    let (mut far, mut near) = (rows.clone().skip(FAR), rows.clone().skip(NEAR));
    for row in rows {
        if let Some(row) = far.next() {
            row.prefetch();
        }
        if let Some(row) = near.next() {
            row.prefetch_entries();
        }
        let Node::Map(len, entries) = row.node() else {
            return Ok(false);
        };
        if len != count {
            return Ok(false);
        }
        let mut expected = keys.iter();
        for (key, value) in entries {
            if !expected.next().is_some_and(|expected| same(*expected, key))
                || !cell(&mut chunks, value.node())?
            {
                return Ok(false);
            }
        }
        if expected.next().is_some() {
            return Ok(false);
        }
    }
    chunks.put(END)?;
    chunks.flush()?;
    Ok(true)
}

/// The keys of the first element, if it is a row.
fn keys<'a, T: Tree<'a>>(tree: T) -> Option<Vec<Key<'a>>> {
    let Node::List(_, mut rows) = tree.node() else {
        return None;
    };
    let Node::Map(count, mut entries) = rows.next()?.node() else {
        return None;
    };
    if count > MAX_KEYS {
        return None;
    }
    let mut keys = Vec::with_capacity(count);
    let scalars = entries.all(|(key, value)| {
        keys.push(key);
        !looks_like_a_number(key)
            && !matches!(value.node(), Node::List(..) | Node::Map(..) | Node::Opaque)
    });
    (scalars && keys.len() == count && count > 0).then_some(keys)
}

/// Whether a string key may stand for an integer, as none does that PHP's code has set:
/// it could meet that integer in the array that is read.
fn looks_like_a_number(key: Key<'_>) -> bool {
    matches!(key, Key::Bytes([b'0'..=b'9' | b'-', ..]))
        && matches!(key, Key::Bytes(text) if text[1..].iter().all(u8::is_ascii_digit))
}

/// Whether two keys are the same; of most rows of a table they are at the same place.
#[inline]
fn same(one: Key<'_>, other: Key<'_>) -> bool {
    match (one, other) {
        (Key::Bytes(one), Key::Bytes(other)) => std::ptr::eq(one, other) || one == other,
        (one, other) => one == other,
    }
}

/// Writes a cell; false for a value that is not a scalar.
#[inline]
fn cell<'a, T: Tree<'a>>(
    chunks: &mut ChunkedWriter<'_, impl Write>,
    cell: Node<'a, T>,
) -> io::Result<bool> {
    match cell {
        Node::Null => chunks.put([NULL])?,
        Node::Bool(value) => chunks.put([FALSE + u8::from(value)])?,
        Node::Int(value) => chunks.at_most(|room| {
            // One bit for the sign.
            let bits = 65 - (value ^ (value >> 63)).leading_zeros() as usize;
            let bytes = bits.div_ceil(8);
            room[0] = INT - 1 + bytes as u8;
            room[1..9].copy_from_slice(&value.to_le_bytes());
            1 + bytes
        })?,
        Node::Float(value) => chunks.at_most(|room| {
            room[0] = FLOAT;
            room[1..9].copy_from_slice(&value.to_ne_bytes());
            9
        })?,
        Node::Bytes(value) if value.len() <= MAX_SHORT => chunks.at_most(|room| {
            room[0] = SHORT + value.len() as u8;
            copy(value, &mut room[1..]);
            1 + value.len()
        })?,
        Node::Bytes(value) => {
            let Ok(len) = u32::try_from(value.len()) else {
                return Ok(false);
            };
            chunks.put([STRING])?;
            chunks.put(len.to_ne_bytes())?;
            chunks.bytes(value)?;
        }
        Node::List(..) | Node::Map(..) | Node::Opaque => return Ok(false),
    }
    Ok(true)
}

/// Reads exactly one such list. Makes room only for cells that are there.
///
/// # Errors
/// [`Malformed`] for anything else.
pub fn decode<B: Build>(bytes: &[u8], build: &mut B) -> Result<B::Value, Malformed> {
    let mut input = Input(bytes);
    let rows = input.count()?;
    let count = input.count()?;
    // Each key takes a byte at least, and each cell too.
    let cells = rows.saturating_mul(count);
    if count == 0 || count > MAX_KEYS || cells > input.0.len() {
        return Err(malformed("rows without bytes for them"));
    }
    let mut keys = Vec::with_capacity(count.min(bytes.len()));
    for _ in 0..count {
        keys.push(match input.cell()? {
            Cell::Int(key) => Key::Int(key),
            Cell::Bytes(key) => Key::Bytes(key),
            _ => return Err(malformed("a key of an unknown kind")),
        });
    }
    if cells > input.0.len() {
        return Err(malformed("rows without bytes for them"));
    }
    let shape = build.shape(&keys)?;
    let shape = shape.ok_or_else(|| malformed("the same key twice"))?;
    let mut list = build.list(rows)?;
    for _ in 0..rows {
        let mut row = build.row(&shape)?;
        for _ in 0..count {
            let value = match input.cell()? {
                Cell::Null => build.null(),
                Cell::Bool(value) => build.bool(value),
                Cell::Int(value) => build.int(value),
                Cell::Float(value) => build.float(value),
                Cell::Bytes(value) => build.bytes(value)?,
            };
            build.cell(&mut row, value);
        }
        let row = build.row_value(row);
        build.push(&mut list, row);
    }
    if input.0 != END {
        return Err(malformed("rows of another length than they say"));
    }
    Ok(build.list_value(list))
}

/// A key or a cell.
enum Cell<'b> {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Bytes(&'b [u8]),
}

/// What has not been read yet.
struct Input<'b>(&'b [u8]);

impl<'b> Input<'b> {
    #[inline]
    fn take<const N: usize>(&mut self) -> Result<[u8; N], Malformed> {
        let (first, rest) = self.0.split_first_chunk().ok_or_else(short)?;
        self.0 = rest;
        Ok(*first)
    }

    #[inline]
    fn bytes(&mut self, len: usize) -> Result<Cell<'b>, Malformed> {
        let (first, rest) = self.0.split_at_checked(len).ok_or_else(short)?;
        self.0 = rest;
        Ok(Cell::Bytes(first))
    }

    fn count(&mut self) -> Result<usize, Malformed> {
        usize::try_from(u64::from_ne_bytes(self.take()?)).map_err(|_| short())
    }

    #[inline]
    fn cell(&mut self) -> Result<Cell<'b>, Malformed> {
        let [kind] = self.take()?;
        Ok(match kind {
            NULL => Cell::Null,
            FALSE | TRUE => Cell::Bool(kind == TRUE),
            FLOAT => Cell::Float(f64::from_ne_bytes(self.take()?)),
            INT..=INT_OF_8 => {
                let len = usize::from(kind - INT) + 1;
                let bytes = self.0.first_chunk().ok_or_else(short)?;
                self.0 = &self.0[len..];
                // The others are the next cell's, or zeros; the sign fills their place.
                let others = 64 - 8 * len as u32;
                Cell::Int(i64::from_le_bytes(*bytes) << others >> others)
            }
            STRING => {
                let len = u32::from_ne_bytes(self.take()?) as usize;
                self.bytes(len)?
            }
            SHORT.. => self.bytes(usize::from(kind - SHORT))?,
            _ => return Err(malformed("a cell of an unknown kind")),
        })
    }
}

#[cold]
fn short() -> Malformed {
    malformed("rows that end too early")
}

fn malformed(text: &str) -> Malformed {
    Malformed::of(text)
}

// By its path, because `fuzz` includes this file by one, from a folder of its own.
#[cfg(test)]
#[path = "rows/tests.rs"]
mod tests;
