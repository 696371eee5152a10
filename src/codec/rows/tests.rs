//! Tests of rows: what is written comes back.

use super::{
    super::test_value::{Name, Sample, Samples},
    *,
};
use proptest::{collection::vec, prelude::*};

fn encoded(sample: &Sample) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    encode(sample, &mut bytes).unwrap().then_some(bytes)
}

fn decoded(bytes: &[u8]) -> Result<Sample, Malformed> {
    decode(bytes, &mut Samples::for_input(bytes.len()))
}

fn name() -> impl Strategy<Value = Name> {
    prop_oneof![
        any::<i64>().prop_map(Name::Int),
        vec(any::<u8>(), 0..300)
            .prop_filter("a number", |name| !looks_like_a_number(Key::Bytes(name)))
            .prop_map(Name::Bytes)
    ]
}

fn scalar() -> impl Strategy<Value = Sample> {
    prop_oneof![
        Just(Sample::Null),
        any::<bool>().prop_map(Sample::Bool),
        any::<i64>().prop_map(Sample::Int),
        (any::<i64>(), 0..64).prop_map(|(n, bits)| Sample::Int(n >> bits)),
        any::<u64>().prop_map(Sample::Float),
        vec(any::<u8>(), 0..40).prop_map(Sample::Bytes),
        vec(any::<u8>(), 200..600).prop_map(Sample::Bytes),
    ]
}

fn table() -> impl Strategy<Value = Sample> {
    (vec(name(), 1..12), MIN_ROWS..40).prop_flat_map(|(mut names, rows)| {
        let mut seen = Vec::new();
        names.retain(|name| {
            !seen.contains(name) && {
                seen.push(name.clone());
                true
            }
        });
        let row = vec(scalar(), names.len())
            .prop_map(move |row| Sample::Map(names.iter().cloned().zip(row).collect()));
        vec(row, rows).prop_map(Sample::List)
    })
}

fn row(key: i64, value: Sample) -> Sample {
    let id = Name::Bytes(b"id".to_vec());
    Sample::Map(vec![(id, Sample::Int(1)), (Name::Int(key), value)])
}

#[test]
fn other_values_are_left_to_messagepack() {
    let rows = |last| {
        let mut rows = vec![row(5, Sample::Null); 20];
        rows.push(last);
        Sample::List(rows)
    };
    let Sample::Map(mut longer) = row(5, Sample::Null) else {
        unreachable!()
    };
    longer.push((Name::Int(6), Sample::Null));
    let turned = longer[..2].iter().rev().cloned().collect();
    assert!(encoded(&rows(row(5, Sample::Bool(true)))).is_some());
    for value in [
        Sample::Int(1),
        Sample::List(vec![row(5, Sample::Null); MIN_ROWS - 1]),
        Sample::List(vec![Sample::Map(Vec::new()); 20]),
        rows(row(6, Sample::Null)),
        rows(row(5, Sample::List(Vec::new()))),
        rows(row(5, Sample::Opaque)),
        rows(Sample::Null),
        rows(Sample::Map(turned)),
        rows(Sample::Map(longer[..1].to_vec())),
        rows(Sample::Map(longer)),
        Sample::List(vec![
            Sample::Map(vec![(
                Name::Bytes(b"-7".to_vec()),
                Sample::Null
            )]);
            MIN_ROWS
        ]),
    ] {
        assert_eq!(encoded(&value), None, "{value:?}");
    }
}

#[test]
fn integers_of_every_size_keep_their_sign() {
    let edges = (0..64).flat_map(|bit| [1i64 << bit, (1i64 << bit).wrapping_sub(1)]);
    let rows = edges
        .flat_map(|n| [n, n.wrapping_neg(), !n])
        .map(|n| row(0, Sample::Int(n)));
    let rows = Sample::List(rows.collect());
    assert_eq!(decoded(&encoded(&rows).unwrap()).unwrap(), rows);
}

#[test]
fn huge_declared_counts_allocate_nothing() {
    for rows in [0, 1, 1 << 20, 1 << 40, u64::MAX] {
        for keys in [0, 1, 5, 4096, 1 << 32, u64::MAX / 2, u64::MAX] {
            if (rows, keys) != (0, 1) {
                let mut bytes = rows.to_ne_bytes().to_vec();
                bytes.extend(keys.to_ne_bytes());
                bytes.extend([SHORT + 1, b'k']);
                bytes.extend(END);
                assert!(decoded(&bytes).is_err(), "{rows} {keys}");
            }
        }
    }
}

#[test]
fn the_same_key_twice_is_an_error() {
    let rows = Sample::List(vec![row(5, Sample::Null); MIN_ROWS]);
    let mut bytes = encoded(&rows).unwrap();
    assert_eq!(bytes[16..21], [SHORT + 2, b'i', b'd', INT, 5]);
    bytes.splice(19..21, [SHORT + 2, b'i', b'd']);
    assert!(decoded(&bytes).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_table_comes_back_as_it_was(table in table()) {
        let bytes = encoded(&table).unwrap();
        prop_assert_eq!(decoded(&bytes).unwrap(), table);
    }

    #[test]
    fn every_truncation_and_addition_is_an_error(table in table(), cut: prop::sample::Index) {
        let mut bytes = encoded(&table).unwrap();
        prop_assert!(decoded(&bytes[..cut.index(bytes.len())]).is_err());
        bytes.push(0);
        prop_assert!(decoded(&bytes).is_err());
    }

    #[test]
    fn changed_bytes_give_a_table_or_an_error(table in table(), at: prop::sample::Index, byte: u8) {
        let mut bytes = encoded(&table).unwrap();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let _ = decoded(&bytes);
    }

    #[test]
    fn any_bytes_give_a_table_or_an_error(bytes in vec(any::<u8>(), 0..200)) {
        let _ = decoded(&bytes);
    }
}
