//! A clock that processes have in common, and spans of time on it.

use std::time::Duration;

/// Nanoseconds since some moment, the same one for all processes of this machine.
pub fn now() -> u64 {
    // SAFETY: zero is valid for the structure, which the call fills in.
    let time = unsafe {
        let mut time: libc::timespec = std::mem::zeroed();
        libc::clock_gettime(libc::CLOCK_MONOTONIC, &mut time);
        time
    };
    let part = |number: i64| u64::try_from(number).unwrap_or(0);
    #[allow(clippy::useless_conversion, reason = "the types differ among systems")]
    part(time.tv_sec.into())
        .saturating_mul(1_000_000_000)
        .saturating_add(part(time.tv_nsec.into()))
}

/// A span in nanoseconds; the largest number for one that is longer than that tells.
#[inline]
pub fn nanoseconds(span: Duration) -> u64 {
    u64::try_from(span.as_nanos()).unwrap_or(u64::MAX)
}
