//! Fuzzing without cargo-fuzz: `mutate SECONDS` changes the corpus at random and
//! runs every check on the result. It has no feedback, so it finds less. The
//! number it begins with can be given as the second argument.
//!
//! An input that fails is left in artifacts/.

use pokio_fuzz::{decode, frame};
use std::{
    fs,
    path::Path,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

/// Longest input: more than a slot holds.
const LONGEST: usize = 70_000;

/// xorshift64*
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16;
        (number % end.max(1) as u64) as usize
    }
}

/// Bytes that mean something in MessagePack, or lie at the edge of it.
const MARKERS: &[u8] = &[
    0x00, 0x7f, 0x80, 0x8f, 0x90, 0x91, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xc4, 0xc5, 0xc6, 0xc7,
    0xc9, 0xca, 0xcb, 0xcc, 0xcf, 0xd0, 0xd3, 0xd4, 0xd8, 0xd9, 0xdb, 0xdc, 0xdd, 0xde, 0xdf, 0xe0,
    0xff,
];

fn mutate(input: &mut Vec<u8>, other: &[u8], random: &mut Random) {
    for _ in 0..=random.below(6) {
        let at = random.below(input.len() + 1);
        match random.below(8) {
            0 if at < input.len() => input[at] ^= 1 << random.below(8),
            1 if at < input.len() => input[at] = MARKERS[random.below(MARKERS.len())],
            2 if at < input.len() => input[at] = random.below(256) as u8,
            3 => input.truncate(at),
            4 => input.insert(at, MARKERS[random.below(MARKERS.len())]),
            5 => {
                let end = (at + random.below(16)).min(input.len());
                input.drain(at..end);
            }
            6 => {
                let from = random.below(other.len() + 1);
                let piece = &other[from..(from + random.below(64)).min(other.len())];
                input.splice(at..at, piece.iter().copied());
            }
            _ => {
                let end = (at + random.below(64)).min(input.len());
                let piece = input[at..end].to_vec();
                for _ in 0..random.below(20) {
                    input.splice(at..at, piece.iter().copied());
                }
            }
        }
    }
    input.truncate(LONGEST);
}

fn corpus(root: &Path, target: &str) -> Vec<Vec<u8>> {
    let mut files: Vec<_> = fs::read_dir(root.join("corpus").join(target))
        .expect("a corpus")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    files
        .iter()
        .map(|file| fs::read(file).expect("a file"))
        .collect()
}

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut arguments = std::env::args().skip(1);
    let seconds = arguments
        .next()
        .and_then(|text| text.parse().ok())
        .unwrap_or(60);
    let start = arguments
        .next()
        .and_then(|text| text.parse().ok())
        .unwrap_or_else(|| {
            let now = SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .unwrap_or_default();
            now.as_nanos() as u64
        });
    println!("begins with {start}");
    let mut random = Random(start | 1);
    let targets = [("decode", decode as fn(&[u8])), ("message", frame::read)];
    let corpora = targets.map(|(target, _)| corpus(root, target));
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut runs = 0_u64;
    while Instant::now() < end {
        for ((target, check), corpus) in targets.iter().zip(&corpora) {
            for _ in 0..500 {
                let mut input = corpus[random.below(corpus.len())].clone();
                let other = &corpus[random.below(corpus.len())];
                mutate(&mut input, other, &mut random);
                if std::panic::catch_unwind(|| check(&input)).is_err() {
                    let file = root
                        .join("artifacts")
                        .join(target)
                        .join(format!("mutated-{runs}"));
                    fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
                    fs::write(&file, &input).expect("a file");
                    eprintln!("this input fails: {}", file.display());
                    std::process::exit(1);
                }
                runs += 1;
            }
        }
    }
    println!("{runs} inputs, no failure");
}
