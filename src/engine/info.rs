//! Tables of `phpinfo()`.

use super::ffi;
use ext_php_rs::{
    ffi::{
        php_info_print_table_end, php_info_print_table_header, php_info_print_table_row,
        php_info_print_table_start,
    },
    zend::ModuleEntry,
};
use std::{ffi::CString, panic::catch_unwind};

/// The table of a module.
pub trait Table {
    /// What it says is enabled.
    const SUPPORT: &'static str;

    /// Calls `print` with the rows.
    fn rows(print: impl FnOnce(&[(&str, &str)]));
}

/// Prints "[`Table::SUPPORT`] => enabled", the rows, and the module's settings. For the
/// module's entry alone.
///
/// # Safety
/// The engine passes the module.
pub unsafe extern "C" fn print<T: Table>(module: *mut ModuleEntry) {
    // A panic must not go on into C; a table that cannot be printed is left out.
    let _ = catch_unwind(|| T::rows(|rows| table(T::SUPPORT, rows)));
    // SAFETY: promised by the caller.
    unsafe { ffi::display_ini_entries(module.cast()) };
}

fn table(support: &str, rows: &[(&str, &str)]) {
    let text = |text: &str| CString::new(text).unwrap_or_default();
    // SAFETY: each row has as many strings as it says; the engine copies them.
    unsafe {
        php_info_print_table_start();
        php_info_print_table_header(2, text(support).as_ptr(), c"enabled".as_ptr());
        for (name, value) in rows {
            php_info_print_table_row(2, text(name).as_ptr(), text(value).as_ptr());
        }
        php_info_print_table_end();
    }
}
