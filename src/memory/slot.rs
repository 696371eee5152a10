//! One slot and the protocol by which it passes a message from a task to its
//! caller.
//!
//! | state | who sets it | who may touch header and body |
//! |---|---|---|
//! | reserved | the caller, before the fork | the task alone |
//! | published | the task, once, as its last act | readers alone; nobody writes |
//!
//! A task that dies before it publishes leaves the slot reserved; the caller
//! learns of the death from the kernel, never from the slot. The caller gives a
//! slot to a new task only when no process is left that may still read it.
//! Every field is validated on reading: a task gone wild can spoil its own
//! message, which then fails its checksum, and nothing else. That holds while it goes on
//! writing: fields are read once, and bodies are copied before they are looked at.

mod record;
mod writer;

pub use record::Address;
pub use writer::Writer;

use super::{
    Damaged,
    checksum::Checksum,
    copied::{Copied, Shared},
    overflow::{Mapping, MemoryFile, Region},
};
use crate::system::reaper::DoneFlag;
use std::{
    io,
    ptr::NonNull,
    slice,
    sync::atomic::{
        AtomicU32, AtomicU64,
        Ordering::{Acquire, Relaxed, Release},
    },
    time::Duration,
};

/// What stands before the body. Atomics, because a process gone wild may write
/// while another reads.
#[repr(C, align(64))]
struct Header {
    state: AtomicU32,
    kind: AtomicU32,
    place: AtomicU32,
    checksum: AtomicU32,
    len: AtomicU64,
    /// Whether the end of the task's process will be noticed without its caller.
    announced: AtomicU32,
    nanoseconds: AtomicU64,
    peak_memory: AtomicU64,
}

/// What a task reports beside its outcome; zeros when it was not asked to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Report {
    /// How long it ran.
    pub nanoseconds: u64,
    /// The most memory that PHP had allocated in it, in bytes.
    pub peak_memory: u64,
}

impl Report {
    /// How long it ran.
    pub fn duration(self) -> Duration {
        Duration::from_nanos(self.nanoseconds)
    }
}

/// Bytes of a slot before its body.
pub const HEADER_BYTES: usize = size_of::<Header>();

const RESERVED: u32 = 1;
const PUBLISHED: u32 = 2;

/// The body is in the slot.
const INLINE: u32 = 0;
/// The body is in the task's region of the memory file.
const OVERFLOW: u32 = 1;
/// As before, and the checksum is over a sample of it.
const SAMPLED: u32 = 2;

/// A slot. As its mapping is shared, the same value means the same slot in the
/// caller and in all its tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    header: NonNull<Header>,
    /// Bytes that fit its body.
    capacity: usize,
}

impl Slot {
    /// The slot of so many bytes, header included, at this address.
    ///
    /// # Safety
    /// The address is aligned for a header and starts this many bytes (more than
    /// a header's) of shared, writable memory that outlive every use of the slot.
    pub unsafe fn at(address: NonNull<u8>, bytes: usize) -> Self {
        Self {
            header: address.cast(),
            capacity: bytes - HEADER_BYTES,
        }
    }

    /// Bytes that fit its body.
    pub fn capacity(&self) -> usize {
        self.capacity
    }

    /// Where it is.
    pub fn address(&self) -> usize {
        self.header.as_ptr() as usize
    }

    fn header(&self) -> &Header {
        // SAFETY: `at` was promised a header here; all its fields are atomics,
        // for which every bit pattern is valid.
        unsafe { self.header.as_ref() }
    }

    fn body(&self) -> NonNull<u8> {
        // SAFETY: `at` was promised that the slot is longer than its header.
        unsafe { self.header.add(1).cast() }
    }

    /// The body, for writing.
    ///
    /// # Safety
    /// The slot is reserved by this process's task, and there is no other such
    /// reference.
    unsafe fn body_mut<'a>(&self) -> &'a mut [u8] {
        // SAFETY: the body is this long, and the caller's alone.
        unsafe { slice::from_raw_parts_mut(self.body().as_ptr(), self.capacity) }
    }

    /// Makes the slot ready for a new task. In the caller, before the fork.
    pub fn reserve(&self) {
        self.header().announced.store(0, Relaxed);
        self.report(Report::default());
        self.header().state.store(RESERVED, Relaxed);
    }

    /// By what to see that the message has been published, while the slot is the task's.
    pub fn done_flag(&self) -> DoneFlag {
        let word = NonNull::from(&self.header().state);
        // SAFETY: slots stay mapped until their arena is dropped, and whoever owns that
        // drops the reaper first.
        unsafe { DoneFlag::new(word, PUBLISHED) }
    }

    /// In the task: says, before it publishes, that its process has said its
    /// [`ExitNotifier`](crate::system::reaper::ExitNotifier).
    pub fn announce(&self) {
        self.header().announced.store(1, Relaxed);
    }

    /// Whether the task has said so, when it has published.
    pub fn is_announced(&self) -> bool {
        self.header().announced.load(Relaxed) == 1
    }

    /// Whether the message is there to be read. What the task wrote before it
    /// published is visible after this has returned true.
    pub fn is_published(&self) -> bool {
        self.header().state.load(Acquire) == PUBLISHED
    }

    /// Bytes of the sealed message.
    pub fn sealed_bytes(&self) -> u64 {
        self.header().len.load(Relaxed)
    }

    /// In the task: reports what was asked for, before the message is published.
    pub fn report(&self, report: Report) {
        self.header().nanoseconds.store(report.nanoseconds, Relaxed);
        self.header().peak_memory.store(report.peak_memory, Relaxed);
    }

    /// What the task has reported, when its message is published.
    pub fn reported(&self) -> Report {
        Report {
            nanoseconds: self.header().nanoseconds.load(Relaxed),
            peak_memory: self.header().peak_memory.load(Relaxed),
        }
    }

    /// In the task: hands the sealed message over. The task touches neither
    /// slot nor region after this.
    pub fn publish(&self) {
        self.header().state.store(PUBLISHED, Release);
    }

    /// In the task: starts a message. There is one writer at a time.
    pub fn writer<'a>(&self, overflow: Option<(&'a MemoryFile, Region)>) -> Writer<'a> {
        // SAFETY: of the one writer that there is at a time.
        Writer::new(*self, unsafe { self.body_mut() }, overflow)
    }

    /// In the caller, or in a task that was forked while the caller held the
    /// slot: what the task published, not yet checked.
    pub fn take(&self) -> RawMessage {
        let header = self.header();
        // SAFETY: the body is this long, and aligned as the header is. Slots stay mapped
        // until their arena is dropped, and who owns that opens no message afterwards.
        let body = unsafe { Shared::new(self.body(), self.capacity) };
        RawMessage {
            kind: header.kind.load(Relaxed),
            place: header.place.load(Relaxed),
            len: header.len.load(Relaxed),
            checksum: header.checksum.load(Relaxed),
            report: self.reported(),
            inline: Inline::Slot(body),
        }
    }
}

/// A published message, not yet checked.
#[derive(Clone)]
pub struct RawMessage {
    kind: u32,
    place: u32,
    len: u64,
    checksum: u32,
    report: Report,
    inline: Inline,
}

/// Where the body of a message is that did not go to the memory file.
#[derive(Clone)]
enum Inline {
    /// At the beginning of the slot's body.
    Slot(Shared),
    /// In this process's own memory.
    Copied(Copied),
    /// Nowhere: there was no memory to copy it to.
    Lost,
}

impl RawMessage {
    /// What it says it is, unchecked.
    pub fn kind(&self) -> u32 {
        self.kind
    }

    /// How many bytes it says it has, unchecked.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// The same without the slot, which can then be used again.
    pub fn without_slot(self) -> Self {
        let inline = match self.inline {
            Inline::Slot(body) => {
                let len = match self.place {
                    INLINE => usize::try_from(self.len).unwrap_or(0),
                    _ => 0,
                };
                body.first(len)
                    .copied()
                    .map_or(Inline::Lost, Inline::Copied)
            }
            other => other,
        };
        Self { inline, ..self }
    }

    /// What the task reported beside it.
    pub fn reported(&self) -> Report {
        self.report
    }

    /// The bytes of the message that stand in the memory file.
    pub fn spilled(&self) -> u64 {
        if matches!(self.place, OVERFLOW | SAMPLED) {
            self.len
        } else {
            0
        }
    }

    /// The message. Checked, but for one that is to be copied out of the memory file, which
    /// is when that is done.
    ///
    /// # Errors
    /// The system's, when the memory file cannot be mapped; [`Damaged`] inside
    /// when the message is not what was written.
    pub fn open(
        self,
        overflow: Option<(&MemoryFile, Region)>,
    ) -> io::Result<Result<Message, Damaged>> {
        let Self {
            kind,
            place,
            len,
            checksum,
            inline,
            report: _,
        } = self;
        let fits = |sum: &Checksum| sum.finish(kind, place, len) == checksum;
        let body = match (place, usize::try_from(len), inline) {
            (INLINE, Ok(len), Inline::Slot(body)) if len <= body.len() => {
                match body.first(len).checked(Checksum::default(), fits)? {
                    Ok(copied) => Body::Own(copied),
                    Err(damaged) => return Ok(Err(damaged)),
                }
            }
            (INLINE, Ok(len), Inline::Copied(copied)) if len == copied.bytes().len() => {
                let mut sum = Checksum::default();
                sum.update(copied.bytes());
                if !fits(&sum) {
                    return Ok(Err(Damaged::Checksum));
                }
                Body::Own(copied)
            }
            (INLINE, _, Inline::Lost) => return Err(io::ErrorKind::OutOfMemory.into()),
            (OVERFLOW | SAMPLED, Ok(len), _) => match overflow {
                None => return Ok(Err(Damaged::Header)),
                Some((file, region)) => match file.map(region, len)? {
                    Ok(mapping) if place == SAMPLED && !fits(&mapping.shared().sampled()) => {
                        return Ok(Err(Damaged::Checksum));
                    }
                    Ok(mapping) => Body::Mapped {
                        mapping,
                        place,
                        checksum,
                    },
                    Err(damaged) => return Ok(Err(damaged)),
                },
            },
            _ => return Ok(Err(Damaged::Header)),
        };
        Ok(Ok(Message { kind, body }))
    }
}

/// A message that has been opened.
pub struct Message {
    kind: u32,
    body: Body,
}

enum Body {
    /// Its checksum held.
    Own(Copied),
    /// In the memory file, with what its head says.
    Mapped {
        mapping: Mapping,
        place: u32,
        checksum: u32,
    },
}

impl Message {
    /// Puts the body's own pages in the place of others of the same number, if it has
    /// pages, and nothing interprets its bytes: the two need not be copied then.
    ///
    /// # Errors
    /// The message itself, and nothing has changed.
    pub fn move_to(self, pages: &mut [u8]) -> Result<(), Self> {
        let Self { kind, body } = self;
        match body {
            Body::Mapped {
                mapping,
                place: SAMPLED,
                checksum,
            } => mapping.move_to(pages).map_err(|mapping| Body::Mapped {
                mapping,
                place: SAMPLED,
                checksum,
            }),
            other => Err(other),
        }
        .map_err(|body| Self { kind, body })
    }

    /// What its sender said it is.
    pub fn kind(&self) -> u32 {
        self.kind
    }

    /// Bytes of its body.
    pub fn len(&self) -> usize {
        match &self.body {
            Body::Own(copied) => copied.bytes().len(),
            Body::Mapped { mapping, .. } => mapping.shared().len(),
        }
    }

    /// The message in this process's own memory: what it stood in is not needed any more.
    ///
    /// # Errors
    /// `ENOMEM`; [`Damaged`] inside when it is not what was written.
    pub fn whole(self) -> io::Result<Result<Whole, Damaged>> {
        let Self { kind, body } = self;
        let copied = match body {
            Body::Own(copied) => Ok(copied),
            Body::Mapped {
                mapping,
                place,
                checksum,
            } => {
                let shared = mapping.shared();
                let len = shared.len();
                let sum = match place {
                    SAMPLED => Checksum::of_sample(len),
                    _ => Checksum::default(),
                };
                shared.checked(sum, |sum| sum.finish(kind, place, len as u64) == checksum)?
            }
        };
        Ok(copied.map(|bytes| Whole { kind, bytes }))
    }
}

/// A message whose checksum held, in memory where nobody else writes.
pub struct Whole {
    kind: u32,
    bytes: Copied,
}

impl Whole {
    /// What its sender said it is.
    pub fn kind(&self) -> u32 {
        self.kind
    }

    /// Its body.
    pub fn bytes(&self) -> &[u8] {
        self.bytes.bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::arena::{Arena, SLOT_BYTES},
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
}
