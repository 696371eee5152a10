//! The values that MessagePack can carry, as seen by the encoder and as built
//! by the decoder. PHP's values implement these traits; so do the tests' own.

/// A value to encode: cheap to copy, alive for `'a`.
pub trait Tree<'a>: Copy {
    /// The elements of a list.
    type List: Iterator<Item = Self> + Clone;
    /// The entries of a map, in order.
    type Map: Iterator<Item = (Key<'a>, Self)>;

    /// What this value is.
    fn node(self) -> Node<'a, Self>;

    /// A hint that [`Self::node`] will be asked for soon.
    fn prefetch(self) {}

    /// A hint that the elements or entries will be asked for soon.
    fn prefetch_entries(self) {}
}

/// What a value is.
pub enum Node<'a, T: Tree<'a>> {
    /// null
    Null,
    /// A boolean.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A floating-point number; every bit counts.
    Float(f64),
    /// A string of any bytes.
    Bytes(&'a [u8]),
    /// Elements with the keys 0, 1, 2 …, and how many there are.
    List(usize, T::List),
    /// Entries with other keys, and how many there are.
    Map(usize, T::Map),
    /// Something that is no plain value.
    Opaque,
}

/// A map's key.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Key<'a> {
    /// An integer.
    Int(i64),
    /// A string of any bytes.
    Bytes(&'a [u8]),
}

/// There is no memory for a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutOfMemory;

/// Makes values of decoded parts.
pub trait Build {
    /// A value.
    type Value;
    /// A list that is being filled.
    type List;
    /// A map that is being filled.
    type Map;
    /// The keys that many maps have in common.
    type Shape;
    /// A map of such keys that is being filled.
    type Row;

    /// null
    fn null(&mut self) -> Self::Value;
    /// A boolean.
    fn bool(&mut self, value: bool) -> Self::Value;
    /// An integer.
    fn int(&mut self, value: i64) -> Self::Value;
    /// A floating-point number.
    fn float(&mut self, value: f64) -> Self::Value;
    /// A string.
    ///
    /// # Errors
    /// [`OutOfMemory`]
    fn bytes(&mut self, value: &[u8]) -> Result<Self::Value, OutOfMemory>;
    /// An empty list with room for this many elements.
    ///
    /// # Errors
    /// [`OutOfMemory`]
    fn list(&mut self, room: usize) -> Result<Self::List, OutOfMemory>;
    /// Appends an element.
    fn push(&mut self, list: &mut Self::List, value: Self::Value);
    /// Appends a string.
    ///
    /// # Errors
    /// [`OutOfMemory`]
    fn push_bytes(&mut self, list: &mut Self::List, value: &[u8]) -> Result<(), OutOfMemory> {
        let value = self.bytes(value)?;
        self.push(list, value);
        Ok(())
    }
    /// Appends integers.
    fn ints(&mut self, list: &mut Self::List, values: impl Iterator<Item = i64>) {
        for value in values {
            let value = self.int(value);
            self.push(list, value);
        }
    }
    /// Appends floating-point numbers.
    fn floats(&mut self, list: &mut Self::List, values: impl Iterator<Item = f64>) {
        for value in values {
            let value = self.float(value);
            self.push(list, value);
        }
    }
    /// The list, complete.
    fn list_value(&mut self, list: Self::List) -> Self::Value;
    /// An empty map with room for this many entries.
    ///
    /// # Errors
    /// [`OutOfMemory`]
    fn map(&mut self, room: usize) -> Result<Self::Map, OutOfMemory>;
    /// Adds an entry, the `position`-th; an equal key's value is replaced.
    fn insert(&mut self, map: &mut Self::Map, position: usize, key: Key<'_>, value: Self::Value);
    /// The map, complete.
    fn map_value(&mut self, map: Self::Map) -> Self::Value;

    /// What maps with these keys, in this order, have in common; `None` when two of
    /// the keys are the same.
    ///
    /// # Errors
    /// [`OutOfMemory`]
    fn shape(&mut self, keys: &[Key<'_>]) -> Result<Option<Self::Shape>, OutOfMemory>;
    /// A map of this shape, of which no value is set.
    ///
    /// # Errors
    /// [`OutOfMemory`]
    fn row(&mut self, shape: &Self::Shape) -> Result<Self::Row, OutOfMemory>;
    /// Sets the value of the next key.
    fn cell(&mut self, row: &mut Self::Row, value: Self::Value);
    /// The map, complete.
    fn row_value(&mut self, row: Self::Row) -> Self::Value;
}
