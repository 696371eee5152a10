//! Values that tests and fuzz targets encode and decode, in place of PHP's.

use super::tree::{Build, Key, Node, OutOfMemory, Tree};

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Sample {
    Null,
    Bool(bool),
    Int(i64),
    /// A float's bits, so that NaN equals itself.
    Float(u64),
    Bytes(Vec<u8>),
    List(Vec<Sample>),
    Map(Vec<(Name, Sample)>),
    /// No plain value.
    Opaque,
}

/// A key of a map.
#[derive(Debug, Clone, PartialEq)]
pub enum Name {
    Int(i64),
    Bytes(Vec<u8>),
}

impl Name {
    fn of(key: Key<'_>) -> Self {
        match key {
            Key::Int(name) => Self::Int(name),
            Key::Bytes(name) => Self::Bytes(name.to_vec()),
        }
    }
}

impl<'a> Tree<'a> for &'a Sample {
    type List = std::slice::Iter<'a, Sample>;
    type Map = Box<dyn Iterator<Item = (Key<'a>, &'a Sample)> + 'a>;

    fn node(self) -> Node<'a, Self> {
        match self {
            Sample::Null => Node::Null,
            Sample::Bool(value) => Node::Bool(*value),
            Sample::Int(value) => Node::Int(*value),
            Sample::Float(bits) => Node::Float(f64::from_bits(*bits)),
            Sample::Bytes(value) => Node::Bytes(value),
            Sample::List(list) => Node::List(list.len(), list.iter()),
            Sample::Map(map) => {
                let entries: Self::Map = Box::new(map.iter().map(|(name, value)| match name {
                    Name::Int(name) => (Key::Int(*name), value),
                    Name::Bytes(name) => (Key::Bytes(name), value),
                }));
                Node::Map(map.len(), entries)
            }
            Sample::Opaque => Node::Opaque,
        }
    }
}

/// Builds samples, and watches that the decoder asks for no more room than its
/// input could fill.
pub struct Samples {
    input: usize,
    cells: usize,
}

impl Samples {
    /// For an input of this many bytes.
    pub fn for_input(input: usize) -> Self {
        Self { input, cells: 0 }
    }
}

impl Build for Samples {
    type Value = Sample;
    type List = Vec<Sample>;
    type Map = Vec<(Name, Sample)>;
    type Shape = Vec<Name>;
    type Row = (Vec<Name>, Vec<Sample>);

    fn null(&mut self) -> Sample {
        Sample::Null
    }

    fn bool(&mut self, value: bool) -> Sample {
        Sample::Bool(value)
    }

    fn int(&mut self, value: i64) -> Sample {
        Sample::Int(value)
    }

    fn float(&mut self, value: f64) -> Sample {
        Sample::Float(value.to_bits())
    }

    fn bytes(&mut self, value: &[u8]) -> Result<Sample, OutOfMemory> {
        assert!(value.len() <= self.input);
        Ok(Sample::Bytes(value.to_vec()))
    }

    fn list(&mut self, room: usize) -> Result<Self::List, OutOfMemory> {
        assert!(room <= self.input, "room for {room} elements");
        Ok(Vec::new())
    }

    fn push(&mut self, list: &mut Self::List, value: Sample) {
        list.push(value);
    }

    fn list_value(&mut self, list: Self::List) -> Sample {
        Sample::List(list)
    }

    fn map(&mut self, room: usize) -> Result<Self::Map, OutOfMemory> {
        assert!(room <= self.input, "room for {room} entries");
        Ok(Vec::new())
    }

    fn insert(&mut self, map: &mut Self::Map, position: usize, key: Key<'_>, value: Sample) {
        assert_eq!(position, map.len());
        map.push((Name::of(key), value));
    }

    fn map_value(&mut self, map: Self::Map) -> Sample {
        Sample::Map(map)
    }

    fn shape(&mut self, keys: &[Key<'_>]) -> Result<Option<Vec<Name>>, OutOfMemory> {
        assert!(keys.len() <= self.input, "room for {} keys", keys.len());
        let mut names = Vec::new();
        for key in keys {
            let name = Name::of(*key);
            if names.contains(&name) {
                return Ok(None);
            }
            names.push(name);
        }
        Ok(Some(names))
    }

    fn row(&mut self, shape: &Vec<Name>) -> Result<Self::Row, OutOfMemory> {
        self.cells += shape.len();
        assert!(self.cells <= self.input, "room for {} cells", self.cells);
        Ok((shape.clone(), Vec::new()))
    }

    fn cell(&mut self, row: &mut Self::Row, value: Sample) {
        row.1.push(value);
    }

    fn row_value(&mut self, (names, values): Self::Row) -> Sample {
        assert_eq!(names.len(), values.len());
        Sample::Map(names.into_iter().zip(values).collect())
    }
}
