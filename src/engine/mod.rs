//! The engine: PHP's own structures and calls, each behind a function that is
//! safe to call from the thread that runs PHP. Nothing here knows how tasks are
//! started or what they send.
//!
//! The whole room rests on one fact: the engine calls into this extension, and
//! this extension calls the engine, on the thread that runs the request. All
//! pointers that the engine hands out are valid for that long, and objects for
//! as long as they are counted.

mod alloc;
pub mod arguments;
pub mod array;
mod array_builder;
pub mod backtrace;
pub mod big_string;
pub mod class;
pub mod closure;
pub mod coroutine;
pub mod declare;
pub mod depth;
pub mod exception;
#[cfg(feature = "faults")]
pub mod faults;
mod ffi;
pub mod files;
pub mod foreach;
pub mod frames;
mod gc;
pub mod gc_references;
pub mod heap;
pub mod held;
pub mod info;
pub mod inherited;
pub mod ini;
pub mod interruption;
pub mod iterator;
pub mod object;
mod object_handlers;
pub mod object_store;
pub mod oom;
pub mod optional_functions;
pub mod output_buffers;
pub mod output_filter;
pub mod ownership;
pub mod parameter_types;
pub mod random;
mod replaced_functions;
pub mod request;
pub mod request_state;
mod resources;
pub mod row;
pub mod serializer;
mod serializer_state;
pub mod session;
pub mod shutdown;
pub mod sockets;
pub mod state_changes;
pub mod throwable;
pub mod time_limit;
mod unfinished_call;
pub mod value;
pub mod vm_interrupt;

pub use arguments::Call;
pub use class::ClassEntry;
pub use exception::Thrown;
pub use object::Object;

use ext_php_rs::ffi::{ext_php_rs_executor_globals, zend_executor_globals};
use std::panic::AssertUnwindSafe;

/// To be called when the module starts: compares what is known of the engine's private
/// structures with what is there. What stands on one that differs is left out.
pub fn check_layouts() {
    heap::check();
    serializer_state::locate();
    random::check();
}

/// EG(): the executor's globals of this thread.
fn globals() -> *mut zend_executor_globals {
    // SAFETY: gives the address of a structure that lives as long as the thread.
    unsafe { ext_php_rs_executor_globals() }
}

/// How a guarded call went wrong.
#[derive(Debug)]
pub enum CallError {
    /// The engine bailed out: a fatal error.
    Bailout,
    /// Our own code panicked.
    Panic(String),
}

/// Sets up what [`guarded`] needs. Done in the caller, no task's process has to do it:
/// it takes some ten pages.
pub fn prepare_to_guard() {
    let _ = guarded(|| ());
}

/// Calls `work` so that neither a bailout nor a panic goes past this frame.
/// What a bailout jumps over is not dropped.
///
/// # Errors
/// [`CallError`] when it did not return.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, CallError> {
    use ext_php_rs::zend::{CatchError, try_catch};
    try_catch(AssertUnwindSafe(work)).map_err(|error| match error {
        CatchError::Bailout => CallError::Bailout,
        other => CallError::Panic(other.to_string()),
    })
}
