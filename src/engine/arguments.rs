//! A call from PHP into a native function: its arguments and its result.

mod by_place;

use super::{ClassEntry, Object, Thrown, exception, ffi, globals, value};
use ext_php_rs::{
    ffi::{zend_execute_data, zend_string},
    types::{ZendStr, Zval},
};
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    ptr::null_mut,
};

/// One call.
pub struct Call {
    frame: *mut zend_execute_data,
    result: *mut Zval,
}

/// Enters a native function: gives it its call, and keeps panics from C.
///
/// # Safety
/// The engine has passed both, for the call that runs now.
pub unsafe fn enter(
    frame: *mut zend_execute_data,
    result: *mut Zval,
    body: fn(&Call) -> Result<(), Thrown>,
) {
    let call = Call { frame, result };
    // A bailout goes straight through: it jumps over these frames as it does
    // over C's, and each call into PHP is made with nothing to drop that matters.
    match catch_unwind(AssertUnwindSafe(|| body(&call))) {
        Ok(Ok(()) | Err(Thrown)) => {}
        Err(_) => {
            exception::throw_internal_error();
        }
    }
}

/// Defines the C entry of a native function: `native!(name, body)`.
#[macro_export]
macro_rules! native {
    ($name:ident, $body:expr) => {
        unsafe extern "C" fn $name(
            frame: *mut ext_php_rs::ffi::zend_execute_data,
            result: *mut ext_php_rs::types::Zval,
        ) {
            let body: fn(&$crate::engine::Call) -> Result<(), $crate::engine::Thrown> = $body;
            // SAFETY: only the engine calls this, with the frame of the call and a place
            // for its result.
            unsafe { $crate::engine::arguments::enter(frame, result, body) };
        }
    };
}

impl Call {
    /// Sets what the call returns.
    pub fn returns(&self, value: Zval) {
        // SAFETY: the engine passes a place for the result, initialised to null.
        unsafe { *self.result = value };
    }

    /// `$this`.
    ///
    /// # Panics
    /// In a function or static method.
    pub fn this(&self) -> Object {
        // SAFETY: the frame is that of the running call.
        value::object(unsafe { &(*self.frame).This }).expect("a method has an object")
    }

    /// Runs `work` as if the one who calls this function ran it: what `work` calls has
    /// no frame of this call in its trace. For functions that stand between the user's
    /// closures and the functions that the user knows.
    pub fn as_caller<T>(&self, work: impl FnOnce() -> T) -> T {
        // SAFETY: the frame is that of the running call, and so the current one, while
        // `work` has not begun and when all that it calls has returned; it stands between
        // the two, and a bailout or a panic leaves it for good. Without a frame at all the
        // engine would report what is thrown as uncaught.
        unsafe {
            let outer = (*self.frame).prev_execute_data;
            if outer.is_null() {
                return work();
            }
            (*globals()).current_execute_data = outer;
            let result = work();
            (*globals()).current_execute_data = self.frame;
            result
        }
    }

    fn count(&self) -> u32 {
        // SAFETY: as above; the count stands beside `$this`.
        unsafe { (*self.frame).This.u2.num_args }
    }

    /// The same for a function that takes at most so many: what is passed besides is ignored, as
    /// by functions written in PHP, which callbacks with a key besides the value rely on.
    /// Debug builds of PHP insist that an internal function throws then.
    fn count_up_to(&self, most: u32) -> u32 {
        if cfg!(php_debug) {
            self.count()
        } else {
            self.count().min(most)
        }
    }

    /// No arguments at all.
    ///
    /// # Errors
    /// [`Thrown`] with PHP's own ArgumentCountError.
    pub fn no_arguments(&self) -> Result<(), Thrown> {
        // SAFETY: the type specification asks for nothing to be stored.
        parsed(unsafe { ffi::zend_parse_parameters(self.count_up_to(0), c"".as_ptr()) })
    }

    /// One argument of this class.
    ///
    /// # Errors
    /// [`Thrown`] with PHP's own TypeError or ArgumentCountError.
    pub fn object(&self, class: ClassEntry) -> Result<Object, Thrown> {
        let mut argument: *mut Zval = null_mut();
        // SAFETY: "O" stores a zval's address and reads a class.
        parsed(unsafe {
            ffi::zend_parse_parameters(
                self.count_up_to(1),
                c"O".as_ptr(),
                &raw mut argument,
                class.as_ptr(),
            )
        })?;
        // SAFETY: parsing has stored the address of an argument of this call.
        value::object(unsafe { &*argument }).ok_or(Thrown)
    }

    /// One argument that is a closure.
    ///
    /// # Errors
    /// [`Thrown`] with PHP's own TypeError or ArgumentCountError.
    pub fn closure(&self) -> Result<Object, Thrown> {
        self.object(super::closure::class())
    }

    /// Two arguments, a closure and an object of this class.
    ///
    /// # Errors
    /// [`Thrown`] with PHP's own TypeError or ArgumentCountError.
    pub fn closure_and_object(&self, class: ClassEntry) -> Result<(Object, Object), Thrown> {
        let (mut first, mut second): (*mut Zval, *mut Zval) = (null_mut(), null_mut());
        // SAFETY: each "O" stores a zval's address and reads a class.
        parsed(unsafe {
            ffi::zend_parse_parameters(
                self.count_up_to(2),
                c"OO".as_ptr(),
                &raw mut first,
                super::closure::class().as_ptr(),
                &raw mut second,
                class.as_ptr(),
            )
        })?;
        // SAFETY: parsing has stored the addresses of two arguments of this call.
        let (first, second) = unsafe { (&*first, &*second) };
        value::object(first)
            .zip(value::object(second))
            .ok_or(Thrown)
    }

    /// One integer.
    ///
    /// # Errors
    /// [`Thrown`] with PHP's own TypeError or ArgumentCountError.
    pub fn int(&self) -> Result<i64, Thrown> {
        let mut argument: i64 = 0;
        // SAFETY: "l" stores an integer of the engine's size.
        parsed(unsafe {
            ffi::zend_parse_parameters(self.count_up_to(1), c"l".as_ptr(), &raw mut argument)
        })?;
        Ok(argument)
    }

    /// One array.
    ///
    /// # Errors
    /// [`Thrown`] with PHP's own TypeError or ArgumentCountError.
    pub fn array(&self) -> Result<Zval, Thrown> {
        let mut argument: *mut Zval = null_mut();
        // SAFETY: "a" stores a zval's address.
        parsed(unsafe {
            ffi::zend_parse_parameters(self.count_up_to(1), c"a".as_ptr(), &raw mut argument)
        })?;
        // SAFETY: parsing has stored the address of an argument of this call.
        Ok(value::copy(unsafe { &*argument }))
    }

    /// One argument of any type.
    ///
    /// # Errors
    /// [`Thrown`] with PHP's own ArgumentCountError.
    pub fn any(&self) -> Result<Zval, Thrown> {
        let mut argument: *mut Zval = null_mut();
        // SAFETY: "z" stores a zval's address.
        parsed(unsafe {
            ffi::zend_parse_parameters(self.count_up_to(1), c"z".as_ptr(), &raw mut argument)
        })?;
        // SAFETY: parsing has stored the address of an argument of this call.
        Ok(value::copy(unsafe { &*argument }))
    }

    /// Up to two strings; the second may be null.
    ///
    /// # Errors
    /// [`Thrown`] with PHP's own TypeError or ArgumentCountError.
    pub fn strings(&self) -> Result<[Option<Vec<u8>>; 2], Thrown> {
        let (mut first, mut second): (*mut zend_string, *mut zend_string) =
            (null_mut(), null_mut());
        // SAFETY: "S" and "S!" store a string's address or nothing.
        parsed(unsafe {
            ffi::zend_parse_parameters(
                self.count_up_to(2),
                c"|SS!".as_ptr(),
                &raw mut first,
                &raw mut second,
            )
        })?;
        // SAFETY: parsing has stored the addresses of strings of this call.
        let bytes = |string: *mut zend_string| unsafe {
            string
                .as_ref()
                .map(|string: &ZendStr| string.as_bytes().to_vec())
        };
        Ok([bytes(first), bytes(second)])
    }
}

fn parsed(result: i32) -> Result<(), Thrown> {
    if result == 0 { Ok(()) } else { Err(Thrown) }
}
