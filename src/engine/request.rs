//! The running request: its SAPI, its shutdown functions.

use super::{ffi, globals};
use ext_php_rs::ffi::{
    E_COMPILE_ERROR, E_CORE_ERROR, E_ERROR, E_PARSE, E_RECOVERABLE_ERROR, E_USER_ERROR, HashTable,
    ext_php_rs_sapi_module, zend_function, zend_hash_str_find, zend_module_entry,
};
use std::{ffi::CStr, ptr::null_mut};

/// The SAPI's name, such as `cli`.
pub fn sapi() -> String {
    // SAFETY: set once, before any module starts.
    unsafe {
        let name = (*ext_php_rs_sapi_module()).name;
        if name.is_null() {
            String::new()
        } else {
            CStr::from_ptr(name).to_string_lossy().into_owned()
        }
    }
}

/// The registered shutdown functions; null while there are none.
fn shutdown_functions() -> *mut *mut HashTable {
    #[cfg(not(php_zts))]
    // SAFETY: the address of a static's member.
    unsafe {
        &raw mut ffi::basic_globals.user_shutdown_function_names
    }
    #[cfg(php_zts)]
    // SAFETY: the number of the structure is the engine's own.
    unsafe {
        let globals = ffi::ts_resource_ex(ffi::basic_globals_id, null_mut());
        &raw mut (*globals.cast::<ffi::BasicGlobals>()).user_shutdown_function_names
    }
}

/// Whether there are shutdown functions.
pub fn has_shutdown_functions() -> bool {
    // SAFETY: a member of a structure that lives as long as the thread.
    unsafe { !(*shutdown_functions()).is_null() }
}

/// Forgets the registered shutdown functions without destroying them: their
/// closures may hold the caller's connections.
pub fn forget_shutdown_functions() {
    if has_shutdown_functions() {
        // SAFETY: null is what the pointer holds while none are registered.
        unsafe { *shutdown_functions() = null_mut() };
    }
}

/// `EG_FLAGS_IN_SHUTDOWN` (Zend/zend_globals.h).
const IN_SHUTDOWN: u32 = 1;

/// Says that the script is over, as messages of the engine's then say.
pub fn begin_shutdown() {
    // SAFETY: sets a bit of a byte.
    unsafe { (*globals()).flags |= IN_SHUTDOWN as u8 };
}

/// Whether the script is over and its objects are being destroyed.
pub fn is_shutting_down() -> bool {
    // SAFETY: reads a byte.
    u32::from(unsafe { (*globals()).flags }) & IN_SHUTDOWN != 0
}

/// The kinds of errors after which PHP's code does not go on.
const FATAL: u32 =
    E_ERROR | E_PARSE | E_CORE_ERROR | E_COMPILE_ERROR | E_USER_ERROR | E_RECOVERABLE_ERROR;

/// Whether an error of this kind ends all calls that have not come back; that nobody has
/// caught an exception is reported without.
pub(super) fn is_end(kind: u32) -> bool {
    /// `E_DONT_BAIL` (Zend/zend_errors.h).
    const DONT_BAIL: u32 = 1 << 15;
    kind & FATAL != 0 && kind & DONT_BAIL == 0
}

/// Whether a fatal error has ended PHP's code in this request.
pub fn has_bailed_out() -> bool {
    // SAFETY: reads a flag.
    unsafe { (*ext_php_rs::ffi::ext_php_rs_compiler_globals()).unclean_shutdown }
}

/// EG(exit_status).
pub fn exit_status() -> i32 {
    // SAFETY: reads a number.
    unsafe { (*globals()).exit_status }
}

/// Why a fatal error has ended PHP's code: its text. PHP ends a script without one when its
/// output cannot be written; the last error is another one then.
pub fn fatal_error() -> Option<Vec<u8>> {
    /// `PHP_CONNECTION_ABORTED` (main.h).
    const ABORTED: i16 = 1;
    // SAFETY: reads numbers.
    let (last, connection) = unsafe {
        let globals = &*ext_php_rs::ffi::ext_php_rs_process_globals();
        (globals.last_error_type, globals.connection_status)
    };
    if last.cast_unsigned() & FATAL == 0 && connection & ABORTED != 0 {
        return Some(b"its output could not be written".to_vec());
    }
    last_error()
}

/// The text of the last error, as error_get_last() has it.
fn last_error() -> Option<Vec<u8>> {
    // SAFETY: message and file, if any, are counted strings.
    unsafe {
        let globals = &*ext_php_rs::ffi::ext_php_rs_process_globals();
        let mut text = globals.last_error_message.as_ref()?.as_bytes().to_vec();
        // An uncaught exception brings its trace along, and says itself where it was thrown.
        let trace = b"\nStack trace:";
        if let Some(end) = text.windows(trace.len()).position(|part| part == trace) {
            text.truncate(end);
        } else if let Some(file) = globals.last_error_file.as_ref() {
            text.extend_from_slice(b" in ");
            text.extend_from_slice(file.as_bytes());
            text.extend_from_slice(format!(":{}", globals.last_error_lineno).as_bytes());
        }
        Some(text)
    }
}

/// The function of this (lower-case) name.
pub fn function(name: &str) -> Option<*mut zend_function> {
    // SAFETY: the table maps lower-case names to functions.
    unsafe {
        zend_hash_str_find(
            (*globals()).function_table,
            name.as_ptr().cast(),
            name.len(),
        )
        .as_ref()
        .map(|found| found.value.func)
    }
}

/// Whether there is a global variable of this name.
pub(super) fn has_global(name: &str) -> bool {
    // SAFETY: the table maps names to variables.
    let table = unsafe { &(*globals()).symbol_table };
    super::array::find(table, name.as_bytes()).is_some()
}

/// The extension of this (lower-case) name, if it is loaded.
pub(super) fn module(name: &str) -> Option<&'static zend_module_entry> {
    // SAFETY: the registry lives as long as the process, and so do its modules.
    unsafe {
        zend_hash_str_find(
            &raw const ffi::module_registry,
            name.as_ptr().cast(),
            name.len(),
        )
        .as_ref()
        .and_then(|found| found.value.ptr.cast::<zend_module_entry>().as_ref())
    }
}

/// Whether an extension of this (lower-case) name is loaded.
pub fn has_extension(name: &str) -> bool {
    module(name).is_some()
}

/// How many extensions are loaded.
pub(super) fn modules() -> u32 {
    // SAFETY: reads a number.
    unsafe { ffi::module_registry.nNumOfElements }
}

/// A setting's value as text, `None` when there is no such setting.
pub fn setting(name: &CStr) -> Option<String> {
    // SAFETY: returns the entry's own text, or null.
    unsafe {
        let value = ffi::zend_ini_string(name.as_ptr(), name.count_bytes(), 0);
        (!value.is_null()).then(|| CStr::from_ptr(value).to_string_lossy().into_owned())
    }
}

/// An environment variable as PHP's getenv() sees it on a command line, which
/// includes what putenv() has set.
pub fn environment(name: &str) -> Option<String> {
    std::env::var_os(name).map(|value| value.to_string_lossy().into_owned())
}

/// Writes a line to PHP's error log, if PHP writes its own errors there (`log_errors`).
pub fn log(text: &str) {
    /// `LOG_NOTICE` (syslog.h), as PHP's own notices have it.
    const NOTICE: i32 = 5;
    if setting(c"log_errors").and_then(|on| super::ini::flag(&on)) == Some(false) {
        return;
    }
    let text = std::ffi::CString::new(text.replace('\0', "\\0")).unwrap_or_default();
    // SAFETY: PHP copies the text.
    unsafe { ffi::php_log_err_with_severity(text.as_ptr(), NOTICE) };
}
