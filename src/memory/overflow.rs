//! The memory file: where a result goes that does not fit its slot. One file
//! serves all tasks; each result has a region of it to itself, so nobody needs
//! to agree with anybody on who writes where.

use super::{Damaged, copied::Shared};
use crate::system::{self, faults, steps::Step};
use nix::{
    sys::mman::{MapFlags, ProtFlags, mmap, munmap},
    unistd::{Whence, lseek},
};
use std::{
    ffi::c_void,
    fs::File,
    io,
    num::NonZeroUsize,
    os::{fd::AsFd, unix::fs::FileExt},
    ptr::NonNull,
};

/// A region's number.
pub type Region = u32;

/// The file, open in the caller and inherited by its tasks.
pub struct MemoryFile {
    /// `None` when it has been closed.
    file: Option<File>,
    /// Whether the caller could say that it is its own.
    claimed: bool,
}

impl MemoryFile {
    /// An empty file.
    ///
    /// # Errors
    /// `EMFILE`, `ENFILE` or `ENOMEM`.
    pub fn create() -> io::Result<Self> {
        let file = File::from(system::memory_file()?);
        let claimed = system::claim(file.as_fd());
        Ok(Self {
            file: Some(file),
            claimed,
        })
    }

    /// One that has been closed.
    pub fn closed() -> Self {
        Self {
            file: None,
            claimed: false,
        }
    }

    /// Whether it has been closed.
    pub fn is_closed(&self) -> bool {
        self.file.is_none()
    }

    /// Closes it.
    pub fn close(&mut self) {
        self.file = None;
    }

    fn file(&self) -> io::Result<&File> {
        let closed = || io::Error::from_raw_os_error(libc::EBADF);
        self.file.as_ref().ok_or_else(closed)
    }

    /// In a copy of the process that made the file: whether that lives, as far as is
    /// known.
    pub fn owner_lives(&self) -> bool {
        !self.claimed
            || self
                .file()
                .is_ok_and(|file| system::is_claimed(file.as_fd()))
    }

    /// Writes all of `bytes` at `offset` of the region.
    ///
    /// # Errors
    /// `ENOMEM` or `ENOSPC` when the system has no memory left, `EFBIG` when
    /// the region or a file size limit ends first.
    pub fn write(&self, region: Region, offset: u64, bytes: &[u8]) -> io::Result<()> {
        if offset + bytes.len() as u64 > system::REGION_BYTES {
            return Err(io::Error::from_raw_os_error(libc::EFBIG));
        }
        faults::at(Step::Grow)?;
        self.file()?.write_all_at(bytes, start(region) + offset)
    }

    /// Maps the first `len` bytes of the region: for reading, or for being changed
    /// in this process alone.
    ///
    /// # Errors
    /// [`Damaged`] when the file ends before that; otherwise what mmap(2) said.
    pub fn map(&self, region: Region, len: usize) -> io::Result<Result<Mapping, Damaged>> {
        let Some(len) = NonZeroUsize::new(len) else {
            return Ok(Err(Damaged::Header));
        };
        let file = self.file()?;
        let (offset, size) = (start(region), file.metadata()?.len());
        if (len.get() as u64) > size.saturating_sub(offset) {
            return Ok(Err(Damaged::Missing));
        }
        let end = i64::try_from(offset + len.get() as u64).map_err(io::Error::other)?;
        let offset = i64::try_from(offset).map_err(io::Error::other)?;
        // Reading a hole would take memory for it. A file system that knows of no
        // holes names the file's end.
        if lseek(file, offset, Whence::SeekHole).is_ok_and(|hole| hole < end) {
            return Ok(Err(Damaged::Missing));
        }
        // SAFETY: a new mapping at an address of the kernel's choosing, this
        // process's own, wholly within the file, whose pages are there and stay:
        // nobody makes the file shorter (on Linux a seal forbids it), and the region
        // is released only after the reading, or not at all. So reading them takes
        // no new memory, which a limit could refuse with SIGBUS.
        let base = unsafe {
            mmap(
                None,
                len,
                ProtFlags::PROT_READ | ProtFlags::PROT_WRITE,
                MapFlags::MAP_PRIVATE,
                file,
                offset,
            )
        }?;
        Ok(Ok(Mapping { base, len }))
    }

    /// Gives the region's memory back; `len` bytes of it have been written, by what a task
    /// says: it has no more than the region.
    pub fn release(&self, region: Region, len: u64) {
        if let Ok(file) = self.file() {
            system::release(file.as_fd(), start(region), len.min(system::REGION_BYTES));
        }
    }
}

fn start(region: Region) -> u64 {
    u64::from(region) * system::REGION_BYTES
}

/// A part of the memory file, mapped for this process alone.
pub struct Mapping {
    base: NonNull<c_void>,
    len: NonZeroUsize,
}

impl Mapping {
    /// The bytes. Pages that this process has not written to are the file's, to which its
    /// tasks can write, though only by a call of the system.
    pub fn shared(&self) -> Shared {
        // SAFETY: the mapping is this long and aligned to a page; who is given them keeps
        // it meanwhile.
        unsafe { Shared::new(self.base.cast(), self.len.get()) }
    }

    /// Puts the mapping's pages in the place of others: they are what the memory
    /// there consists of from then on, but for its first page, which is filled. The
    /// file's memory must not be given back while that is in use.
    ///
    /// # Errors
    /// The mapping itself, when the memory there is not whole pages, and as many,
    /// or the system cannot do it.
    pub fn move_to(self, memory: &mut [u8]) -> Result<(), Self> {
        if memory.len() != self.len.get() {
            return Err(self);
        }
        let target = NonNull::from(memory).cast::<c_void>();
        // SAFETY: the mapping is self's alone, and the memory its borrower's; both
        // are of the same length.
        match unsafe { system::move_pages(self.base, self.len, target) } {
            Ok(()) => {
                std::mem::forget(self);
                Ok(())
            }
            Err(_) => Err(self),
        }
    }
}

impl Drop for Mapping {
    fn drop(&mut self) {
        // SAFETY: this is the mapping that `map` made, and no slice outlives it.
        let _ = unsafe { munmap(self.base, self.len.get()) };
    }
}

#[cfg(all(test, target_os = "linux", not(feature = "portable")))]
mod tests {
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
