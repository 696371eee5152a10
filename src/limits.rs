//! How many tasks may run at once.

/// How the limit is reckoned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Basis {
    /// Processors that the process may use.
    pub processors: u64,
    /// Bytes of memory that the machine has, or less where the process may use less.
    pub memory: Option<u64>,
    /// Tasks for each processor (`FORK_IO_FACTOR`).
    pub io_factor: i64,
    /// Bytes of memory for each task (`FORK_MEM_PER_PROC`).
    pub memory_per_process: i64,
}

/// `FORK_IO_FACTOR` when it is not set.
pub const IO_FACTOR: i64 = 3;

/// `FORK_MEM_PER_PROC` when it is not set: 100 MiB.
pub const MEMORY_PER_PROCESS: i64 = 100 << 20;

impl Basis {
    /// min(processors x factor, memory / memory per task), at least 1.
    pub fn max_processes(self) -> i64 {
        let by_processors = i64::try_from(self.processors)
            .unwrap_or(i64::MAX)
            .saturating_mul(self.io_factor);
        let by_memory = match self.memory {
            Some(memory) if self.memory_per_process > 0 => {
                i64::try_from(memory).unwrap_or(i64::MAX) / self.memory_per_process
            }
            _ => i64::MAX,
        };
        by_processors.min(by_memory).max(1)
    }
}

/// An environment variable's number as PHP's `(int)` reads it: the number at its
/// beginning, cut to an integer; `None` when the variable is unset, or it is 0.
pub fn number(text: Option<&str>) -> Option<i64> {
    let text = text?.trim_start();
    let numeric = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | 'e' | 'E');
    let end = text.find(|c| !numeric(c)).unwrap_or(text.len());
    let number = (1..=end)
        .rev()
        .find_map(|end| text[..end].parse::<f64>().ok())?;
    // A cast keeps to the integer's range.
    Some(number as i64).filter(|number| *number != 0)
}

/// The bytes of the line `MemTotal: N kB`, `None` when there is none.
pub fn memory_total(meminfo: &str) -> Option<u64> {
    meminfo.lines().find_map(|line| {
        let rest = line.split_once("MemTotal:")?.1;
        let number = rest.trim().strip_suffix("kB")?.trim();
        number.parse::<u64>().ok()?.checked_mul(1024)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASIS: Basis = Basis {
        processors: 4,
        memory: Some(64 << 30),
        io_factor: 3,
        memory_per_process: 100 << 20,
    };

    #[test]
    fn processors_limit_a_machine_with_much_memory() {
        assert_eq!(BASIS.max_processes(), 12);
    }

    #[test]
    fn memory_limits_a_machine_with_little() {
        assert_eq!(
            Basis {
                memory: Some(250 << 20),
                ..BASIS
            }
            .max_processes(),
            2
        );
    }

    #[test]
    fn one_task_may_always_run() {
        assert_eq!(
            Basis {
                memory: Some(1),
                ..BASIS
            }
            .max_processes(),
            1
        );
        assert_eq!(
            Basis {
                io_factor: -5,
                ..BASIS
            }
            .max_processes(),
            1
        );
    }

    #[test]
    fn unknown_memory_and_senseless_factors_do_not_limit_by_memory() {
        assert_eq!(
            Basis {
                memory: None,
                ..BASIS
            }
            .max_processes(),
            12
        );
        assert_eq!(
            Basis {
                memory_per_process: -1,
                ..BASIS
            }
            .max_processes(),
            12
        );
        assert_eq!(
            Basis {
                io_factor: i64::MAX,
                memory: None,
                ..BASIS
            }
            .max_processes(),
            i64::MAX
        );
    }

    #[test]
    fn numbers_are_read_as_php_reads_them() {
        for (text, expected) in [
            (None, None),
            (Some(""), None),
            (Some("0"), None),
            (Some("abc"), None),
            (Some("7"), Some(7)),
            (Some("  7"), Some(7)),
            (Some("7 processes"), Some(7)),
            (Some("-2"), Some(-2)),
            (Some("--2"), None),
            (Some("1e2"), Some(100)),
            (Some("2.9 times"), Some(2)),
            (Some("3e"), Some(3)),
            (Some("99999999999999999999"), Some(i64::MAX)),
        ] {
            assert_eq!(number(text), expected, "{text:?}");
        }
    }

    #[test]
    fn total_memory_is_the_line_that_says_so() {
        assert_eq!(
            memory_total("MemTotal:       2048 kB\nMemFree: 1 kB\n"),
            Some(2 << 20)
        );
        assert_eq!(memory_total("MemFree: 7 kB"), None);
        assert_eq!(memory_total("MemTotal: much kB"), None);
    }
}
