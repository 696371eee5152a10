//! What `php --ri pokio` and `phpinfo()` show.

use super::{
    environment::{self, ForkUnsupported},
    functions, kernel,
};
use crate::engine::info;
use ext_php_rs::zend::ModuleEntry;

/// Prints the extension's table.
pub extern "C" fn print(module: *mut ModuleEntry) {
    let runtime = match kernel::forks() {
        Ok(true) => "fork",
        Ok(false) => "sync",
        Err(ForkUnsupported) => "none (fork is asked for and not supported)",
    };
    let fork = if environment::supports_fork() {
        "supported"
    } else {
        "not supported"
    };
    let max = environment::max_processes().to_string();
    info::table(
        module,
        "pokio support",
        &[
            ("Version", env!("CARGO_PKG_VERSION")),
            ("Runtime", runtime),
            ("Fork", fork),
            ("Processes at once", &max),
            (
                "Global functions",
                if functions::are_global() {
                    "async, await, pokio"
                } else {
                    "none"
                },
            ),
        ],
    );
}
