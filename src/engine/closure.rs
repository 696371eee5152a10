//! Closures: calling them, making them.

use super::{
    ClassEntry, Object, Thrown,
    alloc::{self, here},
    declare, exception, ffi, value,
};
use ext_php_rs::{
    ffi::{
        IS_REFERENCE, zend_call_known_function, zend_class_entry, zend_execute_data, zend_function,
        zend_object, zend_reference,
    },
    types::Zval,
};
use std::{
    ffi::CStr,
    ptr::{NonNull, null_mut},
};

/// The class `Closure`.
pub fn class() -> ClassEntry {
    // SAFETY: set at the engine's start.
    unsafe { ClassEntry::own(ffi::zend_ce_closure) }
}

/// The function behind a closure.
pub(super) fn function(closure: &Object) -> *const zend_function {
    // SAFETY: the object is a closure, as `class` was asked for.
    unsafe { ffi::zend_get_closure_method_def(closure.as_ptr()) }
}

/// What calling a closure takes, for as long as the closure lives.
struct Callee {
    function: *mut zend_function,
    scope: *mut zend_class_entry,
    this: *mut zend_object,
}

/// # Errors
/// [`Thrown`] when the object is no closure.
#[inline]
fn callee(closure: &Object) -> Result<Callee, Thrown> {
    let mut callee = Callee {
        function: null_mut(),
        scope: null_mut(),
        this: null_mut(),
    };
    // SAFETY: closures have this handler; it stores three addresses that live
    // as long as the closure.
    unsafe {
        let Some(get_closure) = (*(*closure.as_ptr()).handlers).get_closure else {
            return Err(exception::throw(exception::Kind::Error, "not a closure"));
        };
        get_closure(
            closure.as_ptr(),
            &mut callee.scope,
            &mut callee.function,
            &mut callee.this,
            false,
        );
    }
    Ok(callee)
}

/// # Safety
/// The callee's closure lives, and the arguments are as many.
#[inline]
unsafe fn call_callee(callee: &Callee, count: u32, arguments: *mut Zval) -> Result<Zval, Thrown> {
    let mut result = Zval::new();
    // SAFETY: promised by the caller; the engine copies the arguments.
    unsafe {
        zend_call_known_function(
            callee.function,
            callee.this,
            callee.scope,
            &mut result,
            count,
            arguments,
            null_mut(),
        );
    }
    exception::check()?;
    Ok(if value::is_undefined(&result) {
        Zval::null()
    } else {
        value::copy(&result)
    })
}

/// Calls a closure with at most one argument.
///
/// # Errors
/// [`Thrown`] when it threw or called `exit()`.
pub fn call(closure: &Object, argument: Option<&Zval>) -> Result<Zval, Thrown> {
    let callee = callee(closure)?;
    let mut parameter = argument.map_or_else(Zval::new, value::copy);
    // SAFETY: the function lives as long as the closure.
    let by_reference = argument.is_some()
        && unsafe { super::parameter_types::is_by_reference(callee.function, 0) };
    if by_reference {
        make_reference(&mut parameter);
    }
    // SAFETY: the caller holds the closure; one argument, or none.
    unsafe { call_callee(&callee, u32::from(argument.is_some()), &mut parameter) }
}

/// How many arguments a closure requires.
pub fn required_parameters(closure: &Object) -> u32 {
    // SAFETY: as for `function`; every function has this head.
    unsafe { (*function(closure)).common.required_num_args }
}

/// Calls a closure with these arguments. What it does not keep of them goes at the end of
/// the call, and what a destructor throws then is thrown by the call.
///
/// # Errors
/// [`Thrown`] when it threw or called `exit()`.
pub fn call_with<const N: usize>(
    closure: &Object,
    mut arguments: [Zval; N],
) -> Result<Zval, Thrown> {
    let callee = callee(closure)?;
    for (place, argument) in (0..).zip(&mut arguments) {
        // SAFETY: the function lives as long as the closure.
        if unsafe { super::parameter_types::is_by_reference(callee.function, place) } {
            make_reference(argument);
        }
    }
    let count = u32::try_from(N).unwrap_or(0);
    // SAFETY: the caller holds the closure, and this as many arguments.
    let result = unsafe { call_callee(&callee, count, arguments.as_mut_ptr()) }?;
    drop(arguments);
    exception::check()?;
    Ok(result)
}

/// The same for a closure that is called for what it does: what it gives is dropped.
///
/// # Errors
/// [`Thrown`] when it threw or called `exit()`, or what it gave threw when it went.
pub fn run<const N: usize>(closure: &Object, arguments: [Zval; N]) -> Result<(), Thrown> {
    drop(call_with(closure, arguments)?);
    exception::check()
}

/// Wraps the value in a PHP reference, as `&$variable` does.
fn make_reference(value: &mut Zval) {
    // GC_REFERENCE: the type, and the flag of what the collector never visits.
    const GC_REFERENCE: u32 = IS_REFERENCE | 1 << 4;
    const IS_REFERENCE_EX: u32 = IS_REFERENCE | 1 << 8;
    // SAFETY: a reference of the engine's own layout, with a count of one that
    // the zval holds; the value moves into it.
    unsafe {
        let reference =
            alloc::allocate(size_of::<zend_reference>(), here!()).cast::<zend_reference>();
        (*reference).gc.refcount = 1;
        (*reference).gc.u.type_info = GC_REFERENCE;
        (&raw mut (*reference).sources).write(std::mem::zeroed());
        (&raw mut (*reference).val).write(std::mem::replace(value, Zval::new()));
        value.value.ref_ = reference;
        value.u1.type_info = IS_REFERENCE_EX;
    }
}

/// A closure over a method of an object, as `$object->method(...)` gives one; the method
/// by its lower-case name. `None` when the object has no such method.
pub fn over_method(object: &Object, method: &str) -> Option<Object> {
    let class = object.class();
    let method = declare::find_method(class, method)?;
    let mut closure = Zval::new();
    let mut this = object.clone().into_value();
    // SAFETY: the method belongs to the object's class; the closure counts the
    // object for itself.
    unsafe {
        let class = class.as_ptr();
        ffi::zend_create_fake_closure(&mut closure, method, class, class, &mut this);
    }
    value::object(&closure)
}

/// The object that a closure is bound to.
pub fn this(closure: &Object) -> Option<Object> {
    let (mut scope, mut callee, mut this): (
        *mut zend_class_entry,
        *mut zend_function,
        *mut zend_object,
    ) = (null_mut(), null_mut(), null_mut());
    // SAFETY: as in `call`.
    unsafe {
        let get_closure = (*(*closure.as_ptr()).handlers).get_closure?;
        get_closure(closure.as_ptr(), &mut scope, &mut callee, &mut this, false);
        NonNull::new(this).map(|object| Object::share(object))
    }
}

/// Calls a method without arguments by its (lower-case) name.
///
/// # Errors
/// [`Thrown`] when it threw or called `exit()`.
pub fn call_method(object: &Object, name: &CStr) -> Result<Zval, Thrown> {
    let mut result = Zval::new();
    // SAFETY: the object is alive and its interface promises the method.
    unsafe {
        ffi::zend_call_method(
            object.as_ptr(),
            object.class().as_ptr(),
            null_mut(),
            name.as_ptr(),
            name.count_bytes(),
            &mut result,
            0,
            null_mut(),
            null_mut(),
        );
    }
    exception::check()?;
    Ok(value::copy(&result))
}

/// Calls PHP's code below a frame, as if a function of the engine's called it: without
/// one, the engine reports what is thrown as uncaught, and bails out.
pub fn within_frame<T>(call: impl FnOnce() -> T) -> T {
    // SAFETY: a frame of zeros with a function of the engine's that has neither name nor
    // arguments, which stands until the call is over; a bailout forgets it.
    unsafe {
        let globals = super::globals();
        let mut frame: zend_execute_data = std::mem::zeroed();
        frame.func = (&raw const ffi::zend_pass_function)
            .cast_mut()
            .cast::<zend_function>();
        frame.prev_execute_data = (*globals).current_execute_data;
        (*globals).current_execute_data = &mut frame;
        let result = call();
        (*globals).current_execute_data = frame.prev_execute_data;
        result
    }
}

/// A closure that stands for another one in a trace.
pub fn placeholder() -> Option<Zval> {
    let function = super::request::function("phpversion")?;
    let mut closure = Zval::new();
    // SAFETY: a function of the engine's own, bound to nothing.
    unsafe {
        ffi::zend_create_fake_closure(&mut closure, function, null_mut(), null_mut(), null_mut());
    }
    Some(closure)
}
