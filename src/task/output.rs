//! Where a task's output goes, if not where its caller's goes.
//!
//! It never goes through a pipe: a task that writes is not blocked by a caller that does
//! something else, and a program in the background that keeps a stream open delays nobody.
//! What is written after the task's process has ended is not waited for.

use crate::{
    memory::budget,
    system::{
        process::ProcessId,
        standard_streams::{self, BOTH, Stream, Streams},
    },
};
use std::{io, ops::Range, rc::Rc, time::Duration};

/// How often a caller that waits looks for lines that tasks have written.
pub const PAUSE: Duration = Duration::from_millis(50);

/// How much is read at a time, in bytes.
const CHUNK: usize = 64 << 10;

/// Where a task's output is to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sink {
    /// Where the caller's goes.
    #[default]
    Caller,
    /// Into the outcome.
    Capture,
    /// Where the caller's goes, in whole lines, with the task's label before each.
    Prefix,
    /// Nowhere.
    Discard,
}

/// What a task has written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Captured {
    /// To standard output.
    pub output: Vec<u8>,
    /// To standard error.
    pub error: Vec<u8>,
    /// Bytes that could not be read.
    pub lost: u64,
}

impl Captured {
    /// What stands in the files between two offsets of each, standard output's first.
    pub fn read(streams: &Streams, ranges: [Range<u64>; 2]) -> Self {
        let wanted: u64 = ranges
            .iter()
            .map(|range| range.end.saturating_sub(range.start))
            .sum();
        let [output, error] = ranges;
        let output = read(streams, Stream::Output, output);
        let error = read(streams, Stream::Error, error);
        let lost = wanted.saturating_sub((output.len() + error.len()) as u64);
        Self {
            output,
            error,
            lost,
        }
    }
}

/// The files for a new task's output.
pub struct Redirection {
    sink: Sink,
    streams: Streams,
}

impl Redirection {
    /// Opens them; `None` where none are needed.
    ///
    /// # Errors
    /// `EMFILE`, `ENFILE` or `ENOMEM`.
    pub fn open(sink: Sink) -> io::Result<Option<Self>> {
        let streams = match sink {
            Sink::Caller => return Ok(None),
            Sink::Capture | Sink::Prefix => Streams::in_memory()?,
            Sink::Discard => Streams::nowhere()?,
        };
        Ok(Some(Self { sink, streams }))
    }

    /// In the new process, before any of PHP's code: from now on its output goes there.
    /// Returns whether it does.
    pub fn enter(self) -> bool {
        let placed = self.streams.put_in_place();
        // Closing them would be needless calls.
        std::mem::forget(self);
        placed.is_ok()
    }

    /// In the caller, of a task that has been started.
    pub fn read_by_caller(self, label: Option<Rc<[u8]>>, process: ProcessId) -> Option<Reader> {
        match self.sink {
            Sink::Caller | Sink::Discard => None,
            Sink::Capture => Some(Reader::Capture(Capture::Files(self.streams))),
            Sink::Prefix => Some(Reader::Prefix(Prefixer::new(self.streams, label, process))),
        }
    }
}

/// How the caller reads a task's output.
pub enum Reader {
    /// At once, when the outcome is taken.
    Capture(Capture),
    /// As it comes.
    Prefix(Prefixer),
}

/// Output that is to be a part of the outcome.
pub enum Capture {
    /// It stands in the files.
    Files(Streams),
    /// The files have been read and closed.
    Read(Captured),
}

impl Capture {
    /// What has been written by now.
    pub fn take(self) -> Captured {
        match self {
            Self::Read(captured) => captured,
            Self::Files(streams) => {
                let all = BOTH.map(|stream| 0..streams.len(stream));
                Captured::read(&streams, all)
            }
        }
    }

    /// Reads the files and closes them.
    pub fn read_ahead(&mut self) {
        if let Self::Files(_) = self {
            let files = std::mem::replace(self, Self::Read(Captured::default()));
            *self = Self::Read(files.take());
        }
    }
}

/// The bytes of a stream between two offsets, or as many of them as there is memory for.
fn read(streams: &Streams, stream: Stream, range: Range<u64>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let from = range.start;
    let wanted = range.end.saturating_sub(from);
    let len = usize::try_from(wanted).unwrap_or(usize::MAX);
    let fits = len <= budget::STEP || budget::to_copy_and_read(wanted, wanted).is_ok();
    if !fits || bytes.try_reserve_exact(len).is_err() {
        return bytes;
    }
    bytes.resize(len, 0);
    let mut at = 0;
    while at < len {
        match streams.read(stream, from + at as u64, &mut bytes[at..]) {
            0 => break,
            read => at += read,
        }
    }
    bytes.truncate(at);
    bytes
}

/// Output that is shown line by line.
pub struct Prefixer {
    streams: Streams,
    /// What stands before each line.
    prefix: Box<[u8]>,
    /// How far each stream has been shown and looked at.
    progress: [Progress; 2],
}

#[derive(Clone, Copy, Default)]
struct Progress {
    /// Up to here it has been shown: the start of a line.
    shown: u64,
    /// Between that and here there is no end of a line.
    looked_at: u64,
    /// Up to here its memory has been given back.
    released: u64,
}

impl Prefixer {
    fn new(streams: Streams, label: Option<Rc<[u8]>>, process: ProcessId) -> Self {
        let label = label.map_or_else(|| process.to_string().into_bytes(), |label| label.to_vec());
        Self {
            streams,
            prefix: prefix(&label),
            progress: [Progress::default(); 2],
        }
    }

    /// Shows the lines that are whole.
    pub fn show_lines(&mut self) {
        self.show(false);
    }

    /// Shows what there is; the last line gets its end.
    pub fn show_all(&mut self) {
        self.show(true);
    }

    fn show(&mut self, all: bool) {
        for (stream, place) in BOTH.into_iter().zip(0..) {
            let len = self.streams.len(stream);
            let progress = &mut self.progress[place];
            if len < progress.looked_at {
                // Somebody has emptied it.
                *progress = Progress::default();
            }
            let end = last_line_end(&self.streams, stream, progress.looked_at, len);
            progress.looked_at = len;
            let end = if all { Some(len) } else { end };
            if let Some(end) = end.filter(|end| *end > progress.shown) {
                let mut lines = Lines::new(&self.prefix);
                let from = progress.shown;
                progress.shown = each_chunk(&self.streams, stream, from, end, |bytes| {
                    lines.add(bytes, |shown| standard_streams::write_all(stream, shown));
                });
                lines.end(|shown| standard_streams::write_all(stream, shown));
                if progress.shown - progress.released > CHUNK as u64 {
                    let len = progress.shown - progress.released;
                    self.streams.release(stream, progress.released, len);
                    progress.released = progress.shown;
                }
                // What somebody has removed meanwhile is not missing.
                let missing = end
                    .min(self.streams.len(stream))
                    .saturating_sub(progress.shown);
                if all && missing > 0 {
                    let text =
                        format!("pokio: {missing} bytes of the task's output could not be read\n");
                    let text = [&*self.prefix, text.as_bytes()].concat();
                    standard_streams::write_all(Stream::Error, &text);
                }
            }
        }
    }
}

/// What stands before each line of a task with this label, itself without ends of lines.
pub fn prefix(label: &[u8]) -> Box<[u8]> {
    let label = label.iter().map(|byte| match byte {
        b'\n' | b'\r' => b' ',
        byte => *byte,
    });
    b"[".iter().copied().chain(label).chain(*b"] ").collect()
}

/// The offset after the last end of a line between two offsets, if there is one.
fn last_line_end(streams: &Streams, stream: Stream, from: u64, to: u64) -> Option<u64> {
    let (mut at, mut last) = (from, None);
    each_chunk(streams, stream, from, to, |bytes| {
        if let Some(place) = bytes.iter().rposition(|byte| *byte == b'\n') {
            last = Some(at + place as u64 + 1);
        }
        at += bytes.len() as u64;
    });
    last
}

/// Reads what stands between two offsets. Returns the offset up to which it could be read.
fn each_chunk(
    streams: &Streams,
    stream: Stream,
    from: u64,
    to: u64,
    mut use_bytes: impl FnMut(&[u8]),
) -> u64 {
    if from >= to {
        return from;
    }
    let mut chunk = vec![0; CHUNK.min(usize::try_from(to - from).unwrap_or(CHUNK))];
    let mut at = from;
    while at < to {
        let most = chunk.len().min(usize::try_from(to - at).unwrap_or(CHUNK));
        let read = streams.read(stream, at, &mut chunk[..most]);
        if read == 0 {
            break;
        }
        use_bytes(&chunk[..read]);
        at += read as u64;
    }
    at
}

/// Puts a prefix before each line.
pub struct Lines<'a> {
    prefix: &'a [u8],
    within_line: bool,
    ready: Vec<u8>,
}

impl<'a> Lines<'a> {
    /// At the start of a line.
    pub fn new(prefix: &'a [u8]) -> Self {
        Self {
            prefix,
            within_line: false,
            ready: Vec::new(),
        }
    }

    /// More of the text.
    pub fn add(&mut self, bytes: &[u8], mut write: impl FnMut(&[u8])) {
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            if !self.within_line {
                self.ready.extend_from_slice(self.prefix);
            }
            self.ready.extend_from_slice(line);
            self.within_line = !line.ends_with(b"\n");
            if self.ready.len() >= CHUNK {
                write(&self.ready);
                self.ready.clear();
            }
        }
    }

    /// The end of the text; an unfinished line gets its end.
    pub fn end(&mut self, mut write: impl FnMut(&[u8])) {
        if std::mem::take(&mut self.within_line) {
            self.ready.push(b'\n');
        }
        if !self.ready.is_empty() {
            write(&self.ready);
            self.ready.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::test_children::holds_in_child;

    fn prefixed(parts: &[&[u8]]) -> Vec<u8> {
        let prefix = prefix(b"a");
        let (mut lines, mut all) = (Lines::new(&prefix), Vec::new());
        for part in parts {
            lines.add(part, |shown| all.extend_from_slice(shown));
        }
        lines.end(|shown| all.extend_from_slice(shown));
        all
    }

    #[test]
    fn a_prefix_is_no_line_of_its_own() {
        assert_eq!(*prefix(b"two\r\nlines"), *b"[two  lines] ");
    }

    #[test]
    fn each_line_has_its_prefix_wherever_the_text_was_cut() {
        assert_eq!(prefixed(&[b"x\n\nyz\n"]), b"[a] x\n[a] \n[a] yz\n");
        assert_eq!(prefixed(&[b"x", b"", b"\ny", b"z\n"]), b"[a] x\n[a] yz\n");
    }

    #[test]
    fn an_unfinished_line_gets_its_end() {
        assert_eq!(prefixed(&[b"x\ny"]), b"[a] x\n[a] y\n");
        assert_eq!(prefixed(&[]), b"");
    }

    #[test]
    fn lines_that_cannot_be_read_are_missed() {
        let shown = Streams::in_memory().unwrap();
        assert!(holds_in_child(|| {
            let placed = shown.put_in_place().is_ok();
            let streams = Streams::unreadable(5).unwrap();
            let mut prefixer = Prefixer::new(streams, Some(Rc::from(*b"a")), 1);
            prefixer.show_lines();
            prefixer.show_all();
            placed
        }));
        let Captured { output, error, .. } = Capture::Files(shown).take();
        let line = "[a] pokio: 5 bytes of the task's output could not be read\n";
        assert_eq!(String::from_utf8(error).unwrap(), line.repeat(2));
        assert!(output.is_empty());
    }

    #[test]
    fn the_last_end_of_a_line_is_found_in_whatever_chunk_it_stands() {
        let streams = Streams::in_memory().unwrap();
        let text = [vec![b'x'; CHUNK + 5], b"\n".to_vec(), vec![b'y'; 2 * CHUNK]].concat();
        assert!(holds_in_child(|| {
            let placed = streams.put_in_place().is_ok();
            standard_streams::write_all(Stream::Output, &text);
            placed
        }));
        let len = streams.len(Stream::Output);
        assert_eq!(len, text.len() as u64);
        let end = last_line_end(&streams, Stream::Output, 0, len);
        assert_eq!(end, Some(CHUNK as u64 + 6));
        assert_eq!(
            last_line_end(&streams, Stream::Output, CHUNK as u64 + 6, len),
            None
        );
        let captured = Capture::Files(streams).take();
        assert!(captured.output == text && captured.error.is_empty());
    }
}
