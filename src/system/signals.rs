//! Signal masks, and the names of signals.

use nix::sys::signal::{SigSet, SigmaskHow, Signal, pthread_sigmask};

/// While it lives, no signal interrupts this thread. Dropping it restores the
/// mask that was in force before.
pub struct Blocked {
    before: SigSet,
}

impl Blocked {
    /// Blocks every signal that can be blocked, except those by which the
    /// processor reports a fault: a fault must end the process where it happens.
    pub fn all() -> Self {
        let mut every = SigSet::all();
        for fault in [
            Signal::SIGSEGV,
            Signal::SIGBUS,
            Signal::SIGFPE,
            Signal::SIGILL,
        ] {
            every.remove(fault);
        }
        let mut before = SigSet::empty();
        // Fails only for an unknown `how`, which SIG_SETMASK is not.
        let _ = pthread_sigmask(SigmaskHow::SIG_SETMASK, Some(&every), Some(&mut before));
        Self { before }
    }

    /// Dropping it lets this signal pass, whatever the mask was before.
    pub fn let_pass(&mut self, signal: i32) {
        // SAFETY: changes a set of this one's own; real-time signals have no names.
        unsafe {
            let mut before = *self.before.as_ref();
            libc::sigdelset(&mut before, signal);
            self.before = SigSet::from_sigset_t_unchecked(before);
        }
    }

    /// The mask that was in force before, to wait under.
    pub fn before(&self) -> &SigSet {
        &self.before
    }
}

impl Drop for Blocked {
    fn drop(&mut self) {
        let _ = pthread_sigmask(SigmaskHow::SIG_SETMASK, Some(&self.before), None);
    }
}

/// A signal's name, such as `SIGKILL`; `None` for a real-time one.
pub fn name(signal: i32) -> Option<&'static str> {
    Signal::try_from(signal).ok().map(Signal::as_str)
}

/// Whether the program has a handler of its own for the end of a child. It would
/// be called, and cut sleeps short, whenever a task's process ends.
pub fn child_ends_are_handled() -> bool {
    // SAFETY: zero is valid for the structure, which sigaction fills in.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        libc::sigaction(libc::SIGCHLD, std::ptr::null(), &mut action) == 0
            && action.sa_sigaction != libc::SIG_DFL
            && action.sa_sigaction != libc::SIG_IGN
    }
}
