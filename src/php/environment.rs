//! `Pokio\Environment`: what this machine and this PHP allow.

use super::{
    control, exceptions,
    settings::{self, Choice},
};
use crate::{
    engine::{
        self, Call, coroutine,
        declare::{self, Class, Function, Type, optional, static_method_of},
        exception::{self, Kind},
        request, session, state_changes, value,
    },
    limits::{self, Basis},
    native, task,
};
use ext_php_rs::ffi::{ZEND_ACC_FINAL, ZEND_ACC_PRIVATE, ZEND_ACC_STATIC};
use std::{
    cell::Cell,
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

/// The SAPIs that run one script in one process and let it do as it likes.
const COMMAND_LINE: [&str; 4] = ["cli", "phpdbg", "embed", "micro"];

/// Requests that are running in this process, each in a thread.
static REQUESTS: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    /// A program that is not PHP's own (FrankenPHP's `php-cli`) runs it in a thread beside
    /// its own, and a fork takes only one of them along.
    static IS_MAIN_THREAD: bool = task::machine::is_main_thread();
    /// What `maxProcesses()` first gave.
    static MAX_PROCESSES: Cell<Option<i64>> = const { Cell::new(None) };
}

/// At the request's start.
pub fn request_started() {
    REQUESTS.fetch_add(1, Relaxed);
    engine::prepare_to_guard();
    if is_command_line() {
        state_changes::listen(task::restore::LISTENER);
        session::listen();
        task::interruption::listen(exceptions::interruption, control::tasks_are_lost);
    }
}

/// Whether PHP runs where it may fork, if nothing else is against it.
pub fn is_command_line() -> bool {
    COMMAND_LINE.contains(&request::sapi().as_str())
}

/// Whether a limit may interrupt code that runs in this process. A web server has signals
/// of its own, and nobody throws there what is due: its blocked calls would only be broken
/// off. With several PHP threads the engine's flag that the signal sets may be another's,
/// and in a coroutine another one may run when the limit passes.
pub fn may_interrupt() -> bool {
    is_command_line() && REQUESTS.load(Relaxed) <= 1 && !coroutine::is_running()
}

/// At the request's end.
pub fn request_ended() {
    REQUESTS.fetch_sub(1, Relaxed);
    MAX_PROCESSES.set(None);
}

/// How many tasks run at once.
pub fn max_processes() -> i64 {
    MAX_PROCESSES.get().unwrap_or_else(|| {
        let number = |name| limits::number(request::environment(name).as_deref());
        let max = settings::max_processes().unwrap_or_else(|| {
            let groups = task::machine::allowance();
            let basis = Basis {
                processors: task::machine::processors(groups),
                memory: total_memory("Linux", None)
                    .or_else(task::machine::physical_memory)
                    .into_iter()
                    .chain(groups.memory)
                    .min(),
                io_factor: number("FORK_IO_FACTOR").unwrap_or(limits::IO_FACTOR),
                memory_per_process: number("FORK_MEM_PER_PROC")
                    .unwrap_or(limits::MEMORY_PER_PROCESS),
            };
            basis.max_processes()
        });
        MAX_PROCESSES.set(Some(max));
        max
    })
}

/// The bytes of memory that `meminfo`, or /proc/meminfo, tells of; on macOS the
/// machine's. `None` when there is nothing to find.
fn total_memory(os: &str, meminfo: Option<&str>) -> Option<u64> {
    match (os, meminfo) {
        ("Darwin", _) => task::machine::physical_memory(),
        (_, Some(meminfo)) => limits::memory_total(meminfo),
        (_, None) => limits::memory_total(&task::machine::meminfo()?),
    }
}

/// Forks are asked for, and this process cannot fork without harm.
pub struct ForkUnsupported;

/// Whether a closure may run in a process of its own, in whatever way that is asked
/// for: the one place that decides. False means that it runs in the caller.
///
/// # Errors
/// [`ForkUnsupported`] where the setting asks for forks and none are possible.
pub fn may_fork() -> Result<bool, ForkUnsupported> {
    if task::role::is_task() {
        return Ok(false);
    }
    match (supports_fork(), settings::runtime()) {
        (false, Choice::Fork) => Err(ForkUnsupported),
        (supported, _) => Ok(supported),
    }
}

/// Whether the process may fork without harm, and the setting does not rule it out.
pub fn supports_fork() -> bool {
    static POSSIBLE: OnceLock<bool> = OnceLock::new();
    let possible = *POSSIBLE.get_or_init(|| {
        is_command_line() && !is_disabled("pcntl_fork") && task::machine::supported()
    });
    possible
        && IS_MAIN_THREAD.with(|is| *is)
        && settings::runtime() != Choice::Sync
        && REQUESTS.load(Relaxed) <= 1
        && !has_xdebug_debug_mode()
        && !coroutine::is_running()
}

/// Whether `disable_functions` names a function.
fn is_disabled(function: &str) -> bool {
    request::setting(c"disable_functions").is_some_and(|names| {
        names
            .split([',', ' '])
            .any(|name| name.eq_ignore_ascii_case(function))
    })
}

/// Whether Xdebug is loaded with `debug` in its mode.
fn has_xdebug_debug_mode() -> bool {
    request::has_extension("xdebug")
        && request::environment("XDEBUG_MODE")
            .filter(|mode| !mode.is_empty())
            .or_else(|| request::setting(c"xdebug.mode"))
            .is_some_and(|mode| mode.split(',').any(|mode| mode.trim() == "debug"))
}

native!(get_total_memory, |call: &Call| {
    let [os, meminfo] = call.strings()?;
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    let os = os.map_or_else(family, text);
    let meminfo = meminfo.map(text);
    let found = match os.as_str() {
        "Linux" | "Darwin" => total_memory(&os, meminfo.as_deref()),
        _ => {
            return Err(exception::throw(
                Kind::Runtime,
                &format!("Unsupported OS: {os}"),
            ));
        }
    };
    let bytes = found
        .and_then(|bytes| i64::try_from(bytes).ok())
        .ok_or_else(|| {
            exception::throw(
                Kind::Runtime,
                &format!("Unable to determine total memory on {os}"),
            )
        })?;
    call.returns(value::int(bytes));
    Ok(())
});

/// PHP_OS_FAMILY.
fn family() -> String {
    match std::env::consts::OS {
        "linux" => "Linux".into(),
        "macos" => "Darwin".into(),
        "freebsd" | "netbsd" | "openbsd" | "dragonfly" => "BSD".into(),
        "solaris" | "illumos" => "Solaris".into(),
        _ => "Unknown".into(),
    }
}

native!(has_debug_mode, |call: &Call| {
    call.no_arguments()?;
    call.returns(value::bool(has_xdebug_debug_mode()));
    Ok(())
});

native!(get_max_processes, |call: &Call| {
    call.no_arguments()?;
    call.returns(value::int(max_processes()));
    Ok(())
});

native!(get_supports_fork, |call: &Call| {
    call.no_arguments()?;
    call.returns(value::bool(supports_fork()));
    Ok(())
});

/// Declares the class.
pub fn declare() {
    const PRIVATE: u32 = ZEND_ACC_PRIVATE | ZEND_ACC_STATIC;
    declare::class(
        const {
            &Class {
                name: c"Pokio\\Environment",
                flags: ZEND_ACC_FINAL,
                methods: &[
                    static_method_of(c"supportsFork", get_supports_fork, &[], Type::Bool),
                    static_method_of(c"maxProcesses", get_max_processes, &[], Type::Int),
                    Function {
                        flags: PRIVATE,
                        ..static_method_of(
                            c"getTotalMemory",
                            get_total_memory,
                            const {
                                &[
                                    optional(c"os", Type::String, c"PHP_OS_FAMILY"),
                                    optional(c"memInfo", Type::NullableString, c"null"),
                                ]
                            },
                            Type::Int,
                        )
                    },
                    Function {
                        flags: PRIVATE,
                        ..static_method_of(c"hasXdebugDebugMode", has_debug_mode, &[], Type::Bool)
                    },
                ],
                ..Class::PLAIN
            }
        },
    );
}
