//! pokio.so: the API of the Composer package `nunomaduro/pokio` as a native
//! extension of PHP. `CONTRIBUTING.md` shows the house; this file only wires.
//!
//! The rooms that call PHP are left out of the unit tests, which run without it.

#![cfg_attr(
    test,
    allow(
        dead_code,
        unused_imports,
        reason = "the callers are in the rooms left out"
    )
)]
mod codec;
mod limits;
mod memory;
mod system;
mod task;

#[cfg(not(test))]
mod engine;
#[cfg(not(test))]
mod module;
#[cfg(not(test))]
mod php;

/// PHP's way into the extension.
#[cfg(not(test))]
// SAFETY: the name is the one that PHP looks for; no other library's symbol of
// this name is linked.
#[unsafe(no_mangle)]
pub extern "C" fn get_module() -> *mut ext_php_rs::zend::ModuleEntry {
    module::entry()
}
