//! Which items of many have ended.

use std::{collections::VecDeque, ops::Range};

/// Items are numbered from 0 on. All before some have ended, all from some on are not
/// known yet; of those between it is kept.
#[derive(Default)]
pub struct Progress {
    /// All items before this one have ended.
    settled: u64,
    /// Whether those from there on have.
    ended: VecDeque<bool>,
    /// How many of those have.
    ahead: u64,
}

impl Progress {
    /// Items before this one are known from now on.
    pub fn extend(&mut self, known: u64) {
        let more = known.saturating_sub(self.known());
        let len = self.ended.len() + usize::try_from(more).unwrap_or(usize::MAX);
        self.ended.resize(len, false);
    }

    /// How many items are known.
    pub fn known(&self) -> u64 {
        self.settled + self.ended.len() as u64
    }

    /// How many items have ended.
    #[cfg(test)]
    pub fn ended(&self) -> u64 {
        self.settled + self.ahead
    }

    /// Whether every known item has ended.
    pub fn is_complete(&self) -> bool {
        self.ended.is_empty()
    }

    fn place(&self, item: u64) -> Option<usize> {
        let place = usize::try_from(item.checked_sub(self.settled)?).ok()?;
        (self.ended.get(place) == Some(&false)).then_some(place)
    }

    /// Whether the item is known and has not ended.
    pub fn is_open(&self, item: u64) -> bool {
        self.place(item).is_some()
    }

    /// An item ends. Returns false for one that is not open.
    pub fn end(&mut self, item: u64) -> bool {
        let Some(place) = self.place(item) else {
            return false;
        };
        self.ended[place] = true;
        self.ahead += 1;
        while self.ended.front() == Some(&true) {
            self.ended.pop_front();
            self.settled += 1;
            self.ahead -= 1;
        }
        true
    }

    /// All open items.
    pub fn open(&self) -> impl Iterator<Item = u64> {
        let items = (self.settled..).zip(&self.ended);
        items.filter(|(_, ended)| !**ended).map(|(item, _)| item)
    }

    /// The first open items that follow each other.
    pub fn first_open(&self) -> Range<u64> {
        let open = self.ended.iter().take_while(|ended| !**ended).count();
        self.settled..self.settled + open as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_end_once_in_any_order() {
        let mut progress = Progress::default();
        progress.extend(4);
        assert!(progress.end(2) && !progress.end(2) && !progress.end(4));
        assert_eq!((progress.first_open(), progress.ended()), (0..2, 1));
        assert_eq!(progress.open().collect::<Vec<_>>(), [0, 1, 3]);
        assert!(progress.end(0) && progress.end(1));
        assert_eq!((progress.first_open(), progress.ended()), (3..4, 3));
        assert!(progress.end(3) && progress.is_complete() && !progress.is_open(3));
        progress.extend(5);
        assert!(progress.is_open(4) && !progress.is_complete() && progress.known() == 5);
    }
}
