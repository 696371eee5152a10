//! Ending: what a request's end does, at a task's end and between two tasks of a process.

use crate::{
    engine::{
        Thrown,
        exception::{self, Pending},
        guarded,
        interruption::Deferred,
        request, shutdown,
    },
    system::{self, process},
    task::{
        hooks, restore, role,
        steps::{self, Step},
    },
};

/// Ends the process where it is dropped: a panic may not unwind into the frames of
/// the caller.
pub(in crate::task) struct EndsHere;

impl Drop for EndsHere {
    fn drop(&mut self) {
        process::exit_now(255)
    }
}

/// Does what PHP does at a request's end, for what this process has registered, created or
/// opened itself, and runs the promises that it has left unwaited. `alive` is false after
/// `exit()` and fatal errors.
pub(in crate::task) fn end(alive: bool) {
    let hooks = hooks::get();
    shutdown::leave_frames();
    request::begin_shutdown();
    exception::forget();
    shutdown::run_shutdown_functions();
    loop {
        exception::forget();
        let _ = guarded(hooks.leave_borrowed);
        exception::forget();
        shutdown::run_destructors(|| steps::thrown_at(Step::Destruct));
        exception::forget();
        if !run_unwaited() {
            break;
        }
    }
    if alive {
        let _deferred = Deferred::begin();
        let _ = guarded(hooks.at_end);
        exception::forget();
    }
    shutdown::close();
    system::stdio::flush();
}

/// Does between two tasks of a process what [`end`] does after the last, except that globals
/// and statics, and the objects in them, stay. Returns whether the process can take another
/// task.
pub(in crate::task) fn between(drop_result: impl FnOnce()) -> bool {
    let hooks = hooks::get();
    let frames = shutdown::leave_frames();
    exception::forget();
    shutdown::run_shutdown_functions();
    exception::forget();
    drop_result();
    loop {
        exception::forget();
        let _ = guarded(hooks.leave_borrowed);
        if !run_unwaited() {
            break;
        }
    }
    let _ = guarded(hooks.undo);
    exception::forget();
    shutdown::send();
    system::stdio::flush();
    let put_back = restore::put_back();
    exception::forget();
    shutdown::return_to(frames);
    put_back
}

/// Ends a process of several tasks that takes no further one and has published them all.
/// `hooks_ran` says whether it has taken one, so that the hooks at its start have run. Gives
/// the status of a process that PHP's code has forked by hand meanwhile, which ends as PHP
/// ends one.
pub(in crate::task) fn end_idle(hooks_ran: bool) -> Option<i32> {
    let owner = role::owner();
    end(hooks_ran);
    (role::owner() != owner).then(request::exit_status)
}

/// Waits for a promise that the task left to be waited for. Returns false when
/// there was none.
fn run_unwaited() -> bool {
    match guarded(hooks::get().run_unwaited) {
        Ok(None) => return false,
        // Each call takes one from the queue. Without a frame, the engine
        // itself reports what is thrown, and bails out.
        Ok(Some(Ok(()))) | Err(_) => {}
        Ok(Some(Err(Thrown))) => {
            if let Some(Pending::Throwable(thrown)) = exception::take() {
                let _ = guarded(|| exception::report_uncaught(thrown));
            }
            exception::forget();
        }
    }
    true
}
