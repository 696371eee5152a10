//! MessagePack back to values. Trusts no byte: lengths are believed only as far
//! as the input could hold them, depth is bounded, and nothing may follow.

use super::{
    encode::MAX_DEPTH,
    tree::{Build, Key, OutOfMemory},
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

impl From<OutOfMemory> for Malformed {
    fn from(_: OutOfMemory) -> Self {
        Self::of("no memory for the value")
    }
}

/// Reads exactly one value.
///
/// # Errors
/// [`Malformed`] for anything else than one whole value.
pub fn decode<B: Build>(bytes: &[u8], build: &mut B) -> Result<B::Value, Malformed> {
    let mut deserializer = rmp_serde::Deserializer::from_read_ref(bytes);
    // The deserializer allows one level less than its limit says.
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

/// Decodes one value.
struct Value<'b, B> {
    build: &'b mut B,
    /// Elements for which room may still be made: in all, no more than there are
    /// bytes, for each element takes one at least.
    budget: &'b Cell<usize>,
}

impl<B> Value<'_, B> {
    /// How many elements to reserve for a collection that claims to have `declared`.
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
        self.build.bytes(value).map_err(out_of_memory)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<B::Value, A::Error> {
        let room = self.room(elements.size_hint());
        let mut list = self.build.list(room).map_err(out_of_memory)?;
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
        let mut map = self.build.map(room).map_err(out_of_memory)?;
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

fn out_of_memory<E: serde::de::Error>(_: OutOfMemory) -> E {
    E::custom("no memory for the value")
}

/// Accepts no value: only the end of the input may follow.
struct Nothing;

impl Visitor<'_> for Nothing {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the end")
    }
}

/// Decodes one key.
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
mod tests {
    use super::*;
    use crate::codec::{
        encode::{EncodeError, encode, encode_within},
        test_value::{Name, Sample, Samples},
    };
    use proptest::prelude::*;

    fn decoded(bytes: &[u8]) -> Result<Sample, Malformed> {
        decode(bytes, &mut Samples::for_input(bytes.len()))
    }

    fn encoded(sample: &Sample) -> Vec<u8> {
        let mut bytes = Vec::new();
        encode(sample, &mut bytes).unwrap();
        bytes
    }

    fn samples() -> impl Strategy<Value = Sample> {
        let key = prop_oneof![
            any::<i64>().prop_map(Name::Int),
            proptest::collection::vec(any::<u8>(), 0..20).prop_map(Name::Bytes)
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
                Err(EncodeError::NotPlain)
            ));
        }
    }

    #[test]
    fn strings_that_are_too_long_for_messagepack_are_refused() {
        const LEN: usize = 1 << 32;
        // Zeros that nobody touches take no memory, but a small system refuses them.
        if Vec::<u8>::new().try_reserve_exact(LEN).is_err() {
            return;
        }
        let key = Name::Bytes(vec![0; LEN]);
        for sample in [
            Sample::Bytes(vec![0; LEN]),
            Sample::Map(vec![(key, Sample::Null)]),
        ] {
            assert!(matches!(
                encode(&sample, &mut std::io::sink()),
                Err(EncodeError::NotPlain)
            ));
        }
    }

    #[test]
    fn nesting_up_to_the_limit_passes_and_beyond_is_refused() {
        let deepest = nested(MAX_DEPTH);
        assert_eq!(decoded(&encoded(&deepest)).unwrap(), deepest);
        let deeper = nested(MAX_DEPTH + 1);
        assert!(matches!(
            encode(&deeper, &mut Vec::new()),
            Err(EncodeError::NotPlain)
        ));
    }

    #[test]
    fn what_stands_in_another_value_may_be_less_deep() {
        for (levels, encoded) in [(MAX_DEPTH - 3, true), (MAX_DEPTH - 2, false)] {
            let result = encode_within(3, &nested(levels), &mut Vec::new());
            assert_eq!(result.is_ok(), encoded);
            let around = (0..3).fold(nested(levels), |inner, _| Sample::List(vec![inner]));
            assert_eq!(encode(&around, &mut Vec::new()).is_ok(), encoded);
        }
    }

    #[test]
    fn deeper_input_than_the_encoder_writes_is_an_error_and_no_crash() {
        let bytes = vec![0x91; 1_000_000];
        assert!(decoded(&bytes).is_err());
        let mut one_deeper = vec![0x91; MAX_DEPTH as usize];
        one_deeper.extend(encoded(&Sample::List(vec![Sample::Int(7)])));
        assert!(decoded(&one_deeper).is_err());
    }

    #[test]
    fn a_huge_declared_length_allocates_nothing_huge() {
        // array32 and map32 of 2^32 - 1 elements, with nothing behind them
        for marker in [0xdd, 0xdf] {
            assert!(decoded(&[marker, 0xff, 0xff, 0xff, 0xff]).is_err());
        }
    }

    #[test]
    fn strings_that_the_encoder_never_writes_are_an_error() {
        assert!(decoded(b"\xa3abc").is_err());
    }

    #[test]
    fn a_failing_writer_is_not_taken_for_a_refused_value() {
        let mut full: &mut [u8] = &mut [0; 2];
        assert!(matches!(
            encode(&nested(9), &mut full),
            Err(EncodeError::Write(_))
        ));
    }

    proptest! {
        #[test]
        fn every_value_comes_back_as_it_was(sample in samples()) {
            prop_assert_eq!(decoded(&encoded(&sample)).unwrap(), sample);
        }

        #[test]
        fn every_truncation_is_an_error(sample in samples()) {
            let bytes = encoded(&sample);
            for len in 0..bytes.len() {
                prop_assert!(decoded(&bytes[..len]).is_err());
            }
        }

        #[test]
        fn what_follows_a_value_is_an_error(sample in samples(), more in proptest::collection::vec(any::<u8>(), 1..9)) {
            let mut bytes = encoded(&sample);
            bytes.extend(more);
            prop_assert!(decoded(&bytes).is_err());
        }

        #[test]
        fn random_bytes_never_crash(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = decoded(&bytes);
        }
    }
}
