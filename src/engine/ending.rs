//! The end of a process that runs no request shutdown: only what it registered
//! or created itself is ended.

use super::{Thrown, ffi, globals, guarded, inherited, oom, output, request, session, store};
use ext_php_rs::ffi::{zend_execute_data, zend_object, zend_resource};

/// The frames of PHP that have been left.
pub struct Frames(*mut zend_execute_data);

/// From here on no frame of PHP is running, as at the end of a script: what is
/// thrown from now on is reported as uncaught.
pub fn leave_frames() -> Frames {
    oom::forget();
    // SAFETY: what the engine itself does at a request's shutdown.
    Frames(unsafe {
        std::mem::replace(&mut (*globals()).current_execute_data, std::ptr::null_mut())
    })
}

/// The frames are running again, from which nothing has returned meanwhile.
pub fn return_to(frames: Frames) {
    // SAFETY: the frames stand on stacks that are as they were.
    unsafe { (*globals()).current_execute_data = frames.0 };
}

/// Calls the shutdown functions that this process registered.
pub fn run_shutdown_functions() {
    if request::has_shutdown_functions() {
        // SAFETY: calls what has been registered; a bailout ends here.
        let _ = guarded(|| unsafe { ffi::php_call_shutdown_functions() });
        request::forget_shutdown_functions();
    }
}

/// Calls the destructors of the objects that this process, whose number is given,
/// created, and of those that are created meanwhile. As in PHP, one that throws ends
/// the rest. `first` is called before, as if it were one of them.
pub fn run_destructors(
    inheritance: &inherited::Inheritance,
    owner: u64,
    first: impl FnOnce() -> Result<(), Thrown>,
) {
    let finished = guarded(|| {
        first()?;
        store::objects_outside(&inheritance.pinned).for_each(|object| destruct(object, owner));
        Ok::<(), Thrown>(())
    });
    if !matches!(finished, Ok(Ok(()))) {
        rule_out_destructors(owner);
    }
}

/// After a fatal error no destructor runs any more.
pub fn rule_out_destructors(owner: u64) {
    for object in store::objects() {
        // SAFETY: the walk gives live objects.
        unsafe {
            if inherited::has_destructor(object) && !inherited::AWARE.is_foreign(object, owner) {
                inherited::mark_destructed(object);
            }
        }
    }
}

fn destruct(object: *mut zend_object, owner: u64) {
    // SAFETY: the walk gives live objects; this one is counted during the call, for its destructor
    // may drop the last reference to it. Objects without a destructor are only
    // read: most are the caller's, and writing to one would copy its memory.
    unsafe {
        if !inherited::has_destructor(object)
            || inherited::is_destructed(object)
            || inherited::AWARE.is_foreign(object, owner)
        {
            return;
        }
        inherited::mark_destructed(object);
        if let Some(destroy) = (*(*object).handlers).dtor_obj {
            (*object).gc.refcount += 1;
            destroy(object);
            (*object).gc.refcount -= 1;
        }
    }
}

/// Sends this process's buffered output, writes its session, closes its
/// resources: what a request's end does for its own.
pub fn close(inheritance: &inherited::Inheritance) {
    output::end();
    let _ = guarded(session::end);
    output::send_headers();
    let _ = guarded(|| close_resources(inheritance.first_resource));
}

/// Sends this process's buffered output and writes its session.
pub fn send() {
    output::end();
    let _ = guarded(session::write);
}

/// Closes the resources opened since, the newest first.
fn close_resources(first: i64) {
    // SAFETY: the list maps numbers to resources; closing one keeps its entry's
    // memory, as long as somebody counts it, and never adds one below.
    unsafe {
        let list = &(*globals()).regular_list;
        let mut own: Vec<*mut zend_resource> = Vec::new();
        for (key, value) in super::array::entries(list) {
            if let (super::array::Key::Int(number), Some(resource)) = (key, value.resource())
                && number >= first
            {
                (*resource).gc.refcount += 1;
                own.push(resource);
            }
        }
        while let Some(resource) = own.pop() {
            ffi::zend_list_close(resource);
        }
    }
}
