//! Memory that a caller shares with its tasks. A task inherits all of it that is mapped at
//! its fork, and gives up writing to what only others write to.

use crate::system::mapping::{Mapping, SharedWith};
use std::{
    cell::RefCell,
    io,
    mem::ManuallyDrop,
    num::NonZeroUsize,
    ops::{Deref, Range},
    rc::{Rc, Weak},
};

thread_local! {
    /// What is mapped, and the bytes of it that no other task writes to.
    /// Never dropped: each task would register a destructor that does nothing.
    static MAPPED: RefCell<ManuallyDrop<Vec<Listed>>> =
        const { RefCell::new(ManuallyDrop::new(Vec::new())) };
}

type Listed = (Weak<Mapping>, Range<usize>);

/// A mapping that processes which are forked afterwards share.
pub struct SharedMapping(Rc<Mapping>);

impl SharedMapping {
    /// Maps so much memory, full of zeros. The bytes at the offsets `private`, whole pages, are
    /// written to by its caller and its own tasks alone.
    ///
    /// # Errors
    /// `ENOMEM`.
    pub fn map(bytes: NonZeroUsize, private: Range<usize>) -> io::Result<Self> {
        let mapping = Rc::new(Mapping::new(bytes, SharedWith::Forks)?);
        MAPPED.with_borrow_mut(|mapped| {
            mapped.retain(|(mapping, _)| mapping.strong_count() > 0);
            mapped.push((Rc::downgrade(&mapping), private));
        });
        Ok(Self(mapping))
    }

    fn is(&self, mapping: &Weak<Mapping>) -> bool {
        std::ptr::eq(Rc::as_ptr(&self.0), mapping.as_ptr())
    }

    /// In a new task: it can only read what is private to mappings that are not its own.
    pub fn protect_all_but(own: &[&Self]) {
        MAPPED.with_borrow(|mapped| {
            let others = mapped
                .iter()
                .filter(|(mapping, _)| own.iter().all(|own| !own.is(mapping)));
            for (mapping, private) in others {
                if let Some(mapping) = mapping.upgrade() {
                    // SAFETY: the caller and the mapping's own tasks alone write to these
                    // bytes. Of what this process has inherited it reads outcomes; channels
                    // and runs of its caller it leaves alone.
                    unsafe { mapping.make_read_only(private.clone()) };
                }
            }
        });
    }
}

impl Deref for SharedMapping {
    type Target = Mapping;

    fn deref(&self) -> &Mapping {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::{
        process::{End, exit_now},
        test_children::end_of,
    };
    use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

    const HALF: usize = 64 << 10;
    const BYTES: NonZeroUsize = NonZeroUsize::new(2 * HALF).unwrap();

    fn word(shared: &SharedMapping, offset: usize) -> &AtomicU32 {
        // SAFETY: within the mapping, and aligned.
        unsafe { shared.base().byte_add(offset).cast().as_ref() }
    }

    #[test]
    fn a_task_can_write_to_its_own_and_to_what_is_not_private() {
        let map = || SharedMapping::map(BYTES, HALF..2 * HALF).unwrap();
        drop(map());
        let (own, other) = (map(), map());
        let writes_to = |shared: &SharedMapping, offset: usize| {
            end_of(|| {
                SharedMapping::protect_all_but(&[&own]);
                if word(shared, offset).load(SeqCst) != 0 {
                    exit_now(2);
                }
                word(shared, offset).store(1, SeqCst);
            })
        };
        assert!(matches!(writes_to(&other, HALF), End::Killed(_)));
        assert_eq!(writes_to(&other, 0), End::Exited(0));
        assert_eq!(writes_to(&own, HALF), End::Exited(0));
        // The caller goes on.
        word(&other, HALF).store(1, SeqCst);
    }
}
