//! Threads that run beside PHP: small ones, of which a task's process has no copy.

use nix::errno::Errno;
use std::{ffi::c_void, io, mem::MaybeUninit, ptr};

/// Bytes of the thread's stack.
const STACK: usize = 64 << 10;

/// pthread_create(3), with a small stack; with the usual one where libraries keep so
/// much for each thread that a small one cannot hold it.
///
/// # Safety
/// The function may be called in another thread with this argument.
pub(super) unsafe fn spawn(
    run: extern "C" fn(*mut c_void) -> *mut c_void,
    argument: *mut c_void,
) -> io::Result<libc::pthread_t> {
    let mut attributes = MaybeUninit::uninit();
    let mut thread = MaybeUninit::uninit();
    // SAFETY: the attributes are set up before they are used and given back afterwards;
    // the thread is read when there is one.
    unsafe {
        check(libc::pthread_attr_init(attributes.as_mut_ptr()))?;
        libc::pthread_attr_setstacksize(attributes.as_mut_ptr(), STACK);
        let mut create = |attributes| {
            let thread = thread.as_mut_ptr();
            check(libc::pthread_create(thread, attributes, run, argument))
        };
        let started = create(attributes.as_ptr()).or_else(|_| create(ptr::null()));
        libc::pthread_attr_destroy(attributes.as_mut_ptr());
        started.map(|()| thread.assume_init())
    }
}

/// Threads' functions return their error.
fn check(result: i32) -> io::Result<()> {
    match result {
        0 => Ok(()),
        error => Err(Errno::from_raw(error).into()),
    }
}
