//! Which process this is. Its number does not say it: numbers are given out again, and
//! each container has a process 1. A process also has a [`Token`], which no process has
//! that it descends from. Both stand in memory that every fork wipes.

#[cfg_attr(
    all(target_os = "linux", not(feature = "portable")),
    path = "identity/linux.rs"
)]
#[cfg_attr(
    not(all(target_os = "linux", not(feature = "portable"))),
    path = "identity/portable.rs"
)]
mod platform;
#[cfg(all(target_os = "linux", not(feature = "portable")))]
mod portable;

use super::process::ProcessId;
use std::{
    ffi::{c_int, c_void},
    sync::{
        OnceLock,
        atomic::{AtomicI32, AtomicU64, Ordering::Relaxed},
    },
    time::{SystemTime, UNIX_EPOCH},
};

/// Tells a process from all that it descends from, and so from whoever made what it
/// finds in its memory. Not 0.
pub type Token = u64;

/// This process's token and number; zeros in a new process.
#[derive(Default)]
struct Identity {
    token: AtomicU64,
    process: AtomicI32,
}

static IDENTITY: OnceLock<&'static Identity> = OnceLock::new();

/// This process's identity, which is complete.
#[inline]
fn identity() -> &'static Identity {
    let identity = IDENTITY.get_or_init(platform::wiped);
    if identity.token.load(Relaxed) == 0 {
        renew(identity, random());
    }
    identity
}

/// The token is written last: a signal's handler in between does the same once more.
fn renew(identity: &Identity, token: Token) {
    identity
        .process
        .store(nix::unistd::getpid().as_raw(), Relaxed);
    identity.token.store(token.max(1), Relaxed);
}

/// This process's token.
#[inline]
pub fn token() -> Token {
    identity().token.load(Relaxed)
}

/// getpid(2), asked once in each process: it is needed some twenty times for a task.
#[inline]
pub fn process() -> ProcessId {
    identity().process.load(Relaxed)
}

/// In a process that has just been forked by the one of this token: gives it a token of
/// its own. Writing without a look at what is there takes one page fault instead of two.
pub fn forked_by(parent: Token) {
    if let Some(identity) = IDENTITY.get() {
        renew(identity, mixed(parent));
    }
}

unsafe extern "C" {
    // Not every system's is in the bindings.
    fn getentropy(buffer: *mut c_void, bytes: usize) -> c_int;
}

/// Bits that no process before has had, as far as that can be.
fn random() -> Token {
    let mut bytes = [0; 8];
    // SAFETY: the buffer is as long as is said.
    if unsafe { getentropy(bytes.as_mut_ptr().cast(), bytes.len()) } == 0 {
        return Token::from_ne_bytes(bytes);
    }
    // Refused by a sandbox: no two processes of one line are this number at this moment.
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let now = now.map_or(0, |now| now.as_nanos() as u64);
    mixed(now ^ u64::from(std::process::id()) << 32)
}

/// Spreads the bits (the finalizer of SplitMix64). No two numbers give the same, and
/// what is mixed again and again does not come back.
pub(super) fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::process::{self, End, Side, exit_now};

    /// What a child says that was forked past this module.
    fn forked_by_hand(test: impl FnOnce() -> bool) -> bool {
        // SAFETY: the child runs nothing but the test.
        match unsafe { libc::fork() } {
            0 => exit_now(i32::from(!test())),
            child => process::reap(child, true) == Some(End::Exited(0)),
        }
    }

    #[test]
    fn a_process_keeps_its_token() {
        assert_eq!(token(), token());
        assert_eq!(process(), std::process::id().cast_signed());
    }

    #[test]
    fn every_descendant_has_a_token_and_a_number_of_its_own() {
        let first = token();
        assert!(forked_by_hand(|| {
            let second = token();
            let number = process() == std::process::id().cast_signed();
            number
                && second != first
                && match process::fork().unwrap() {
                    Side::Child => {
                        let third = token();
                        let number = process() == std::process::id().cast_signed();
                        let fourth = forked_by_hand(|| ![first, second, third].contains(&token()));
                        exit_now(i32::from(
                            !(number && fourth && ![first, second].contains(&third)),
                        ))
                    }
                    Side::Parent(child) => process::reap(child, true) == Some(End::Exited(0)),
                }
        }));
        assert_eq!(token(), first);
    }

    #[test]
    fn a_long_line_of_processes_has_no_token_twice() {
        let line: std::collections::HashSet<Token> =
            std::iter::successors(Some(random()), |token| Some(mixed(*token)))
                .take(100_000)
                .collect();
        assert_eq!(line.len(), 100_000);
    }
}
