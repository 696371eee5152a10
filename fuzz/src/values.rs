//! The values whose encoded form is the corpus: one of each kind and length of
//! MessagePack, and some like those that programs send.

use crate::codec::test_value::{Name, Sample};

/// The values, each with the name of its file.
pub fn values() -> Vec<(&'static str, Sample)> {
    let ints = [
        0,
        1,
        -1,
        -32,
        -33,
        127,
        128,
        255,
        256,
        -129,
        32_767,
        65_535,
        65_536,
        -32_769,
        1 << 31,
        1 << 32,
        i64::MIN,
        i64::MAX,
    ];
    let floats = [
        0.0,
        -0.0,
        1.5,
        f64::MIN_POSITIVE / 2.0,
        f64::MAX,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::NAN,
    ];
    let row = |id: i64| {
        map([
            ("id", Sample::Int(id)),
            ("name", text("Ada")),
            ("price", float(9.99)),
            ("tags", list([text("a"), text("b")])),
            ("gone", Sample::Null),
            ("open", Sample::Bool(true)),
        ])
    };
    vec![
        ("null", Sample::Null),
        ("true", Sample::Bool(true)),
        ("false", Sample::Bool(false)),
        ("ints", list(ints.map(Sample::Int))),
        ("floats", list(floats.map(float))),
        ("odd-nan", Sample::Float(0x7ff0_0000_dead_beef)),
        ("empty-string", text("")),
        ("string", text("The quick brown fox")),
        ("bytes", Sample::Bytes((0..=255).collect())),
        ("string-256", Sample::Bytes(vec![b'x'; 256])),
        ("empty-list", list([])),
        ("list-16", list((0..16).map(Sample::Int))),
        ("empty-map", map([])),
        (
            "map-16",
            Sample::Map(
                (0..16)
                    .map(|i| (Name::Int(i - 8), Sample::Int(i)))
                    .collect(),
            ),
        ),
        ("odd-keys", odd_keys()),
        ("rows", list((1..4).map(row))),
        (
            "nested-50",
            (0..50).fold(Sample::Int(7), |inner, _| list([inner])),
        ),
        (
            "nested-maps-50",
            (0..50).fold(Sample::Int(7), |inner, _| map([("in", inner)])),
        ),
    ]
}

fn odd_keys() -> Sample {
    let name = |bytes: &[u8]| Name::Bytes(bytes.to_vec());
    Sample::Map(vec![
        (name(b""), Sample::Int(1)),
        (name(b"\0*\0hidden"), Sample::Int(2)),
        (name(b"\xff\xfe"), Sample::Int(3)),
        (Name::Int(i64::MIN), Sample::Int(4)),
        (Name::Int(i64::MAX), Sample::Int(5)),
        (name(&[b'k'; 300]), Sample::Int(6)),
    ])
}

fn text(text: &str) -> Sample {
    Sample::Bytes(text.into())
}

fn float(value: f64) -> Sample {
    Sample::Float(value.to_bits())
}

fn list(elements: impl IntoIterator<Item = Sample>) -> Sample {
    Sample::List(elements.into_iter().collect())
}

fn map<const N: usize>(entries: [(&str, Sample); N]) -> Sample {
    Sample::Map(
        entries
            .into_iter()
            .map(|(name, value)| (Name::Bytes(name.into()), value))
            .collect(),
    )
}
