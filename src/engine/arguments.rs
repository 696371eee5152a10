//! A call from PHP into a native function: its arguments and its result.

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
            exception::throw(
                exception::Kind::Error,
                "pokio: internal error, please report it",
            );
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
    pub fn unseen<T>(&self, work: impl FnOnce() -> T) -> T {
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

    /// No arguments at all.
    ///
    /// # Errors
    /// [`Thrown`] with PHP's own ArgumentCountError.
    pub fn no_arguments(&self) -> Result<(), Thrown> {
        // SAFETY: the type specification asks for nothing to be stored.
        parsed(unsafe { ffi::zend_parse_parameters(self.count(), c"".as_ptr()) })
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
                self.count(),
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
                self.count(),
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
            ffi::zend_parse_parameters(self.count(), c"l".as_ptr(), &raw mut argument)
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
            ffi::zend_parse_parameters(self.count(), c"a".as_ptr(), &raw mut argument)
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
            ffi::zend_parse_parameters(self.count(), c"z".as_ptr(), &raw mut argument)
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
                self.count(),
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

/// Arguments one by one, for functions with options: a named call leaves some out.
impl Call {
    /// How many arguments there may be.
    ///
    /// # Errors
    /// [`Thrown`], an `ArgumentCountError`, for fewer or more.
    pub fn between(&self, least: u32, most: u32) -> Result<(), Thrown> {
        if (least..=most).contains(&self.count()) {
            return Ok(());
        }
        // SAFETY: throws; the numbers are for its message.
        unsafe { ffi::zend_wrong_parameters_count_error(least, most) };
        Err(Thrown)
    }

    /// The argument at this place, counted from 0; `None` for one that was left out.
    fn at(&self, place: u32) -> Option<&Zval> {
        /// `ZEND_CALL_FRAME_SLOT` (Zend/zend_compile.h): arguments follow the frame.
        const FRAME_SLOTS: usize = size_of::<zend_execute_data>().div_ceil(size_of::<Zval>());
        if place >= self.count() {
            return None;
        }
        // SAFETY: that many zvals stand behind the frame, which lives during the call.
        let argument = unsafe { &*self.frame.cast::<Zval>().add(FRAME_SLOTS + place as usize) };
        (!value::is_undefined(argument)).then(|| argument.dereference())
    }

    /// Whether the argument at this place was given, be it null.
    pub fn is_given(&self, place: u32) -> bool {
        self.at(place).is_some()
    }

    /// The same, `None` for null too.
    fn given(&self, place: u32) -> Option<&Zval> {
        self.at(place).filter(|argument| !argument.is_null())
    }

    fn refuse<T>(&self, place: u32, expected: &str) -> Result<T, Thrown> {
        exception::check()?;
        let null = Zval::null();
        let given = self.at(place).unwrap_or(&null);
        Err(exception::wrong_argument(
            place + 1,
            &format!("must be of type {expected}"),
            given,
        ))
    }

    /// Any value; null for one that was left out.
    pub fn value_at(&self, place: u32) -> Zval {
        self.at(place).map_or_else(Zval::null, value::copy)
    }

    /// An object of this class, or null.
    ///
    /// # Errors
    /// [`Thrown`], a `TypeError`, for anything else. `name` is the class's, for its message.
    pub fn object_or_null(
        &self,
        place: u32,
        class: ClassEntry,
        name: &str,
    ) -> Result<Option<Object>, Thrown> {
        match self.given(place) {
            None => Ok(None),
            Some(argument) => match value::object(argument).filter(|object| object.is_a(class)) {
                Some(object) => Ok(Some(object)),
                None => self.refuse(place, &format!("?{name}")),
            },
        }
    }

    /// An object of this class.
    ///
    /// # Errors
    /// As for [`Call::object_or_null`].
    pub fn object_at(&self, place: u32, class: ClassEntry, name: &str) -> Result<Object, Thrown> {
        match self.given(place).and_then(value::object) {
            Some(object) if object.is_a(class) => Ok(object),
            _ => self.refuse(place, name),
        }
    }

    /// A closure.
    ///
    /// # Errors
    /// [`Thrown`], a `TypeError`.
    pub fn closure_at(&self, place: u32) -> Result<Object, Thrown> {
        self.object_at(place, super::closure::class(), "Closure")
    }

    /// A closure or null.
    ///
    /// # Errors
    /// [`Thrown`], a `TypeError`.
    pub fn closure_or_null(&self, place: u32) -> Result<Option<Object>, Thrown> {
        self.object_or_null(place, super::closure::class(), "Closure")
    }

    /// An integer or null, converted as PHP does in the calling file's mode.
    ///
    /// # Errors
    /// [`Thrown`], a `TypeError`.
    pub fn int_or_null(&self, place: u32) -> Result<Option<i64>, Thrown> {
        let Some(argument) = self.given(place) else {
            return Ok(None);
        };
        if let Some(number) = argument.long() {
            return Ok(Some(number));
        }
        let mut number = 0;
        // SAFETY: a zval that is read, and a number to write to.
        if unsafe { ffi::zend_parse_arg_long_slow(argument, &raw mut number, place + 1) } {
            return Ok(Some(number));
        }
        self.refuse(place, "?int")
    }

    /// A float or null, converted as PHP does in the calling file's mode.
    ///
    /// # Errors
    /// [`Thrown`], a `TypeError`.
    pub fn float_or_null(&self, place: u32) -> Result<Option<f64>, Thrown> {
        let Some(argument) = self.given(place) else {
            return Ok(None);
        };
        if value::type_of(argument) == ext_php_rs::ffi::IS_DOUBLE {
            return Ok(argument.double());
        }
        let mut number = 0.0;
        // SAFETY: a zval that is read, and a number to write to.
        if unsafe { ffi::zend_parse_arg_double_slow(argument, &raw mut number, place + 1) } {
            return Ok(Some(number));
        }
        self.refuse(place, "?float")
    }

    /// A boolean; `default` for one that was left out.
    ///
    /// # Errors
    /// [`Thrown`], a `TypeError`.
    pub fn bool_or(&self, place: u32, default: bool) -> Result<bool, Thrown> {
        let Some(argument) = self.at(place) else {
            return Ok(default);
        };
        if let Some(truth) = argument.bool() {
            return Ok(truth);
        }
        let mut truth = false;
        // SAFETY: a zval that is read, and a truth value to write to.
        if unsafe { ffi::zend_parse_arg_bool_slow(argument, &raw mut truth, place + 1) } {
            return Ok(truth);
        }
        self.refuse(place, "bool")
    }

    /// A string or null, converted as PHP does in the calling file's mode.
    ///
    /// # Errors
    /// [`Thrown`], a `TypeError`.
    pub fn string_or_null(&self, place: u32) -> Result<Option<Vec<u8>>, Thrown> {
        let Some(argument) = self.given(place) else {
            return Ok(None);
        };
        if let Some(bytes) = value::bytes(argument) {
            return Ok(Some(bytes.to_vec()));
        }
        let mut string: *mut zend_string = null_mut();
        let argument = std::ptr::from_ref(argument).cast_mut();
        // SAFETY: an argument of this call, which the engine may convert in its place; the
        // string lives as long as the argument.
        unsafe {
            if ffi::zend_parse_arg_str_slow(argument, &raw mut string, place + 1) {
                return Ok(Some((*string).as_bytes().to_vec()));
            }
        }
        self.refuse(place, "?string")
    }

    /// An array or an object that can be iterated.
    ///
    /// # Errors
    /// [`Thrown`], a `TypeError`.
    pub fn iterable_at(&self, place: u32) -> Result<Zval, Thrown> {
        match self.at(place) {
            Some(argument) if super::iterator::is_iterable(argument) => Ok(value::copy(argument)),
            _ => self.refuse(place, "Traversable|array"),
        }
    }

    /// All arguments of a function that takes any number, those with string keys too.
    pub fn all(&self) -> Vec<Zval> {
        let mut all: Vec<Zval> = (0..self.count())
            .map(|place| self.value_at(place))
            .collect();
        /// `ZEND_CALL_HAS_EXTRA_NAMED_PARAMS` (Zend/zend_compile.h).
        const EXTRA_NAMED: u32 = 1 << 27;
        // SAFETY: the frame of this call; with the flag it has a table of such arguments.
        unsafe {
            if (*self.frame).This.u1.type_info & EXTRA_NAMED != 0 {
                let named = &*(*self.frame).extra_named_params;
                all.extend(super::array::entries(named).map(|(_, value)| value::copy(value)));
            }
        }
        all
    }

    /// Throws PHP's complaint about an argument's value.
    pub fn wrong_value(&self, place: u32, text: &str) -> Thrown {
        let text = std::ffi::CString::new(text).unwrap_or_default();
        // SAFETY: the format takes one string.
        unsafe { ffi::zend_argument_value_error(place + 1, c"%s".as_ptr(), text.as_ptr()) };
        Thrown
    }
}
