//! Tests of the ring.

use super::*;
use crate::system::process::{self, Side};
use nix::sys::mman::{MapFlags, ProtFlags, mmap_anonymous};
use proptest::prelude::*;
use std::num::NonZeroUsize;

const CAPACITY: usize = 1024;

/// An empty ring, mapped for good.
fn ring(capacity: usize) -> Ring {
    let bytes = NonZeroUsize::new(size_of::<Positions>() + capacity).unwrap();
    let protection = ProtFlags::PROT_READ | ProtFlags::PROT_WRITE;
    // SAFETY: a new mapping, long enough for both, which stays.
    unsafe {
        let base = mmap_anonymous(None, bytes, protection, MapFlags::MAP_SHARED).unwrap();
        Ring::at(
            base.cast(),
            base.cast::<Positions>().add(1).cast(),
            capacity,
        )
    }
}

fn head(index: u64) -> Head {
    Head {
        index,
        nanoseconds: index.wrapping_mul(3),
        peak_memory: !index >> 1,
        len: index,
        checksum: index as u32,
        kind: 7,
        place: 1,
        region: index as u16,
    }
}

fn body_of(record: &Record) -> Vec<u8> {
    // SAFETY: the test's own ring, in which nobody writes now.
    unsafe { std::slice::from_raw_parts(record.body.as_ptr(), record.body_bytes) }.to_vec()
}

/// Reads all that is there.
fn read_all(reader: &mut Reader) -> Result<Vec<(Head, Vec<u8>)>, Damaged> {
    let mut all = Vec::new();
    while let Some(record) = reader.peek()? {
        all.push((record.head, body_of(&record)));
        reader.release(&record);
    }
    Ok(all)
}

#[test]
fn records_arrive_in_order_and_whole() {
    let ring = ring(CAPACITY);
    let mut reader = Reader::new(ring);
    assert!(!reader.has_more() && reader.peek().unwrap().is_none());
    assert!(ring.write(&head(1), b"one") && ring.write(&head(2), b""));
    assert!(reader.has_more());
    let expected = vec![(head(1), b"one".to_vec()), (head(2), Vec::new())];
    assert_eq!(read_all(&mut reader), Ok(expected));
}

#[test]
fn a_full_ring_takes_nothing_until_something_is_read() {
    let ring = ring(CAPACITY);
    let mut reader = Reader::new(ring);
    let mut written = 0;
    while ring.write(&head(written), &[5; 40]) {
        written += 1;
    }
    assert_eq!(written as usize, CAPACITY / 96);
    assert!(ring.is_half_full() && reader.is_half_full());
    let record = reader.peek().unwrap().unwrap();
    reader.release(&record);
    assert!(!ring.write(&head(99), &[5; 100]) && ring.write(&head(99), b""));
    assert_eq!(read_all(&mut reader).unwrap().len() as u64, written);
    assert!(!ring.is_half_full() && !reader.is_half_full());
}

#[test]
fn a_writer_that_waits_for_room_goes_on_when_there_is_some() {
    let ring = ring(CAPACITY);
    match process::fork().unwrap() {
        Side::Child => {
            for index in 0..200 {
                while !ring.write(&head(index), &[1; 60]) {
                    ring.wait_for_room(|| {});
                }
            }
            process::exit_now(0)
        }
        Side::Parent(child) => {
            let mut reader = Reader::new(ring);
            let mut seen = 0;
            while seen < 200 {
                for (head, _) in read_all(&mut reader).unwrap() {
                    assert_eq!(head.index, seen);
                    seen += 1;
                }
                reader.wake_writer();
            }
            assert_eq!(process::reap(child, true), Some(process::End::Exited(0)));
        }
    }
}

#[test]
fn positions_that_make_no_sense_are_damage() {
    for written in [1, 8, CAPACITY as u64 + 16, u64::MAX - 15, 16] {
        let ring = ring(CAPACITY);
        ring.positions().written.0.store(written, Relaxed);
        assert_eq!(read_all(&mut Reader::new(ring)), Err(Damaged::Header));
    }
}

#[test]
fn a_marker_that_leads_to_itself_is_damage() {
    let ring = ring(CAPACITY);
    ring.write(&head(SKIP), b"");
    assert_eq!(read_all(&mut Reader::new(ring)), Err(Damaged::Header));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Writing and reading in turns, over the ring's end and again.
    #[test]
    fn what_is_written_is_read_whatever_the_turns(
        steps in proptest::collection::vec((0usize..200, 0usize..4), 1..300),
    ) {
        let ring = ring(CAPACITY);
        let mut reader = Reader::new(ring);
        let (mut sent, mut got) = (Vec::new(), Vec::new());
        for (size, reads) in steps {
            let index = sent.len() as u64;
            let body = vec![index as u8; size];
            if ring.write(&head(index), &body) {
                sent.push((head(index), body));
            }
            for _ in 0..reads {
                if let Some(record) = reader.peek().unwrap() {
                    got.push((record.head, body_of(&record)));
                    reader.release(&record);
                }
            }
        }
        got.extend(read_all(&mut reader).unwrap());
        prop_assert_eq!(sent, got);
    }

    /// Whatever stands in the ring, the reader comes to an end within it.
    #[test]
    fn hostile_bytes_are_damage_or_records_within_the_ring(
        written in (0u64..80).prop_map(|step| step * 16),
        bytes in proptest::collection::vec(any::<u8>(), CAPACITY),
        markers in proptest::collection::vec(0usize..CAPACITY / 16, 0..8),
        small in proptest::collection::vec((0usize..CAPACITY / 16, 0u32..300), 0..40),
    ) {
        let ring = ring(CAPACITY);
        // SAFETY: the test's own ring.
        unsafe {
            ring.bytes.copy_from_nonoverlapping(NonNull::from(&bytes[..]).cast(), CAPACITY);
            for marker in markers {
                ring.bytes.add(marker * 16).cast::<u64>().write(SKIP);
            }
            for (place, body) in small {
                let at = place * 16 + 40;
                if at + 8 <= CAPACITY {
                    ring.bytes.add(at).cast::<u64>().write(u64::from(body) << 32);
                }
            }
        }
        ring.positions().written.0.store(written, Relaxed);
        let mut reader = Reader::new(ring);
        let start = ring.bytes.as_ptr() as usize;
        for _ in 0..=CAPACITY / HEAD_BYTES {
            match reader.peek() {
                Ok(Some(record)) => {
                    let body = record.body.as_ptr() as usize;
                    prop_assert!(body >= start && body + record.body_bytes <= start + CAPACITY);
                    reader.release(&record);
                }
                _ => return Ok(()),
            }
        }
        prop_assert!(false, "the reader comes to no end");
    }
}
