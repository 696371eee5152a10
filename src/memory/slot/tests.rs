//! Messages through slots, whole and damaged.

use super::{
    super::{
        Damaged,
        arena::{Arena, SLOT_BYTES},
    },
    *,
};
use proptest::prelude::*;
use std::io::Write;

fn send(slot: Slot, file: &MemoryFile, kind: u32, pieces: &[Vec<u8>]) {
    let mut writer = slot.writer(Some((file, 3)));
    for piece in pieces {
        writer.write_all(piece).unwrap();
    }
    writer.seal(kind).unwrap();
    slot.publish();
}

fn receive(slot: Slot, file: &MemoryFile) -> Result<(u32, Vec<u8>), Damaged> {
    let opened = slot.take().open(Some((file, 3))).unwrap();
    let whole = opened.and_then(|message| message.whole().unwrap());
    whole.map(|message| (message.kind(), message.bytes().to_vec()))
}

#[test]
fn a_reserved_slot_is_not_published() {
    let mut arena = Arena::default();
    assert!(!arena.acquire().unwrap().is_published());
}

#[test]
fn reserving_again_takes_the_old_message_back() {
    let (mut arena, file) = (Arena::default(), MemoryFile::create().unwrap());
    let slot = arena.acquire().unwrap();
    send(slot, &file, 1, &[vec![1]]);
    assert!(slot.is_published());
    arena.release(slot);
    assert!(!arena.acquire().unwrap().is_published());
}

#[test]
fn a_message_without_a_memory_file_must_fit() {
    let mut arena = Arena::default();
    let slot = arena.acquire().unwrap();
    let mut writer = slot.writer(None);
    writer.write_all(&vec![0; slot.capacity()]).unwrap();
    assert!(writer.write_all(&[0]).is_err());
}

#[test]
fn a_rewound_writer_forgets() {
    let (mut arena, file) = (Arena::default(), MemoryFile::create().unwrap());
    let slot = arena.acquire().unwrap();
    let mut writer = slot.writer(Some((&file, 3)));
    writer.write_all(&vec![9; 3 * SLOT_BYTES]).unwrap();
    writer.rewind();
    writer.write_all(b"short").unwrap();
    writer.seal(5).unwrap();
    assert_eq!(receive(slot, &file), Ok((5, b"short".to_vec())));
}

#[test]
fn every_flipped_bit_of_an_inline_message_is_noticed() {
    let (mut arena, file) = (Arena::default(), MemoryFile::create().unwrap());
    let slot = arena.acquire().unwrap();
    send(slot, &file, 2, &[b"the quick brown fox".to_vec()]);
    for bit in 0..19 * 8 {
        // SAFETY: the test is the only user of its own slot.
        let byte = unsafe { &mut *slot.body().as_ptr().add(bit / 8) };
        *byte ^= 1 << (bit % 8);
        assert_eq!(receive(slot, &file), Err(Damaged::Checksum), "bit {bit}");
        *byte ^= 1 << (bit % 8);
    }
    assert!(receive(slot, &file).is_ok());
}

#[test]
fn every_flipped_bit_of_the_header_is_noticed() {
    let (mut arena, file) = (Arena::default(), MemoryFile::create().unwrap());
    let slot = arena.acquire().unwrap();
    send(slot, &file, 2, &[b"message".to_vec()]);
    let header = slot.header();
    for bit in 0..32 {
        for field in [&header.kind, &header.place, &header.checksum] {
            field.fetch_xor(1 << bit, Relaxed);
            assert!(receive(slot, &file).is_err(), "bit {bit}");
            field.fetch_xor(1 << bit, Relaxed);
        }
    }
    for bit in 0..64 {
        header.len.fetch_xor(1 << bit, Relaxed);
        assert!(receive(slot, &file).is_err(), "bit {bit} of the length");
        header.len.fetch_xor(1 << bit, Relaxed);
    }
}

#[test]
fn a_sampled_message_is_noticed_when_it_is_not_whole() {
    const LEN: usize = 4 << 20;
    let (mut arena, file) = (Arena::default(), MemoryFile::create().unwrap());
    let slot = arena.acquire().unwrap();
    let mut writer = slot.writer(Some((&file, 3)));
    writer.sample(LEN);
    for piece in vec![7; LEN].chunks(LEN / 3) {
        writer.write_all(piece).unwrap();
    }
    writer.seal(1).unwrap();
    slot.publish();
    assert_eq!(receive(slot, &file), Ok((1, vec![7; LEN])));
    assert_eq!(slot.take().spilled(), LEN as u64);
    for field in [&slot.header().kind, &slot.header().place] {
        for bit in 0..32 {
            field.fetch_xor(1 << bit, Relaxed);
            assert!(receive(slot, &file).is_err(), "bit {bit}");
            field.fetch_xor(1 << bit, Relaxed);
        }
    }
    for bit in 0..64 {
        slot.header().len.fetch_xor(1 << bit, Relaxed);
        assert!(receive(slot, &file).is_err(), "bit {bit} of the length");
        slot.header().len.fetch_xor(1 << bit, Relaxed);
    }
    for at in [0, LEN as u64 - 1] {
        file.write(3, at, &[8]).unwrap();
        assert_eq!(receive(slot, &file), Err(Damaged::Checksum));
        file.write(3, at, &[7]).unwrap();
    }
    assert!(receive(slot, &file).is_ok());
}

#[test]
fn a_message_of_another_length_than_announced_is_not_sealed() {
    let (mut arena, file) = (Arena::default(), MemoryFile::create().unwrap());
    let slot = arena.acquire().unwrap();
    let mut writer = slot.writer(Some((&file, 3)));
    writer.sample(4 * SLOT_BYTES);
    writer.write_all(&vec![1; 3 * SLOT_BYTES]).unwrap();
    assert!(writer.seal(1).is_err());
}

#[test]
fn a_length_that_goes_on_into_a_hole_takes_no_memory() {
    let (mut arena, file) = (Arena::default(), MemoryFile::create().unwrap());
    let slot = arena.acquire().unwrap();
    send(slot, &file, 1, &[vec![7; 2 * SLOT_BYTES]]);
    // The next region makes the file long enough.
    file.write(4, 0, &[1]).unwrap();
    slot.header().len.store(1 << 30, Relaxed);
    assert_eq!(receive(slot, &file), Err(Damaged::Missing));
}

#[test]
fn a_message_outlives_its_slot() {
    let (mut arena, file) = (Arena::default(), MemoryFile::create().unwrap());
    let slot = arena.acquire().unwrap();
    send(slot, &file, 4, &[b"kept".to_vec()]);
    let message = slot.take().without_slot();
    arena.release(slot);
    assert_eq!(arena.acquire().unwrap(), slot);
    send(slot, &file, 4, &[b"next".to_vec()]);
    let message = message.open(None).unwrap().unwrap();
    assert_eq!(message.whole().unwrap().unwrap().bytes(), b"kept");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_written_in_pieces_is_read_whole(
        pieces in proptest::collection::vec(0usize..100_000, 0..12), kind: u32, fill: u8,
    ) {
        let (mut arena, file) = (Arena::default(), MemoryFile::create().unwrap());
        let slot = arena.acquire().unwrap();
        let pieces: Vec<Vec<u8>> = pieces.into_iter().map(|len| vec![fill; len]).collect();
        send(slot, &file, kind, &pieces);
        prop_assert_eq!(receive(slot, &file), Ok((kind, pieces.concat())));
    }
}
