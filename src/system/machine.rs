//! What the machine has: processors and memory.

use std::fs;

/// The number of processors that are online, at least 1.
pub fn processors() -> u64 {
    // SAFETY: sysconf takes and returns plain numbers. nix offers this one on Linux only.
    let online = unsafe { libc::sysconf(libc::_SC_NPROCESSORS_ONLN) };
    u64::try_from(online).unwrap_or(1).max(1)
}

/// The text of `/proc/meminfo`, `None` where there is none to read.
pub fn meminfo() -> Option<String> {
    fs::read_to_string("/proc/meminfo").ok()
}

/// The machine's memory in bytes as the kernel reports it to any Unix program,
/// `None` when it does not.
pub fn physical_memory() -> Option<u64> {
    // SAFETY: sysconf takes and returns plain numbers.
    let (pages, page) = unsafe {
        (
            libc::sysconf(libc::_SC_PHYS_PAGES),
            libc::sysconf(libc::_SC_PAGESIZE),
        )
    };
    let (pages, page) = (u64::try_from(pages).ok()?, u64::try_from(page).ok()?);
    (pages > 0 && page > 0).then(|| pages.saturating_mul(page))
}
