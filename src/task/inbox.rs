//! The frames that have come through a task's channel.

use crate::memory::{Damaged, channel::Channel, checksum::Checksum};
use std::{ops::Range, rc::Rc};

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
    /// Up to here it has been given.
    given: usize,
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
            given: 0,
            damaged: None,
            closed: false,
        }
    }

    /// Takes what has come by now, so that the task has room again. Returns how often
    /// [`Inbox::next`] has something to say then.
    pub fn receive(&mut self) -> usize {
        if self.damaged.is_none() && !self.closed {
            self.received.drain(..self.given);
            self.given = 0;
            self.damaged = self.channel.read(&mut self.received).err();
        }
        self.waiting()
    }

    fn waiting(&self) -> usize {
        let (mut at, mut waiting) = (self.given, usize::from(self.damaged.is_some()));
        loop {
            match self.frame_at(at) {
                Ok(None) => return waiting,
                Ok(Some((_, body))) => (at, waiting) = (body.end, waiting + 1),
                Err(_) => return waiting + 1,
            }
        }
    }

    /// The task has been settled: takes what it has sent, and nothing later.
    pub fn close(&mut self) {
        self.receive();
        self.closed = true;
    }

    /// The next frame that has been received whole.
    ///
    /// # Errors
    /// [`Damaged`] when the bytes are not a frame. Nothing is read after that.
    pub fn next(&mut self) -> Result<Option<Frame>, Damaged> {
        let frame = match self.damaged {
            None => self.first(),
            Some(damaged) => Err(damaged),
        };
        self.damaged = frame.as_ref().err().copied();
        frame
    }

    fn first(&mut self) -> Result<Option<Frame>, Damaged> {
        let Some((Head { kind, sum }, place)) = self.frame_at(self.given)? else {
            return Ok(None);
        };
        let body = &self.received[place.clone()];
        if checksum(kind, body.len() as u64, body) != sum {
            return Err(Damaged::Checksum);
        }
        let body = body.to_vec();
        self.given = place.end;
        Ok(Some(Frame { kind, body }))
    }

    /// The head of the frame that begins there, and where its body is, if it is there whole.
    fn frame_at(&self, at: usize) -> Result<Option<(Head, Range<usize>)>, Damaged> {
        let bytes = &self.received[at..];
        let Some(&head) = bytes.first_chunk::<HEAD>() else {
            return Ok(None);
        };
        let word =
            |at: usize| u32::from_ne_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
        let (kind, sum) = (word(0), word(4));
        let len = u64::from(word(8)) | u64::from(word(12)) << 32;
        let end = usize::try_from(len)
            .ok()
            .and_then(|len| len.checked_add(HEAD + at))
            .filter(|_| kind & !SERIALIZED <= Kind::OfItem as u32)
            .ok_or(Damaged::Header)?;
        Ok((end <= self.received.len()).then(|| (Head { kind, sum }, at + HEAD..end)))
    }
}

/// What a frame's head says besides its length.
struct Head {
    kind: u32,
    sum: u32,
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
        let mut inbox = Inbox::new(channel);
        inbox.receive();
        inbox
    }

    #[test]
    fn frames_come_whole_and_in_order() {
        let bytes = [frame(1, b"one"), frame(2, b""), frame(1, &[7; 5000])].concat();
        let channel = Rc::new(Channel::map().unwrap());
        let mut inbox = Inbox::new(Rc::clone(&channel));
        channel.write(&bytes[..30], || (), || false);
        assert_eq!(inbox.receive(), 1);
        let first = inbox.next().unwrap();
        assert_eq!(first.map(|frame| frame.body), Some(b"one".to_vec()));
        assert!(inbox.next().unwrap().is_none());
        channel.write(&bytes[30..], || (), || false);
        assert_eq!(inbox.receive(), 2);
        let mut next = || inbox.next().unwrap();
        assert_eq!(next().map(|frame| frame.kind), Some(2));
        assert_eq!(next().map(|frame| frame.body.len()), Some(5000));
        assert!(next().is_none());
    }

    #[test]
    fn what_comes_after_a_look_waits_for_the_next_one() {
        let channel = Rc::new(Channel::map().unwrap());
        let mut inbox = Inbox::new(Rc::clone(&channel));
        let send = || channel.write(&frame(1, b"one"), || (), || false);
        send();
        assert_eq!(inbox.receive(), 1);
        send();
        assert!(inbox.next().unwrap().is_some() && inbox.next().unwrap().is_none());
        assert_eq!(inbox.receive(), 1);
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
