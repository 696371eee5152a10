//! futex(2): the thread sleeps on a word in shared memory, which a process that is about
//! to end names to the kernel as one of its robust locks (get_robust_list(2)). However
//! the process then ends, the kernel wakes the thread; neither its parent nor itself
//! makes a call for that.

use std::{
    ffi::c_void,
    ptr,
    sync::atomic::{AtomicU32, Ordering::SeqCst},
};

/// The head of a thread's list of robust locks (linux/futex.h).
#[repr(C)]
struct RobustList {
    first: *mut c_void,
    /// From an entry of the list to the lock's word.
    offset: libc::c_long,
    /// An entry that is about to be added or taken out.
    pending: *mut c_void,
}

/// What the thread sleeps on.
#[derive(Default)]
pub struct Alarm {
    /// Counts, in the two highest bits. The others are for the owner of a lock: a word
    /// without one is what the kernel takes for a lock whose owner ended on the way from
    /// giving it up to waking those that want it, and wakes them itself
    /// (`handle_futex_death` in kernel/futex/core.c, Linux 5.5, 5.4.6 and later).
    word: AtomicU32,
}

const ONE: u32 = 1 << 30;

impl Alarm {
    /// Whether the end of a process can raise the alarm.
    pub const RAISED_BY_ENDS: bool = true;

    /// What [`Alarm::sleep`] wants to know.
    pub fn seen(&self) -> u32 {
        self.word.load(SeqCst)
    }

    /// Sleeps until the alarm is raised, or has been since `seen`; or for no reason.
    pub fn sleep(&self, seen: u32) {
        // SAFETY: the word lives as long as the borrow; there is no time limit.
        unsafe {
            libc::syscall(
                libc::SYS_futex,
                self.word.as_ptr(),
                libc::FUTEX_WAIT,
                seen,
                ptr::null::<libc::timespec>(),
            )
        };
    }

    /// Wakes the thread.
    pub fn raise(&self) {
        self.note();
        // SAFETY: as above; the kernel only looks for sleepers.
        unsafe { libc::syscall(libc::SYS_futex, self.word.as_ptr(), libc::FUTEX_WAKE, 1) };
    }

    /// In a process of one thread, when no code but its own end will run any more: the
    /// kernel raises the alarm when the process ends. Returns whether it will.
    pub fn raise_at_end(&self) -> bool {
        let mut list: *mut RobustList = ptr::null_mut();
        let mut size = 0usize;
        // SAFETY: asks for this thread's own list, which the C library has told the
        // kernel of, and which lives as long as the thread. It is given the word as the
        // entry that is about to be added; the kernel alone will look at that.
        unsafe {
            let asked = libc::syscall(libc::SYS_get_robust_list, 0, &raw mut list, &raw mut size);
            if asked != 0 || list.is_null() || size != size_of::<RobustList>() {
                return false;
            }
            let word = self.word.as_ptr().cast::<c_void>();
            (*list).pending = word.wrapping_byte_offset(-((*list).offset as isize));
        }
        true
    }

    /// In the same process, when it has done its work: a thread that is about to sleep
    /// looks again.
    pub fn note(&self) {
        self.word.fetch_add(ONE, SeqCst);
    }
}
