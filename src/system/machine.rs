//! What the machine has: processors and memory.

use super::cgroups::{self, Allowance};
use std::{fs, path::Path};

/// How many processors this process may use at once, at least 1: those that are online,
/// that it is not kept from (sched_setaffinity(2)), and that its control groups allow.
pub fn processors(groups: Allowance) -> u64 {
    let affinity = affinity().unwrap_or(u64::MAX);
    let quota = groups.processors.unwrap_or(u64::MAX);
    online().min(affinity).min(quota).max(1)
}

/// What this process's control groups allow, read from some ten files.
pub fn allowance() -> Allowance {
    cgroups::allowance(Path::new("/"))
}

/// sched_getaffinity(2): the processors that this process may run on; `None` where that
/// cannot be asked.
#[cfg(target_os = "linux")]
fn affinity() -> Option<u64> {
    // SAFETY: zeros are valid for the set, which is as long as is said.
    unsafe {
        let mut set: libc::cpu_set_t = std::mem::zeroed();
        let asked = libc::sched_getaffinity(0, size_of_val(&set), &raw mut set);
        (asked == 0).then(|| u64::try_from(libc::CPU_COUNT(&set)).unwrap_or(0))
    }
}

/// There is no such call that every Unix has.
#[cfg(not(target_os = "linux"))]
fn affinity() -> Option<u64> {
    None
}

/// The number of processors that are online, at least 1.
fn online() -> u64 {
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
