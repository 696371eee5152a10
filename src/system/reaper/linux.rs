//! futex(2): the thread sleeps on a word in shared memory. A process that is about to
//! end owns the word, and names it to the kernel as one of its robust locks
//! (get_robust_list(2)). However the process then ends, the kernel takes the owner out
//! of the word and wakes the thread; neither its parent nor itself makes a call for that.

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

/// What the thread sleeps on: a robust lock's word, the number of its owner in the low
/// bits. Of several processes that are about to end, the last to say so owns it: it ends
/// as soon as any.
#[derive(Default)]
pub struct WakeWord {
    word: AtomicU32,
}

/// The kernel sets it when it has taken the owner out, [`WakeWord::raise`] without that:
/// there may be something to do.
const RAISED: u32 = libc::FUTEX_OWNER_DIED;

impl WakeWord {
    /// Whether the end of a process can raise the wake-up word.
    pub const RAISED_BY_ENDS: bool = true;

    /// Lowers the wake-up word. The result is for [`WakeWord::sleep`].
    pub fn end(&self) -> u32 {
        self.word.fetch_and(!RAISED, SeqCst) & !RAISED
    }

    /// Sleeps until the wake-up word is raised, or has been since it gave `seen`; or for no
    /// reason.
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
        self.word.fetch_or(RAISED, SeqCst);
        // SAFETY: as above; the kernel only looks for sleepers.
        unsafe { libc::syscall(libc::SYS_futex, self.word.as_ptr(), libc::FUTEX_WAKE, 1) };
    }

    /// In a process of one thread, when no code but its own end will run any more: the
    /// kernel raises the wake-up word when the process ends. Returns whether it will.
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
        let owner = crate::system::process::id().cast_unsigned();
        self.word
            .store(owner | libc::FUTEX_WAITERS | RAISED, SeqCst);
        true
    }
}
