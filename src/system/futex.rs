//! Sleeping on a word that processes share.

#[cfg_attr(
    all(target_os = "linux", not(feature = "portable")),
    path = "futex/linux.rs"
)]
#[cfg_attr(
    not(all(target_os = "linux", not(feature = "portable"))),
    path = "futex/portable.rs"
)]
mod platform;

pub use platform::{wait_while, wake_all};
