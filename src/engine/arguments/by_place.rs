//! Arguments one by one, by their places: for functions with options, of which a call
//! with named arguments leaves some out.

use super::Call;
use crate::engine::{ClassEntry, Object, Thrown, array, closure, exception, ffi, iterator, value};
use ext_php_rs::{
    ffi::{zend_execute_data, zend_string},
    types::Zval,
};
use std::ptr::null_mut;

impl Call {
    /// How many arguments there may be; see [`Call::count_up_to`].
    ///
    /// # Errors
    /// [`Thrown`], an `ArgumentCountError`, for fewer.
    pub fn between(&self, least: u32, most: u32) -> Result<(), Thrown> {
        if (least..=most).contains(&self.count_up_to(most)) {
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
        self.object_at(place, closure::class(), "Closure")
    }

    /// A closure or null.
    ///
    /// # Errors
    /// [`Thrown`], a `TypeError`.
    pub fn closure_or_null(&self, place: u32) -> Result<Option<Object>, Thrown> {
        self.object_or_null(place, closure::class(), "Closure")
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
            Some(argument) if iterator::is_iterable(argument) => Ok(value::copy(argument)),
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
                all.extend(array::entries(named).map(|(_, value)| value::copy(value)));
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
