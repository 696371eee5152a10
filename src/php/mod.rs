//! What PHP sees: a file for each class, one for the functions, one for the
//! settings. Nothing here makes system calls or knows of slots.

use crate::task::hooks::Hooks;
use std::cell::Cell;

mod capsule;
mod continuation;
mod contracts;
mod control;
mod environment;
mod exceptions;
#[cfg(feature = "faults")]
mod faults;
mod fork_future;
mod fork_runtime;
pub mod functions;
mod future;
pub mod info;
mod kernel;
mod pokio;
mod promise;
mod reflection;
pub mod settings;
mod sync_future;
mod sync_runtime;
mod undo;
mod unwaited;

/// Declares every class and interface. To be called while the module starts.
pub fn declare_classes() {
    contracts::declare();
    exceptions::declare();
    environment::declare();
    kernel::declare();
    pokio::declare();
    promise::declare();
    continuation::declare();
    unwaited::declare();
    fork_future::declare();
    fork_runtime::declare();
    capsule::declare();
    sync_future::declare();
    sync_runtime::declare();
    reflection::declare();
    control::declare();
}

pub use environment::is_command_line as may_fork;

thread_local! {
    /// Whether the request has given back the objects of which there is one each.
    static ENDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether an object of which there is one is kept when it is made. What PHP's late code
/// (a session's or a stream's end) asks for is not: nobody would give it back.
fn keeps_objects() -> bool {
    !ENDED.get()
}

/// At the request's start.
pub fn request_started() {
    ENDED.set(false);
    environment::request_started();
    unwaited::request_started();
}

/// When the request's objects have been destroyed: forgets what was made since.
pub fn objects_are_gone() {
    control::objects_are_gone();
    kernel::objects_are_gone();
    unwaited::objects_are_gone();
}

/// At the request's end, before anything is given back.
pub fn request_ends() {
    // A fatal error ends here.
    let _ = crate::engine::guarded(unwaited::report_left);
}

/// At the request's end: gives back the objects of which there is one each.
pub fn request_ended() {
    ENDED.set(true);
    control::request_ended();
    kernel::forget();
    unwaited::forget();
    environment::request_ended();
}

/// In a new task: what is the caller's is not its own.
fn detach() {
    unwaited::detach();
    control::receivers::detach();
}

/// What the life of a task asks of this room.
pub const HOOKS: Hooks = Hooks {
    resolve: future::settle,
    detach,
    run_unwaited: unwaited::run_next,
    begin_undo_log: undo::begin,
    leave_borrowed: promise::leave_borrowed,
    undo: undo::undo,
    before_fork: control::fork_hooks::before_fork,
    not_forked: control::fork_hooks::not_forked,
    log: control::errors::log,
    about_to_fork: control::fork_hooks::about_to_fork,
    in_child: control::fork_hooks::in_child,
    at_end: control::fork_hooks::at_end,
    deliver: control::receivers::deliver,
};
