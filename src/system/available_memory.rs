//! How much memory this process can still have: what the machine has, and what
//! the control groups around the process allow. Where nothing tells of it, as on
//! other systems than Linux, there is no answer.

use super::{
    cgroups::{self, Kind, UNLIMITED, number},
    machine,
};
use std::{fs, path::Path};

/// A bound on memory, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound {
    /// All that there is, or that the group may use.
    pub total: u64,
    /// What of it can still be had, swap included.
    pub left: u64,
}

/// All bounds on what this process can have: the machine's, and those of its
/// control groups from the innermost on. None where the system does not tell.
pub fn bounds() -> Vec<Bound> {
    let Some(meminfo) = machine::meminfo() else {
        return Vec::new();
    };
    let swap = kilobytes(&meminfo, "SwapFree:").unwrap_or(0);
    let mut bounds = Vec::new();
    bounds.extend(machine_bound(&meminfo, swap));
    let around = cgroups::groups(Path::new("/"));
    bounds.extend(around.iter().filter_map(|(kind, group)| match kind {
        Kind::Unified => unified_bound(group, swap),
        Kind::Memory => memory_bound(group, swap),
        Kind::Processors => None,
    }));
    bounds
}

/// The bound on this process's address space (RLIMIT_AS), if it has one.
pub fn address_space() -> Option<Bound> {
    use nix::sys::resource::{RLIM_INFINITY, Resource, getrlimit};
    let (total, _) = getrlimit(Resource::RLIMIT_AS).ok()?;
    if total == RLIM_INFINITY {
        return None;
    }
    let page = nix::unistd::sysconf(nix::unistd::SysconfVar::PAGE_SIZE).ok()??;
    let statm = fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = statm.split(' ').next()?.parse().ok()?;
    let used = pages.saturating_mul(u64::try_from(page).ok()?);
    let left = total.saturating_sub(used);
    Some(Bound { total, left })
}

fn machine_bound(meminfo: &str, swap: u64) -> Option<Bound> {
    Some(Bound {
        total: kilobytes(meminfo, "MemTotal:")?,
        left: kilobytes(meminfo, "MemAvailable:")?.saturating_add(swap),
    })
}

/// A group of version 2.
fn unified_bound(group: &Path, swap: u64) -> Option<Bound> {
    let total = number(group, "memory.max")?;
    let unused = total.saturating_sub(number(group, "memory.current")?);
    let swap = match number(group, "memory.swap.max") {
        None => swap,
        Some(max) => {
            swap.min(max.saturating_sub(number(group, "memory.swap.current").unwrap_or(0)))
        }
    };
    let left = unused + cached(group, ["active_file ", "inactive_file "]) + swap;
    Some(Bound { total, left })
}

/// A group of version 1.
fn memory_bound(group: &Path, swap: u64) -> Option<Bound> {
    let total = number(group, "memory.limit_in_bytes").filter(|limit| *limit < UNLIMITED)?;
    let unused = total.saturating_sub(number(group, "memory.usage_in_bytes")?);
    let mut left = unused.saturating_add(swap);
    if let Some(both) = number(group, "memory.memsw.limit_in_bytes")
        && let Some(used) = number(group, "memory.memsw.usage_in_bytes")
    {
        left = left.min(both.saturating_sub(used));
    }
    left += cached(group, ["total_active_file ", "total_inactive_file "]);
    Some(Bound { total, left })
}

/// Bytes of files that the group has in memory, which the system gives up first.
/// What is in memory alone, as shared memory is, does not count among them.
fn cached(group: &Path, names: [&str; 2]) -> u64 {
    let stat = fs::read_to_string(group.join("memory.stat")).unwrap_or_default();
    stat.lines()
        .filter_map(|line| {
            let bytes = names.iter().find_map(|name| line.strip_prefix(name))?;
            bytes.parse::<u64>().ok()
        })
        .sum()
}

/// The bytes of a line of /proc/meminfo.
fn kilobytes(meminfo: &str, name: &str) -> Option<u64> {
    meminfo.lines().find_map(|line| {
        let number = line.strip_prefix(name)?.trim().strip_suffix("kB")?;
        number.trim().parse::<u64>().ok()?.checked_mul(1024)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    /// A folder with a group's files, gone with its owner.
    struct Group(PathBuf);

    impl Group {
        fn of(name: &str, files: &[(&str, &str)]) -> Self {
            let id = std::process::id();
            let group = std::env::temp_dir().join(format!("pokio-group-{name}-{id}"));
            fs::create_dir_all(&group).unwrap();
            for (file, text) in files {
                fs::write(group.join(file), text).unwrap();
            }
            Self(group)
        }
    }

    impl Drop for Group {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn the_machine_has_what_is_available_and_its_free_swap() {
        let meminfo = "MemTotal: 100 kB\nMemFree: 3 kB\nMemAvailable:  40 kB\nSwapFree: 5 kB\n";
        let swap = kilobytes(meminfo, "SwapFree:").unwrap();
        let expected = Bound {
            total: 100 << 10,
            left: 45 << 10,
        };
        assert_eq!(machine_bound(meminfo, swap), Some(expected));
        assert_eq!(machine_bound("MemTotal: 100 kB\n", 0), None);
    }

    #[test]
    fn cached_files_do_not_count_as_used_in_a_group_of_version_2() {
        let group = Group::of(
            "cached",
            &[
                ("memory.max", "1000\n"),
                ("memory.current", "900\n"),
                (
                    "memory.stat",
                    "anon 200\nfile 700\nshmem 100\nactive_file 250\ninactive_file 350\n",
                ),
            ],
        );
        let expected = Bound {
            total: 1000,
            left: 700,
        };
        assert_eq!(unified_bound(&group.0, 0), Some(expected));
    }

    #[test]
    fn a_group_of_version_2_has_no_more_swap_than_the_machine() {
        let group = Group::of(
            "swap",
            &[
                ("memory.max", "1000\n"),
                ("memory.current", "400\n"),
                ("memory.swap.max", "300\n"),
                ("memory.swap.current", "100\n"),
            ],
        );
        assert_eq!(unified_bound(&group.0, 50).unwrap().left, 650);
        assert_eq!(unified_bound(&group.0, 500).unwrap().left, 800);
    }

    #[test]
    fn a_group_of_version_1_may_bound_memory_and_swap_together() {
        let group = Group::of(
            "together",
            &[
                ("memory.limit_in_bytes", "1000\n"),
                ("memory.usage_in_bytes", "900\n"),
                ("memory.memsw.limit_in_bytes", "1200\n"),
                ("memory.memsw.usage_in_bytes", "1000\n"),
                (
                    "memory.stat",
                    "inactive_file 1\ntotal_inactive_file 30\ntotal_active_file 20\n",
                ),
            ],
        );
        let expected = Bound {
            total: 1000,
            left: 250,
        };
        assert_eq!(memory_bound(&group.0, 5000), Some(expected));
    }

    #[test]
    fn a_group_without_a_limit_bounds_nothing() {
        let unified = Group::of("max", &[("memory.max", "max\n"), ("memory.current", "9\n")]);
        assert_eq!(unified_bound(&unified.0, 0), None);
        let memory = Group::of(
            "unlimited",
            &[
                ("memory.limit_in_bytes", "9223372036854771712\n"),
                ("memory.usage_in_bytes", "9\n"),
            ],
        );
        assert_eq!(memory_bound(&memory.0, 0), None);
        assert_eq!(unified_bound(&memory.0.join("nothing here"), 0), None);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn linux_tells_of_the_machine() {
        let bounds = bounds();
        assert!(bounds.iter().all(|bound| bound.total > 0));
        assert!(!bounds.is_empty());
    }
}
