//! Files without a name: the memory file, and those for the output of tasks.

#[cfg_attr(
    all(target_os = "linux", not(feature = "portable")),
    path = "anonymous_files/linux.rs"
)]
#[cfg_attr(
    not(all(target_os = "linux", not(feature = "portable"))),
    path = "anonymous_files/portable.rs"
)]
mod platform;

pub use platform::{
    HAS_SEALS, REGION_BYTES, claim, is_claimed, memory_file, release, scratch_file, seal,
    stream_file,
};
