//! Standard output and standard error of a process, put into other files.

use super::descriptors;
use nix::{
    errno::Errno,
    fcntl::{FcntlArg, FdFlag, OFlag, fcntl},
};
use std::{
    fs::{File, OpenOptions},
    io,
    os::{
        fd::{AsFd, AsRawFd, BorrowedFd, RawFd},
        unix::fs::FileExt,
    },
};

/// One of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// Standard output.
    Output = 1,
    /// Standard error.
    Error = 2,
}

/// Both.
pub const BOTH: [Stream; 2] = [Stream::Output, Stream::Error];

/// Files in place of the two. Writing to them never blocks, and nobody
/// who reads them waits for an end that a program in the background puts off.
pub struct Streams([File; 2]);

impl Streams {
    /// Two files in memory, without names.
    ///
    /// # Errors
    /// `EMFILE`, `ENFILE` or `ENOMEM`.
    pub fn in_memory() -> io::Result<Self> {
        let file = || -> io::Result<File> {
            let file = File::from(super::anonymous_files::stream_file()?);
            // A program that opens /dev/stdout again would write at the start of the file, over
            // what others have written.
            fcntl(&file, FcntlArg::F_SETFL(OFlag::O_APPEND))?;
            Ok(file)
        };
        Ok(Self([file()?, file()?]))
    }

    /// `/dev/null`, for what nobody wants; where there is none, files in memory.
    ///
    /// # Errors
    /// As for [`Streams::in_memory`].
    pub fn nowhere() -> io::Result<Self> {
        let Ok(null) = OpenOptions::new().read(true).write(true).open("/dev/null") else {
            return Self::in_memory();
        };
        let null = descriptors::out_of_the_way(null.into())?;
        let second = descriptors::copy(&null)?;
        Ok(Self([null.into(), second.into()]))
    }

    /// Files with this many bytes, which nobody may read.
    #[cfg(test)]
    pub fn unreadable(len: u64) -> io::Result<Self> {
        let file = || -> io::Result<File> {
            let name = format!("pokio-unreadable-{}", std::process::id());
            let path = std::env::temp_dir().join(name);
            let file = OpenOptions::new()
                .write(true)
                .create_new(true)
                .open(&path)?;
            std::fs::remove_file(path)?;
            file.set_len(len)?;
            Ok(file)
        };
        Ok(Self([file()?, file()?]))
    }

    /// From now on what this process and its programs write goes here.
    ///
    /// # Errors
    /// `EBUSY` or `EINTR`.
    pub fn put_in_place(&self) -> io::Result<()> {
        for stream in BOTH {
            duplicate(self.file(stream).as_raw_fd(), stream as RawFd)?;
        }
        Ok(())
    }

    /// How much has been written, in bytes.
    pub fn len(&self, stream: Stream) -> u64 {
        self.file(stream).metadata().map_or(0, |file| file.len())
    }

    /// Reads from this offset on; returns how many bytes there were, 0 at the end.
    pub fn read(&self, stream: Stream, offset: u64, into: &mut [u8]) -> usize {
        loop {
            match self.file(stream).read_at(into, offset) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                result => return result.unwrap_or(0),
            }
        }
    }

    /// Gives the memory of what has been read back, as far as the system can.
    pub fn release(&self, stream: Stream, offset: u64, len: u64) {
        super::anonymous_files::release(self.file(stream).as_fd(), offset, len);
    }

    fn file(&self, stream: Stream) -> &File {
        &self.0[usize::from(stream == Stream::Error)]
    }
}

/// From now on the descriptor, too, is of the file that the standard stream of this number
/// writes to.
///
/// # Errors
/// `EBUSY` or `EINTR`.
pub fn follow(descriptor: BorrowedFd<'_>, number: RawFd) -> io::Result<()> {
    let closes = FdFlag::from_bits_retain(fcntl(descriptor, FcntlArg::F_GETFD)?);
    duplicate(number, descriptor.as_raw_fd())?;
    fcntl(descriptor, FcntlArg::F_SETFD(closes))?;
    Ok(())
}

/// dup2(2): from now on `to` is of the file that `from` is of. Whoever owns `to` goes on
/// using it.
fn duplicate(from: RawFd, to: RawFd) -> io::Result<()> {
    // SAFETY: plain numbers, which need not be open; `to` stays one that is.
    Errno::result(unsafe { libc::dup2(from, to) })?;
    Ok(())
}

/// Writes all of it to a standard stream of this process, whatever signals come. What
/// nobody reads any more is lost.
pub fn write_all(stream: Stream, mut bytes: &[u8]) {
    let number = stream as RawFd;
    while !bytes.is_empty() {
        // SAFETY: as many bytes as is said; a number that is not open is refused.
        let written = unsafe { libc::write(number, bytes.as_ptr().cast(), bytes.len()) };
        match Errno::result(written) {
            Ok(written) => bytes = &bytes[written.cast_unsigned()..],
            Err(Errno::EINTR) => {}
            // The program's own, or whoever shares it, has set it not to block.
            Err(Errno::EAGAIN) => {
                let mut place = libc::pollfd {
                    fd: number,
                    events: libc::POLLOUT,
                    revents: 0,
                };
                // SAFETY: one place, as is said.
                unsafe { libc::poll(&raw mut place, 1, -1) };
            }
            Err(_) => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::test_children::holds_in_child;

    #[test]
    fn what_a_process_writes_to_its_standard_streams_is_read_here() {
        let streams = Streams::in_memory().unwrap();
        assert!(holds_in_child(|| {
            let placed = streams.put_in_place().is_ok();
            write_all(Stream::Output, b"to output");
            write_all(Stream::Error, b"and to error");
            placed
        }));
        let text = |stream, offset| {
            let mut text = [0; 64];
            let read = streams.read(stream, offset, &mut text);
            String::from_utf8(text[..read].to_vec()).unwrap()
        };
        assert_eq!(streams.len(Stream::Output), 9);
        assert_eq!(text(Stream::Output, 3), "output");
        assert_eq!(text(Stream::Error, 0), "and to error");
        assert_eq!(text(Stream::Error, 12), "");
    }

    #[test]
    fn what_nobody_wants_is_nowhere() {
        let streams = Streams::nowhere().unwrap();
        assert!(holds_in_child(|| {
            let placed = streams.put_in_place().is_ok();
            write_all(Stream::Output, b"text");
            placed
        }));
        assert_eq!(streams.len(Stream::Output), 0);
    }
}
