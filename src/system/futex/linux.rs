//! futex(2): the kernel wakes sleepers of any process.

use std::sync::atomic::AtomicU32;

/// futex(2): sleeps while the word, which processes share, holds the value; until
/// [`wake_all`], a signal or 20 milliseconds later at the latest. A signal that
/// comes just before the sleep, which cannot be told, waits no longer than that.
pub fn wait_while(word: &AtomicU32, value: u32) {
    let timeout = libc::timespec {
        tv_sec: 0,
        tv_nsec: 20_000_000,
    };
    // SAFETY: the word and the time live as long as their borrows.
    unsafe {
        libc::syscall(
            libc::SYS_futex,
            word.as_ptr(),
            libc::FUTEX_WAIT,
            value,
            &raw const timeout,
        )
    };
}

/// futex(2): wakes all that sleep on the word.
pub fn wake_all(word: &AtomicU32) {
    // SAFETY: as above; the kernel only looks for sleepers.
    unsafe { libc::syscall(libc::SYS_futex, word.as_ptr(), libc::FUTEX_WAKE, i32::MAX) };
}
