//! The notifier: what a caller sleeps on, and what tasks wake it by.

#[cfg_attr(
    all(target_os = "linux", not(feature = "portable")),
    path = "notifier/linux.rs"
)]
#[cfg_attr(
    not(all(target_os = "linux", not(feature = "portable"))),
    path = "notifier/portable.rs"
)]
mod platform;

pub use platform::{Notifier, Waker};
