//! Lists of numbers as they stand in memory, and lists of strings. As MessagePack a number
//! takes many times as many instructions (BENCHMARKS.md).
//!
//! | bytes | what |
//! |---|---|
//! | 0 | what they are: 1 numbers, 2 strings |
//! | 8 to 15 | how many elements there are |
//! | 16 and on | the elements |
//!
//! Numbers stand in blocks of 512, and the last of what is left. A block's first byte
//! tells its kind: 1 integers of 4 bytes, 2 of 8, 3 floats, 4 integers and floats,
//! behind which there is a bit for each, set for a float.
//!
//! A string is its length, a byte, or 255 and then 4 bytes, and its bytes.
//!
//! In the machine's own order of bytes: writer and reader are the same program.

use super::{
    chunks::ChunkedWriter,
    decode::Malformed,
    tree::{Build, Node, Tree},
};
use crate::memory::small_copy::copy;
use std::io::{self, Write};

/// Elements from which on the form pays.
const MIN_ELEMENTS: usize = 16;

/// Bytes before the elements.
const HEAD: usize = 16;

const NUMBERS: u8 = 1;
const STRINGS: u8 = 2;

const INTS_OF_4: u8 = 1;
const INTS_OF_8: u8 = 2;
const FLOATS: u8 = 3;
const MIXED: u8 = 4;

/// Numbers in a block.
const BLOCK: usize = 512;

/// What stands for the length of a string in front of 4 bytes that tell it.
const LONG: u8 = 255;

/// Writes a list whose elements are all numbers or all strings.
/// Returns false for any other value; the writer may then hold the beginning of a message.
///
/// # Errors
/// Those of the writer.
pub fn encode<'a, T: Tree<'a>>(tree: T, writer: &mut impl Write) -> io::Result<bool> {
    let Node::List(len, elements) = tree.node() else {
        return Ok(false);
    };
    if len < MIN_ELEMENTS {
        return Ok(false);
    }
    match elements.clone().next().map(Tree::node) {
        Some(Node::Bytes(_)) => encode_strings(len, elements, writer),
        Some(Node::Int(_) | Node::Float(_)) => encode_numbers(len, elements, writer),
        _ => Ok(false),
    }
}

// Apart, as their buffers are: a task that returns something else touches no stack for them.
#[inline(never)]
fn encode_numbers<'a, T: Tree<'a>>(
    len: usize,
    elements: impl Iterator<Item = T>,
    writer: &mut impl Write,
) -> io::Result<bool> {
    writer.write_all(&head(NUMBERS, len))?;
    let mut block = Block::default();
    for element in elements {
        match element.node() {
            Node::Int(value) => {
                block.put(value as u64, false);
                block.wide |= value != i64::from(value as i32);
            }
            Node::Float(value) => {
                block.put(value.to_bits(), true);
                block.count_of_floats += 1;
            }
            _ => return Ok(false),
        }
        if block.len == BLOCK {
            block.write(writer)?;
        }
    }
    block.write(writer)?;
    Ok(true)
}

/// A block on its way to the writer.
struct Block {
    len: usize,
    /// Integers and floats, mixed.
    bits: [u64; BLOCK],
    floats: [bool; BLOCK],
    count_of_floats: usize,
    /// Whether an integer needs more than 4 bytes.
    wide: bool,
}

impl Default for Block {
    fn default() -> Self {
        Self {
            len: 0,
            bits: [0; BLOCK],
            floats: [false; BLOCK],
            count_of_floats: 0,
            wide: false,
        }
    }
}

impl Block {
    /// Adds a number. There is room: full blocks are written.
    #[inline]
    fn put(&mut self, bits: u64, float: bool) {
        let place = self.len % BLOCK;
        self.bits[place] = bits;
        self.floats[place] = float;
        self.len += 1;
    }

    /// Writes the block, and begins the next.
    fn write(&mut self, writer: &mut impl Write) -> io::Result<()> {
        let len = std::mem::take(&mut self.len);
        let kind = match std::mem::take(&mut self.count_of_floats) {
            0 if !std::mem::take(&mut self.wide) => INTS_OF_4,
            0 => INTS_OF_8,
            floats if floats == len => FLOATS,
            _ => MIXED,
        };
        let mut bytes = [0; 1 + BLOCK * 8 + BLOCK / 8];
        bytes[0] = kind;
        let (body, bits) = (&mut bytes[1..], &self.bits[..len]);
        let used = if kind == INTS_OF_4 {
            for (place, bits) in body.as_chunks_mut().0.iter_mut().zip(bits) {
                *place = (*bits as u32).to_ne_bytes();
            }
            len * 4
        } else {
            for (place, bits) in body.as_chunks_mut().0.iter_mut().zip(bits) {
                *place = bits.to_ne_bytes();
            }
            len * 8
        };
        let mut flags = 0;
        if kind == MIXED {
            flags = len.div_ceil(8);
            for (place, float) in self.floats[..len].iter().enumerate() {
                body[used + place / 8] |= u8::from(*float) << (place % 8);
            }
        }
        if len > 0 {
            writer.write_all(&bytes[..1 + used + flags])?;
        }
        Ok(())
    }
}

#[inline(never)]
fn encode_strings<'a, T: Tree<'a>>(
    len: usize,
    elements: impl Iterator<Item = T> + Clone,
    writer: &mut impl Write,
) -> io::Result<bool> {
    /// How far ahead strings are asked for: they may stand anywhere in the memory.
    const AHEAD: usize = 12;
    writer.write_all(&head(STRINGS, len))?;
    let mut chunks = ChunkedWriter::new(writer);
    let mut ahead = elements.clone().skip(AHEAD);
    for element in elements {
        if let Some(element) = ahead.next() {
            element.prefetch();
        }
        let Node::Bytes(value) = element.node() else {
            return Ok(false);
        };
        if value.len() < usize::from(LONG) {
            chunks.at_most(|room| {
                room[0] = value.len() as u8;
                copy(value, &mut room[1..]);
                1 + value.len()
            })?;
        } else if let Ok(len) = u32::try_from(value.len()) {
            chunks.put([LONG])?;
            chunks.put(len.to_ne_bytes())?;
            chunks.bytes(value)?;
        } else {
            return Ok(false);
        }
    }
    chunks.flush()?;
    Ok(true)
}

fn head(kind: u8, len: usize) -> [u8; HEAD] {
    let mut head = [0; HEAD];
    head[0] = kind;
    head[8..].copy_from_slice(&(len as u64).to_ne_bytes());
    head
}

/// Reads exactly one such list. Makes room only for elements that are there.
///
/// # Errors
/// [`Malformed`] for anything else.
pub fn decode<B: Build>(bytes: &[u8], build: &mut B) -> Result<B::Value, Malformed> {
    let (head, body) = bytes
        .split_first_chunk::<HEAD>()
        .ok_or_else(|| malformed("a list without a head"))?;
    let [_, _, _, _, _, _, _, _, count @ ..] = head;
    let count = usize::try_from(u64::from_ne_bytes(*count))
        .map_err(|_| malformed("a list that is too long"))?;
    match head[0] {
        NUMBERS => numbers(body, count, build),
        STRINGS => strings(body, count, build),
        _ => Err(malformed("a list of an unknown kind")),
    }
}

#[cold]
fn wrong() -> Malformed {
    malformed("a list of another length than it says")
}

fn numbers<B: Build>(mut body: &[u8], count: usize, build: &mut B) -> Result<B::Value, Malformed> {
    // Each number takes four bytes at least.
    if count > body.len() / 4 {
        return Err(wrong());
    }
    let mut list = build.list(count)?;
    let mut left = count;
    while left > 0 {
        let len = left.min(BLOCK);
        left -= len;
        let (&kind, rest) = body.split_first().ok_or_else(wrong)?;
        let size = if kind == INTS_OF_4 { 4 } else { 8 };
        let (numbers, rest) = rest.split_at_checked(len * size).ok_or_else(wrong)?;
        body = rest;
        let eights = numbers.as_chunks().0.iter();
        match kind {
            INTS_OF_4 => {
                let fours = numbers.as_chunks().0.iter();
                build.ints(&mut list, fours.map(|n| i32::from_ne_bytes(*n).into()));
            }
            INTS_OF_8 => build.ints(&mut list, eights.map(|n| i64::from_ne_bytes(*n))),
            FLOATS => build.floats(&mut list, eights.map(|n| f64::from_ne_bytes(*n))),
            MIXED => {
                let (floats, rest) = rest.split_at_checked(len.div_ceil(8)).ok_or_else(wrong)?;
                body = rest;
                for (place, number) in eights.enumerate() {
                    let value = if floats[place / 8] >> (place % 8) & 1 == 1 {
                        build.float(f64::from_ne_bytes(*number))
                    } else {
                        build.int(i64::from_ne_bytes(*number))
                    };
                    build.push(&mut list, value);
                }
            }
            _ => return Err(malformed("numbers of an unknown kind")),
        }
    }
    if !body.is_empty() {
        return Err(wrong());
    }
    Ok(build.list_value(list))
}

fn strings<B: Build>(mut body: &[u8], count: usize, build: &mut B) -> Result<B::Value, Malformed> {
    // Each string takes a byte at least.
    if count > body.len() {
        return Err(wrong());
    }
    let mut list = build.list(count)?;
    for _ in 0..count {
        let (&byte, mut rest) = body.split_first().ok_or_else(wrong)?;
        let mut len = usize::from(byte);
        if byte == LONG {
            let (four, behind) = rest.split_first_chunk().ok_or_else(wrong)?;
            len = u32::from_ne_bytes(*four) as usize;
            rest = behind;
        }
        let (string, rest) = rest.split_at_checked(len).ok_or_else(wrong)?;
        body = rest;
        build.push_bytes(&mut list, string)?;
    }
    if !body.is_empty() {
        return Err(wrong());
    }
    Ok(build.list_value(list))
}

fn malformed(text: &str) -> Malformed {
    Malformed::of(text)
}

#[cfg(test)]
mod tests {
    use super::{
        super::test_value::{Name, Sample, Samples},
        *,
    };
    use proptest::prelude::*;

    fn encoded(sample: &Sample) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        encode(sample, &mut bytes).unwrap().then_some(bytes)
    }

    fn decoded(bytes: &[u8]) -> Result<Sample, Malformed> {
        decode(bytes, &mut Samples::for_input(bytes.len()))
    }

    fn lists() -> impl Strategy<Value = Sample> {
        let ints = any::<i64>().prop_map(Sample::Int);
        let small = any::<i32>().prop_map(|n| Sample::Int(n.into()));
        let floats = any::<u64>().prop_map(Sample::Float);
        let numbers = prop_oneof![ints.clone(), floats.clone()];
        let lengths = prop_oneof![9 => 0..40usize, 1 => 240..300usize];
        let strings = lengths
            .prop_flat_map(|len| proptest::collection::vec(any::<u8>(), len))
            .prop_map(Sample::Bytes);
        let many = MIN_ELEMENTS..2000;
        prop_oneof![
            proptest::collection::vec(ints, many.clone()),
            proptest::collection::vec(small, many.clone()),
            proptest::collection::vec(floats, many.clone()),
            proptest::collection::vec(numbers, many.clone()),
            proptest::collection::vec(strings, many),
        ]
        .prop_map(Sample::List)
    }

    #[test]
    fn other_values_are_left_to_messagepack() {
        let mixed = (0..20).map(|n| {
            if n == 19 {
                Sample::Null
            } else {
                Sample::Int(n)
            }
        });
        for value in [
            Sample::Int(1),
            Sample::List(vec![Sample::Int(1); MIN_ELEMENTS - 1]),
            Sample::List(vec![Sample::Bool(true); 20]),
            Sample::List(mixed.collect()),
            Sample::Map(
                (0..20)
                    .map(|n| (Name::Int(n + 1), Sample::Int(n)))
                    .collect(),
            ),
        ] {
            assert_eq!(encoded(&value), None, "{value:?}");
        }
    }

    #[test]
    fn a_huge_declared_length_allocates_nothing() {
        for kind in 0..=6 {
            for count in [1, 1 << 40, u64::MAX / 4 + 1, u64::MAX] {
                let mut bytes = vec![kind; 1];
                bytes.resize(8, 0);
                bytes.extend(count.to_ne_bytes());
                assert!(decoded(&bytes).is_err(), "{kind} {count}");
            }
        }
    }

    proptest! {
        #[test]
        fn every_list_of_one_kind_comes_back_as_it_was(list in lists()) {
            let bytes = encoded(&list).unwrap();
            prop_assert_eq!(decoded(&bytes).unwrap(), list);
        }

        #[test]
        fn every_truncation_and_addition_is_an_error(list in lists(), cut: prop::sample::Index) {
            let mut bytes = encoded(&list).unwrap();
            prop_assert!(decoded(&bytes[..cut.index(bytes.len())]).is_err());
            bytes.push(0);
            prop_assert!(decoded(&bytes).is_err());
        }

        #[test]
        fn any_bytes_give_a_list_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = decoded(&bytes);
        }
    }
}
