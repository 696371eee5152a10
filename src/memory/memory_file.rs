//! The memory file: where a result goes that does not fit its slot. One file
//! serves all tasks; each result has a region of it to itself, so nobody needs
//! to agree with anybody on who writes where.

use super::{Damaged, copied::Source};
use crate::system::{self, faults, files, steps::Step};
use nix::{
    sys::mman::{MapFlags, ProtFlags, mmap, munmap},
    unistd::{Whence, lseek},
};
use std::{
    cell::Cell,
    ffi::c_void,
    fs::File,
    io,
    mem::MaybeUninit,
    num::NonZeroUsize,
    os::{fd::AsFd, unix::fs::FileExt},
    ptr::NonNull,
    rc::Rc,
};

/// A region's number.
pub type Region = u32;

/// The file, open in the caller and inherited by its tasks.
pub struct MemoryFile {
    /// `None` when it has been closed.
    file: Option<Rc<File>>,
    /// Whether nobody can change what is in it any more.
    sealed: Cell<bool>,
    /// Whether the caller could say that it is its own.
    claimed: bool,
}

impl MemoryFile {
    /// An empty file.
    ///
    /// # Errors
    /// `EMFILE`, `ENFILE` or `ENOMEM`.
    pub fn create() -> io::Result<Self> {
        let file = File::from(system::anonymous_files::memory_file()?);
        let claimed = system::anonymous_files::claim(file.as_fd());
        Ok(Self {
            file: Some(Rc::new(file)),
            sealed: Cell::new(false),
            claimed,
        })
    }

    /// One that has been closed.
    pub fn closed() -> Self {
        Self {
            file: None,
            sealed: Cell::new(false),
            claimed: false,
        }
    }

    /// Whether it has been closed.
    pub fn is_closed(&self) -> bool {
        self.file.is_none()
    }

    /// Whether this many more descriptors could be opened.
    pub fn leaves_descriptors(&self, number: usize) -> bool {
        let copies: io::Result<Vec<File>> = (0..number).map(|_| self.file()?.try_clone()).collect();
        copies.is_ok()
    }

    /// Closes the file and forgets what is in it.
    pub fn close(&mut self) {
        self.file = None;
    }

    fn file(&self) -> io::Result<&Rc<File>> {
        let closed = || io::Error::from_raw_os_error(libc::EBADF);
        self.file.as_ref().ok_or_else(closed)
    }

    /// In a copy of the process that made the file: whether that lives, as far as is
    /// known.
    pub fn owner_lives(&self) -> bool {
        !self.claimed
            || self
                .file()
                .is_ok_and(|file| system::anonymous_files::is_claimed(file.as_fd()))
    }

    /// Writes all of `bytes` at `offset` of the region.
    ///
    /// # Errors
    /// `ENOMEM` or `ENOSPC` when the system has no memory left, `EFBIG` when
    /// the region or a file size limit ends first.
    pub fn write(&self, region: Region, offset: u64, bytes: &[u8]) -> io::Result<()> {
        if offset + bytes.len() as u64 > system::anonymous_files::REGION_BYTES {
            return Err(io::Error::from_raw_os_error(libc::EFBIG));
        }
        faults::at(Step::Grow)?;
        let file = self.file()?;
        system::process::with_big_files(|| file.write_all_at(bytes, start(region) + offset))
    }

    /// From now on nobody can change what is in the file: no process can write to it, map it
    /// for writing or give its memory back, whatever it did before. Returns whether that is
    /// so: not where a process has it mapped for writing, nor where the system has no seals.
    pub fn seal(&self) -> bool {
        let sealed = self
            .file()
            .is_ok_and(|file| system::anonymous_files::seal(file.as_fd()));
        self.sealed.set(sealed || self.sealed.get());
        sealed
    }

    /// The first `len` bytes of the region.
    ///
    /// # Errors
    /// [`Damaged`] when the file ends before that, or has a hole there; otherwise what the
    /// system said.
    pub fn stored(&self, region: Region, len: usize) -> io::Result<Result<Stored, Damaged>> {
        let Some(len) = NonZeroUsize::new(len) else {
            return Ok(Err(Damaged::Header));
        };
        // Before the file is looked at: what is found then stays.
        let sealed = self.sealed.get();
        let file = self.file()?;
        let (offset, size) = (start(region), file.metadata()?.len());
        if (len.get() as u64) > size.saturating_sub(offset) {
            return Ok(Err(Damaged::Missing));
        }
        // To take memory for a hole is to take more than its sender had. A file system
        // that knows of no holes names the file's end.
        let end = i64::try_from(offset + len.get() as u64).map_err(io::Error::other)?;
        let from = i64::try_from(offset).map_err(io::Error::other)?;
        if lseek(file, from, Whence::SeekHole).is_ok_and(|hole| hole < end) {
            return Ok(Err(Damaged::Missing));
        }
        Ok(Ok(Stored {
            file: Rc::clone(file),
            offset,
            len,
            sealed,
        }))
    }

    /// Gives the region's memory back. A task says that it has written `len` bytes; more than
    /// the region are not believed.
    pub fn release(&self, region: Region, len: u64) {
        if let Ok(file) = self.file() {
            system::anonymous_files::release(
                file.as_fd(),
                start(region),
                len.min(system::anonymous_files::REGION_BYTES),
            );
        }
    }
}

fn start(region: Region) -> u64 {
    u64::from(region) * system::anonymous_files::REGION_BYTES
}

/// A part of the memory file. It is copied by a call of the system, which says when bytes
/// are gone: a mapping would end the process (SIGBUS) where the file has become shorter.
pub struct Stored {
    file: Rc<File>,
    offset: u64,
    len: NonZeroUsize,
    sealed: bool,
}

impl Source for Stored {
    const PIECE: usize = 128 << 10;

    fn len(&self) -> usize {
        self.len.get()
    }

    fn copy_to<'a>(&self, at: usize, to: &'a mut [MaybeUninit<u8>]) -> io::Result<&'a mut [u8]> {
        assert!(
            at.checked_add(to.len())
                .is_some_and(|end| end <= self.len.get())
        );
        files::read_all_at(self.file.as_fd(), to, self.offset + at as u64)
    }
}

impl Stored {
    /// Whether nobody can change it any more.
    pub fn is_sealed(&self) -> bool {
        self.sealed
    }

    /// Maps it and puts the mapping's pages in place of others: they are what the
    /// memory there consists of from then on, but for its first page, which is filled. What
    /// is written there later is this process's alone.
    ///
    /// # Errors
    /// What the system said; `EINVAL` when the memory there is not whole pages, and as many.
    ///
    /// # Panics
    /// When others could still change it: they would change the memory.
    pub fn move_to(&self, memory: &mut [u8]) -> io::Result<()> {
        assert!(self.sealed);
        if memory.len() != self.len.get() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let offset = i64::try_from(self.offset).map_err(io::Error::other)?;
        // SAFETY: a new mapping at an address of the kernel's choosing, this process's own,
        // wholly within the file, whose pages are there and stay: seals see to that. So
        // reading them takes no new memory, which a limit could refuse with SIGBUS.
        let base = unsafe {
            mmap(
                None,
                self.len,
                ProtFlags::PROT_READ | ProtFlags::PROT_WRITE,
                MapFlags::MAP_PRIVATE,
                &self.file,
                offset,
            )
        }?;
        let mapping = Mapping {
            base,
            len: self.len,
        };
        let target = NonNull::from(memory).cast::<c_void>();
        // SAFETY: the mapping is this function's alone, and the memory its borrower's;
        // both are of the same length.
        unsafe { system::pages::move_pages(mapping.base, mapping.len, target) }?;
        std::mem::forget(mapping);
        Ok(())
    }
}

/// A part of the memory file, mapped for this process alone.
struct Mapping {
    base: NonNull<c_void>,
    len: NonZeroUsize,
}

impl Drop for Mapping {
    fn drop(&mut self) {
        // SAFETY: this is a mapping that `move_to` made, and nobody else refers to it.
        let _ = unsafe { munmap(self.base, self.len.get()) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A copy of the region's first bytes.
    fn read(file: &MemoryFile, len: usize) -> io::Result<Vec<u8>> {
        let stored = file.stored(0, len)?.map_err(io::Error::other)?;
        Ok(stored.copied()?.bytes().to_vec())
    }

    #[test]
    fn what_is_written_is_read() {
        let file = MemoryFile::create().unwrap();
        file.write(0, 0, &[7; 300_000]).unwrap();
        assert_eq!(read(&file, 300_000).unwrap(), vec![7; 300_000]);
        assert_eq!(file.stored(0, 0).unwrap().err(), Some(Damaged::Header));
        assert_eq!(
            file.stored(0, 300_001).unwrap().err(),
            Some(Damaged::Missing)
        );
    }

    /// What is gone by the time it is read is an error, and ends no process.
    #[test]
    #[cfg(not(all(target_os = "linux", not(feature = "portable"))))]
    fn a_file_that_shrinks_while_it_is_read_is_damaged() {
        let file = MemoryFile::create().unwrap();
        file.write(0, 0, &[7; 300_000]).unwrap();
        let stored = file.stored(0, 300_000).unwrap().unwrap();
        file.file().unwrap().set_len(100_000).unwrap();
        let copied = stored.checked(crate::memory::checksum::Checksum::default(), |_| true);
        assert_eq!(copied.unwrap().err(), Some(Damaged::Missing));
    }

    #[test]
    #[cfg(all(target_os = "linux", not(feature = "portable")))]
    fn nobody_shortens_or_changes_a_sealed_file() {
        let file = MemoryFile::create().unwrap();
        file.write(0, 0, &[7; 100_000]).unwrap();
        assert!(file.file().unwrap().set_len(0).is_err());
        assert!(!file.stored(0, 100_000).unwrap().unwrap().is_sealed());
        assert!(file.seal());
        assert!(file.stored(0, 100_000).unwrap().unwrap().is_sealed());
        assert!(file.write(0, 0, &[8]).is_err());
        file.release(0, 100_000);
        assert_eq!(read(&file, 100_000).unwrap(), vec![7; 100_000]);
    }

    #[test]
    #[cfg(all(target_os = "linux", not(feature = "portable")))]
    fn a_file_that_is_mapped_for_writing_is_not_sealed() {
        let file = MemoryFile::create().unwrap();
        file.write(0, 0, &[7; 8192]).unwrap();
        let len = NonZeroUsize::new(8192).unwrap();
        let (protection, flags) = (ProtFlags::PROT_WRITE, MapFlags::MAP_SHARED);
        // SAFETY: a mapping of its own, which nobody uses.
        let base = unsafe { mmap(None, len, protection, flags, file.file().unwrap(), 0) };
        assert!(!file.seal());
        // SAFETY: as above.
        unsafe { munmap(base.unwrap(), len.get()) }.unwrap();
        assert!(file.seal());
    }
}

#[cfg(all(test, target_os = "linux", not(feature = "portable")))]
mod owner_tests {
    use super::*;
    use crate::system::process::{self, Side, exit_now};
    use std::io::{Read, Write};

    /// What the copy of a file's owner sees, while that lives and when it has ended.
    #[test]
    fn a_copy_of_the_owner_sees_its_end() {
        let (mut here, mut there) = std::os::unix::net::UnixStream::pair().unwrap();
        if let Side::Child = process::fork().unwrap() {
            let file = MemoryFile::create().unwrap();
            let owner = std::process::id();
            match process::fork().unwrap() {
                Side::Parent(_) => {
                    let mut byte = [0];
                    let _ = here.read_exact(&mut byte);
                    exit_now(0)
                }
                Side::Child => {
                    let before = file.owner_lives();
                    there.write_all(&[0]).unwrap();
                    while std::os::unix::process::parent_id() == owner {
                        std::thread::yield_now();
                    }
                    here.write_all(&[u8::from(before), u8::from(file.owner_lives())])
                        .unwrap();
                    exit_now(0)
                }
            }
        }
        drop(here);
        let mut seen = [7; 2];
        there.read_exact(&mut seen).unwrap();
        assert_eq!(seen, [1, 0]);
    }
}
