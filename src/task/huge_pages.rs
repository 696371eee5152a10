//! `pokio.huge_pages`: keeps a large heap on huge pages, so that a fork has less
//! to copy.

use crate::{engine::heap, system::huge_pages};
use std::{
    cell::Cell,
    sync::atomic::{AtomicBool, Ordering::Relaxed},
};

/// Bytes of a heap that is large enough to pay: below, a fork takes no longer than
/// all that goes with it.
const LARGE: usize = 32 << 20;

/// A heap moves again when it has grown by this part, a quarter.
const GROWTH: usize = 4;

static ON: AtomicBool = AtomicBool::new(false);

thread_local! {
    /// The heap's size when it was last looked after.
    static SIZE: Cell<usize> = const { Cell::new(0) };
}

/// Turns it on or off.
pub fn set(on: bool) {
    ON.store(on, Relaxed);
}

/// To be called before a fork: moves a heap that has become large, or larger.
pub fn prepare() {
    if !ON.load(Relaxed) {
        return;
    }
    let (size, before) = (heap::size(), SIZE.get());
    if size < before / 2 {
        SIZE.set(size);
    } else if size >= LARGE && size >= before + before / GROWTH {
        huge_pages::advise_heap();
        SIZE.set(size);
    }
}
