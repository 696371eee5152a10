//! The corpus again, and hostile bytes that are made and not found.

use pokio_fuzz::{
    codec::{
        list, rows,
        test_value::{Name, Sample},
    },
    decode, encode, frame,
    values::values,
};
use std::{
    fs,
    path::{Path, PathBuf},
};

fn corpus(target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpus")
        .join(target)
}

/// The kind that the extension gives to plain values.
const PLAIN: u32 = 1;

/// Values that have forms of their own, in these.
fn own_forms() -> Vec<(&'static str, Vec<u8>)> {
    let bytes = |text: String| Sample::Bytes(text.into());
    let row = |n: i64| {
        let cells = [
            ("id", Sample::Int(n << n)),
            ("name", bytes(format!("name {n}"))),
            ("price", Sample::Float((n as f64 / 3.0).to_bits())),
            ("gone", Sample::Null),
            ("open", Sample::Bool(n % 2 == 0)),
            ("text", bytes("long ".repeat(60 * (n % 2) as usize))),
        ];
        let cells = cells.map(|(key, cell)| (Name::Bytes(key.into()), cell));
        Sample::Map(
            cells
                .into_iter()
                .chain([(Name::Int(-5), Sample::Int(-n))])
                .collect(),
        )
    };
    let mut forms = Vec::new();
    let mut rows = Vec::new();
    assert!(rows::encode(&Sample::List((0..9).map(row).collect()), &mut rows).unwrap());
    forms.push(("form-rows", rows));
    for (name, make) in [
        (
            "form-ints",
            (&|n| Sample::Int(n << 30)) as &dyn Fn(i64) -> Sample,
        ),
        ("form-strings", &|n| bytes("x".repeat(n as usize * 15))),
        ("form-floats", &|n| Sample::Float((n as f64).to_bits())),
    ] {
        let mut list = Vec::new();
        assert!(list::encode(&Sample::List((0..20).map(make).collect()), &mut list).unwrap());
        forms.push((name, list));
    }
    forms
}

/// What the corpus is made of: target, name, content.
fn seeds() -> Vec<(&'static str, String, Vec<u8>)> {
    let mut seeds = Vec::new();
    for (name, value) in values() {
        let body = encode(&value);
        let mut input = frame::input(PLAIN, &body);
        seeds.push(("message", name.to_owned(), input.clone()));
        input[0] = frame::COPIED | frame::SEALED;
        seeds.push(("message", format!("{name}-copied"), input));
        seeds.push(("decode", name.to_owned(), body));
    }
    for (name, body) in own_forms() {
        seeds.push(("decode", name.to_owned(), body));
    }
    for (name, sampled) in [("spilled", false), ("sampled", true)] {
        seeds.push(("message", name.into(), frame::spilled_input(PLAIN, sampled)));
    }
    seeds
}

#[test]
#[ignore = "rewrites the corpus; for when the format changes"]
fn write_the_corpus() {
    for (target, name, content) in seeds() {
        fs::create_dir_all(corpus(target)).unwrap();
        fs::write(corpus(target).join(name), content).unwrap();
    }
}

/// Fails after a change of the format: then the tasks of an old and a new
/// version would not understand each other, which they never need to.
/// `cargo test -- --ignored` rewrites the corpus.
#[test]
fn the_corpus_is_what_the_encoder_writes() {
    for (target, name, content) in seeds() {
        let file = corpus(target).join(name);
        assert_eq!(fs::read(&file).ok(), Some(content), "{}", file.display());
    }
}

#[test]
fn every_file_of_the_corpus_passes() {
    for (target, check) in [("decode", decode as fn(&[u8])), ("message", frame::read)] {
        let mut files = 0;
        for entry in fs::read_dir(corpus(target)).unwrap() {
            check(&fs::read(entry.unwrap().path()).unwrap());
            files += 1;
        }
        assert!(files >= values().len());
    }
}

#[test]
fn every_value_passes_the_frame_whole() {
    for (name, value) in values() {
        let body = encode(&value);
        assert_eq!(
            frame::open(&frame::input(PLAIN, &body)),
            Some(Ok(body)),
            "{name}"
        );
    }
}

#[test]
fn every_flipped_bit_is_noticed() {
    for (name, value) in values() {
        let mut input = frame::input(PLAIN, &encode(&value));
        // Behind the choices and the state, which is read before all else.
        for bit in 8 * (1 + 4)..8 * input.len() {
            input[bit / 8] ^= 1 << (bit % 8);
            for choices in [0, frame::COPIED] {
                input[0] = choices;
                let opened = frame::open(&input);
                assert!(
                    matches!(opened, Some(Err(_))),
                    "{name}, bit {bit}: {opened:?}"
                );
            }
            input[bit / 8] ^= 1 << (bit % 8);
        }
    }
}

#[test]
fn every_flipped_bit_with_a_fitting_checksum_is_no_harm() {
    for (_, value) in values() {
        let mut input = frame::input(PLAIN, &encode(&value));
        for bit in 8 * (1 + 4)..8 * input.len() {
            input[bit / 8] ^= 1 << (bit % 8);
            for choices in [frame::SEALED, frame::SEALED | frame::COPIED] {
                input[0] = choices;
                frame::read(&input);
            }
            input[bit / 8] ^= 1 << (bit % 8);
        }
    }
}

#[test]
fn every_truncation_is_noticed() {
    for (name, value) in values() {
        let body = encode(&value);
        let whole = frame::input(PLAIN, &body);
        for len in 0..body.len() {
            // The body is cut, and zeros are where its end was.
            if body[len..].iter().any(|&byte| byte != 0) {
                let opened = frame::open(&whole[..whole.len() - body.len() + len]);
                assert!(matches!(opened, Some(Err(_))), "{name}, {len} bytes");
            }
            // The length is smaller.
            let mut input = whole.clone();
            input[17..25].copy_from_slice(&(len as u64).to_ne_bytes());
            let opened = frame::open(&input);
            assert!(matches!(opened, Some(Err(_))), "{name}, a length of {len}");
            // The same from somebody who makes the checksum fit: the decoder says no.
            input[0] = frame::SEALED;
            assert_eq!(
                frame::open(&input),
                Some(Ok(body[..len].to_vec())),
                "{name}"
            );
            let mut build = pokio_fuzz::codec::test_value::Samples::for_input(len);
            let decoded = pokio_fuzz::codec::decode::decode(&body[..len], &mut build);
            assert!(decoded.is_err(), "{name}, {len} bytes of the value");
        }
    }
}

#[test]
fn no_length_reaches_beyond_the_memory_file() {
    let lengths = [0, 1, frame::SPILLED as u64 + 1, 1 << 40, 1 << 62, u64::MAX];
    for (len, sampled) in lengths
        .into_iter()
        .flat_map(|len| [(len, false), (len, true)])
    {
        let mut input = frame::spilled_input(PLAIN, sampled);
        assert!(matches!(frame::open(&input), Some(Ok(_))));
        input[17..25].copy_from_slice(&len.to_ne_bytes());
        for choices in [
            0,
            frame::COPIED,
            frame::FILELESS,
            frame::FILELESS | frame::COPIED,
        ] {
            input[0] = choices;
            assert!(
                matches!(frame::open(&input), Some(Err(_))),
                "a length of {len}"
            );
        }
    }
}
