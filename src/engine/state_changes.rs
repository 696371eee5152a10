//! PHP's functions that change what belongs to the process or to the request as a whole.
//! A listener is called before each of them, so that it can restore what they change.
//! While none of them is called, nothing has to be compared.

use super::replaced_functions::Replaced;
use ext_php_rs::{
    ffi::{zend_execute_data, zif_handler},
    types::Zval,
};
use std::{panic::catch_unwind, sync::OnceLock};

/// What a function changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// The user, the group or the rights of the process. The kernel then forgets what it
    /// has asked to happen at its parent's end.
    Rights,
    /// What a process cannot put back.
    ForGood,
    /// Streams, autoloaders and stream wrappers.
    Request,
    /// Timers, handlers of signals, the signal mask.
    Signals,
    /// Handlers of errors and exceptions.
    Handlers,
    /// Environment variables.
    Environment,
    /// The locale.
    Locale,
    /// The working directory, the mask for new files, the nice value.
    Files,
}

/// Thread-safe builds have a directory of PHP's own for each thread, which the system knows
/// nothing of, and guard the environment: neither is put back there.
const DIRECTORY: Effect = if cfg!(php_zts) {
    Effect::ForGood
} else {
    Effect::Files
};

/// See above.
const ENVIRONMENT: Effect = if cfg!(php_zts) {
    Effect::ForGood
} else {
    Effect::Environment
};

/// The functions, and for each of them the entry that stands in for its own.
const FUNCTIONS: [(&str, Effect, zif_handler); 33] = [
    ("posix_setuid", Effect::Rights, Some(call::<0>)),
    ("posix_seteuid", Effect::Rights, Some(call::<1>)),
    ("posix_setgid", Effect::Rights, Some(call::<2>)),
    ("posix_setegid", Effect::Rights, Some(call::<3>)),
    ("posix_initgroups", Effect::Rights, Some(call::<4>)),
    ("pcntl_unshare", Effect::Rights, Some(call::<5>)),
    ("pcntl_setns", Effect::Rights, Some(call::<6>)),
    ("chroot", Effect::ForGood, Some(call::<7>)),
    ("posix_setrlimit", Effect::ForGood, Some(call::<8>)),
    ("posix_setsid", Effect::ForGood, Some(call::<9>)),
    ("posix_setpgid", Effect::ForGood, Some(call::<10>)),
    ("pcntl_setcpuaffinity", Effect::ForGood, Some(call::<11>)),
    ("fclose", Effect::Request, Some(call::<12>)),
    ("spl_autoload_register", Effect::Request, Some(call::<13>)),
    ("spl_autoload_unregister", Effect::Request, Some(call::<14>)),
    ("stream_wrapper_register", Effect::Request, Some(call::<15>)),
    ("stream_register_wrapper", Effect::Request, Some(call::<16>)),
    (
        "stream_wrapper_unregister",
        Effect::Request,
        Some(call::<17>),
    ),
    ("stream_wrapper_restore", Effect::Request, Some(call::<18>)),
    ("pcntl_alarm", Effect::Signals, Some(call::<19>)),
    ("pcntl_signal", Effect::Signals, Some(call::<20>)),
    ("pcntl_async_signals", Effect::Signals, Some(call::<21>)),
    ("pcntl_sigprocmask", Effect::Signals, Some(call::<22>)),
    ("set_error_handler", Effect::Handlers, Some(call::<23>)),
    ("restore_error_handler", Effect::Handlers, Some(call::<24>)),
    ("set_exception_handler", Effect::Handlers, Some(call::<25>)),
    (
        "restore_exception_handler",
        Effect::Handlers,
        Some(call::<26>),
    ),
    ("putenv", ENVIRONMENT, Some(call::<27>)),
    ("setlocale", Effect::Locale, Some(call::<28>)),
    ("umask", Effect::Files, Some(call::<29>)),
    ("chdir", DIRECTORY, Some(call::<30>)),
    ("proc_nice", Effect::Files, Some(call::<31>)),
    ("pcntl_setpriority", Effect::Files, Some(call::<32>)),
];

/// Their own entries.
static OWN: Replaced<{ FUNCTIONS.len() }> = Replaced::new();

/// What is called around each of the functions.
pub struct Listener {
    /// Before one of the functions is called.
    pub before: fn(Effect),
    /// After it.
    pub after: fn(Effect),
}

static LISTENER: OnceLock<Listener> = OnceLock::new();

/// Has the listener called around each of these functions, from now on. To be called
/// when every extension has been started and before PHP's code is compiled.
pub fn listen(listener: Listener) {
    let _ = LISTENER.set(listener);
    OWN.replace(FUNCTIONS.map(|(name, _, entry)| (name, entry)));
}

extern "C" fn call<const N: usize>(frame: *mut zend_execute_data, result: *mut Zval) {
    let effect = FUNCTIONS[N].1;
    if let Some(listener) = LISTENER.get() {
        // No panic may unwind into C.
        let _ = catch_unwind(|| (listener.before)(effect));
    }
    // SAFETY: called by the engine in the function's place. Nothing here is to be dropped,
    // should the function bail out.
    unsafe { OWN.call(N, frame, result) };
    if let Some(listener) = LISTENER.get() {
        let _ = catch_unwind(|| (listener.after)(effect));
    }
}
