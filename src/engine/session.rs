//! PHP's sessions. The functions are found in the extension's own table, where they
//! stand also when `disable_functions` names them.

use super::{
    exception::{self, Kind},
    replaced_functions::Replaced,
    request::{self, has_global},
};
use ext_php_rs::{
    ffi::{zend_execute_data, zend_module_entry, zif_handler},
    types::Zval,
};
use std::{cell::Cell, ffi::CStr, panic::catch_unwind};

thread_local! {
    /// In a task: the identifier of the session that the caller had open.
    static OF_CALLER: Cell<Option<&'static [u8]>> = const { Cell::new(None) };
    /// Whether the session that is open is one that this task started although the caller
    /// had one open.
    static OWN: Cell<bool> = const { Cell::new(false) };
}

/// The extension, which may be loaded or not.
fn module() -> Option<&'static zend_module_entry> {
    request::module("session")
}

/// Calls a function of the extension's without arguments.
fn call(name: &CStr) -> Option<Zval> {
    // SAFETY: the table ends in an entry without a name. The function is called as the
    // engine does, in a frame of zeros, for it looks at nothing but the number of its
    // arguments there.
    unsafe {
        let mut entry = module()?.functions;
        while !entry.is_null() && !(*entry).fname.is_null() {
            if CStr::from_ptr((*entry).fname) == name {
                let handler = (*entry).handler?;
                let mut frame: zend_execute_data = std::mem::zeroed();
                let mut result = Zval::new();
                handler(&mut frame, &mut result);
                return Some(result);
            }
            entry = entry.add(1);
        }
    }
    None
}

/// Whether a session is open.
pub fn is_open() -> bool {
    /// PHP_SESSION_ACTIVE
    const ACTIVE: i64 = 2;
    // An open session has its variable. In most tasks this saves the call, and the pages
    // that it takes.
    has_global("_SESSION")
        && call(c"session_status").and_then(|status| status.long()) == Some(ACTIVE)
}

/// In a new task: a session that the caller has open is not the task's to write.
pub fn begin() {
    if has_global("_SESSION") {
        inherit();
    }
}

#[cold]
#[inline(never)]
fn inherit() {
    if is_open() {
        OF_CALLER.set(Some(id().unwrap_or_default().leak()));
    }
}

fn id() -> Option<Vec<u8>> {
    call(c"session_id").and_then(|id| super::value::bytes(&id).map(<[u8]>::to_vec))
}

/// Whether the session that is open is this process's to write.
fn is_own() -> bool {
    OF_CALLER.get().is_none() || OWN.get()
}

/// Between two tasks of a process: writes and closes the session that the first started.
pub fn write() {
    if is_open() && is_own() {
        call(c"session_write_close");
    }
    if OWN.get() {
        OWN.set(false);
    }
}

/// At the end of a task's process: does what the extension does at a request's end.
pub fn end() {
    if is_open()
        && is_own()
        && let Some(module) = module()
        && let Some(end) = module.request_shutdown_func
    {
        // SAFETY: the extension's own function, called as at the end of a request, which
        // no code of PHP's follows that could use a session.
        unsafe { end(i32::from(module.type_), module.module_number) };
    }
}

/// The function that is replaced, and what stands in for it.
const FUNCTIONS: [(&str, zif_handler); 1] = [("session_start", Some(start))];

/// Its own entry.
static REPLACED: Replaced<{ FUNCTIONS.len() }> = Replaced::new();

/// From now on a task that starts the session which its caller has open gets an exception:
/// it would wait forever for the lock that the caller holds. To be called when every
/// extension has been started and before PHP's code is compiled.
pub fn listen() {
    REPLACED.replace(FUNCTIONS);
}

extern "C" fn start(frame: *mut zend_execute_data, result: *mut Zval) {
    let before = catch_unwind(|| {
        let of_caller = OF_CALLER.get()?;
        let open = is_open();
        if !open && id().as_deref() == Some(of_caller) {
            let _ = exception::throw(
                Kind::Runtime,
                "session_start(): the program that started this task has this session open and \
                 holds its lock as long as it waits. Call session_write_close() before the task \
                 starts, or session_id() with another identifier in the task",
            );
            return None;
        }
        Some(open)
    });
    if exception::pending() {
        return;
    }
    // SAFETY: called by the engine in the function's place. Nothing here is to be dropped,
    // should the function bail out.
    unsafe { REPLACED.call(0, frame, result) };
    if let Ok(Some(false)) = before {
        let _ = catch_unwind(|| OWN.set(is_open()));
    }
}
