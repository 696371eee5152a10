//! The head of a record in a ring: which item's result follows, and its checksum.

/// Bytes of a record before its body.
pub const HEAD_BYTES: usize = size_of::<[u64; 6]>();

/// What stands before a record's body.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Head {
    /// The item's number; less than `u64::MAX`.
    pub index: u64,
    /// How long the item took.
    pub nanoseconds: u64,
    /// The most memory that PHP had allocated meanwhile, in bytes.
    pub peak_memory: u64,
    /// The length of the message, wherever it stands.
    pub len: u64,
    /// The message's checksum.
    pub checksum: u32,
    /// The message's kind.
    pub kind: u32,
    /// Where the message stands.
    pub place: u16,
    /// In which region it does, if in one.
    pub region: u16,
}

impl Head {
    /// As it stands in the ring, before a body of this length.
    pub(super) fn words(&self, body: u32) -> [u64; 6] {
        let pair = |low: u32, high: u32| u64::from(low) | u64::from(high) << 32;
        let place = u32::from(self.place) | u32::from(self.region) << 16;
        [
            self.index,
            self.nanoseconds,
            self.peak_memory,
            self.len,
            pair(self.checksum ^ self.mix(), self.kind),
            pair(place, body),
        ]
    }

    /// The head, and the length of the body behind it.
    pub(super) fn of(words: [u64; 6]) -> (Self, u32) {
        let [index, nanoseconds, peak_memory, len, sum, places] = words;
        let mut head = Self {
            index,
            nanoseconds,
            peak_memory,
            len,
            checksum: sum as u32,
            kind: (sum >> 32) as u32,
            place: places as u16,
            region: (places >> 16) as u16,
        };
        head.checksum ^= head.mix();
        (head, (places >> 32) as u32)
    }

    /// A number that depends on the fields that the message's own checksum does not
    /// cover.
    fn mix(&self) -> u32 {
        const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
        let fields = [
            self.index,
            self.nanoseconds,
            self.peak_memory,
            u64::from(self.region),
        ];
        let mixed = fields.into_iter().fold(ODD, |mixed, field| {
            (mixed ^ field).wrapping_mul(ODD).rotate_left(29)
        });
        (mixed >> 32) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_as_it_was_written() {
        let head = Head {
            index: 1,
            nanoseconds: u64::MAX,
            peak_memory: 3,
            len: 4,
            checksum: 5,
            kind: u32::MAX,
            place: 6,
            region: u16::MAX,
        };
        assert_eq!(Head::of(head.words(u32::MAX)), (head, u32::MAX));
    }

    #[test]
    fn every_changed_field_changes_the_checksum() {
        let whole = Head {
            index: 5,
            nanoseconds: 15,
            peak_memory: 1 << 40,
            ..Head::default()
        };
        let words = whole.words(0);
        for (word, bit) in (0..3).flat_map(|word| (0..64).map(move |bit| (word, bit))) {
            let mut spoiled = words;
            spoiled[word] ^= 1 << bit;
            assert_ne!(Head::of(spoiled).0.checksum, whole.checksum, "{word} {bit}");
        }
    }
}
