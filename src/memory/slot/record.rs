//! Messages that go from their slot into a ring: the slot serves the next one at once.

use super::{INLINE, RawMessage, Report, Slot, message::Inline};
use crate::memory::{
    copied::Shared,
    ring::{Head, Record, Ring},
};
use std::{slice, sync::atomic::Ordering::Relaxed};

/// Which item a message belongs to, and in which region it stands, if in one.
#[derive(Debug, Clone, Copy)]
pub struct Address {
    /// The item.
    pub index: u64,
    /// The place of the region.
    pub region: u16,
}

impl Slot {
    /// Whether the sealed message stands in the region.
    pub fn is_spilled(&self) -> bool {
        self.header().place.load(Relaxed) != INLINE
    }

    /// The kind of the sealed message.
    pub fn sealed_kind(&self) -> u32 {
        self.header().kind.load(Relaxed)
    }

    /// In the task: appends the sealed message to the ring, and what was reported. Returns
    /// false when there is no room for it.
    pub fn write_to(&self, ring: &Ring, address: Address) -> bool {
        let header = self.header();
        let report = self.reported();
        let (place, len) = (header.place.load(Relaxed), header.len.load(Relaxed));
        let head = Head {
            index: address.index,
            nanoseconds: report.nanoseconds,
            peak_memory: report.peak_memory,
            len,
            checksum: header.checksum.load(Relaxed),
            kind: header.kind.load(Relaxed),
            place: u16::try_from(place).unwrap_or(u16::MAX),
            region: if place == INLINE { 0 } else { address.region },
        };
        let inline = if place == INLINE {
            usize::try_from(len).unwrap_or(0).min(self.capacity)
        } else {
            0
        };
        // SAFETY: within the slot's body, which is this process's own and has no writer
        // any more: the message is sealed.
        let body = unsafe { slice::from_raw_parts(self.body().as_ptr(), inline) };
        ring.write(&head, body)
    }
}

impl RawMessage {
    /// The message of a record, unchecked. The record must not be released before the
    /// message has been read.
    pub fn of_record(record: &Record) -> Self {
        let head = &record.head;
        // SAFETY: within the ring, which stays mapped as long as its lanes, behind a head
        // at a multiple of 16 that is as long as three of these.
        let body = unsafe { Shared::new(record.body, record.body_bytes) };
        Self {
            kind: head.kind,
            place: u32::from(head.place),
            len: head.len,
            checksum: head.checksum,
            report: Report {
                nanoseconds: head.nanoseconds,
                peak_memory: head.peak_memory,
            },
            inline: Inline::Slot(body),
        }
    }

    /// Whether it stands in the memory file.
    pub fn is_spilled(&self) -> bool {
        self.place != INLINE
    }
}
