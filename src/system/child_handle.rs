//! The child handle: tells the caller of the end of a process, collects and kills it.

#[cfg_attr(
    all(target_os = "linux", not(feature = "portable")),
    path = "child_handle/linux.rs"
)]
#[cfg_attr(
    not(all(target_os = "linux", not(feature = "portable"))),
    path = "child_handle/portable.rs"
)]
mod platform;

pub(super) use platform::is_supported;
pub use platform::{ChildHandle, LOOK_AGAIN};
