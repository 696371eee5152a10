//! Looking at the word, with short sleeps between.

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

/// Sleeps while the word, which processes share, holds the value, for 20
/// milliseconds at most; a signal ends it. There is no such call that every Unix
/// has: this one looks a thousand times a second.
pub fn wait_while(word: &AtomicU32, value: u32) {
    let pause = libc::timespec {
        tv_sec: 0,
        tv_nsec: 1_000_000,
    };
    for _ in 0..20 {
        if word.load(SeqCst) != value {
            break;
        }
        // SAFETY: the time is valid, and what is left of it is not asked for.
        if unsafe { libc::nanosleep(&pause, std::ptr::null_mut()) } != 0 {
            break;
        }
    }
}

/// Wakes all that sleep on the word: they look for themselves.
pub fn wake_all(_word: &AtomicU32) {}
