//! Task control: what `Pokio\` has beyond the package.

mod await_limit;
pub mod errors;
pub mod fork_hooks;
pub mod functions;
mod item_closure;
pub mod options;
pub mod outcome;
mod output_here;
pub mod receivers;
mod run;
pub mod run_here;
mod running;
mod shared_run;
pub mod status;
mod stream;

/// Declares its classes. To be called while the module starts.
pub fn declare() {
    status::declare();
    errors::declare();
    outcome::declare();
    options::declare();
    item_closure::declare();
    fork_hooks::declare();
    stream::declare();
}

/// A fatal error ends the tasks around the code that runs.
pub fn tasks_are_lost() {
    super::undo::leave_lost();
    receivers::leave_lost();
}

/// When the request's objects have been destroyed: forgets what was made since.
pub fn objects_are_gone() {
    super::undo::forget_here();
    receivers::objects_are_gone();
    stream::objects_are_gone();
    fork_hooks::objects_are_gone();
}

/// At the request's end: gives back what is left.
pub fn request_ended() {
    super::undo::forget_here();
    receivers::forget_all();
    crate::task::interruption::forget_all();
    fork_hooks::forget_all();
}
