//! PHP's values as the encoder sees them and the decoder builds them.

use super::tree::{Build, Full, Key, Node, Tree};
use crate::{
    engine::{
        Thrown,
        array::{self, Builder, Name},
        oom, value,
    },
    memory::room::{self, Scarce},
};
use ext_php_rs::{
    ffi::{
        IS_ARRAY, IS_DOUBLE, IS_FALSE, IS_LONG, IS_NULL, IS_REFERENCE, IS_RESOURCE, IS_STRING,
        IS_TRUE, IS_UNDEF,
    },
    types::Zval,
};

impl<'a> Tree<'a> for &'a Zval {
    type List = array::Elements<'a>;
    type Map = Entries<'a>;

    #[inline]
    fn node(self) -> Node<'a, Self> {
        match value::type_of(self) {
            IS_NULL | IS_UNDEF => Node::Null,
            IS_FALSE => Node::Bool(false),
            IS_TRUE => Node::Bool(true),
            IS_LONG => self.long().map_or(Node::Opaque, Node::Int),
            IS_DOUBLE => self.double().map_or(Node::Opaque, Node::Float),
            IS_STRING => value::bytes(self).map_or(Node::Opaque, Node::Bytes),
            IS_ARRAY => self.array().map_or(Node::Opaque, |array| {
                if array::is_list(array) {
                    Node::List(array.len(), array::elements(array))
                } else {
                    Node::Map(array.len(), Entries(array::entries(array)))
                }
            }),
            // serialize() takes a resource for the integer 0.
            IS_RESOURCE => Node::Int(0),
            // A reference that nobody else holds is no reference to serialize().
            IS_REFERENCE if value::reference_count(self) == 1 => self.dereference().node(),
            _ => Node::Opaque,
        }
    }
}

/// The entries of an array, with the encoder's keys.
pub struct Entries<'a>(array::Entries<'a>);

impl<'a> Iterator for Entries<'a> {
    type Item = (Key<'a>, &'a Zval);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let (key, value) = self.0.next()?;
        let key = match key {
            array::Key::Int(key) => Key::Int(key),
            array::Key::Bytes(key) => Key::Bytes(key),
        };
        Some((key, value))
    }
}

/// Keys that are remembered: the first so many of an array. Rows of a table have
/// the same keys in the same places, and then share one string each.
const REMEMBERED: usize = 64;

/// Builds PHP's values.
pub struct Zvals {
    names: Vec<Name>,
    /// Bytes taken.
    taken: u64,
    /// How much may be taken before the next look at the memory.
    look_at: u64,
    scarce: Option<Scarce>,
}

impl Default for Zvals {
    fn default() -> Self {
        Self {
            names: Vec::new(),
            taken: 0,
            look_at: room::STEP as u64,
            scarce: None,
        }
    }
}

impl Zvals {
    /// What was missing when there was no memory for more.
    pub fn scarce(self) -> Option<Scarce> {
        self.scarce
    }

    /// To be called before so many bytes are taken.
    #[inline]
    fn ensure(&mut self, bytes: usize) -> Result<(), Full> {
        oom::ensure(bytes).map_err(|Thrown| Full)?;
        self.taken += bytes as u64;
        if self.taken > self.look_at {
            self.look(bytes as u64)?;
        }
        Ok(())
    }

    #[cold]
    fn look(&mut self, bytes: u64) -> Result<(), Full> {
        match room::to_read(bytes, self.taken) {
            Ok(next) => {
                self.look_at = self.taken.saturating_add(next);
                Ok(())
            }
            Err(scarce) => {
                self.scarce = Some(scarce);
                Err(Full)
            }
        }
    }
}

impl Build for Zvals {
    type Value = Zval;
    type List = Builder;
    type Map = Builder;

    fn null(&mut self) -> Zval {
        Zval::null()
    }

    fn bool(&mut self, value: bool) -> Zval {
        value::bool(value)
    }

    #[inline]
    fn int(&mut self, value: i64) -> Zval {
        value::int(value)
    }

    #[inline]
    fn float(&mut self, value: f64) -> Zval {
        let mut zval = Zval::new();
        zval.set_double(value);
        zval
    }

    #[inline]
    fn bytes(&mut self, value: &[u8]) -> Result<Zval, Full> {
        self.ensure(value.len())?;
        Ok(value::string(value))
    }

    fn list(&mut self, room: usize) -> Result<Builder, Full> {
        self.ensure(room * size_of::<Zval>())?;
        Ok(Builder::list(room))
    }

    #[inline]
    fn push(&mut self, list: &mut Builder, value: Zval) {
        list.push(value);
    }

    fn list_value(&mut self, list: Builder) -> Zval {
        list.into_value()
    }

    fn map(&mut self, room: usize) -> Result<Builder, Full> {
        /// A bucket and its place in the index of an array of the engine's.
        const ENTRY: usize = 36;
        self.ensure(room * ENTRY)?;
        Ok(Builder::map(room))
    }

    #[inline]
    fn insert(&mut self, map: &mut Builder, position: usize, key: Key<'_>, value: Zval) {
        match key {
            Key::Int(key) => map.set_index(key, value),
            Key::Bytes(key) => {
                if let Some(name) = self.names.get(position)
                    && name.bytes() == key
                {
                    map.set_name(name, value);
                } else if let Some(index) = array::numeric(key) {
                    map.set_index(index, value);
                } else {
                    let name = Name::new(key);
                    map.set_name(&name, value);
                    if position < self.names.len() {
                        self.names[position] = name;
                    } else if position == self.names.len() && position < REMEMBERED {
                        self.names.push(name);
                    }
                }
            }
        }
    }

    fn map_value(&mut self, map: Builder) -> Zval {
        map.into_value()
    }
}
