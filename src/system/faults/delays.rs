//! Steps that take their time: what depends on the order in which processes do things comes
//! to light when each order happens.

use crate::system::{clock, identity::mixed, process};
use std::{env, sync::OnceLock, time::Duration};

/// Set when steps are to take their time.
const VARIABLE: &str = "POKIO_TEST_DELAYS";

/// Waits for a random time, mostly none, if the variable is set.
pub fn pause() {
    static WANTED: OnceLock<bool> = OnceLock::new();
    if *WANTED.get_or_init(|| env::var_os(VARIABLE).is_some()) {
        let seed = clock::now() ^ u64::from(process::id().cast_unsigned()) << 32;
        std::thread::sleep(length(mixed(seed)));
    }
}

/// One pause in sixteen lets another process come far, four let it take a few steps.
fn length(random: u64) -> Duration {
    let micros = random >> 8;
    Duration::from_micros(match random % 16 {
        0 => 2_000 + micros % 28_000,
        1..=4 => micros % 3_000,
        _ => 0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_steps_take_no_time_and_none_takes_long() {
        let lengths: Vec<_> = (0..10_000).map(|seed| length(mixed(seed))).collect();
        let none = lengths.iter().filter(|length| length.is_zero()).count();
        assert!((6_000..8_000).contains(&none), "{none}");
        assert!(lengths.iter().all(|length| length.as_millis() < 30));
        assert!(lengths.iter().any(|length| length.as_millis() > 20));
    }
}
