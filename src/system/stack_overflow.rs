//! A stack that overflows: noticed, and answered with a last action.

use std::{
    mem,
    ptr::null_mut,
    sync::atomic::{AtomicPtr, Ordering::SeqCst},
};

/// Bytes of the stack on which the answer runs.
const STACK: usize = 64 << 10;

/// How far below the stack pointer an access counts as the stack's overflow: a
/// frame that is pushed touches no further.
const REACH: usize = 1 << 20;

/// The signals that report an access to a guard page: the first on Linux, elsewhere also
/// the second.
const SIGNALS: [i32; 2] = [libc::SIGSEGV, libc::SIGBUS];

/// The answer; null while none is set.
static ANSWER: AtomicPtr<()> = AtomicPtr::new(null_mut());

/// While it lives, an overflow of the stack runs `answer` instead of killing the
/// process at once.
pub struct StackGuard {
    before: [libc::sigaction; SIGNALS.len()],
    stack_before: libc::stack_t,
    _stack: Vec<u8>,
}

impl StackGuard {
    /// Sets the answer. It runs on a stack of its own, in a signal's handler, so
    /// it may only do what is allowed there, and must not return.
    pub fn set(answer: fn() -> !) -> Self {
        let mut stack = vec![0u8; STACK];
        ANSWER.store(answer as *mut (), SeqCst);
        // SAFETY: the structures are plain data for which zero is valid; the
        // stack lives as long as the guard, which takes both back.
        unsafe {
            let mut before: [libc::sigaction; SIGNALS.len()] = mem::zeroed();
            let mut stack_before: libc::stack_t = mem::zeroed();
            let own = libc::stack_t {
                ss_sp: stack.as_mut_ptr().cast(),
                ss_flags: 0,
                ss_size: STACK,
            };
            libc::sigaltstack(&own, &mut stack_before);
            let mut action: libc::sigaction = mem::zeroed();
            action.sa_sigaction = on_fault as *const () as usize;
            action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK;
            for (signal, before) in SIGNALS.into_iter().zip(&mut before) {
                libc::sigaction(signal, &action, before);
            }
            Self {
                before,
                stack_before,
                _stack: stack,
            }
        }
    }
}

impl Drop for StackGuard {
    fn drop(&mut self) {
        // SAFETY: restores what `set` found.
        unsafe {
            for (signal, before) in SIGNALS.into_iter().zip(&self.before) {
                libc::sigaction(signal, before, null_mut());
            }
            disarm();
            libc::sigaltstack(&self.stack_before, null_mut());
        }
    }
}

/// Forgets the answer: for a guard that a jump over its frame has kept from being
/// dropped. What it has set up then does nothing.
pub fn disarm() {
    ANSWER.store(null_mut(), SeqCst);
}

/// The handler: answers an overflow; any other fault, and a signal that a process has
/// sent, comes again, unhandled.
extern "C" fn on_fault(signal: i32, info: *mut libc::siginfo_t, context: *mut libc::c_void) {
    // SAFETY: the kernel passes both structures; the answer is a function that
    // `set` has stored.
    unsafe {
        let address = (*info).si_addr() as usize;
        let answer = ANSWER.load(SeqCst);
        // What the kernel reports itself has a positive code.
        let overflow = (*info).si_code > 0
            && stack_pointer(context.cast())
                .is_none_or(|pointer| pointer.abs_diff(address) < REACH);
        if overflow && !answer.is_null() {
            mem::transmute::<*mut (), fn() -> !>(answer)();
        }
        let mut default: libc::sigaction = mem::zeroed();
        default.sa_sigaction = libc::SIG_DFL;
        libc::sigaction(signal, &default, null_mut());
        // Held back until the handler returns.
        libc::raise(signal);
    }
}

/// Where the stack stood when the fault happened, `None` on machines for which
/// it is not known how to tell.
///
/// # Safety
/// The context is the one that the kernel passed to the handler.
#[allow(unused_variables, reason = "used on the machines listed")]
unsafe fn stack_pointer(context: *const libc::ucontext_t) -> Option<usize> {
    #[cfg(all(target_os = "linux", target_arch = "x86_64"))]
    // SAFETY: the registers are part of the context.
    return usize::try_from(unsafe { (*context).uc_mcontext.gregs[libc::REG_RSP as usize] }).ok();
    #[cfg(all(target_os = "linux", target_arch = "aarch64"))]
    // SAFETY: as above.
    return usize::try_from(unsafe { (*context).uc_mcontext.sp }).ok();
    #[allow(unreachable_code, reason = "the other machines")]
    None
}
