//! Whether there is memory for a big message, asked now and then while it grows
//! and while it is read: a system that has none left ends processes, and
//! not always the one that took it.

use crate::system::{
    available_memory::{self, Bound},
    huge_pages,
};
use std::{io, ops::Range};
use thiserror::Error;

/// Bytes that may be taken before the first look at the memory, so that smaller
/// messages cost none, and at least from one look to the next.
pub const STEP: usize = 4 << 20;

/// Where there is much memory, looks are fewer: the part of it that may be taken
/// from one to the next, by each of the tasks.
const PART: u64 = 256;

/// What is left alone, for the system and for the steps that other tasks take at
/// the same time: an eighth of all, and no more than this.
const RESERVE: u64 = 64 << 20;

/// There is not enough memory for a message.
#[derive(Debug, Error, PartialEq, Eq)]
#[error(
    "it takes {} MB or more, and only {} MB of memory are left. Return less at once, run fewer tasks at the same time, or give the program more memory",
    .size >> 20, .left >> 20
)]
pub struct Scarce {
    /// The bytes of the message, as far as they are known.
    size: u64,
    /// The bytes that could still be had.
    left: u64,
}

impl From<Scarce> for io::Error {
    fn from(error: Scarce) -> Self {
        Self::new(io::ErrorKind::OutOfMemory, error)
    }
}

/// Whether a message can take `bytes` more of the memory file; `size` is what it
/// has with them. Returns how many bytes may be taken until the next look. Where
/// the system does not tell what there is, that is any number.
///
/// # Errors
/// [`Scarce`]
pub fn to_send(bytes: u64, size: u64) -> Result<u64, Scarce> {
    within(&available_memory::bounds(), bytes, size)
}

/// The same for values that are made of a message, and then stand in this
/// process's own address space.
///
/// # Errors
/// [`Scarce`]
pub fn to_read(bytes: u64, size: u64) -> Result<u64, Scarce> {
    let mut bounds = available_memory::bounds();
    bounds.extend(available_memory::address_space());
    within(&bounds, bytes, size)
}

/// Whether there is memory for a value of `bytes` and, while it is made, for a copy of its
/// message of `size`: so short a time, that may come to half of what is left alone.
///
/// # Errors
/// [`Scarce`]
pub fn to_copy_and_read(bytes: u64, size: u64) -> Result<(), Scarce> {
    let mut bounds = available_memory::bounds();
    bounds.extend(available_memory::address_space());
    within(&bounds, bytes, size)?;
    for Bound { total, left } in bounds {
        let reserve = reserve(total) / 2;
        if left.saturating_sub(reserve) < bytes.saturating_add(size) {
            return Err(Scarce { size, left });
        }
    }
    Ok(())
}

/// To be called before the first `filled` bytes of a block are filled, all of them for
/// certain. Advises the system to use huge pages where that pays.
pub fn fill(block: Range<usize>, filled: usize) {
    huge_pages::advise_filling(block, filled);
}

fn reserve(total: u64) -> u64 {
    RESERVE.min(total / 8)
}

fn within(bounds: &[Bound], bytes: u64, size: u64) -> Result<u64, Scarce> {
    let mut next = u64::MAX;
    for Bound { total, left } in bounds {
        if left.saturating_sub(reserve(*total)) < bytes {
            return Err(Scarce { size, left: *left });
        }
        next = next.min((left / PART).max(STEP as u64));
    }
    Ok(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MB: u64 = 1 << 20;

    #[test]
    fn the_tightest_bound_counts() {
        let bound = |total, left| Bound {
            total: total * MB,
            left: left * MB,
        };
        let bounds = [bound(8000, 4000), bound(1000, 100), bound(2000, 300)];
        assert_eq!(within(&bounds, 36 * MB, 1), Ok(4 * MB));
        let scarce = Scarce {
            size: 1,
            left: 100 * MB,
        };
        assert_eq!(within(&bounds, 37 * MB, 1), Err(scarce));
    }

    #[test]
    fn a_small_bound_has_a_small_reserve() {
        let small = [Bound {
            total: 80 * MB,
            left: 30 * MB,
        }];
        assert!(within(&small, 20 * MB, 1).is_ok());
        assert!(within(&small, 21 * MB, 1).is_err());
    }

    #[test]
    fn the_next_look_is_far_where_there_is_much() {
        let much = [Bound {
            total: 100_000 * MB,
            left: 51_200 * MB,
        }];
        assert_eq!(within(&much, 1, 1), Ok(200 * MB));
    }

    #[test]
    fn without_a_bound_there_is_room() {
        assert_eq!(within(&[], u64::MAX, u64::MAX), Ok(u64::MAX));
    }
}
