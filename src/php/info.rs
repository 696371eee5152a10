//! What `php --ri pokio` and `phpinfo()` show.

use super::{
    environment::{self, ForkUnsupported},
    functions, kernel,
};
use crate::engine::info::Table;

/// The extension's table.
pub struct Pokio;

impl Table for Pokio {
    const SUPPORT: &'static str = "pokio support";

    fn rows(print: impl FnOnce(&[(&str, &str)])) {
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
        let global = if functions::are_global() {
            "async, await, pokio"
        } else {
            "none"
        };
        print(&[
            ("Version", env!("CARGO_PKG_VERSION")),
            ("Runtime", runtime),
            ("Fork", fork),
            (
                "Processes at once",
                &environment::max_processes().to_string(),
            ),
            ("Global functions", global),
        ]);
    }
}
