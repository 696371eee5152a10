//! The parent guard: ends a task with its caller.

#[cfg_attr(
    all(target_os = "linux", not(feature = "portable")),
    path = "parent_guard/linux.rs"
)]
#[cfg_attr(
    not(all(target_os = "linux", not(feature = "portable"))),
    path = "parent_guard/portable.rs"
)]
mod platform;

pub use platform::{ParentGuard, attach_again};
