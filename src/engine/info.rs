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

/// Prints "`support` => enabled", the rows, and the module's settings.
pub fn table(module: *mut ModuleEntry, support: &str, rows: &[(&str, &str)]) {
    // A panic must not go on into C; a table that cannot be printed is left out.
    let _ = catch_unwind(|| {
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
    });
    // SAFETY: the engine passes the module itself.
    unsafe { ffi::display_ini_entries(module.cast()) };
}
