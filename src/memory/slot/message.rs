//! Reading a message: as it was published, opened, and checked in memory of the reader's own.

use super::{INLINE, OVERFLOW, Report, SAMPLED};
use crate::memory::{
    Damaged,
    checksum::Checksum,
    copied::{Copied, Shared, Source},
    memory_file::{MemoryFile, Region, Stored},
};
use std::{io, mem::MaybeUninit};

/// A published message, not yet checked.
#[derive(Clone)]
pub struct RawMessage {
    pub(super) kind: u32,
    pub(super) place: u32,
    pub(super) len: u64,
    pub(super) checksum: u32,
    pub(super) report: Report,
    pub(super) inline: Inline,
}

/// Where the body of a message is that did not go to the memory file.
#[derive(Clone)]
pub(super) enum Inline {
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

    /// The message. Checked, but for one that stands in the memory file: that is done when
    /// it is copied, or its pages are given away.
    ///
    /// # Errors
    /// The system's, when the memory file cannot be read; [`Damaged`] inside
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
                Some((file, region)) => match file.stored(region, len)? {
                    Ok(stored) => Body::Stored {
                        stored,
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
    Stored {
        stored: Stored,
        place: u32,
        checksum: u32,
    },
}

impl Message {
    /// Whether the body's own pages can take the place of others: it has some, nobody can
    /// change them any more, and nothing interprets their bytes.
    pub fn has_pages(&self) -> bool {
        matches!(&self.body, Body::Stored { stored, place: SAMPLED, .. } if stored.is_sealed())
    }

    /// Puts the body's own pages in place of others of the same number: the two need
    /// not be copied then.
    ///
    /// # Errors
    /// The system's, and nothing has changed; [`Damaged`] inside when the message is not
    /// what was written.
    ///
    /// # Panics
    /// When it has no such pages.
    pub fn move_to(&self, pages: &mut [u8]) -> io::Result<Result<(), Damaged>> {
        let Body::Stored {
            stored,
            place,
            checksum,
        } = &self.body
        else {
            unreachable!("a message with pages stands in the memory file")
        };
        let sum = match stored.sampled() {
            Ok(sum) => sum,
            Err(error) => return Damaged::missing(error).map(Err),
        };
        if sum.finish(self.kind, *place, stored.len() as u64) != *checksum {
            return Ok(Err(Damaged::Checksum));
        }
        stored.move_to(pages).map(Ok)
    }

    /// Fills the room with a copy of the body, which is as long.
    ///
    /// # Errors
    /// The system's; [`Damaged`] inside when the message is not what was written.
    ///
    /// # Panics
    /// When it is not as long.
    pub fn copy_to(&self, room: &mut [MaybeUninit<u8>]) -> io::Result<Result<(), Damaged>> {
        match &self.body {
            Body::Own(copied) => {
                assert_eq!(room.len(), copied.bytes().len());
                for (place, byte) in room.iter_mut().zip(copied.bytes()) {
                    place.write(*byte);
                }
                Ok(Ok(()))
            }
            Body::Stored {
                stored,
                place,
                checksum,
            } => {
                assert_eq!(room.len(), stored.len());
                let mut sum = checksum_of(*place, stored.len());
                match stored.fill(room, |piece| sum.update(piece)) {
                    Err(error) => Damaged::missing(error).map(Err),
                    Ok(()) if sum.finish(self.kind, *place, stored.len() as u64) == *checksum => {
                        Ok(Ok(()))
                    }
                    Ok(()) => Ok(Err(Damaged::Checksum)),
                }
            }
        }
    }

    /// What its sender said it is.
    pub fn kind(&self) -> u32 {
        self.kind
    }

    /// Bytes of its body.
    pub fn len(&self) -> usize {
        match &self.body {
            Body::Own(copied) => copied.bytes().len(),
            Body::Stored { stored, .. } => stored.len(),
        }
    }

    /// The message in this process's own memory: its slot and region are not needed any more.
    ///
    /// # Errors
    /// `ENOMEM`; [`Damaged`] inside when it is not what was written.
    pub fn whole(self) -> io::Result<Result<Whole, Damaged>> {
        let Self { kind, body } = self;
        let copied = match body {
            Body::Own(copied) => Ok(copied),
            Body::Stored {
                stored,
                place,
                checksum,
            } => {
                let len = stored.len();
                let sum = checksum_of(place, len);
                stored.checked(sum, |sum| sum.finish(kind, place, len as u64) == checksum)?
            }
        };
        Ok(copied.map(|bytes| Whole { kind, bytes }))
    }
}

/// The checksum, to be, of a body in the memory file.
fn checksum_of(place: u32, len: usize) -> Checksum {
    match place {
        SAMPLED => Checksum::of_sample(len),
        _ => Checksum::default(),
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
