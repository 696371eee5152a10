//! What PHP's code sets for its request: handlers of errors, exceptions and signals, the
//! locale, autoloaders, stream wrappers. Taken before a task changes it, and put back
//! before the next task of the process.

use super::{array, ffi, globals, request, value};
use ext_php_rs::{
    ffi::{zend_call_known_function, zend_stack},
    types::Zval,
};
use std::{ffi::c_int, mem::ManuallyDrop, ptr::null_mut};

/// The handlers of errors and exceptions, the hidden ones too.
pub struct Handlers {
    error: Zval,
    error_levels: c_int,
    errors: Vec<Zval>,
    errors_levels: Vec<c_int>,
    exception: Zval,
    exceptions: Vec<Zval>,
}

impl Handlers {
    /// Those that are set now.
    pub fn now() -> Self {
        // SAFETY: the executor's own fields; the stacks hold what the engine pushes on them.
        unsafe {
            let globals = &*globals();
            Self {
                error: globals.user_error_handler.shallow_clone(),
                error_levels: globals.user_error_handler_error_reporting,
                errors: elements(&globals.user_error_handlers, Zval::shallow_clone),
                errors_levels: elements(&globals.user_error_handlers_error_reporting, |n| *n),
                exception: globals.user_exception_handler.shallow_clone(),
                exceptions: elements(&globals.user_exception_handlers, Zval::shallow_clone),
            }
        }
    }

    /// Puts them in place of those that are set. PHP's code may run: what the others
    /// hold may go.
    pub fn put_back(self) {
        // SAFETY: as above. What is replaced is dropped when all are in their places.
        let before = unsafe {
            let globals = globals();
            let before = (
                std::mem::replace(&mut (*globals).user_error_handler, self.error),
                std::mem::replace(&mut (*globals).user_exception_handler, self.exception),
                refill(&raw mut (*globals).user_error_handlers, self.errors),
                refill(&raw mut (*globals).user_exception_handlers, self.exceptions),
            );
            (*globals).user_error_handler_error_reporting = self.error_levels;
            refill(
                &raw mut (*globals).user_error_handlers_error_reporting,
                self.errors_levels,
            );
            before
        };
        drop(before);
    }
}

/// # Safety
/// The stack holds values of that type.
unsafe fn elements<T>(stack: &zend_stack, copy: impl Fn(&T) -> T) -> Vec<T> {
    let first = stack.elements.cast::<T>();
    (0..usize::try_from(stack.top).unwrap_or(0))
        // SAFETY: that many stand in a row.
        .map(|index| unsafe { copy(&*first.add(index)) })
        .collect()
}

/// Puts other values on the stack and gives those that were there.
///
/// # Safety
/// As for [`elements`].
unsafe fn refill<T>(stack: *mut zend_stack, values: Vec<T>) -> Vec<T> {
    // SAFETY: the values are moved, from the stack and to it.
    unsafe {
        let first = (*stack).elements.cast::<T>();
        let before = (0..usize::try_from((*stack).top).unwrap_or(0))
            .map(|index| first.add(index).read())
            .collect();
        (*stack).top = 0;
        for value in values {
            ffi::zend_stack_push(stack, (&raw const *ManuallyDrop::new(value)).cast());
        }
        before
    }
}

/// What pcntl calls at each signal, and whether it does so at once.
pub struct SignalHandlers {
    /// The handlers, by the signals' numbers, from 1.
    handlers: Vec<Option<Zval>>,
    at_once: Option<Zval>,
}

impl SignalHandlers {
    /// Those that are set now.
    pub fn now() -> Self {
        /// The last that pcntl tells of in all versions. Of those beyond, it is enough that
        /// the kernel does not deliver them.
        const LAST: i64 = 31;
        Self {
            handlers: (1..=LAST)
                .map(|signal| call("pcntl_signal_get_handler", vec![value::int(signal)]))
                .collect(),
            at_once: call("pcntl_async_signals", Vec::new()),
        }
    }

    /// Puts them in place of those that are set.
    pub fn put_back(self) {
        for (signal, before) in (1..).zip(self.handlers) {
            let (Some(before), Some(now)) = (
                before,
                call("pcntl_signal_get_handler", vec![value::int(signal)]),
            ) else {
                continue;
            };
            if !is_same(&before, &now) {
                call("pcntl_signal", vec![value::int(signal), before]);
            }
        }
        if let Some(at_once) = self.at_once {
            call("pcntl_async_signals", vec![at_once]);
        }
    }
}

/// Whether the two are one value: numbers by their value, others by their targets.
fn is_same(one: &Zval, other: &Zval) -> bool {
    // SAFETY: the union's members cover one word, which both zvals have initialised.
    value::type_of(one) == value::type_of(other) && unsafe { one.value.lval == other.value.lval }
}

/// The locale, as text that [`set_locale`] takes.
pub fn locale() -> Option<Zval> {
    call(
        "setlocale",
        vec![value::int(i64::from(libc::LC_ALL)), value::string(b"0")],
    )
}

/// Sets the locale.
pub fn set_locale(locale: Zval) {
    call(
        "setlocale",
        vec![value::int(i64::from(libc::LC_ALL)), locale],
    );
}

/// Sets an environment variable by "NAME=VALUE", or takes it out by "NAME".
pub fn put_environment(setting: &[u8]) {
    call("putenv", vec![value::string(setting)]);
}

/// The autoloaders.
pub fn autoloaders() -> Option<Zval> {
    call("spl_autoload_functions", Vec::new())
}

/// The names of the stream wrappers.
pub fn stream_wrappers() -> Option<Zval> {
    call("stream_get_wrappers", Vec::new())
}

/// Whether two lists have the same elements. Objects and numbers are compared by
/// identity, text and pairs by content.
pub fn is_same_list(one: Option<&Zval>, other: Option<&Zval>) -> bool {
    let (Some(one), Some(other)) = (one.and_then(Zval::array), other.and_then(Zval::array)) else {
        return one.is_none() == other.is_none();
    };
    one.nNumOfElements == other.nNumOfElements
        && array::entries(one)
            .zip(array::entries(other))
            .all(
                |((_, one), (_, other))| match (value::bytes(one), value::bytes(other)) {
                    (Some(one), Some(other)) => one == other,
                    _ if one.is_array() && other.is_array() => is_same_list(Some(one), Some(other)),
                    _ => is_same(one, other),
                },
            )
}

/// Calls one of PHP's functions, if it is there.
fn call(name: &str, arguments: Vec<Zval>) -> Option<Zval> {
    let function = request::function(name)?;
    let mut arguments = arguments;
    let mut result = Zval::new();
    // SAFETY: a function of the engine's, with as many arguments as are given.
    unsafe {
        zend_call_known_function(
            function,
            null_mut(),
            null_mut(),
            &mut result,
            u32::try_from(arguments.len()).ok()?,
            arguments.as_mut_ptr(),
            null_mut(),
        );
    }
    Some(result)
}
