//! The options of a task: name, time limit, output, receiver of its messages. A hidden
//! object carries them, bound to the closure that a promise has.

use super::{
    receivers::{Key, Receiver},
    status::{self, Output},
};
use crate::{
    engine::{
        Call, Object, Thrown, closure,
        declare::{self, Class, Default, Registered, Type, method_of, property},
        gc_references::Held,
        value,
    },
    native, properties,
    task::{output::Sink, terms::Terms},
};
use ext_php_rs::{
    ffi::{ZEND_ACC_FINAL, ZEND_ACC_NOT_SERIALIZABLE},
    types::Zval,
};
use std::time::{Duration, Instant};

static CLASS: Registered = Registered::new();

properties! {
    CLOSURE = property(c"closure", Type::NullableClass(c"Closure"), Default::Null);
    NAME = property(c"name", Type::NullableString, Default::Null);
    TIMEOUT = property(c"timeout", Type::NullableFloat, Default::Null);
    OUTPUT = property(c"output", Type::NullableClass(c"Pokio\\Output"), Default::Null);
    ON_MESSAGE = property(c"onMessage", Type::NullableClass(c"Closure"), Default::Null);
}

/// The options of a task.
#[derive(Clone, Default)]
pub struct Options {
    /// Its name, for people.
    pub name: Option<Vec<u8>>,
    /// Its time limit, in seconds from its start.
    pub timeout: Option<f64>,
    /// Where its output goes.
    pub output: Option<Object>,
    /// What receives its messages.
    pub on_message: Option<Object>,
}

impl Options {
    /// What the caller asks of the task with this key.
    pub fn terms(&self, key: Option<&Zval>) -> Terms {
        Terms {
            timeout: self.timeout.and_then(duration),
            sends: false,
            output: match self.output() {
                Output::Inherit => Sink::Caller,
                Output::Capture => Sink::Capture,
                Output::Prefix => Sink::Prefix,
                Output::Discard => Sink::Discard,
            },
            label: self.label(key).map(Into::into),
            of_a_call: key.is_some(),
        }
    }

    /// Reports the values that they hold to the collector of cycles.
    pub fn held(&self, held: &mut Held<'_>) {
        held.maybe(self.output.as_ref());
        held.maybe(self.on_message.as_ref());
    }

    /// What people know the task by: its name, or else its key.
    pub fn label(&self, key: Option<&Zval>) -> Option<Vec<u8>> {
        self.name.clone().or_else(|| {
            let key = key?;
            let number = key.long().map(|number| number.to_string().into_bytes());
            number.or_else(|| value::bytes(key).map(<[u8]>::to_vec))
        })
    }

    /// Where its output goes.
    pub fn output(&self) -> Output {
        Output::of(self.output.as_ref())
    }

    /// The receiver of the messages of a task with this key.
    pub fn receiver(&self, key: Zval) -> Option<Receiver> {
        let closure = self.on_message.clone()?;
        Some(Receiver {
            closure,
            key: Key(key),
            reporter: None,
        })
    }

    /// These options in a call that has some of its own, with this time limit.
    pub fn within(mut self, call: &Self, timeout: Option<f64>) -> Self {
        self.timeout = timeout;
        if self.output() == Output::Inherit {
            self.output.clone_from(&call.output);
        }
        if self.on_message.is_none() {
            self.on_message.clone_from(&call.on_message);
        }
        self
    }

    fn are_default(&self) -> bool {
        self.name.is_none()
            && self.timeout.is_none()
            && self.on_message.is_none()
            && self.output() == Output::Inherit
    }
}

/// Seconds as a duration; `None` for more than a duration holds, which is no limit.
pub fn duration(seconds: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(seconds).ok()
}

/// The seconds until a deadline: 0 when it is over, `None` where there is none.
pub fn seconds_until(deadline: Option<Instant>) -> Option<f64> {
    let left = |deadline: Instant| deadline.saturating_duration_since(Instant::now());
    deadline.map(|deadline| left(deadline).as_secs_f64())
}

/// A limit in seconds among the arguments; `None` for null and for INF: no limit.
///
/// # Errors
/// [`Thrown`], a `ValueError` for one that is not above zero.
pub fn seconds_at(call: &Call, place: u32) -> Result<Option<f64>, Thrown> {
    match call.float_or_null(place)? {
        Some(seconds) if seconds > 0.0 => Ok(Some(seconds).filter(|seconds| seconds.is_finite())),
        Some(_) => Err(call.wrong_value(place, "must be greater than 0")),
        None => Ok(None),
    }
}

/// A number of processes among the arguments.
///
/// # Errors
/// [`Thrown`], a `ValueError` for one below 1.
pub fn concurrency_at(call: &Call, place: u32) -> Result<Option<usize>, Thrown> {
    match call.int_or_null(place)? {
        Some(number) => match usize::try_from(number) {
            Ok(number) if number > 0 => Ok(Some(number)),
            _ => Err(call.wrong_value(place, "must be greater than 0")),
        },
        None => Ok(None),
    }
}

/// The argument for [`Options::output`].
///
/// # Errors
/// [`Thrown`], a `TypeError`.
pub fn output_at(call: &Call, place: u32) -> Result<Option<Object>, Thrown> {
    if !call.is_given(place) {
        return Ok(None);
    }
    call.object_at(place, status::output_class(), "Pokio\\Output")
        .map(Some)
}

/// A closure that does what this one does, and has these options. This one itself when
/// the options say nothing.
///
/// # Errors
/// [`Thrown`]
pub fn bind(callback: Object, options: &Options) -> Result<Object, Thrown> {
    if options.are_default() {
        return Ok(callback);
    }
    let bound = Object::new(CLASS.get()).ok_or(Thrown)?;
    bound.set_property(CLOSURE, callback.into_value());
    let name = options.name.as_ref();
    bound.set_property(
        NAME,
        name.map_or_else(Zval::null, |name| value::string(name)),
    );
    let timeout = options.timeout;
    bound.set_property(TIMEOUT, timeout.map_or_else(Zval::null, value::float));
    let object =
        |object: &Option<Object>| object.clone().map_or_else(Zval::null, Object::into_value);
    bound.set_property(OUTPUT, object(&options.output));
    bound.set_property(ON_MESSAGE, object(&options.on_message));
    closure::over_method(&bound, "run").ok_or(Thrown)
}

/// The object with the closure's options; `None` when it has none.
pub fn bound(callback: &Object) -> Option<Object> {
    closure::this(callback).filter(|this| this.class() == CLASS.get())
}

/// The closure without its options, and these; `None` when it has none.
pub fn split(callback: &Object) -> Option<(Object, Options)> {
    let bound = bound(callback)?;
    let inner = value::object_of(bound.property(CLOSURE), closure::class())?;
    Some((inner, read(&bound)))
}

/// The options in an object that [`bound`] gave.
pub fn read(bound: &Object) -> Options {
    let timeout = bound.property(TIMEOUT);
    Options {
        name: value::bytes(bound.property(NAME)).map(<[u8]>::to_vec),
        timeout: (!timeout.is_null()).then(|| timeout.double()).flatten(),
        output: value::object(bound.property(OUTPUT)),
        on_message: value::object(bound.property(ON_MESSAGE)),
    }
}

native!(run, |call: &Call| {
    call.no_arguments()?;
    let inner = value::object_of(call.this().property(CLOSURE), closure::class()).ok_or(Thrown)?;
    call.returns(closure::call(&inner, None)?);
    Ok(())
});

/// Declares the class that carries them.
pub fn declare() {
    CLASS.set(declare::class(
        const {
            &Class {
                name: c"Pokio\\Internal\\Options",
                flags: ZEND_ACC_FINAL | ZEND_ACC_NOT_SERIALIZABLE,
                properties: PROPERTIES,
                methods: &[method_of(c"run", run, &[], Type::Mixed)],
                ..Class::PLAIN
            }
        },
    ));
}
