//! What a forked process has from its caller and must not act upon.

use super::{
    backtrace, ffi,
    files::{self, KeptFile},
    gc, globals, object_handlers, output_buffers,
    ownership::{self, MakeWritable},
    request, resources, serializer_state, session, sockets, time_limit, vm_interrupt,
};
use std::{
    cell::{Cell, RefCell},
    os::fd::{BorrowedFd, RawFd},
};

thread_local! {
    /// Files that extensions keep open for themselves, as they were before the fork.
    static KEPT: RefCell<Vec<KeptFile>> = const { RefCell::new(Vec::new()) };
    /// Whether there are any: a task that borrowed the list would write to its page.
    static KEEPS: Cell<bool> = const { Cell::new(false) };
}

/// At the start of a request that may fork.
pub fn request_started(make_writable: MakeWritable) {
    object_handlers::request_started(make_writable);
    files::request_started();
    sockets::request_started();
    serializer_state::request_started();
}

/// When the request's objects are gone.
pub fn request_ended() {
    object_handlers::request_ended();
    gc::request_ended();
}

/// In the caller, before each fork: finds what a task must take care of and cannot find
/// by itself as cheaply. `position_of` tells where the file of a descriptor stands.
pub fn prepare(make_writable: MakeWritable, position_of: impl Fn(BorrowedFd<'_>) -> Option<i64>) {
    ownership::prepare(make_writable);
    resources::prepare();
    gc::prepare();
    let kept = files::kept(position_of);
    if KEEPS.get() == kept.is_empty() {
        KEEPS.set(!kept.is_empty());
    }
    KEPT.with_borrow_mut(|last| {
        if !(last.is_empty() && kept.is_empty()) {
            *last = kept;
        }
    });
}

/// To be called in the new process before any of PHP's code: the caller's
/// shutdown functions, output buffers, destructors, connections and streams
/// have no effect in this process any more.
///
/// Nothing is written that is as it should be: each page that a task writes to first,
/// and each that it first runs code from, costs it microseconds.
pub fn detach() {
    #[cfg(php85)]
    // SAFETY: meant to be called once in a forked process.
    unsafe {
        ffi::php_child_init();
    }
    vm_interrupt::clear();
    time_limit::renew();
    leave_fiber();
    serializer_state::leave();
    backtrace::hide_arguments();
    request::forget_shutdown_functions();
    output_buffers::abandon();
    ownership::begin();
    resources::begin();
    session::begin();
    forget_persistent_connections();
}

/// Whether there may be connections that extensions hold for themselves, or event loops.
pub fn has_connections() -> bool {
    object_handlers::connects()
}

/// Whether extensions keep files open for themselves.
pub fn keeps_files() -> bool {
    KEEPS.get()
}

/// In the new process: looks at the files that extensions keep open for themselves.
pub fn each_kept_file(look: impl FnMut(&KeptFile)) {
    KEPT.with_borrow(|kept| kept.iter().for_each(look));
}

/// In the new process: looks at what writes to the standard streams besides their own
/// descriptors, each with the number of the stream.
pub fn each_standard_stream(look: impl FnMut(BorrowedFd<'_>, RawFd)) {
    files::each_standard_stream(look);
}

/// The process began inside the caller's fiber, if there was one: suspending it
/// would go on in the caller's code. As far as PHP sees, there is no fiber here.
fn leave_fiber() {
    // SAFETY: null is what the pointer holds outside of fibers; the stack in use
    // stays the one that the engine knows as the current context.
    unsafe {
        if !(*globals()).active_fiber.is_null() {
            (*globals()).active_fiber = std::ptr::null_mut();
        }
    }
}

/// A persistent connection is found again by its name: without this, a task that
/// opens one would be given the caller's. The old table stays as it is, for objects
/// may point into it.
fn forget_persistent_connections() {
    // SAFETY: initialises the table again in its place, as the engine did first,
    // with the same destructor.
    unsafe {
        let list = &raw mut (*globals()).persistent_list;
        if (*list).nNumOfElements > 0 {
            ffi::_zend_hash_init(list, 8, (*list).pDestructor, true);
        }
    }
}
