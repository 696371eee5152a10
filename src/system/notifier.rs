//! The notifier, on which a caller sleeps, and the waker, with which tasks wake it.

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
