//! An exception that comes from outside: thrown at PHP's next operation.
//!
//! - [`chain_when_started`], while the module starts.
//! - [`listen`], once a process: who knows whether something is due, and makes it.
//! - [`flag`]: whoever notes that something is due sets it, in a signal's handler, too.
//! - [`Deferred`]: while one lives, nothing is thrown; what is due meanwhile comes after.
//! - [`remind`] where PHP's code is about to run without having been told.
//!
//! The engine looks at the flag at jumps back and at calls, in compiled code as well, and
//! then calls a function that extensions chain: pcntl for its handlers, this module for
//! what is due, after the others'. Between the moment at which something is due and the
//! throw, the engine's warnings are dropped: they tell of the call that was broken off. A
//! handler for errors written in PHP is interrupted at its first operation by itself. What
//! is due for code of a suspended fiber waits until that fiber runs.
//! No setting is touched for that, which PHP's code might read or store meanwhile.

use super::{Object, exception, ffi, frames, globals, request, unfinished_call};
use ext_php_rs::ffi::{
    E_ERROR, E_NOTICE, E_WARNING, zend_class_entry, zend_execute_data, zend_interrupt_function,
    zend_string,
};
use std::{
    cell::Cell,
    ffi::c_void,
    panic::catch_unwind,
    ptr::null_mut,
    sync::{
        OnceLock,
        atomic::{AtomicBool, AtomicPtr, Ordering::SeqCst},
    },
};

/// What causes interruptions.
#[derive(Clone, Copy)]
pub struct Source {
    /// Whether something is due for any code, also of a fiber that is suspended.
    pub noted: fn() -> bool,
    /// Whether something is due for the code that runs.
    pub pending: fn() -> bool,
    /// Takes it, and makes the Throwable; `None` when that cannot be had.
    pub take: fn() -> Option<Object>,
    /// Whether nobody reads this process's reports of what was thrown any more.
    pub unheard: fn() -> bool,
    /// A fatal error ends all calls around the code that runs. It runs no PHP code.
    pub fatal: fn(),
}

/// `zend_interrupt_function`
type Interrupt = unsafe extern "C" fn(*mut zend_execute_data);

static SOURCE: OnceLock<Source> = OnceLock::new();
static INTERRUPT: OnceLock<Option<Interrupt>> = OnceLock::new();
static STARTED: OnceLock<Option<ffi::PostStartup>> = OnceLock::new();
static REPORT: OnceLock<Option<ffi::ErrorCallback>> = OnceLock::new();

/// The class of what was thrown last.
static THROWN: AtomicPtr<zend_class_entry> = AtomicPtr::new(null_mut());

thread_local! {
    static DEFERRED: Cell<u32> = const { Cell::new(0) };
    /// How many of others' functions are being called in [`on_interrupt`].
    static OTHERS: Cell<u32> = const { Cell::new(0) };
}

/// While the module starts: the function is to be chained when every extension has been
/// started, so that those that chain, too, are asked before; and before OPcache makes code
/// that calls whichever is the first then.
pub fn chain_when_started() {
    // SAFETY: one function takes the other's place, which is called by it, while the
    // process has one thread.
    unsafe {
        if STARTED.set(ffi::zend_post_startup_cb).is_ok() {
            ffi::zend_post_startup_cb = Some(on_started);
        }
    }
}

/// Every extension has been started.
unsafe extern "C" fn on_started() -> i32 {
    let _ = catch_unwind(chain);
    match STARTED.get() {
        // SAFETY: called as the engine has called this one.
        Some(Some(before)) => unsafe { before() },
        _ => 0,
    }
}

fn chain() {
    // SAFETY: one function takes the other's place, which is called by it, while no code
    // of PHP's is running.
    unsafe {
        if INTERRUPT.set(zend_interrupt_function).is_ok() {
            zend_interrupt_function = Some(on_interrupt);
        }
    }
}

/// From now on asks the source. To be called when every extension has been started.
pub fn listen(source: Source) {
    if SOURCE.set(source).is_ok() {
        // In case another extension has taken the place of who was to tell.
        chain();
        // SAFETY: one function takes the other's place, which is called by it, while no
        // code of PHP's is running.
        unsafe {
            let _ = REPORT.set(ffi::zend_error_cb);
            ffi::zend_error_cb = Some(on_error);
            ffi::zend_observer_fiber_switch_register(on_switch);
        }
    }
}

/// EG(vm_interrupt) of this thread, at which the engine looks.
pub fn flag() -> &'static AtomicBool {
    super::vm_interrupt::flag()
}

/// While it lives, nothing is thrown. Not to be held where a bailout may pass it by, unless
/// [`after_bailout`] is called then.
pub struct Deferred(());

impl Deferred {
    /// Holds interruptions back until this is dropped.
    pub fn begin() -> Self {
        DEFERRED.set(DEFERRED.get() + 1);
        Self(())
    }
}

impl Drop for Deferred {
    fn drop(&mut self) {
        DEFERRED.set(DEFERRED.get().saturating_sub(1));
        remind();
    }
}

/// In a new process: what its caller deferred is not deferred here.
pub fn enter_task() {
    for cell in [&DEFERRED, &OTHERS] {
        if cell.get() != 0 {
            cell.set(0);
        }
    }
}

/// In a task whose code a bailout has left: what that code deferred is not deferred any
/// more, and no handler runs.
pub fn after_bailout() {
    enter_task();
    remind();
}

/// Whether another extension runs code because of the flag: pcntl, a signal handler.
pub fn in_handler() -> bool {
    OTHERS.get() != 0
}

/// Has what is due thrown at the next operation, also when the engine saw the flag at a
/// time when nothing could be thrown.
pub fn remind() {
    if due() {
        flag().store(true, SeqCst);
    }
}

/// Whether something is due, and may be thrown.
fn due() -> bool {
    DEFERRED.get() == 0 && SOURCE.get().is_some_and(|source| (source.pending)())
}

/// Whether something is due, if only for code of a fiber that is suspended.
fn noted() -> bool {
    SOURCE.get().is_some_and(|source| (source.noted)())
}

/// Another fiber is about to run: what is due may be for its code.
unsafe extern "C" fn on_switch(_: *mut c_void, _: *mut c_void) {
    if noted() {
        flag().store(true, SeqCst);
    }
}

/// Between two operations.
unsafe extern "C" fn on_interrupt(frame: *mut zend_execute_data) {
    if let Some(Some(before)) = INTERRUPT.get() {
        let outer = OTHERS.get();
        OTHERS.set(outer + 1);
        // SAFETY: called as the engine has called this one. Nothing here is to be
        // dropped, should it bail out; then the request ends.
        unsafe { before(frame) };
        OTHERS.set(outer);
    }
    // No panic may unwind into C.
    let _ = catch_unwind(throw);
}

/// Throws what is due, if there is a frame to throw it in, and the program does not end.
fn throw() {
    // SAFETY: reads a pointer.
    let runs = !unsafe { (*globals()).current_execute_data }.is_null();
    if !runs || exception::is_exit_pending() || !due() {
        return;
    }
    if let Some(object) = SOURCE.get().and_then(|source| (source.take)()) {
        THROWN.store(object.class().as_ptr(), SeqCst);
        unfinished_call::undefine_next_argument();
        exception::throw_object(object);
    }
}

/// An error is to be reported.
unsafe extern "C" fn on_error(
    kind: i32,
    file: *mut zend_string,
    line: u32,
    message: *mut zend_string,
) {
    if request::is_end(kind.cast_unsigned()) && !is_soaps() {
        let _ = catch_unwind(|| SOURCE.get().map(|source| (source.fatal)()));
    }
    // SAFETY: the engine passes a string, which lives as long as the call.
    let heard = unsafe { is_heard(kind, &*message) };
    if heard && let Some(Some(report)) = REPORT.get() {
        // SAFETY: as in `on_interrupt`.
        unsafe { report(kind, file, line, message) };
    }
}

/// Whether code of the extension soap runs, which makes exceptions of fatal errors.
fn is_soaps() -> bool {
    frames::all().any(|frame| {
        // SAFETY: a frame of the chain; its function, if any, lives as long as it, and so
        // does the class, which has a name.
        unsafe {
            let function = (*frame.as_ptr()).func.as_ref();
            let class = function
                .filter(|function| {
                    u32::from(function.type_) == ext_php_rs::ffi::ZEND_INTERNAL_FUNCTION
                })
                .and_then(|function| function.common.scope.as_ref());
            class.is_some_and(|class| (*class.name).as_bytes().starts_with(b"Soap"))
        }
    })
}

/// Whether an error is anybody's business: not the warning of a call that was broken off,
/// also by what is due for a fiber that is suspended, nor that nobody caught the exception
/// in a task's end.
fn is_heard(kind: i32, message: &zend_string) -> bool {
    let kind = kind.cast_unsigned();
    if kind & (E_WARNING | E_NOTICE) != 0 {
        return !(due() || is_of_a_signal(message) && noted());
    }
    if kind & E_ERROR == 0 {
        return true;
    }
    // SAFETY: null, or a class, which lives as long as the process.
    let Some(class) = (unsafe { THROWN.load(SeqCst).as_ref() }) else {
        return true;
    };
    // SAFETY: a class has a name.
    let name = unsafe { (*class.name).as_bytes() };
    let uncaught = message
        .as_bytes()
        .strip_prefix(b"Uncaught ")
        .is_some_and(|rest| rest.starts_with(name));
    !(uncaught && SOURCE.get().is_some_and(|source| (source.unheard)()))
}

/// Whether the message tells that a signal broke a call off, in the system's words.
fn is_of_a_signal(message: &zend_string) -> bool {
    const WORDS: &[u8] = b"Interrupted system call";
    message
        .as_bytes()
        .windows(WORDS.len())
        .any(|part| part == WORDS)
}
