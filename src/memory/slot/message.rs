//! Reading a message: as it was published, opened, and checked in memory of the reader's own.

use super::{INLINE, OVERFLOW, Report, SAMPLED};
use crate::memory::{
    Damaged,
    checksum::Checksum,
    copied::{Copied, Shared},
    overflow::{Mapping, MemoryFile, Region},
};
use std::io;

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
