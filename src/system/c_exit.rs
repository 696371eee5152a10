//! C's `exit()` in a task: PHP's allocator calls it when it gets no memory, libraries when
//! they give up. The handlers that it runs are the caller's, and some wait for threads
//! that the task does not have.

use super::{process, stdio};
use libc::{c_int, c_void};
use std::sync::atomic::{AtomicBool, AtomicPtr, Ordering::Relaxed};

/// Says whether this process is a task.
static IS_TASK: AtomicPtr<()> = AtomicPtr::new(std::ptr::null_mut());

/// From now on a process for which `is_task` says so leaves C's `exit()` before any
/// handler runs. To be called before the first fork.
pub fn leave_early(is_task: fn() -> bool) {
    static DONE: AtomicBool = AtomicBool::new(false);
    if !DONE.load(Relaxed) {
        DONE.store(true, Relaxed);
        IS_TASK.store(is_task as *mut (), Relaxed);
        register();
    }
}

fn is_task() -> bool {
    let function = IS_TASK.load(Relaxed);
    // SAFETY: null, or what has been made of such a function.
    !function.is_null() && unsafe { std::mem::transmute::<*mut (), fn() -> bool>(function)() }
}

/// What C's `exit()` does of its own accord, and no more.
fn leave(status: c_int) -> ! {
    stdio::flush();
    process::exit_now(status)
}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn register() {
    unsafe extern "C" {
        fn __cxa_thread_atexit_impl(
            destructor: unsafe extern "C" fn(*mut c_void),
            object: *mut c_void,
            library: *mut c_void,
        ) -> c_int;
        fn on_exit(
            handler: unsafe extern "C" fn(c_int, *mut c_void),
            argument: *mut c_void,
        ) -> c_int;
        static __dso_handle: u8;
    }
    unsafe extern "C" fn thread_ends(_: *mut c_void) {
        if is_task() {
            // SAFETY: registered now, it is the first of the handlers to run, and is told
            // the status.
            unsafe { on_exit(left, std::ptr::null_mut()) };
        }
    }
    unsafe extern "C" fn left(status: c_int, _: *mut c_void) {
        leave(status)
    }
    // SAFETY: what ends with a thread comes before all handlers of an exit. Naming this
    // library keeps it loaded until then.
    unsafe {
        __cxa_thread_atexit_impl(
            thread_ends,
            std::ptr::null_mut(),
            (&raw const __dso_handle).cast_mut().cast(),
        );
    }
}

/// Without these calls of the C library, the handler is the first of those that are there
/// when the first task starts, and is not told the status.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
fn register() {
    extern "C" fn left() {
        if is_task() {
            leave(1)
        }
    }
    // SAFETY: the handler lives as long as this library, which the thread-local memory of
    // the standard library keeps loaded.
    unsafe { libc::atexit(left) };
}
