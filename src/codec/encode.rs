//! Plain values to MessagePack, straight into a writer.

use super::tree::{Key, Node, Tree};
use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};
use std::{cell::Cell, io};
use thiserror::Error;

/// Levels of arrays within arrays that go as MessagePack. Encoder and decoder
/// call themselves once a level; this keeps them within a fiber's small stack.
pub const MAX_DEPTH: u32 = 512;

/// The longest string that MessagePack can hold, as a value or as a key.
const MAX_BYTES: usize = u32::MAX as usize;

/// Why a value was not encoded.
#[derive(Debug, Error)]
pub enum EncodeError {
    /// It holds something that is no plain value, or is nested too deeply.
    #[error("the value is not a plain one")]
    NotPlain,
    /// The writer failed.
    #[error(transparent)]
    Write(#[from] io::Error),
}

/// Writes `tree` to `writer` as MessagePack.
///
/// # Errors
/// [`EncodeError`]; the writer then holds the beginning of a message.
pub fn encode<'a, T: Tree<'a>>(tree: T, writer: &mut impl io::Write) -> Result<(), EncodeError> {
    encode_within(0, tree, writer)
}

/// The same for a value that is to stand in another one, below this many levels.
///
/// # Errors
/// As for [`encode`].
pub fn encode_within<'a, T: Tree<'a>>(
    levels: u32,
    tree: T,
    writer: &mut impl io::Write,
) -> Result<(), EncodeError> {
    let plain = Cell::new(true);
    let mut serializer = rmp_serde::Serializer::new(writer);
    let node = Plain {
        tree,
        depth: levels,
        plain: &plain,
        life: std::marker::PhantomData,
    };
    node.serialize(&mut serializer)
        .map_err(|error| match error {
            _ if !plain.get() => EncodeError::NotPlain,
            rmp_serde::encode::Error::InvalidValueWrite(error) => EncodeError::Write(error.into()),
            other => EncodeError::Write(io::Error::other(other)),
        })
}

/// A value on its way through serde.
struct Plain<'a, 'p, T> {
    tree: T,
    depth: u32,
    /// Set to false when something turns up that is not plain.
    plain: &'p Cell<bool>,
    life: std::marker::PhantomData<&'a ()>,
}

impl<'a, T: Tree<'a>> Plain<'a, '_, T> {
    fn child(&self, tree: T) -> Self {
        Self {
            tree,
            depth: self.depth + 1,
            ..*self
        }
    }

    fn refuse<S: Serializer>(&self) -> Result<S::Ok, S::Error> {
        self.plain.set(false);
        Err(S::Error::custom("not plain"))
    }
}

impl<'a, T: Tree<'a>> Serialize for Plain<'a, '_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.tree.node() {
            Node::Null => serializer.serialize_unit(),
            Node::Bool(value) => serializer.serialize_bool(value),
            Node::Int(value) => serializer.serialize_i64(value),
            Node::Float(value) => serializer.serialize_f64(value),
            Node::Bytes(value) if value.len() <= MAX_BYTES => serializer.serialize_bytes(value),
            Node::List(len, elements) if self.depth < MAX_DEPTH => {
                let mut list = serializer.serialize_seq(Some(len))?;
                for element in elements {
                    list.serialize_element(&self.child(element))?;
                }
                list.end()
            }
            Node::Map(len, entries) if self.depth < MAX_DEPTH => {
                let mut map = serializer.serialize_map(Some(len))?;
                for (key, value) in entries {
                    if matches!(key, Key::Bytes(key) if key.len() > MAX_BYTES) {
                        return self.refuse::<S>();
                    }
                    map.serialize_entry(&key, &self.child(value))?;
                }
                map.end()
            }
            _ => self.refuse::<S>(),
        }
    }
}

impl Serialize for Key<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Key::Int(key) => serializer.serialize_i64(*key),
            Key::Bytes(key) => serializer.serialize_bytes(key),
        }
    }
}
