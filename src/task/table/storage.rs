//! Where messages stand: slots and regions of the memory file, and when each can be used
//! again.
//!
//! A slot is given to another task only when nobody can still read it. Besides the caller,
//! those tasks can that were forked after the slot's task and before the caller released it:
//! they inherited it. So forks are counted; the count after a fork is that task's epoch.

use crate::memory::{
    arena::Arena,
    memory_file::{MemoryFile, Region},
    slot::Slot,
};
use crate::system;
use smallvec::SmallVec;
use std::{
    io,
    rc::{Rc, Weak},
};

/// A slot and region that the caller is done with, and who may still read them.
struct Retired {
    slot: Option<Slot>,
    /// The region and how much of it may have been written.
    region: Option<(Rc<MemoryFile>, Region, u64)>,
    epoch: u64,
    at: u64,
}

/// All slots and regions of one process's tasks.
#[derive(Default)]
pub struct Storage {
    arena: Arena,
    file: Option<Rc<MemoryFile>>,
    /// Whether a big string had to be copied, because others used its file.
    contended: bool,
    /// Files that have been opened while that was so.
    files: Vec<Weak<MemoryFile>>,
    retired: SmallVec<[Retired; 2]>,
    free_regions: SmallVec<[Region; 8]>,
    regions: Region,
    forks: u64,
}

impl Storage {
    /// Opens the file for what does not fit a slot.
    ///
    /// # Errors
    /// `EMFILE`, `ENFILE` or `ENOMEM`.
    pub fn open_file(&mut self) -> io::Result<Rc<MemoryFile>> {
        if self.contended {
            self.replace_used_file();
        }
        let file = match self.file.take() {
            Some(mut file) => {
                if let Some(closed) = Rc::get_mut(&mut file).filter(|file| file.is_closed()) {
                    *closed = MemoryFile::create()?;
                }
                file
            }
            None => Rc::new(MemoryFile::create()?),
        };
        self.file = Some(Rc::clone(&file));
        Ok(file)
    }

    /// Makes the file's memory one that a value can own: nobody can change it from now on,
    /// and no task that starts later uses it. Returns false while others need the file:
    /// when it has more than `references` owners besides this storage.
    pub fn give_away(&mut self, file: &Rc<MemoryFile>, references: usize) -> bool {
        if !system::anonymous_files::HAS_SEALS {
            return false;
        }
        let own = self.file.as_ref().is_some_and(|own| Rc::ptr_eq(own, file));
        if Rc::strong_count(file) > references + usize::from(own) {
            self.contended = true;
            return false;
        }
        let sealed = file.seal();
        if sealed {
            self.leave_file(file);
        }
        sealed
    }

    /// In a program whose tasks return big strings, each task has a file of its own, so
    /// that strings need not be copied: up to a number of files, for each is a descriptor.
    /// Where there is none left, tasks share a file.
    fn replace_used_file(&mut self) {
        const FILES: usize = 16;
        // A start takes fewer.
        const LEFT: usize = 8;
        self.files.retain(|file| file.strong_count() > 0);
        let used = |file: &Rc<MemoryFile>| Rc::strong_count(file) > 1;
        if self.files.len() < FILES
            && self.file.as_ref().is_some_and(used)
            && let Ok(file) = MemoryFile::create()
            && file.leaves_descriptors(LEFT)
        {
            let file = Rc::new(file);
            self.files.push(Rc::downgrade(&file));
            self.file = Some(file);
        }
    }

    /// No task that starts from now on uses this file.
    pub fn leave_file(&mut self, file: &Rc<MemoryFile>) {
        if self.file.as_ref().is_some_and(|own| Rc::ptr_eq(own, file)) {
            self.file = None;
        }
    }

    /// A slot for a new task.
    ///
    /// # Errors
    /// `ENOMEM`.
    pub fn take_slot(&mut self) -> io::Result<Slot> {
        self.arena.acquire()
    }

    /// A region for a new task.
    pub fn take_region(&mut self) -> Region {
        self.free_regions.pop().unwrap_or_else(|| {
            self.regions += 1;
            self.regions - 1
        })
    }

    /// Takes a slot back to which nothing was written, and that no task has inherited.
    pub fn give_back_slot(&mut self, slot: Slot) {
        self.arena.release(slot);
    }

    /// Takes regions back that nobody reads or writes any more.
    pub fn give_back_regions(&mut self, regions: impl IntoIterator<Item = Region>) {
        self.free_regions.extend(regions);
    }

    /// A process has been forked. Returns its epoch.
    pub fn forked(&mut self) -> u64 {
        self.forks += 1;
        self.forks
    }

    /// The epoch of the process that was forked last.
    pub fn epoch(&self) -> u64 {
        self.forks
    }

    /// The caller is done with a slot and a region of a task of this epoch. They are used
    /// again when [`Storage::reclaim`] finds nobody who can still read them.
    pub fn retire(
        &mut self,
        slot: Option<Slot>,
        region: Option<(Rc<MemoryFile>, Region, u64)>,
        epoch: u64,
    ) {
        self.retired.push(Retired {
            slot,
            region,
            epoch,
            at: self.forks,
        });
    }

    /// Whether there is something to reclaim.
    pub fn has_retired(&self) -> bool {
        !self.retired.is_empty()
    }

    /// Whether memory of taken outcomes waits for those who could still read them.
    pub fn holds_regions(&self) -> bool {
        self.retired.iter().any(|retired| {
            retired
                .region
                .as_ref()
                .is_some_and(|(_, _, spilled)| *spilled > 0)
        })
    }

    /// Frees what none of the processes of these epochs can still read.
    pub fn reclaim(&mut self, epochs: &[u64]) {
        let (arena, regions) = (&mut self.arena, &mut self.free_regions);
        self.retired.retain(|retired| {
            let readable = epochs
                .iter()
                .any(|epoch| (retired.epoch + 1..=retired.at).contains(epoch));
            if !readable {
                if let Some(slot) = retired.slot {
                    arena.release(slot);
                }
                if let Some((file, region, spilled)) = &retired.region {
                    if *spilled > 0 {
                        file.release(*region, *spilled);
                    }
                    regions.push(*region);
                }
            }
            readable
        });
    }

    /// When nothing is running or unread: closes the memory file. Slots are kept.
    pub fn release_idle(&mut self) {
        // Processes that are being ended have files of their own; slots are kept for them.
        self.retired
            .iter_mut()
            .for_each(|retired| retired.region = None);
        // Not given back: to do so is a write to memory that a task still has.
        match self.file.as_mut().map(Rc::get_mut) {
            Some(Some(file)) => file.close(),
            _ => self.file = None,
        }
        self.free_regions.clear();
        self.regions = 0;
    }

    /// In a process that was forked by hand: leaves the slots mapped, for a message may be
    /// in the middle of being read.
    pub fn leave_mapped(&mut self) {
        std::mem::forget(std::mem::take(&mut self.arena));
    }

    /// In a task: it can write to no slot of its caller's but its own, if it has one.
    pub fn protect_slots_but(&self, own: Option<Slot>) {
        self.arena.protect_but(own);
    }

    /// Slots that are in use.
    #[cfg(any(test, feature = "faults"))]
    pub fn used_slots(&self) -> usize {
        self.arena.used()
    }

    /// How many slots and regions wait for processes that could read them.
    #[cfg(test)]
    pub fn retired(&self) -> usize {
        self.retired.len()
    }

    /// Whether no memory file is open.
    #[cfg(test)]
    pub fn is_closed(&self) -> bool {
        self.file.as_ref().is_none_or(|file| file.is_closed())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_serves_again_when_no_process_is_left_that_inherited_it() {
        let mut storage = Storage::default();
        let slot = storage.take_slot().unwrap();
        let (own, reader) = (storage.forked(), storage.forked());
        storage.retire(Some(slot), None, own);
        storage.reclaim(&[reader]);
        assert_eq!((storage.retired(), storage.used_slots()), (1, 1));
        storage.reclaim(&[]);
        assert_eq!((storage.retired(), storage.used_slots()), (0, 0));
    }

    #[test]
    fn processes_from_before_and_after_a_slots_time_do_not_keep_it() {
        let mut storage = Storage::default();
        let before = storage.forked();
        let slot = storage.take_slot().unwrap();
        let own = storage.forked();
        storage.retire(Some(slot), None, own);
        let after = storage.forked();
        storage.reclaim(&[before, own, after]);
        assert_eq!(storage.used_slots(), 0);
    }

    #[test]
    fn a_region_is_given_out_once_until_it_comes_back() {
        let mut storage = Storage::default();
        let file = storage.open_file().unwrap();
        let (first, second) = (storage.take_region(), storage.take_region());
        assert_ne!(first, second);
        let epoch = storage.forked();
        storage.retire(None, Some((file, first, 0)), epoch);
        assert!(!storage.holds_regions());
        storage.reclaim(&[]);
        assert_eq!(storage.take_region(), first);
    }

    #[test]
    fn memory_of_a_retired_region_is_held_until_it_is_reclaimed() {
        let mut storage = Storage::default();
        let file = storage.open_file().unwrap();
        let region = storage.take_region();
        file.write(region, 0, b"spilled").unwrap();
        let (own, reader) = (storage.forked(), storage.forked());
        storage.retire(None, Some((Rc::clone(&file), region, 7)), own);
        storage.reclaim(&[reader]);
        assert!(storage.holds_regions());
        storage.reclaim(&[]);
        assert!(!storage.holds_regions());
    }

    #[test]
    fn a_file_that_was_left_is_not_opened_again() {
        let mut storage = Storage::default();
        let file = storage.open_file().unwrap();
        assert!(Rc::ptr_eq(&file, &storage.open_file().unwrap()));
        storage.leave_file(&file);
        assert!(!Rc::ptr_eq(&file, &storage.open_file().unwrap()));
    }

    #[test]
    fn leaving_another_file_leaves_the_own_one_open() {
        let mut storage = Storage::default();
        let file = storage.open_file().unwrap();
        storage.leave_file(&Rc::new(MemoryFile::create().unwrap()));
        assert!(Rc::ptr_eq(&file, &storage.open_file().unwrap()));
    }

    #[test]
    fn idle_storage_has_no_open_file_and_opens_one_when_asked() {
        let mut storage = Storage::default();
        drop(storage.open_file().unwrap());
        assert!(!storage.is_closed());
        storage.release_idle();
        assert!(storage.is_closed());
        assert!(!storage.open_file().unwrap().is_closed());
    }
}
