//! PHP's values as the encoder sees them and the decoder builds them.

use super::tree::{Build, Key, Node, OutOfMemory, Tree};
use crate::{
    engine::{
        Thrown,
        array::{self, Builder, Name},
        oom,
        row::{Row, Shape},
        value::{self, Content},
    },
    memory::budget::{self, Scarce},
};
use ext_php_rs::types::Zval;

impl<'a> Tree<'a> for &'a Zval {
    type List = array::Elements<'a>;
    type Map = Entries<'a>;

    #[inline]
    fn node(self) -> Node<'a, Self> {
        match value::content(self) {
            Content::Null => Node::Null,
            Content::Bool(value) => Node::Bool(value),
            Content::Int(value) => Node::Int(value),
            Content::Float(value) => Node::Float(value),
            Content::Bytes(value) => Node::Bytes(value),
            Content::Array(array) if array::is_list(array) => {
                Node::List(array.len(), array::elements(array))
            }
            Content::Array(array) => Node::Map(array.len(), Entries(array::entries(array))),
            // serialize() takes a resource for the integer 0.
            Content::Resource => Node::Int(0),
            // A reference that nobody else holds is no reference to serialize().
            Content::Alone(value) => value.node(),
            Content::Other => Node::Opaque,
        }
    }

    #[inline]
    fn prefetch(self) {
        value::prefetch(self);
    }

    #[inline]
    fn prefetch_entries(self) {
        value::prefetch_entries(self);
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

/// How many keys are remembered: the first ones of an array. Rows of a table have
/// the same keys in the same places, and then share one string each.
const REMEMBERED: usize = 64;

/// Bytes that are allowed at once, so that not every short string has to ask.
const ALLOWED: usize = 64 << 10;

/// Bytes that a string takes beside its own.
const STRING: usize = 32;

/// Bytes of a bucket and its place in the index of an array of the engine's.
const ENTRY: usize = 36;

/// Builds PHP's values.
pub struct Zvals {
    names: Vec<Name>,
    /// Bytes that may be taken without asking.
    allowed: usize,
    /// Bytes taken or allowed.
    taken: u64,
    /// How much may be taken before the next look at the memory.
    look_at: u64,
    scarce: Option<Scarce>,
}

impl Default for Zvals {
    fn default() -> Self {
        Self {
            names: Vec::new(),
            allowed: 0,
            taken: 0,
            look_at: budget::STEP as u64,
            scarce: None,
        }
    }
}

impl Zvals {
    /// What was missing when there was no memory for more.
    pub fn scarce(self) -> Option<Scarce> {
        self.scarce
    }

    /// To be called before this many bytes are taken.
    #[inline]
    fn ensure(&mut self, bytes: usize) -> Result<(), OutOfMemory> {
        match self.allowed.checked_sub(bytes) {
            Some(left) => {
                self.allowed = left;
                Ok(())
            }
            None => self.ask(bytes),
        }
    }

    #[cold]
    fn ask(&mut self, bytes: usize) -> Result<(), OutOfMemory> {
        let more = bytes.max(ALLOWED);
        oom::ensure(more).map_err(|Thrown| OutOfMemory)?;
        self.taken += more as u64;
        if self.taken > self.look_at {
            self.look(more as u64)?;
        }
        self.allowed = more - bytes;
        Ok(())
    }

    fn look(&mut self, bytes: u64) -> Result<(), OutOfMemory> {
        match budget::to_read(bytes, self.taken) {
            Ok(next) => {
                self.look_at = self.taken.saturating_add(next);
                Ok(())
            }
            Err(scarce) => {
                self.scarce = Some(scarce);
                Err(OutOfMemory)
            }
        }
    }
}

impl Build for Zvals {
    type Value = Zval;
    type List = Builder;
    type Map = Builder;
    type Shape = Shape;
    type Row = Row;

    #[inline]
    fn null(&mut self) -> Zval {
        Zval::null()
    }

    #[inline]
    fn bool(&mut self, value: bool) -> Zval {
        value::bool(value)
    }

    #[inline]
    fn int(&mut self, value: i64) -> Zval {
        value::int(value)
    }

    #[inline]
    fn float(&mut self, value: f64) -> Zval {
        value::float(value)
    }

    #[inline]
    fn bytes(&mut self, value: &[u8]) -> Result<Zval, OutOfMemory> {
        self.ensure(value.len() + STRING)?;
        Ok(value::string(value))
    }

    fn list(&mut self, room: usize) -> Result<Builder, OutOfMemory> {
        self.ensure(room * size_of::<Zval>())?;
        Ok(Builder::prepared_list(room, budget::fill))
    }

    #[inline]
    fn push(&mut self, list: &mut Builder, value: Zval) {
        list.push(value);
    }

    #[inline]
    fn push_bytes(&mut self, list: &mut Builder, value: &[u8]) -> Result<(), OutOfMemory> {
        self.ensure(value.len() + STRING)?;
        list.push(value::string(value));
        Ok(())
    }

    #[inline]
    fn ints(&mut self, list: &mut Builder, values: impl Iterator<Item = i64>) {
        list.extend(values.map(value::int));
    }

    #[inline]
    fn floats(&mut self, list: &mut Builder, values: impl Iterator<Item = f64>) {
        list.extend(values.map(value::float));
    }

    fn list_value(&mut self, list: Builder) -> Zval {
        list.into_value()
    }

    fn map(&mut self, room: usize) -> Result<Builder, OutOfMemory> {
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

    fn shape(&mut self, keys: &[Key<'_>]) -> Result<Option<Shape>, OutOfMemory> {
        self.ensure(keys.len() * ENTRY)?;
        Ok(Shape::of(keys.iter().map(|key| match *key {
            Key::Int(key) => array::Key::Int(key),
            Key::Bytes(key) => array::Key::Bytes(key),
        })))
    }

    #[inline]
    fn row(&mut self, shape: &Shape) -> Result<Row, OutOfMemory> {
        self.ensure(shape.bytes())?;
        Ok(shape.row())
    }

    #[inline]
    fn cell(&mut self, row: &mut Row, value: Zval) {
        row.push(value);
    }

    #[inline]
    fn row_value(&mut self, row: Row) -> Zval {
        row.into_value()
    }
}
