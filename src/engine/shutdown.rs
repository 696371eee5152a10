//! The end of a process that runs no request shutdown: only what it registered
//! or created itself is ended.

use super::{
    Thrown, array, ffi, globals, guarded, interruption, object_handlers, object_store, oom,
    output_buffers, ownership, request, resources, session, value,
};
use ext_php_rs::{
    ffi::{HashTable, zend_execute_data, zend_object},
    types::Zval,
};

/// The frames of PHP that have been left.
pub struct Frames(*mut zend_execute_data);

/// From here on no frame of PHP is running, as at the end of a script: what is
/// thrown from now on is reported as uncaught.
pub fn leave_frames() -> Frames {
    oom::forget();
    // What came during `exit()` could not be thrown.
    interruption::remind();
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

/// Calls the destructors of the objects that this process has made, and of those that are
/// made meanwhile, in the order of a request's end. As in PHP, one that throws ends the
/// rest. `first` is called before, as if it were one of them.
pub fn run_destructors(first: impl FnOnce() -> Result<(), Thrown>) {
    ownership::reuse_no_handle();
    let finished = guarded(|| {
        first()?;
        drop_globals();
        object_store::own_objects().for_each(destruct);
        Ok::<(), Thrown>(())
    });
    if !matches!(finished, Ok(Ok(()))) {
        rule_out_destructors();
    }
}

/// As at a request's end: objects that nobody but a global variable refers to go first,
/// the latest variable's before all others. The caller's stay.
fn drop_globals() {
    loop {
        let mut dropped = false;
        let mut place = with_symbols(|table| array::places(table));
        while place > 0 {
            place -= 1;
            // Destructors may add variables, and so move the table.
            let own = with_symbols(|table| {
                let variable = array::at(table, place)?;
                let handle = value::sole_object(variable)?;
                (!ownership::is_callers(handle)).then(|| array::replace(variable, Zval::null()))
            });
            dropped |= own.is_some();
            drop(own);
        }
        if !dropped {
            break;
        }
    }
}

/// Looks at the table of global variables; `look` runs none of PHP's code.
fn with_symbols<T>(look: impl FnOnce(&mut HashTable) -> T) -> T {
    // SAFETY: it lives as long as the request, and nobody else changes it meanwhile.
    look(unsafe { &mut (*globals()).symbol_table })
}

/// After a fatal error no destructor runs any more.
fn rule_out_destructors() {
    for object in object_store::own_objects() {
        // SAFETY: the walk gives live objects.
        unsafe {
            if ownership::has_destructor(object) {
                ownership::mark_destructed(object);
            }
        }
    }
}

fn destruct(object: *mut zend_object) {
    // SAFETY: the walk gives live objects; this one is counted during the call, for its destructor
    // may drop the last reference to it.
    unsafe {
        if !ownership::has_destructor(object) || ownership::is_destructed(object) {
            return;
        }
        ownership::mark_destructed(object);
        if let Some(destroy) = (*(*object).handlers).dtor_obj {
            (*object).gc.refcount += 1;
            destroy(object);
            (*object).gc.refcount -= 1;
        }
    }
}

/// Sends this process's buffered output, writes its session, closes its resources, and
/// frees its natives, which may have something to write: what a request's end does for
/// its own.
pub fn close() {
    output_buffers::end();
    let _ = guarded(session::end);
    output_buffers::send_headers();
    let _ = guarded(resources::close_own);
    let _ = guarded(free_natives);
}

/// Sends this process's buffered output and writes its session.
pub fn send() {
    output_buffers::end();
    let _ = guarded(session::write);
}

/// Frees the natives of this process that do more than give memory back, the latest
/// first, as a request's end does, whoever refers to them.
fn free_natives() {
    object_store::each_own_backwards(|object| {
        // SAFETY: a live object; the count keeps it from being freed once more.
        unsafe {
            if object_handlers::is_guarded(object)
                && ownership::mark_freed(object)
                && let Some(free) = (*(*object).handlers).free_obj
            {
                (*object).gc.refcount += 1;
                free(object);
            }
        }
    });
}
