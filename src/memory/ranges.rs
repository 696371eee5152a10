//! Items that processes share out among themselves without asking anybody: each has a
//! range of them, takes from its front, and when it has none left, takes the back half
//! of the longest range of another.
//!
//! A range is one word, changed as a whole, so an item is always in one range or taken.
//! The range of a process that has ended stays, for others to take from. Only a process
//! that is killed between two instructions can carry off what it was about to put into
//! its range; who knows which items have ended finds those that are in no range.

use std::sync::atomic::{
    AtomicU64,
    Ordering::{AcqRel, Acquire, Release},
};

/// A range, on a cache line of its own.
#[repr(align(64))]
#[derive(Default)]
pub struct Range(AtomicU64);

fn pack(start: u32, end: u32) -> u64 {
    u64::from(start) << 32 | u64::from(end)
}

fn unpack(word: u64) -> (u32, u32) {
    ((word >> 32) as u32, word as u32)
}

/// The ranges of all processes. A faulty process can spoil any of them: an item may then be
/// given twice or never, but never one that does not exist.
#[derive(Clone, Copy)]
pub struct Ranges<'a> {
    ranges: &'a [Range],
    items: u32,
}

impl<'a> Ranges<'a> {
    /// Ranges of the items from 0 up to `items`.
    pub fn new(ranges: &'a [Range], items: u32) -> Self {
        Self { ranges, items }
    }

    /// A range as it is: empty when it is invalid.
    fn get(&self, lane: usize) -> (u64, u32, u32) {
        let word = self.ranges[lane].0.load(Acquire);
        match unpack(word) {
            (start, end) if start < end && end <= self.items => (word, start, end),
            _ => (word, 0, 0),
        }
    }

    /// Gives a lane, whose range is empty, this range.
    pub fn put(&self, lane: usize, start: u32, end: u32) {
        self.ranges[lane].0.store(pack(start, end), Release);
    }

    fn exchange(&self, lane: usize, word: u64, start: u32, end: u32) -> bool {
        self.ranges[lane]
            .0
            .compare_exchange(word, pack(start, end), AcqRel, Acquire)
            .is_ok()
    }

    /// In the process of this lane: takes an item, of others if need be; `None` when no
    /// range has one.
    pub fn claim(&self, lane: usize) -> Option<u32> {
        loop {
            let (word, start, end) = self.get(lane);
            if start < end {
                if self.exchange(lane, word, start + 1, end) {
                    return Some(start);
                }
            } else if !self.steal(lane)? {
                // Somebody else was quicker.
                std::hint::spin_loop();
            }
        }
    }

    /// In the caller: takes the first item of the first range that has one.
    pub fn claim_first(&self) -> Option<u32> {
        (0..self.ranges.len()).find_map(|lane| {
            loop {
                let (word, start, end) = self.get(lane);
                if start >= end {
                    return None;
                }
                if self.exchange(lane, word, start + 1, end) {
                    return Some(start);
                }
            }
        })
    }

    /// Takes the back half of the longest range. Returns whether it could; `None` when
    /// there is none.
    fn steal(&self, lane: usize) -> Option<bool> {
        let (victim, word, start, end) = (0..self.ranges.len())
            .map(|victim| {
                let (word, start, end) = self.get(victim);
                (victim, word, start, end)
            })
            .filter(|(victim, _, start, end)| *victim != lane && start < end)
            .max_by_key(|(.., start, end)| end - start)?;
        let middle = start + (end - start) / 2;
        let stolen = self.exchange(victim, word, start, middle);
        if stolen {
            self.put(lane, middle, end);
        }
        Some(stolen)
    }

    /// Whether a range has an item.
    pub fn has_more(&self) -> bool {
        (0..self.ranges.len()).any(|lane| {
            let (_, start, end) = self.get(lane);
            start < end
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::sync::atomic::AtomicU32;

    fn words(lanes: usize) -> Vec<Range> {
        (0..lanes).map(|_| Range::default()).collect()
    }

    fn drain(ranges: Ranges<'_>, lane: usize) -> Vec<u32> {
        std::iter::from_fn(|| ranges.claim(lane)).collect()
    }

    #[test]
    fn one_takes_its_items_in_order() {
        let words = words(1);
        let ranges = Ranges::new(&words, 4);
        assert!(!ranges.has_more() && ranges.claim(0).is_none());
        ranges.put(0, 0, 4);
        assert!(ranges.has_more());
        assert_eq!(drain(ranges, 0), [0, 1, 2, 3]);
        assert!(!ranges.has_more());
    }

    #[test]
    fn the_caller_takes_the_first_there_is() {
        let words = words(3);
        let ranges = Ranges::new(&words, 9);
        assert_eq!(ranges.claim_first(), None);
        ranges.put(1, 7, 9);
        ranges.put(2, 2, 3);
        assert_eq!(
            [(); 4].map(|()| ranges.claim_first()),
            [Some(7), Some(8), Some(2), None]
        );
    }

    #[test]
    fn who_has_none_takes_the_back_half_of_the_longest() {
        let words = words(3);
        let ranges = Ranges::new(&words, 10);
        ranges.put(0, 0, 7);
        ranges.put(1, 7, 10);
        assert_eq!(ranges.claim(2), Some(3));
        assert_eq!(ranges.claim(0), Some(0));
        assert_eq!(drain(ranges, 1), [7, 8, 9, 5, 6, 2, 4, 1]);
    }

    #[test]
    fn a_last_item_is_taken_as_a_whole() {
        let words = words(2);
        let ranges = Ranges::new(&words, 1);
        ranges.put(0, 0, 1);
        assert_eq!((ranges.claim(1), ranges.claim(0)), (Some(0), None));
    }

    #[test]
    fn a_range_that_makes_no_sense_has_nothing() {
        let words = words(2);
        let ranges = Ranges::new(&words, 4);
        for (start, end) in [(0, 5), (3, 2), (9, 12), (u32::MAX, u32::MAX)] {
            ranges.put(0, start, end);
            assert!(!ranges.has_more());
            assert_eq!(ranges.claim(1), None);
        }
    }

    /// All that several processes could do at the same time, each step of each.
    #[test]
    fn no_item_is_lost_or_doubled_among_threads() {
        for round in 0..40 {
            let (items, lanes) = (2_000, 2 + round % 3);
            let words = words(lanes);
            let taken: Vec<AtomicU32> = (0..items).map(|_| AtomicU32::new(0)).collect();
            let ranges = Ranges::new(&words, items);
            ranges.put(0, 0, items);
            std::thread::scope(|scope| {
                for lane in 0..lanes {
                    let taken = &taken;
                    scope.spawn(move || {
                        while let Some(item) = ranges.claim(lane) {
                            taken[item as usize].fetch_add(1, AcqRel);
                        }
                    });
                }
            });
            // One thread may come while another carries items to its range.
            for item in drain(ranges, 0) {
                taken[item as usize].fetch_add(1, AcqRel);
            }
            assert!(taken.iter().all(|taken| taken.load(Acquire) == 1));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn whoever_claims_next_each_item_is_given_once(
            items in 0u32..60,
            turns in proptest::collection::vec(0usize..4, 0..200),
        ) {
            let words = words(4);
            let ranges = Ranges::new(&words, items);
            ranges.put(0, 0, items);
            let mut given: Vec<u32> = turns.into_iter().filter_map(|lane| ranges.claim(lane)).collect();
            given.extend(drain(ranges, 3));
            given.sort_unstable();
            prop_assert_eq!(given, (0..items).collect::<Vec<_>>());
        }
    }
}
