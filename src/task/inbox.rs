//! The frames that have come through a task's channel.

use crate::memory::{Damaged, channel::Channel, checksum::Checksum};
use std::rc::Rc;

/// What a frame holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A message for its receiver.
    Message = 1,
    /// What the hooks at a process's end have given.
    End = 2,
    /// A message of an item of many: its number, then the message.
    OfItem = 3,
}

/// Bytes before a frame's body: kind, checksum, length.
pub const HEAD: usize = 16;

/// A bit of a frame's kind: the body is in the format of PHP's serializer.
pub const SERIALIZED: u32 = 1 << 8;

/// The checksum of a frame.
pub fn checksum(kind: u32, len: u64, body: &[u8]) -> u32 {
    let mut sum = Checksum::default();
    sum.update(body);
    sum.finish(kind, 0, len)
}

/// In the caller: what has come from one task.
pub struct Inbox {
    channel: Rc<Channel>,
    received: Vec<u8>,
    /// It is damaged; nothing more is read.
    damaged: Option<Damaged>,
    /// The task has been settled: what it sends from then on is dropped.
    closed: bool,
}

impl Inbox {
    /// The caller's end of a channel.
    pub fn new(channel: Rc<Channel>) -> Self {
        Self {
            channel,
            received: Vec::new(),
            damaged: None,
            closed: false,
        }
    }

    fn receive(&mut self) {
        if !self.closed {
            self.damaged = self.channel.read(&mut self.received).err();
        }
    }

    /// The task has been settled: takes what it has sent, and nothing later.
    pub fn close(&mut self) {
        self.receive();
        self.closed = true;
    }

    /// The next frame that is there whole.
    ///
    /// # Errors
    /// [`Damaged`] when the bytes are not a frame. Nothing is read after that.
    pub fn next(&mut self) -> Result<Option<Frame>, Damaged> {
        if self.damaged.is_none() {
            self.receive();
        }
        let frame = match self.damaged {
            None => self.first(),
            Some(damaged) => Err(damaged),
        };
        self.damaged = frame.as_ref().err().copied();
        frame
    }

    fn first(&mut self) -> Result<Option<Frame>, Damaged> {
        let Some(&head) = self.received.first_chunk::<HEAD>() else {
            return Ok(None);
        };
        let word =
            |at: usize| u32::from_ne_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
        let (kind, sum) = (word(0), word(4));
        let len = u64::from(word(8)) | u64::from(word(12)) << 32;
        let end = usize::try_from(len)
            .ok()
            .and_then(|len| len.checked_add(HEAD))
            .filter(|_| kind & !SERIALIZED <= Kind::OfItem as u32)
            .ok_or(Damaged::Header)?;
        let Some(body) = self.received.get(HEAD..end) else {
            return Ok(None);
        };
        if checksum(kind, len, body) != sum {
            return Err(Damaged::Checksum);
        }
        let frame = Frame {
            kind,
            body: body.to_vec(),
        };
        self.received.drain(..end);
        Ok(Some(frame))
    }
}

/// A frame, checked but not decoded: decoding may run PHP's code.
pub struct Frame {
    /// Its kind.
    pub kind: u32,
    /// Its body.
    pub body: Vec<u8>,
}

impl Frame {
    /// Whether it is of this kind.
    pub fn is(&self, kind: Kind) -> bool {
        self.kind & !SERIALIZED == kind as u32
    }

    /// The number of the item that sent it, if it says that.
    pub fn item(&self) -> Option<u64> {
        let number = self.body.first_chunk().filter(|_| self.is(Kind::OfItem));
        number.map(|number| u64::from_ne_bytes(*number))
    }

    /// The value that it holds, encoded.
    pub fn value(&self) -> &[u8] {
        let before = self.item().map_or(0, |_| size_of::<u64>());
        &self.body[before..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(kind: u32, body: &[u8]) -> Vec<u8> {
        let len = body.len() as u64;
        let mut frame = kind.to_ne_bytes().to_vec();
        frame.extend(checksum(kind, len, body).to_ne_bytes());
        frame.extend(len.to_ne_bytes());
        frame.extend(body);
        frame
    }

    fn inbox_with(bytes: &[u8]) -> Inbox {
        let channel = Rc::new(Channel::map().unwrap());
        channel.write(bytes, || (), || false);
        Inbox::new(channel)
    }

    #[test]
    fn frames_come_whole_and_in_order() {
        let bytes = [frame(1, b"one"), frame(2, b""), frame(1, &[7; 5000])].concat();
        let channel = Rc::new(Channel::map().unwrap());
        let mut inbox = Inbox::new(Rc::clone(&channel));
        channel.write(&bytes[..30], || (), || false);
        let mut next = || inbox.next().unwrap();
        assert_eq!(next().map(|frame| frame.body), Some(b"one".to_vec()));
        assert!(next().is_none());
        channel.write(&bytes[30..], || (), || false);
        assert_eq!(next().map(|frame| frame.kind), Some(2));
        assert_eq!(next().map(|frame| frame.body.len()), Some(5000));
        assert!(next().is_none());
    }

    #[test]
    fn a_frame_of_an_item_says_its_number() {
        let body = [&7u64.to_ne_bytes()[..], b"message"].concat();
        let mut inbox =
            inbox_with(&[frame(3, &body), frame(3, b"short"), frame(1, &body)].concat());
        let mut next = || inbox.next().unwrap().unwrap();
        let of_item = next();
        assert_eq!(
            (of_item.item(), of_item.value()),
            (Some(7), &b"message"[..])
        );
        let short = next();
        assert_eq!((short.item(), short.value()), (None, &b"short"[..]));
        assert_eq!(next().item(), None);
    }

    #[test]
    fn nothing_is_read_after_bytes_that_make_no_sense() {
        let mut spoilt = frame(1, b"one");
        spoilt[HEAD] ^= 1;
        spoilt.extend(frame(1, b"two"));
        let mut inbox = inbox_with(&spoilt);
        assert_eq!(inbox.next().err(), Some(Damaged::Checksum));
        assert_eq!(inbox.next().err(), Some(Damaged::Checksum));
        let unknown = inbox_with(&frame(9, b"unknown")).next();
        assert_eq!(unknown.err(), Some(Damaged::Header));
    }
}
