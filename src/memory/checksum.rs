//! The checksum of a message: over header and body, or over the header and a sample of
//! the body.

use crc32fast::Hasher;
use std::ops::Range;

/// Bytes of a sample, at either end of a body.
const SAMPLE_BYTES: usize = 64 << 10;

/// Finds out which instructions the processor has for checksums, unless that is known. To be
/// called before a fork, so that its processes know: on a virtual machine it took each of
/// them 40 µs, for the host answers for the processor.
pub fn prepare() {
    std::hint::black_box(Hasher::new());
}

/// A checksum on its way through a body.
#[derive(Clone, Default)]
pub struct Checksum {
    hasher: Hasher,
    /// How many of the body's bytes have been seen.
    seen: usize,
    /// The length of a body of which only a sample counts.
    sampled: Option<usize>,
}

impl Checksum {
    /// The checksum of a body of `len` bytes that covers its two ends alone. It notices a
    /// message that is incomplete or another one. It is for bytes that nothing interprets: a
    /// wrong one does no more harm there than in any string of a program, and a faulty task
    /// can spoil its result before it is sent as well as afterwards.
    pub fn of_sample(len: usize) -> Self {
        Self {
            sampled: Some(len),
            ..Self::default()
        }
    }

    /// Whether a sample counts, and if so, the length that its body is to have.
    pub fn sampled(&self) -> Option<usize> {
        self.sampled
    }

    /// Bytes of the body from this place on; those between do not count.
    pub fn update_at(&mut self, place: usize, bytes: &[u8]) {
        self.seen = place;
        self.update(bytes);
    }

    /// The next of the body's bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        let place = self.seen..self.seen + bytes.len();
        self.seen = place.end;
        match self.sampled {
            None => self.hasher.update(bytes),
            Some(len) => {
                for part in sample(len) {
                    let within = |end: usize| end.clamp(place.start, place.end) - place.start;
                    self.hasher
                        .update(&bytes[within(part.start)..within(part.end)]);
                }
            }
        }
    }

    /// Over the body and then the header's fields.
    pub fn finish(&self, kind: u32, place: u32, len: u64) -> u32 {
        let mut hasher = self.hasher.clone();
        hasher.update(&kind.to_ne_bytes());
        hasher.update(&place.to_ne_bytes());
        hasher.update(&len.to_ne_bytes());
        hasher.finalize()
    }
}

/// The parts of a body of `len` bytes that make up its sample.
pub fn sample(len: usize) -> [Range<usize>; 2] {
    let first = len.min(SAMPLE_BYTES);
    [0..first, len.saturating_sub(SAMPLE_BYTES).max(first)..len]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(mut checksum: Checksum, bytes: &[u8], piece: usize) -> u32 {
        bytes.chunks(piece).for_each(|piece| checksum.update(piece));
        checksum.finish(1, 2, 3)
    }

    #[test]
    fn a_sample_is_both_ends_of_a_body_however_it_comes() {
        const LEN: usize = 1 << 20;
        let mut bytes = vec![7; LEN];
        let before = sum(Checksum::of_sample(LEN), &bytes, LEN);
        for piece in [1000, SAMPLE_BYTES, SAMPLE_BYTES + 1, LEN / 2, LEN] {
            for (at, counts) in [
                (0, true),
                (SAMPLE_BYTES - 1, true),
                (SAMPLE_BYTES, false),
                (LEN / 2, false),
                (LEN - SAMPLE_BYTES - 1, false),
                (LEN - SAMPLE_BYTES, true),
                (LEN - 1, true),
            ] {
                bytes[at] = 8;
                let noticed = sum(Checksum::of_sample(LEN), &bytes, piece) != before;
                assert_eq!(noticed, counts, "{at} in pieces of {piece}");
                bytes[at] = 7;
            }
        }
    }

    #[test]
    fn a_sample_of_a_short_body_is_all_of_it() {
        for len in [0, 1, SAMPLE_BYTES, SAMPLE_BYTES * 3 / 2, SAMPLE_BYTES * 2] {
            let bytes: Vec<u8> = (0..len).map(|at| at as u8).collect();
            let whole = sum(Checksum::default(), &bytes, 1 << 20);
            assert_eq!(sum(Checksum::of_sample(len), &bytes, 1000), whole);
        }
    }
}
