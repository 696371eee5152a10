//! Open files that a forked process has in common with its parent.

use nix::{
    errno::Errno,
    fcntl::{FcntlArg, FdFlag, OFlag, fcntl, open},
    libc,
    sys::stat::{FileStat, Mode, SFlag, fstat},
    unistd::{Whence, dup2_raw, lseek},
};
use std::{
    fs::File,
    io::{self, Read},
    mem::MaybeUninit,
    os::{
        fd::{AsFd, AsRawFd, BorrowedFd, IntoRawFd, OwnedFd},
        unix::fs::FileExt,
    },
    path::PathBuf,
};

/// lseek(2): where the file behind a descriptor stands, in bytes; `None` for what has no
/// position.
pub fn position(file: BorrowedFd<'_>) -> Option<i64> {
    lseek(file, 0, Whence::SeekCur).ok()
}

/// pread(2): fills the room with the bytes from an offset on, whatever signals come.
///
/// # Errors
/// `UnexpectedEof` when the file ends before; what the system says.
pub fn read_all_at<'a>(
    file: BorrowedFd<'_>,
    room: &'a mut [MaybeUninit<u8>],
    offset: u64,
) -> io::Result<&'a mut [u8]> {
    let mut read = 0;
    while let Some(rest) = room.get_mut(read..).filter(|rest| !rest.is_empty()) {
        let at = i64::try_from(offset + read as u64).map_err(io::Error::other)?;
        // SAFETY: the room is this long, and whatever is written there is bytes.
        let done =
            unsafe { libc::pread(file.as_raw_fd(), rest.as_mut_ptr().cast(), rest.len(), at) };
        match Errno::result(done) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(done) => read += done.cast_unsigned(),
            Err(Errno::EINTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
    // SAFETY: all of it has been written.
    Ok(unsafe { &mut *(std::ptr::from_mut(room) as *mut [u8]) })
}

/// Opens the file behind a descriptor again, so that this process has a position of its
/// own, which is set to the one given, in bytes. A file that is only written to stays as it
/// is, so that the output of two processes does not overlap. So does what has no bytes of
/// its own, such as a pipe.
///
/// # Errors
/// What the system says when the file may not be opened, or not by the name that it
/// has by now; the descriptor stays as it was.
pub fn reopen(shared: BorrowedFd<'_>, position: i64) -> io::Result<()> {
    let before = fstat(shared)?;
    if !is_regular(&before) {
        return Ok(());
    }
    let flags = OFlag::from_bits_retain(fcntl(shared, FcntlArg::F_GETFL)?);
    if flags & OFlag::O_ACCMODE == OFlag::O_WRONLY {
        return Ok(());
    }
    let wanted = flags & (OFlag::O_ACCMODE | OFlag::O_APPEND);
    let own = open(
        &path(shared)?,
        wanted | OFlag::O_CLOEXEC | OFlag::O_NOCTTY,
        Mode::empty(),
    )?;
    let after = fstat(&own)?;
    if (after.st_dev, after.st_ino) != (before.st_dev, before.st_ino) {
        return Err(io::ErrorKind::NotFound.into());
    }
    replace(shared, own, position)
}

/// Puts a copy of the file, which has no name, in place of the descriptor, at the
/// position given, in bytes.
///
/// # Errors
/// What the system says; the descriptor stays as it was.
pub fn copy(shared: BorrowedFd<'_>, position: i64) -> io::Result<()> {
    let mut original = Original {
        file: File::from(shared.try_clone_to_owned()?),
        position: 0,
    };
    let mut own = File::from(super::anonymous_files::scratch_file()?);
    io::copy(&mut original, &mut own)?;
    replace(shared, own.into(), position)
}

/// Reads a file without moving its position.
struct Original {
    file: File,
    position: u64,
}

impl Read for Original {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read_at(buffer, self.position)?;
        self.position += read as u64;
        Ok(read)
    }
}

fn is_regular(status: &FileStat) -> bool {
    SFlag::from_bits_truncate(status.st_mode) & SFlag::S_IFMT == SFlag::S_IFREG
}

/// A name by which the file can be opened.
fn path(file: BorrowedFd<'_>) -> io::Result<PathBuf> {
    #[cfg(target_vendor = "apple")]
    {
        let mut path = PathBuf::new();
        fcntl(file, FcntlArg::F_GETPATH(&mut path))?;
        Ok(path)
    }
    #[cfg(not(target_vendor = "apple"))]
    {
        Ok(format!("/proc/self/fd/{}", file.as_raw_fd()).into())
    }
}

/// The descriptor's number now stands for another file.
fn replace(shared: BorrowedFd<'_>, own: OwnedFd, position: i64) -> io::Result<()> {
    let closes = FdFlag::from_bits_retain(fcntl(shared, FcntlArg::F_GETFD)?);
    lseek(own.as_fd(), position, Whence::SeekSet)?;
    // SAFETY: the number is that of an open file, whose owner continues to use it: what it
    // stands for now is not closed here.
    let replaced = unsafe { dup2_raw(&own, shared.as_raw_fd()) }?;
    fcntl(&replaced, FcntlArg::F_SETFD(closes))?;
    let _ = replaced.into_raw_fd();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Seek, Write};

    /// A file that holds `0123456789`, and a second descriptor for the same opening.
    fn shared() -> (File, File) {
        let mut file = File::from(crate::system::anonymous_files::scratch_file().unwrap());
        file.write_all(b"0123456789").unwrap();
        let second = file.try_clone().unwrap();
        (file, second)
    }

    fn rest(file: &mut File) -> String {
        let mut rest = String::new();
        file.read_to_string(&mut rest).unwrap();
        rest
    }

    #[test]
    fn a_reopened_file_has_a_position_of_its_own_and_the_same_bytes() {
        let (mut file, mut second) = shared();
        reopen(second.as_fd(), 7).unwrap();
        assert_eq!(rest(&mut second), "789");
        assert_eq!(file.stream_position().unwrap(), 10);
        file.rewind().unwrap();
        file.write_all(b"abc").unwrap();
        second.rewind().unwrap();
        assert_eq!(rest(&mut second), "abc3456789");
    }

    #[test]
    fn a_copy_starts_where_it_is_told_and_leaves_the_original_as_it_was() {
        let (mut file, mut second) = shared();
        copy(second.as_fd(), 8).unwrap();
        assert_eq!(file.stream_position().unwrap(), 10);
        second.write_all(b"ab").unwrap();
        second.rewind().unwrap();
        assert_eq!(rest(&mut second), "01234567ab");
        file.rewind().unwrap();
        assert_eq!(rest(&mut file), "0123456789");
    }

    #[test]
    fn a_pipe_stays_as_it_is() {
        let (reader, mut writer) = std::io::pipe().unwrap();
        reopen(reader.as_fd(), 0).unwrap();
        writer.write_all(b"still there").unwrap();
        drop(writer);
        assert_eq!(std::io::read_to_string(reader).unwrap(), "still there");
    }

    #[test]
    fn a_file_that_is_only_written_to_keeps_its_common_position() {
        let path = std::env::temp_dir().join(format!("pokio-log-{}", std::process::id()));
        let mut file = File::create(&path).unwrap();
        let mut second = file.try_clone().unwrap();
        reopen(second.as_fd(), 0).unwrap();
        file.write_all(b"first ").unwrap();
        second.write_all(b"second").unwrap();
        let written = std::fs::read_to_string(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        assert_eq!(written, "first second");
    }

    #[test]
    fn what_is_replaced_is_closed_on_exec_as_before() {
        for closes in [FdFlag::empty(), FdFlag::FD_CLOEXEC] {
            let (_file, second) = shared();
            fcntl(&second, FcntlArg::F_SETFD(closes)).unwrap();
            reopen(second.as_fd(), 0).unwrap();
            let now = fcntl(&second, FcntlArg::F_GETFD).unwrap();
            assert_eq!(FdFlag::from_bits_retain(now), closes);
        }
    }
}
