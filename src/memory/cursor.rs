//! Items that processes take one after another, in order, as far as their caller allows.
//!
//! The caller puts back an item that a process had claimed and not begun when it was
//! killed; that item is the next one to be taken.

use std::sync::atomic::{
    AtomicU64,
    Ordering::{AcqRel, Acquire, Relaxed, SeqCst},
};

/// The shared words.
#[repr(C, align(64))]
#[derive(Default)]
pub struct Cursor {
    /// The next item to be taken.
    next: AtomicU64,
    /// An item that is put back: its number + 1.
    back: AtomicU64,
    /// Items before this one may be taken. The caller's, as is the next.
    allowed: Caller,
}

#[repr(C, align(64))]
#[derive(Default)]
struct Caller {
    upto: AtomicU64,
    /// How many items there will ever be, + 1; zero while that is not known.
    total: AtomicU64,
}

impl Cursor {
    /// In a process: takes an item, `None` when none may be taken now.
    pub fn claim(&self) -> Option<u64> {
        let back = self.back.load(Relaxed);
        if back > 0 && self.back.compare_exchange(back, 0, AcqRel, Relaxed).is_ok() {
            return Some(back - 1);
        }
        let mut next = self.next.load(Acquire);
        while next < self.allowed.upto.load(Acquire) {
            match self
                .next
                .compare_exchange_weak(next, next + 1, AcqRel, Acquire)
            {
                Ok(_) => return Some(next),
                Err(other) => next = other,
            }
        }
        None
    }

    /// Whether an item may be taken now.
    pub fn has_more(&self) -> bool {
        self.waiting() > 0
    }

    /// How many items may be taken now.
    pub fn waiting(&self) -> u64 {
        let back = u64::from(self.back.load(SeqCst) > 0);
        let upto = self.allowed.upto.load(SeqCst);
        back + upto.saturating_sub(self.next.load(SeqCst))
    }

    /// Whether no item is left for now and forever.
    pub fn is_exhausted(&self) -> bool {
        let total = self.allowed.total.load(SeqCst);
        total > 0 && self.next.load(SeqCst) >= total - 1 && self.back.load(SeqCst) == 0
    }

    /// In the caller: items before this one may be taken.
    pub fn allow(&self, upto: u64) {
        self.allowed.upto.store(upto, SeqCst);
    }

    /// In the caller: an item that is allowed is for nobody to take. Unless all before it
    /// have been, whoever comes to it sees that.
    pub fn skip(&self, item: u64) {
        let _ = self.next.compare_exchange(item, item + 1, AcqRel, Relaxed);
    }

    /// In the caller: there will never be more items than these.
    pub fn close(&self, total: u64) {
        self.allowed.total.store(total + 1, SeqCst);
    }

    /// In the caller, when no process is about to take one: puts an item back.
    pub fn put_back(&self, item: u64) {
        self.back.store(item + 1, SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_taken_in_order_as_far_as_allowed() {
        let cursor = Cursor::default();
        assert_eq!((cursor.claim(), cursor.is_exhausted()), (None, false));
        cursor.allow(2);
        assert_eq!(cursor.waiting(), 2);
        assert_eq!(
            [cursor.claim(), cursor.claim(), cursor.claim()],
            [Some(0), Some(1), None]
        );
        assert!(!cursor.has_more() && !cursor.is_exhausted());
        cursor.close(3);
        assert!(!cursor.is_exhausted());
        cursor.allow(3);
        assert_eq!((cursor.claim(), cursor.is_exhausted()), (Some(2), true));
    }

    #[test]
    fn an_item_that_is_put_back_goes_first_and_once() {
        let cursor = Cursor::default();
        cursor.allow(2);
        cursor.close(2);
        cursor.claim();
        cursor.put_back(0);
        assert_eq!(cursor.waiting(), 2);
        let all: Vec<_> = std::iter::from_fn(|| cursor.claim()).collect();
        assert_eq!(all, [0, 1]);
        assert!(cursor.is_exhausted());
    }

    #[test]
    fn an_item_that_is_skipped_is_not_waited_for_when_it_is_the_next() {
        let cursor = Cursor::default();
        cursor.allow(1);
        cursor.skip(0);
        assert!(!cursor.has_more() && cursor.claim().is_none());
        cursor.allow(3);
        cursor.skip(2);
        assert_eq!([cursor.claim(), cursor.claim()], [Some(1), Some(2)]);
    }

    #[test]
    fn no_items_at_all_are_exhausted_at_once() {
        let cursor = Cursor::default();
        cursor.close(0);
        assert!(cursor.is_exhausted());
    }
}
