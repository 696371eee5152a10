//! MessagePack back to values. Trusts no byte: lengths are believed only as far
//! as the input could hold them, depth is bounded, and nothing may follow.

use super::{
    encode::MAX_DEPTH,
    tree::{Build, Full, Key},
};
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::{cell::Cell, fmt};
use thiserror::Error;

/// Input that [`encode`](super::encode::encode) never wrote.
#[derive(Debug, Error)]
#[error("malformed value: {0}")]
pub struct Malformed(String);

impl Malformed {
    /// Input that is wrong in this way.
    pub fn of(text: &str) -> Self {
        Self(text.into())
    }
}

/// Reads exactly one value.
///
/// # Errors
/// [`Malformed`] for anything else than one whole value.
pub fn decode<B: Build>(bytes: &[u8], build: &mut B) -> Result<B::Value, Malformed> {
    let mut deserializer = rmp_serde::Deserializer::from_read_ref(bytes);
    // The deserializer goes one level less deep than it is told.
    deserializer.set_max_depth(MAX_DEPTH as usize + 1);
    let budget = Cell::new(bytes.len());
    let value = Value {
        build,
        budget: &budget,
    }
    .deserialize(&mut deserializer)
    .map_err(|error| Malformed(error.to_string()))?;
    match (&mut deserializer).deserialize_any(Nothing) {
        Err(rmp_serde::decode::Error::InvalidMarkerRead(error))
            if error.kind() == std::io::ErrorKind::UnexpectedEof =>
        {
            Ok(value)
        }
        _ => Err(Malformed("bytes follow the value".into())),
    }
}

/// The wish for one value.
struct Value<'b, B> {
    build: &'b mut B,
    /// Elements for which room may still be made: in all, no more than there are
    /// bytes, for each element takes one at least.
    budget: &'b Cell<usize>,
}

impl<B> Value<'_, B> {
    /// How much room to make for a collection that says it has so many elements.
    fn room(&self, declared: Option<usize>) -> usize {
        let room = declared.unwrap_or(0).min(self.budget.get());
        self.budget.set(self.budget.get() - room);
        room
    }
}

impl<'de, B: Build> DeserializeSeed<'de> for Value<'_, B> {
    type Value = B::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<B::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, B: Build> Visitor<'de> for Value<'_, B> {
    type Value = B::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a plain value")
    }

    fn visit_unit<E>(self) -> Result<B::Value, E> {
        Ok(self.build.null())
    }

    fn visit_bool<E>(self, value: bool) -> Result<B::Value, E> {
        Ok(self.build.bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<B::Value, E> {
        Ok(self.build.int(value))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<B::Value, E> {
        let value = i64::try_from(value).map_err(|_| E::custom("an integer out of range"))?;
        Ok(self.build.int(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<B::Value, E> {
        Ok(self.build.float(value))
    }

    fn visit_bytes<E: serde::de::Error>(self, value: &[u8]) -> Result<B::Value, E> {
        self.build.bytes(value).map_err(full)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<B::Value, A::Error> {
        let room = self.room(elements.size_hint());
        let mut list = self.build.list(room).map_err(full)?;
        while let Some(value) = elements.next_element_seed(Value {
            build: &mut *self.build,
            budget: self.budget,
        })? {
            self.build.push(&mut list, value);
        }
        Ok(self.build.list_value(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<B::Value, A::Error> {
        let room = self.room(entries.size_hint());
        let mut map = self.build.map(room).map_err(full)?;
        let mut position = 0;
        while let Some(key) = entries.next_key_seed(KeySeed)? {
            let value = entries.next_value_seed(Value {
                build: &mut *self.build,
                budget: self.budget,
            })?;
            self.build.insert(&mut map, position, key, value);
            position += 1;
        }
        Ok(self.build.map_value(map))
    }
}

fn full<E: serde::de::Error>(_: Full) -> E {
    E::custom("no memory for the value")
}

/// The wish for the end of the input: accepts no value at all.
struct Nothing;

impl Visitor<'_> for Nothing {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the end")
    }
}

/// The wish for one key.
struct KeySeed;

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for KeySeed {
    type Value = Key<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an integer or a string")
    }

    fn visit_i64<E>(self, key: i64) -> Result<Key<'de>, E> {
        Ok(Key::Int(key))
    }

    fn visit_u64<E: serde::de::Error>(self, key: u64) -> Result<Key<'de>, E> {
        i64::try_from(key)
            .map(Key::Int)
            .map_err(|_| E::custom("an integer out of range"))
    }

    fn visit_borrowed_bytes<E>(self, key: &'de [u8]) -> Result<Key<'de>, E> {
        Ok(Key::Bytes(key))
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::codec::{
        encode::{Refused, encode},
        tree::{Node, Tree},
    };
    use proptest::prelude::*;

    /// The tests' own kind of value.
    #[derive(Debug, Clone, PartialEq)]
    pub enum Sample {
        Null,
        Bool(bool),
        Int(i64),
        /// A float's bits, so that NaN equals itself.
        Float(u64),
        Bytes(Vec<u8>),
        List(Vec<Sample>),
        Map(Vec<(Result<i64, Vec<u8>>, Sample)>),
        Opaque,
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
                    let entries: Self::Map = Box::new(map.iter().map(|(key, value)| match key {
                        Ok(key) => (Key::Int(*key), value),
                        Err(key) => (Key::Bytes(key), value),
                    }));
                    Node::Map(map.len(), entries)
                }
                Sample::Opaque => Node::Opaque,
            }
        }
    }

    pub struct Samples;

    impl Build for Samples {
        type Value = Sample;
        type List = Vec<Sample>;
        type Map = Vec<(Result<i64, Vec<u8>>, Sample)>;

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
        fn bytes(&mut self, value: &[u8]) -> Result<Sample, Full> {
            Ok(Sample::Bytes(value.to_vec()))
        }
        fn list(&mut self, room: usize) -> Result<Self::List, Full> {
            Ok(Vec::with_capacity(room))
        }
        fn push(&mut self, list: &mut Self::List, value: Sample) {
            list.push(value);
        }
        fn list_value(&mut self, list: Self::List) -> Sample {
            Sample::List(list)
        }
        fn map(&mut self, room: usize) -> Result<Self::Map, Full> {
            Ok(Vec::with_capacity(room))
        }
        fn insert(&mut self, map: &mut Self::Map, position: usize, key: Key<'_>, value: Sample) {
            assert_eq!(position, map.len());
            let key = match key {
                Key::Int(key) => Ok(key),
                Key::Bytes(key) => Err(key.to_vec()),
            };
            map.push((key, value));
        }
        fn map_value(&mut self, map: Self::Map) -> Sample {
            Sample::Map(map)
        }
    }

    fn encoded(sample: &Sample) -> Vec<u8> {
        let mut bytes = Vec::new();
        encode(sample, &mut bytes).unwrap();
        bytes
    }

    fn samples() -> impl Strategy<Value = Sample> {
        let key = prop_oneof![
            any::<i64>().prop_map(Ok),
            proptest::collection::vec(any::<u8>(), 0..20).prop_map(Err)
        ];
        let leaf = prop_oneof![
            Just(Sample::Null),
            any::<bool>().prop_map(Sample::Bool),
            any::<i64>().prop_map(Sample::Int),
            any::<u64>().prop_map(Sample::Float),
            proptest::collection::vec(any::<u8>(), 0..300).prop_map(Sample::Bytes),
        ];
        leaf.prop_recursive(5, 64, 12, move |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..20).prop_map(Sample::List),
                proptest::collection::vec((key.clone(), inner), 0..20).prop_map(Sample::Map),
            ]
        })
    }

    fn nested(levels: u32) -> Sample {
        (0..levels).fold(Sample::Null, |inner, _| Sample::List(vec![inner]))
    }

    #[test]
    fn what_is_not_plain_is_refused_wherever_it_stands() {
        for sample in [
            Sample::Opaque,
            Sample::List(vec![Sample::Null, Sample::List(vec![Sample::Opaque])]),
        ] {
            assert!(matches!(
                encode(&sample, &mut Vec::new()),
                Err(Refused::NotPlain)
            ));
        }
    }

    #[test]
    fn nesting_up_to_the_limit_passes_and_beyond_is_refused() {
        let deepest = nested(MAX_DEPTH);
        assert_eq!(decode(&encoded(&deepest), &mut Samples).unwrap(), deepest);
        let deeper = nested(MAX_DEPTH + 1);
        assert!(matches!(
            encode(&deeper, &mut Vec::new()),
            Err(Refused::NotPlain)
        ));
    }

    #[test]
    fn deeper_input_than_the_encoder_writes_is_an_error_and_no_crash() {
        let bytes = vec![0x91; 1_000_000];
        assert!(decode(&bytes, &mut Samples).is_err());
        let mut one_deeper = vec![0x91; MAX_DEPTH as usize];
        one_deeper.extend(encoded(&Sample::List(vec![Sample::Int(7)])));
        assert!(decode(&one_deeper, &mut Samples).is_err());
    }

    #[test]
    fn a_huge_declared_length_allocates_nothing_huge() {
        // array32 and map32 of 2^32 - 1 elements, with nothing behind them
        for marker in [0xdd, 0xdf] {
            assert!(decode(&[marker, 0xff, 0xff, 0xff, 0xff], &mut Samples).is_err());
        }
    }

    #[test]
    fn strings_that_the_encoder_never_writes_are_an_error() {
        assert!(decode(b"\xa3abc", &mut Samples).is_err());
    }

    #[test]
    fn a_failing_writer_is_not_taken_for_a_refused_value() {
        let mut full: &mut [u8] = &mut [0; 2];
        assert!(matches!(
            encode(&nested(9), &mut full),
            Err(Refused::Write(_))
        ));
    }

    proptest! {
        #[test]
        fn every_value_comes_back_as_it_was(sample in samples()) {
            prop_assert_eq!(decode(&encoded(&sample), &mut Samples).unwrap(), sample);
        }

        #[test]
        fn every_truncation_is_an_error(sample in samples()) {
            let bytes = encoded(&sample);
            for len in 0..bytes.len() {
                prop_assert!(decode(&bytes[..len], &mut Samples).is_err());
            }
        }

        #[test]
        fn what_follows_a_value_is_an_error(sample in samples(), more in proptest::collection::vec(any::<u8>(), 1..9)) {
            let mut bytes = encoded(&sample);
            bytes.extend(more);
            prop_assert!(decode(&bytes, &mut Samples).is_err());
        }

        #[test]
        fn random_bytes_never_crash(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = decode(&bytes, &mut Samples);
        }
    }
}
