//! The pending exception.

use super::{ClassEntry, Object, ffi, frames, globals, oom, throwable, value};
use ext_php_rs::{
    ffi::{E_ERROR, zend_class_entry, zend_throw_exception, zend_throw_exception_object},
    types::Zval,
};
use std::{ffi::CString, ptr::NonNull};

/// An exception is pending in the engine: return to it without doing more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thrown;

/// The classes of exceptions that are thrown here.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// `Error`
    Error,
    /// `RuntimeException`
    Runtime,
    /// `LogicException`
    Logic,
    /// `TypeError`
    TypeError,
    /// A class of our own.
    Class(ClassEntry),
}

impl Kind {
    fn class(self) -> *mut zend_class_entry {
        // SAFETY: the engine sets these at its own start, before any module's.
        unsafe {
            match self {
                Self::Error => ext_php_rs::ffi::zend_ce_error,
                Self::Runtime => ffi::spl_ce_RuntimeException,
                Self::TypeError => ext_php_rs::ffi::zend_ce_type_error,
                Self::Logic => ffi::spl_ce_LogicException,
                Self::Class(class) => class.as_ptr(),
            }
        }
    }
}

/// The class RuntimeException.
pub fn runtime_exception() -> ClassEntry {
    // SAFETY: the engine's own, set at its start.
    unsafe { ClassEntry::own(Kind::Runtime.class()) }
}

/// What a program is told when this extension's own code has panicked.
const INTERNAL_ERROR: &str = "pokio: internal error, please report it";

/// Throws a new exception with this message and the code 0.
pub fn throw(kind: Kind, message: &str) -> Thrown {
    let message = CString::new(message.replace('\0', "\\0")).unwrap_or_default();
    // SAFETY: a registered class; the engine copies the message.
    unsafe { zend_throw_exception(kind.class(), message.as_ptr(), 0) };
    Thrown
}

/// Throws what stands for a panic of this extension's own code.
pub(super) fn throw_internal_error() -> Thrown {
    throw(Kind::Error, INTERNAL_ERROR)
}

/// Throws an object, which must be a Throwable.
pub fn throw_object(object: Object) -> Thrown {
    let mut value = std::mem::ManuallyDrop::new(object.into_value());
    // SAFETY: takes over the reference that the zval holds.
    unsafe { zend_throw_exception_object(&mut *value) };
    Thrown
}

/// Whether an exception is pending.
pub fn pending() -> bool {
    // SAFETY: reads a pointer.
    !unsafe { (*globals()).exception }.is_null()
}

/// Whether `exit()` is pending, or the end of a fiber that is destroyed.
pub fn is_exit_pending() -> bool {
    // SAFETY: reads a pointer; the object behind it lives while it is pending.
    unsafe {
        let exception = (*globals()).exception;
        !exception.is_null()
            && (ffi::zend_is_unwind_exit(exception) || ffi::zend_is_graceful_exit(exception))
    }
}

/// Whether the end of a fiber that is destroyed is pending: only its own code ends.
pub fn is_fiber_ending() -> bool {
    // SAFETY: as above.
    unsafe {
        let exception = (*globals()).exception;
        !exception.is_null() && ffi::zend_is_graceful_exit(exception)
    }
}

/// `Err` when an exception is pending.
///
/// # Errors
/// [`Thrown`]
pub fn check() -> Result<(), Thrown> {
    if pending() { Err(Thrown) } else { Ok(()) }
}

/// What is pending.
pub enum Pending {
    /// A Throwable, taken: it is pending no more.
    Throwable(Object),
    /// `exit()`, or the end of a fiber that is destroyed, which stays pending:
    /// everything up to the top, or to the fiber's start, must go.
    Exit,
}

/// Takes the pending exception, `None` when there is none.
pub fn take() -> Option<Pending> {
    // SAFETY: reads a pointer; the object behind it is counted by the engine
    // until it is cleared, and by then by us too.
    unsafe {
        let exception = (*globals()).exception;
        let shared = NonNull::new(exception)?;
        if ffi::zend_is_unwind_exit(exception) || ffi::zend_is_graceful_exit(exception) {
            return Some(Pending::Exit);
        }
        let object = Object::share(shared);
        ffi::zend_clear_exception();
        Some(Pending::Throwable(object))
    }
}

/// Whether what is pending is the engine's refusal to serialize something; then says where
/// that was, if `place` knows, before its own words.
pub fn alter_refusal(place: impl FnOnce() -> Option<String>) -> bool {
    // SAFETY: reads a pointer; the engine counts the object as long as it is pending.
    let Some(pending) = (unsafe { (*globals()).exception.as_ref() }) else {
        return false;
    };
    // SAFETY: set at the engine's start.
    if pending.ce != unsafe { ext_php_rs::ffi::zend_ce_exception } {
        return false;
    }
    let thrown = Object::share_read_only(pending);
    let message = throwable::message(&thrown);
    let Some(text) = message.as_ref().and_then(value::bytes) else {
        return false;
    };
    if !text.starts_with(b"Serialization of '") {
        return false;
    }
    if let Some(place) = place() {
        let text = format!("in {place}: {}", String::from_utf8_lossy(text));
        throwable::set_message(&thrown, value::string(text.as_bytes()));
    }
    true
}

/// Runs PHP's code in the middle of what is thrown: that is put aside meanwhile, and goes on
/// afterwards, as the previous one of what the code throws. Nothing runs after `exit()`.
pub fn aside(run: impl FnOnce() -> Result<(), Thrown>) {
    let before = match take() {
        Some(Pending::Throwable(before)) => Some(before),
        Some(Pending::Exit) => return,
        None => None,
    };
    let result = run();
    let Some(before) = before else { return };
    match result.err().and_then(|Thrown| take()) {
        Some(Pending::Throwable(thrown)) => {
            set_previous(&thrown, before);
            throw_object(thrown);
        }
        Some(Pending::Exit) => {}
        None => {
            throw_object(before);
        }
    }
}

/// Calls `run`, which runs no code of PHP, while an exception or `exit()` is pending. The
/// exception is set aside meanwhile; one that `run` throws is dropped.
pub fn hidden<T>(run: impl FnOnce() -> T) -> T {
    // SAFETY: moves a pointer with its reference. The frames noted the throwable when it was
    // thrown, and note no other.
    let before = unsafe { std::mem::replace(&mut (*globals()).exception, std::ptr::null_mut()) };
    if before.is_null() {
        return run();
    }
    let result = run();
    // SAFETY: as above.
    let thrown = unsafe { std::mem::replace(&mut (*globals()).exception, before) };
    if let Some(thrown) = NonNull::new(thrown) {
        // SAFETY: the reference came with the pointer.
        drop(unsafe { Object::own(thrown) });
    }
    result
}

/// Runs what the engine asks for when it lets something go: an object's end, or an
/// iterator's. As around destructors written in PHP, what is pending is set apart
/// meanwhile, and is the previous one of what `run` throws. It may be on its way out of a
/// frame that is no longer the innermost: the place of its throw stays as it is, and the
/// innermost frame continues with the exception. `exit()` stays pending.
pub fn set_apart<T>(run: impl FnOnce() -> T) -> T {
    /// `ZEND_HANDLE_EXCEPTION` (Zend/zend_vm_opcodes.h).
    const HANDLE_EXCEPTION: u8 = 149;
    if !pending() || is_exit_pending() {
        return run();
    }
    let globals = globals();
    // SAFETY: the engine's own, on this thread. Frames that run are there until their code
    // has come back, and those of PHP's code have an instruction. The pending object's
    // reference is taken, and given back or handed on.
    unsafe {
        let frame = frames::innermost_of_php();
        if let Some(frame) = frame
            && (*(*frame.as_ptr()).opline).opcode != HANDLE_EXCEPTION
        {
            (*globals).opline_before_exception = (*frame.as_ptr()).opline;
            (*frame.as_ptr()).opline = (&raw const (*globals).exception_op).cast();
        }
        let instruction = frame.map(|frame| (*frame.as_ptr()).opline);
        let place = (*globals).opline_before_exception;
        let before = std::mem::replace(&mut (*globals).exception, std::ptr::null_mut());
        let result = run();
        if let (Some(frame), Some(instruction)) = (frame, instruction) {
            (*frame.as_ptr()).opline = instruction;
        }
        (*globals).opline_before_exception = place;
        match (*globals).exception.as_ref() {
            None => (*globals).exception = before,
            Some(thrown) => {
                let before = Object::own(NonNull::new_unchecked(before));
                if !is_exit_pending() {
                    set_previous(&Object::share_read_only(thrown), before);
                }
            }
        }
        result
    }
}

/// Drops what is pending, where PHP's code continues.
fn clear() {
    // SAFETY: releases the object; the frame continues where it was.
    unsafe { ffi::zend_clear_exception() };
}

/// Drops whatever is pending, `exit()` and want of memory too. For a place from
/// which nothing returns to the code that threw.
pub fn forget() {
    // SAFETY: clears the pointer; the object is left alone.
    unsafe { (*globals()).exception = std::ptr::null_mut() };
    oom::forget();
}

/// Drops the throwable that is pending. Returns false where there is none, but `exit()`.
pub fn forget_throwable() -> bool {
    matches!(take(), Some(Pending::Throwable(_)))
}

/// Reports the throwable that is pending as PHP does one that nobody caught.
///
/// # Errors
/// [`Thrown`] when there is none, but `exit()`, which stays pending.
pub fn report_pending() -> Result<(), Thrown> {
    match take() {
        Some(Pending::Throwable(thrown)) => {
            // A message that is refused for its length bails out.
            let _ = super::guarded(|| report_uncaught(thrown));
            Ok(())
        }
        Some(Pending::Exit) => Err(Thrown),
        None => Ok(()),
    }
}

/// Makes `previous` the last of the exception's chain of previous ones, unless it is in
/// that already: the engine would keep a reference then that nobody gives back.
pub fn set_previous(exception: &Object, previous: Object) {
    /// A chain that is longer, or is a loop, is left to the engine.
    const LONGEST: usize = 10_000;
    let chain = std::iter::successors(previous_of(exception), previous_of);
    if chain
        .take(LONGEST)
        .any(|object| object.as_ptr() == previous.as_ptr())
    {
        return;
    }
    let previous = std::mem::ManuallyDrop::new(previous);
    // SAFETY: both alive; the engine takes over the reference to `previous`.
    unsafe { ffi::zend_exception_set_previous(exception.as_ptr(), previous.as_ptr()) };
}

/// The throwable before this one.
fn previous_of(exception: &Object) -> Option<Object> {
    let name = throwable::private_name(throwable::base_class(exception), "previous");
    value::object(&throwable::property(exception, &name)?)
}

/// The handle of the throwable that is pending, 0 when there is none.
pub fn pending_handle() -> u32 {
    // SAFETY: reads a number of an object that the engine counts while it is pending.
    unsafe { (*globals()).exception.as_ref() }.map_or(0, |pending| pending.handle)
}

/// Throws the throwable of this handle in place of the pending one, if it is alive and
/// of the same class, message, file and line. PHP 8.2 gives line 0 to what a
/// destructor throws that runs because of an exception. Returns the handle of what is
/// pending then.
pub fn throw_earlier(handle: u32) -> u32 {
    let pending = pending_handle();
    if let Some(new) = shared(pending)
        && handle != pending
        && let Some(earlier) = shared(handle)
        && is_like(&earlier, &new)
    {
        clear();
        throw_object(earlier);
    }
    pending_handle()
}

/// The object of this handle, counted once more.
fn shared(handle: u32) -> Option<Object> {
    let object = super::object_store::object_at(handle).and_then(NonNull::new)?;
    // SAFETY: the store has the objects that are alive.
    Some(unsafe { Object::share(object) })
}

fn is_like(earlier: &Object, new: &Object) -> bool {
    earlier.class() == new.class()
        && new.is_a(throwable_class())
        && ["message", "file", "line"].into_iter().all(|name| {
            let name = throwable::own_name(new, name.as_bytes());
            let [one, other] = [earlier, new].map(|object| throwable::property(object, &name));
            match (one, other) {
                (Some(one), Some(other)) => {
                    value::bytes(&one) == value::bytes(&other)
                        && (one.long() == other.long() || other.long() == Some(0))
                }
                _ => false,
            }
        })
}

/// Reports a Throwable as PHP does one that nobody caught.
pub fn report_uncaught(exception: Object) {
    let exception = std::mem::ManuallyDrop::new(exception);
    // SAFETY: alive; the engine takes over the reference.
    unsafe { ffi::zend_exception_error(exception.as_ptr(), E_ERROR as i32) };
}

/// The class `Throwable`.
pub fn throwable_class() -> ClassEntry {
    // SAFETY: set at the engine's start.
    unsafe { ClassEntry::own(ext_php_rs::ffi::zend_ce_throwable) }
}

/// Throws PHP's usual complaint about an argument's type.
pub fn wrong_argument(number: u32, expected: &str, given: &Zval) -> Thrown {
    let text = format!("{expected}, {} given", value::type_name(given));
    let text = CString::new(text.replace('\0', "\\0")).unwrap_or_default();
    // SAFETY: the format takes one string.
    unsafe { ffi::zend_argument_type_error(number, c"%s".as_ptr(), text.as_ptr()) };
    Thrown
}
