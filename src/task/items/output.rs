//! What each item of a process has written, where output is captured: the process's two
//! files, and a third one in which it says after each item how long they are by then. What
//! follows the last of these marks is of an item that did not come to its end.

use crate::{
    system::{
        self,
        standard_streams::{BOTH, Streams},
    },
    task::output::{Captured, Sink},
};
use std::{fs::File, io, ops::Range, os::unix::fs::FileExt};

/// Bytes of a mark: the item, and the lengths of both files.
const MARK: usize = 24;

/// The files of a process that takes items.
pub struct ItemOutput {
    streams: Streams,
    /// `None` where nobody reads.
    marks: Option<File>,
}

impl ItemOutput {
    /// Opens them; `None` where none are needed. Lines of items cannot be told apart while
    /// they come: who wants them prefixed gives each item a process of its own.
    ///
    /// # Errors
    /// `EMFILE`, `ENFILE` or `ENOMEM`.
    pub fn open(sink: Sink) -> io::Result<Option<Self>> {
        Ok(match sink {
            Sink::Caller | Sink::Prefix => None,
            Sink::Capture => Some(Self {
                streams: Streams::in_memory()?,
                marks: Some(system::anonymous_files::scratch_file()?.into()),
            }),
            Sink::Discard => Some(Self {
                streams: Streams::nowhere()?,
                marks: None,
            }),
        })
    }

    /// In the new process: from now on its output goes there. Returns whether it does.
    pub fn enter(&self) -> bool {
        self.streams.put_in_place().is_ok()
    }

    /// In the process: all that an item has written is there. To be called before anybody
    /// learns of the item's end. Returns whether what the next item writes can be told apart:
    /// for a mark there may be no memory.
    pub fn end_item(&self, item: u64) -> bool {
        self.marks.as_ref().is_none_or(|mut marks| {
            let [output, error] = BOTH.map(|stream| self.streams.len(stream));
            let mark = [item, output, error].map(u64::to_ne_bytes).concat();
            io::Write::write_all(&mut marks, &mark).is_ok()
        })
    }

    /// In the caller; `None` where there is nothing to read.
    pub fn reader(self) -> Option<ItemReader> {
        Some(ItemReader {
            marks: self.marks?,
            streams: self.streams,
            at: 0,
            ends: [0; 2],
        })
    }
}

/// Reads what the items of a process have written, in the order in which they ended.
pub struct ItemReader {
    streams: Streams,
    marks: File,
    /// Where the next mark stands.
    at: u64,
    /// Up to where both files have been read.
    ends: [u64; 2],
}

impl ItemReader {
    /// What this item has written.
    pub fn take(&mut self, item: u64) -> Captured {
        let ends = self
            .next_mark(item)
            .unwrap_or_else(|| BOTH.map(|stream| self.streams.len(stream)));
        let ranges = [0, 1].map(|place| {
            let len = self.streams.len(BOTH[place]);
            self.ends[place]..ends[place].min(len)
        });
        let captured = Captured::read(&self.streams, ranges.clone());
        for (place, Range { start, end }) in ranges.into_iter().enumerate() {
            if end > start {
                self.streams.release(BOTH[place], start, end - start);
                self.ends[place] = end;
            }
        }
        captured
    }

    /// The lengths after the item, if it has come to its end.
    fn next_mark(&mut self, item: u64) -> Option<[u64; 2]> {
        loop {
            let mut mark = [0; MARK];
            self.marks.read_exact_at(&mut mark, self.at).ok()?;
            self.at += MARK as u64;
            let number = |place: usize| {
                let bytes = &mark[8 * place..8 * (place + 1)];
                u64::from_ne_bytes(bytes.try_into().unwrap_or_default())
            };
            let ends = [number(1), number(2)];
            if number(0) == item {
                return Some(ends);
            }
            // An item that was settled otherwise: nobody asks for its output any more.
            for (end, marked) in self.ends.iter_mut().zip(ends) {
                *end = marked.max(*end);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::{
        standard_streams::{Stream, write_all},
        test_children::holds_in_child,
    };

    #[test]
    fn each_item_has_what_it_wrote_also_the_one_that_did_not_come_to_its_end() {
        let output = ItemOutput::open(Sink::Capture).unwrap().unwrap();
        assert!(holds_in_child(|| {
            let placed = output.enter();
            write_all(Stream::Output, b"five");
            output.end_item(5);
            output.end_item(6);
            write_all(Stream::Output, b"settled otherwise");
            output.end_item(7);
            write_all(Stream::Output, b"eight");
            write_all(Stream::Error, b"error of eight");
            output.end_item(8);
            write_all(Stream::Error, b"died");
            placed
        }));
        let mut reader = output.reader().unwrap();
        let mut text = |item| {
            let Captured { output, error, .. } = reader.take(item);
            [output, error].map(|text| String::from_utf8(text).unwrap())
        };
        assert_eq!(text(5), ["five", ""]);
        assert_eq!(text(6), ["", ""]);
        assert_eq!(text(8), ["eight", "error of eight"]);
        assert_eq!(text(9), ["", "died"]);
        assert_eq!(text(10), ["", ""]);
    }
}
