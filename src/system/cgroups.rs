//! The control groups around this process, and what they allow it: processors and
//! memory. Other systems than Linux have none.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// What a group's folder speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Version 2: everything.
    Unified,
    /// Version 1: memory.
    Memory,
    /// Version 1: processors.
    Processors,
}

/// Where systemd and the container engines mount a kind of groups.
fn mount(kind: Kind) -> &'static str {
    match kind {
        Kind::Unified => "sys/fs/cgroup",
        Kind::Memory => "sys/fs/cgroup/memory",
        Kind::Processors => "sys/fs/cgroup/cpu",
    }
}

/// "No limit" of memory in version 1 is the largest number of whole pages.
pub const UNLIMITED: u64 = 1 << 62;

/// This process's groups and those around them, each from the innermost on, in the file
/// system whose root is given. Folders that are not there are among them.
pub fn groups(root: &Path) -> Vec<(Kind, PathBuf)> {
    // Without /proc the groups that are mounted may be the process's own, as they are in
    // a container.
    let text = fs::read_to_string(root.join("proc/self/cgroup"))
        .unwrap_or_else(|_| "0::/\n1:memory:/\n2:cpu:/\n".into());
    let mut groups = Vec::new();
    for line in text.lines() {
        let mut fields = line.splitn(3, ':').skip(1);
        let (Some(controllers), Some(path)) = (fields.next(), fields.next()) else {
            continue;
        };
        let kinds = if controllers.is_empty() {
            vec![Kind::Unified]
        } else {
            let kind = |name| match name {
                "memory" => Some(Kind::Memory),
                "cpu" => Some(Kind::Processors),
                _ => None,
            };
            controllers.split(',').filter_map(kind).collect()
        };
        // In a container the path may be one outside of it: then only the root of what
        // is mounted is there, and it is the container's own group.
        for kind in kinds {
            let folders = Path::new(path).ancestors().map(|group| {
                let group = group.strip_prefix("/").unwrap_or(group);
                (kind, root.join(mount(kind)).join(group))
            });
            groups.extend(folders);
        }
    }
    groups
}

/// The number in a file of a group; `None` where there is no such file, and for `max`,
/// which is no limit.
pub fn number(group: &Path, file: &str) -> Option<u64> {
    text(group, file)?.trim().parse().ok()
}

fn text(group: &Path, file: &str) -> Option<String> {
    fs::read_to_string(group.join(file)).ok()
}

/// What the groups allow.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// Processors, begun ones whole; `None` without a limit.
    pub processors: Option<u64>,
    /// Bytes of memory; `None` without a limit.
    pub memory: Option<u64>,
}

/// The smallest that the groups allow in the file system whose root is given.
pub fn allowance(root: &Path) -> Allowance {
    let mut allowance = Allowance::default();
    let least = |least: &mut Option<u64>, other: Option<u64>| {
        *least = (*least).into_iter().chain(other).min();
    };
    for (kind, group) in groups(root) {
        match kind {
            Kind::Unified => {
                least(&mut allowance.processors, unified_processors(&group));
                least(&mut allowance.memory, number(&group, "memory.max"));
            }
            Kind::Processors => {
                let (quota, period) = ("cpu.cfs_quota_us", "cpu.cfs_period_us");
                // Without a limit the quota is -1, which is no such number.
                let whole = number(&group, quota)
                    .zip(number(&group, period))
                    .and_then(|(quota, period)| whole(quota, period));
                least(&mut allowance.processors, whole);
            }
            Kind::Memory => {
                let limit = number(&group, "memory.limit_in_bytes");
                least(
                    &mut allowance.memory,
                    limit.filter(|limit| *limit < UNLIMITED),
                );
            }
        }
    }
    allowance
}

/// `cpu.max` of a group of version 2: quota and period in microseconds.
fn unified_processors(group: &Path) -> Option<u64> {
    let text = text(group, "cpu.max")?;
    let mut numbers = text.split_whitespace().map(str::parse);
    let (quota, period) = (numbers.next()?.ok()?, numbers.next()?.ok()?);
    whole(quota, period)
}

/// As many processors as a quota of each period keeps busy.
fn whole(quota: u64, period: u64) -> Option<u64> {
    (period > 0).then(|| quota.div_ceil(period).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with files in it, gone with its owner.
    struct Root(PathBuf);

    impl Root {
        fn of(name: &str, files: &[(&str, &str)]) -> Self {
            let id = std::process::id();
            let root = std::env::temp_dir().join(format!("pokio-groups-{name}-{id}"));
            for (file, text) in files {
                let file = root.join(file);
                fs::create_dir_all(file.parent().unwrap()).unwrap();
                fs::write(file, text).unwrap();
            }
            Self(root)
        }

        fn allows(&self) -> (Option<u64>, Option<u64>) {
            let allowance = allowance(&self.0);
            (allowance.processors, allowance.memory)
        }
    }

    impl Drop for Root {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn the_smallest_of_all_groups_around_counts() {
        let root = Root::of(
            "unified",
            &[
                ("proc/self/cgroup", "0::/outer/inner\n"),
                ("sys/fs/cgroup/outer/inner/cpu.max", "400000 100000\n"),
                ("sys/fs/cgroup/outer/inner/memory.max", "1000\n"),
                ("sys/fs/cgroup/outer/cpu.max", "150000 100000\n"),
                ("sys/fs/cgroup/outer/memory.max", "max\n"),
            ],
        );
        assert_eq!(root.allows(), (Some(2), Some(1000)));
    }

    #[test]
    fn groups_of_version_1_count_each_for_its_own() {
        let root = Root::of(
            "separate",
            &[
                ("proc/self/cgroup", "5:cpu,cpuacct:/job\n3:memory:/job\n"),
                ("sys/fs/cgroup/cpu/job/cpu.cfs_quota_us", "50000\n"),
                ("sys/fs/cgroup/cpu/job/cpu.cfs_period_us", "100000\n"),
                ("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n"),
                ("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n"),
                (
                    "sys/fs/cgroup/memory/job/memory.limit_in_bytes",
                    "536870912\n",
                ),
                (
                    "sys/fs/cgroup/memory/memory.limit_in_bytes",
                    "9223372036854771712\n",
                ),
            ],
        );
        assert_eq!(root.allows(), (Some(1), Some(512 << 20)));
    }

    #[test]
    fn in_a_container_the_root_of_what_is_mounted_counts() {
        let limits = [
            ("sys/fs/cgroup/cpu.max", "200000 100000\n"),
            ("sys/fs/cgroup/memory.max", "4096\n"),
        ];
        let outside = ("proc/self/cgroup", "0::/docker/0123/outside\n");
        let with_proc = Root::of("container", &[outside, limits[0], limits[1]]);
        assert_eq!(with_proc.allows(), (Some(2), Some(4096)));
        let without_proc = Root::of("no-proc", &limits);
        assert_eq!(without_proc.allows(), (Some(2), Some(4096)));
    }

    #[test]
    fn without_groups_or_with_senseless_files_nothing_is_limited() {
        assert_eq!(Root::of("none", &[]).allows(), (None, None));
        let senseless = Root::of(
            "senseless",
            &[
                ("sys/fs/cgroup/cpu.max", "100000 0\n"),
                ("sys/fs/cgroup/memory.max", "much\n"),
            ],
        );
        assert_eq!(senseless.allows(), (None, None));
    }
}
