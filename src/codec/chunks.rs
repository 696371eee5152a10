//! Small chunks on their way to a writer, many at a time.

use crate::memory::small_copy::copy;
use std::io::{self, Write};

/// The longest piece that [`ChunkedWriter::at_most`] has room for.
pub const PIECE: usize = 256;

/// Chunks that have not gone to the writer yet.
pub struct ChunkedWriter<'w, W> {
    writer: &'w mut W,
    buffer: [u8; 4096],
    used: usize,
}

impl<'w, W: Write> ChunkedWriter<'w, W> {
    /// None yet.
    pub fn new(writer: &'w mut W) -> Self {
        Self {
            writer,
            buffer: [0; 4096],
            used: 0,
        }
    }

    /// A number.
    ///
    /// # Errors
    /// The writer's.
    #[inline]
    pub fn put<const N: usize>(&mut self, number: [u8; N]) -> io::Result<()> {
        if self.used + N > self.buffer.len() {
            self.flush()?;
        }
        self.buffer[self.used..self.used + N].copy_from_slice(&number);
        self.used += N;
        Ok(())
    }

    /// A piece that `fill` writes and tells the length of.
    ///
    /// # Errors
    /// The writer's.
    #[inline]
    pub fn at_most(&mut self, fill: impl FnOnce(&mut [u8; PIECE]) -> usize) -> io::Result<()> {
        if self.used > self.buffer.len() - PIECE {
            self.flush()?;
        }
        if let Some(room) = self.buffer[self.used..].first_chunk_mut() {
            self.used += fill(room).min(PIECE);
        }
        Ok(())
    }

    /// Bytes of any number.
    ///
    /// # Errors
    /// The writer's.
    #[inline]
    pub fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        if bytes.len() <= PIECE {
            self.at_most(|room| {
                copy(bytes, room);
                bytes.len()
            })
        } else {
            self.flush()?;
            self.writer.write_all(bytes)
        }
    }

    /// Hands all of them to the writer.
    ///
    /// # Errors
    /// The writer's.
    pub fn flush(&mut self) -> io::Result<()> {
        let used = std::mem::take(&mut self.used);
        self.writer.write_all(&self.buffer[..used])
    }
}
