//! Writing a message.

use super::{INLINE, OVERFLOW, SAMPLED, Slot};
use crate::memory::{
    budget,
    checksum::Checksum,
    memory_file::{MemoryFile, Region},
    small_copy,
};
use crate::system::identity::{self, Token};
use std::{
    cell::Cell,
    io::{self, Write},
    sync::atomic::Ordering::Relaxed,
};

/// Bytes that are written to the memory file and added to the checksum in turn.
const PIECE_BYTES: usize = 256 << 10;

/// Bytes that are written to the memory file at once, at least.
const BUFFER_BYTES: usize = 32 << 10;

thread_local! {
    /// The buffer of messages that outgrow a small slot, between two of them.
    static SPARE: Cell<Option<&'static mut [u8]>> = const { Cell::new(None) };
}

/// A message on its way into a slot. What does not fit the slot's body goes to
/// the memory file, for which the body then serves as the buffer, or another one
/// if the body is small.
pub struct Writer<'a> {
    slot: Slot,
    body: &'a mut [u8],
    /// The buffer instead, once the message has outgrown a small body.
    spare: Option<&'static mut [u8]>,
    used: usize,
    spilled: u64,
    /// How much may be spilled before the next look at the memory.
    look_at: u64,
    overflow: Option<(&'a MemoryFile, Region)>,
    checksum: Checksum,
    /// The process whose message it is.
    owner: Token,
}

impl<'a> Writer<'a> {
    /// A writer of this slot, whose body is given.
    pub(super) fn new(
        slot: Slot,
        body: &'a mut [u8],
        overflow: Option<(&'a MemoryFile, Region)>,
    ) -> Self {
        Self {
            slot,
            body,
            spare: None,
            used: 0,
            spilled: 0,
            look_at: budget::STEP as u64,
            overflow,
            checksum: Checksum::default(),
            owner: identity::token(),
        }
    }
}

impl Writer<'_> {
    /// Announces a message that the slot does not hold, before it is written: it is of
    /// this length, and its checksum is that of a sample.
    pub fn sample(&mut self, len: usize) {
        self.checksum = Checksum::of_sample(len);
    }

    /// Whether this is the process whose message it is, and not a copy of that: to be asked
    /// after a call into PHP, which may fork by hand, before more is written.
    pub fn is_own(&self) -> bool {
        self.owner == identity::token()
    }

    /// Forgets what has been written.
    pub fn rewind(&mut self) {
        if let Some((file, region)) = self.overflow
            && self.spilled > 0
        {
            file.release(region, self.spilled);
        }
        self.give_back();
        self.used = 0;
        self.spilled = 0;
        self.look_at = budget::STEP as u64;
        self.checksum = Checksum::default();
    }

    fn give_back(&mut self) {
        if let Some(spare) = self.spare.take() {
            SPARE.set(Some(spare));
        }
    }

    #[inline]
    fn buffer(&mut self) -> &mut [u8] {
        match &mut self.spare {
            None => self.body,
            Some(spare) => spare,
        }
    }

    /// Completes the message; [`Slot::publish`] hands it over.
    ///
    /// # Errors
    /// Those of writing to the memory file.
    pub fn seal(mut self, kind: u32) -> io::Result<()> {
        self.complete(kind)?;
        // The message is the reader's from now on.
        self.spilled = 0;
        Ok(())
    }

    fn complete(&mut self, kind: u32) -> io::Result<()> {
        let place = if self.spilled == 0 && self.spare.is_none() {
            self.checksum.update(&self.body[..self.used]);
            INLINE
        } else {
            self.spill()?;
            match self.checksum.sampled() {
                None => OVERFLOW,
                Some(len) if len as u64 == self.spilled => SAMPLED,
                Some(_) => return Err(io::ErrorKind::InvalidInput.into()),
            }
        };
        let len = if place == INLINE {
            self.used as u64
        } else {
            self.spilled
        };
        let header = self.slot.header();
        header.kind.store(kind, Relaxed);
        header.place.store(place, Relaxed);
        header.len.store(len, Relaxed);
        header
            .checksum
            .store(self.checksum.finish(kind, place, len), Relaxed);
        Ok(())
    }

    /// Writes bytes that the buffer has no room for.
    #[cold]
    #[inline(never)]
    fn outgrow(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.spill()?;
        if self.body.len() < BUFFER_BYTES && self.spare.is_none() {
            self.spare = Some(
                SPARE
                    .take()
                    .unwrap_or_else(|| Box::leak(vec![0; BUFFER_BYTES].into_boxed_slice())),
            );
        }
        if bytes.len() < self.buffer().len() {
            self.buffer()[..bytes.len()].copy_from_slice(bytes);
            self.used = bytes.len();
            Ok(())
        } else {
            // Too big to be worth a copy through the buffer.
            let (spilled, look_at) = (&mut self.spilled, &mut self.look_at);
            let sum = &mut self.checksum;
            write_out(self.overflow, spilled, look_at, sum, bytes)
        }
    }

    /// Moves the body's bytes to the memory file.
    fn spill(&mut self) -> io::Result<()> {
        let used = std::mem::take(&mut self.used);
        let bytes = match &self.spare {
            None => &self.body[..used],
            Some(spare) => &spare[..used],
        };
        let (spilled, look_at) = (&mut self.spilled, &mut self.look_at);
        let sum = &mut self.checksum;
        write_out(self.overflow, spilled, look_at, sum, bytes)
    }
}

impl Drop for Writer<'_> {
    /// A message that was given up leaves nothing in the memory file.
    fn drop(&mut self) {
        self.rewind();
    }
}

/// Appends to the region of the memory file, as long as there is memory.
fn write_out(
    overflow: Option<(&MemoryFile, Region)>,
    spilled: &mut u64,
    look_at: &mut u64,
    checksum: &mut Checksum,
    bytes: &[u8],
) -> io::Result<()> {
    let (file, region) = overflow.ok_or_else(|| io::Error::from_raw_os_error(libc::EFBIG))?;
    // Chunks that stay in the processor's cache between the two looks at them.
    let most = checksum.sampled().map_or(PIECE_BYTES, |_| budget::STEP);
    for piece in bytes.chunks(most) {
        let (offset, size) = (*spilled, *spilled + piece.len() as u64);
        if size > *look_at {
            *look_at = size.saturating_add(budget::to_send(budget::STEP as u64, size)?);
        }
        // Before the writing, for a part may have been written when it fails.
        *spilled = size;
        file.write(region, offset, piece)?;
        checksum.update(piece);
    }
    Ok(())
}

impl Write for Writer<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes)?;
        Ok(bytes.len())
    }

    #[inline(always)]
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        let used = self.used;
        match self.buffer().get_mut(used..used + bytes.len()) {
            Some(room) => {
                small_copy::copy(bytes, room);
                self.used += bytes.len();
                Ok(())
            }
            None => self.outgrow(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
