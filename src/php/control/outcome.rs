//! `Pokio\Outcome`: what became of a task.

use super::{
    errors::{self, Details},
    status,
};
use crate::{
    engine::{
        Call, Object, Thrown,
        declare::{
            self, Class, READONLY_CLASS, Registered, Type, method_of, optional, parameter, readonly,
        },
        exception::{self, Kind, Pending},
        gc_references::Held,
        value,
    },
    native, properties,
    task::{Cause, TaskError, outcome::Settlement, status::Status, terms::Facts},
};
use ext_php_rs::{ffi::ZEND_ACC_FINAL, types::Zval};
use std::time::Duration;

static CLASS: Registered = Registered::new();

properties! {
    // In the order of the constructor's parameters.
    STATUS = readonly(c"status", Type::Class(c"Pokio\\Status"));
    VALUE = readonly(c"value", Type::Mixed);
    ERROR = readonly(c"error", Type::NullableClass(c"Throwable"));
    KEY = readonly(c"key", Type::Key);
    NAME = readonly(c"name", Type::NullableString);
    OUTPUT = readonly(c"output", Type::NullableString);
    ERROR_OUTPUT = readonly(c"errorOutput", Type::NullableString);
    SECONDS = readonly(c"seconds", Type::Float);
    PID = readonly(c"pid", Type::NullableInt);
    PEAK_MEMORY = readonly(c"peakMemory", Type::NullableInt);
}

/// How a task has ended.
pub enum Ending {
    /// It gave this.
    Value(Zval),
    /// It threw this.
    Thrown(Object),
    /// Its process ended before.
    Died(Cause),
    /// It had not ended after this many seconds.
    TimedOut(f64),
    /// Its caller ended it.
    Cancelled,
}

impl Ending {
    /// What a task's end comes to. A task that a signal has ended is logged, and a refusal to
    /// serialize a result says whose it was, from the task's `details`.
    ///
    /// # Errors
    /// [`Thrown`] when `exit()` is pending.
    pub fn of(
        settlement: Result<Settlement, TaskError>,
        details: impl FnOnce() -> Details,
    ) -> Result<Self, Thrown> {
        Ok(match settlement {
            Ok(Settlement::Value(value)) => Self::Value(value),
            Ok(Settlement::Thrown(thrown)) => Self::Thrown(thrown),
            Ok(Settlement::Refused(refused)) => {
                errors::name_refused(&refused, &details());
                Self::Thrown(refused)
            }
            Ok(Settlement::Died(cause)) => {
                errors::log_signal(&cause, details);
                Self::Died(cause)
            }
            Err(error) => {
                let Thrown = error.into();
                match exception::take() {
                    Some(Pending::Throwable(thrown)) => Self::Thrown(thrown),
                    Some(Pending::Exit) | None => return Err(Thrown),
                }
            }
        })
    }
}

/// A task that has ended, with all that is said of it.
pub struct Ended {
    /// How.
    pub ending: Ending,
    /// What was measured.
    pub facts: Facts,
    /// Key, name, output.
    pub details: Details,
}

impl Default for Ended {
    /// One of which nothing is known.
    fn default() -> Self {
        Self {
            ending: Ending::Value(Zval::null()),
            facts: Facts::default(),
            details: Details::default(),
        }
    }
}

impl Ended {
    /// Whether it has a value.
    pub fn is_fulfilled(&self) -> bool {
        matches!(self.ending, Ending::Value(_))
    }

    /// The value, or throws what stands for another ending.
    ///
    /// # Errors
    /// [`Thrown`]
    pub fn get(self) -> Result<Zval, Thrown> {
        match self.error()? {
            Ok(value) => Ok(value),
            Err(error) => Err(exception::throw_object(error)),
        }
    }

    /// The value, or the throwable that stands for another ending.
    ///
    /// # Errors
    /// [`Thrown`] when there is no memory for that.
    pub fn error(self) -> Result<Result<Zval, Object>, Thrown> {
        Ok(match self.ending {
            Ending::Value(value) => Ok(value),
            Ending::Thrown(thrown) => Err(thrown),
            Ending::Died(cause) => Err(errors::died(&cause, &self.details)?),
            Ending::TimedOut(seconds) => Err(errors::timed_out(seconds, &self.details)?),
            Ending::Cancelled => Err(errors::cancelled(&self.details)?),
        })
    }

    /// Reports the values that it holds to the collector of cycles.
    pub fn held(&self, held: &mut Held<'_>) {
        match &self.ending {
            Ending::Value(value) => held.value(value),
            Ending::Thrown(thrown) => held.object(thrown),
            Ending::Died(_) | Ending::TimedOut(_) | Ending::Cancelled => {}
        }
    }

    /// The same once more.
    pub fn copy(&self) -> Self {
        Self {
            ending: match &self.ending {
                Ending::Value(value) => Ending::Value(value::copy(value)),
                Ending::Thrown(thrown) => Ending::Thrown(thrown.clone()),
                Ending::Died(cause) => Ending::Died(cause.clone()),
                Ending::TimedOut(seconds) => Ending::TimedOut(*seconds),
                Ending::Cancelled => Ending::Cancelled,
            },
            facts: self.facts.clone(),
            details: Details {
                key: self.details.key.as_ref().map(value::copy),
                name: self.details.name.clone(),
                output: self.details.output.clone(),
                error_output: self.details.error_output.clone(),
                lost_output: self.details.lost_output,
            },
        }
    }

    /// The `Outcome`. It is a failure when it should have output that could not be read.
    ///
    /// # Errors
    /// [`Thrown`]
    pub fn outcome(mut self) -> Result<Object, Thrown> {
        if let (Ending::Value(_), Some(text)) = (&self.ending, self.details.lost_output()) {
            let Thrown = exception::throw(exception::Kind::Runtime, &text);
            if let Some(Pending::Throwable(thrown)) = exception::take() {
                self.ending = Ending::Thrown(thrown);
            }
        }
        let status = match &self.ending {
            Ending::Value(_) => Status::Fulfilled,
            Ending::Thrown(_) => Status::Failed,
            Ending::Died(_) => Status::Died,
            Ending::TimedOut(_) => Status::TimedOut,
            Ending::Cancelled => Status::Cancelled,
        };
        let object = Object::new(CLASS.get()).ok_or(Thrown)?;
        let bytes = |bytes: &Option<Vec<u8>>| {
            bytes
                .as_ref()
                .map_or_else(Zval::null, |bytes| value::string(bytes))
        };
        let number = |number: Option<i64>| number.map_or_else(Zval::null, value::int);
        object.set_property(STATUS, status::case_value(status::case(status)));
        object.set_property(
            KEY,
            self.details
                .key
                .as_ref()
                .map_or_else(Zval::null, value::copy),
        );
        object.set_property(NAME, bytes(&self.details.name));
        object.set_property(OUTPUT, bytes(&self.details.output));
        object.set_property(ERROR_OUTPUT, bytes(&self.details.error_output));
        let facts = self.facts.clone();
        object.set_property(SECONDS, value::float(facts.duration.as_secs_f64()));
        object.set_property(PID, number(facts.process.map(i64::from)));
        let peak = facts.peak_memory.and_then(|peak| i64::try_from(peak).ok());
        object.set_property(PEAK_MEMORY, number(peak));
        let (value, error) = match self.error()? {
            Ok(value) => (value, Zval::null()),
            Err(error) => (Zval::null(), error.into_value()),
        };
        object.set_property(VALUE, value);
        object.set_property(ERROR, error);
        Ok(object)
    }
}

/// What an `Outcome` says.
pub fn read(outcome: &Object) -> Ended {
    let text = |place| value::bytes(outcome.property(place)).map(<[u8]>::to_vec);
    let error = value::object(outcome.property(ERROR));
    let ending = match error {
        _ if status::is(outcome.property(STATUS), Status::Cancelled) => Ending::Cancelled,
        // Made anew, for the key by which the task is asked for.
        Some(error) if status::is(outcome.property(STATUS), Status::TimedOut) => {
            Ending::TimedOut(errors::seconds_of(&error))
        }
        Some(error) => Ending::Thrown(error),
        None => Ending::Value(value::copy(outcome.property(VALUE))),
    };
    let seconds = outcome.property(SECONDS).double().unwrap_or(0.0);
    let pid = outcome.property(PID).long();
    Ended {
        ending,
        facts: Facts {
            process: pid.and_then(|pid| i32::try_from(pid).ok()),
            duration: Duration::try_from_secs_f64(seconds).unwrap_or_default(),
            peak_memory: None,
            written: None,
        },
        details: Details {
            key: Some(value::copy(outcome.property(KEY))).filter(|key| !key.is_null()),
            name: text(NAME),
            output: text(OUTPUT),
            error_output: text(ERROR_OUTPUT),
            lost_output: 0,
        },
    }
}

native!(construct, |call: &Call| {
    call.between(1, 10)?;
    let this = call.this();
    let text = |place| -> Result<Zval, Thrown> {
        let text = call.string_or_null(place)?;
        Ok(text.map_or_else(Zval::null, |text| value::string(&text)))
    };
    let number = |place| -> Result<Zval, Thrown> {
        Ok(call.int_or_null(place)?.map_or_else(Zval::null, value::int))
    };
    let status = call.object_at(0, status::status_class(), "Pokio\\Status")?;
    let error = call.object_or_null(2, exception::throwable_class(), "Throwable")?;
    let key = errors::key_at(call, 3)?.unwrap_or_else(Zval::null);
    let values = [
        (NAME, text(4)?),
        (OUTPUT, text(5)?),
        (ERROR_OUTPUT, text(6)?),
        (SECONDS, value::float(call.float_or_null(7)?.unwrap_or(0.0))),
        (PID, number(8)?),
        (PEAK_MEMORY, number(9)?),
        (STATUS, status.into_value()),
        (VALUE, call.value_at(1)),
        (ERROR, error.map_or_else(Zval::null, Object::into_value)),
        (KEY, key),
    ];
    if !value::is_undefined(this.property(STATUS)) {
        return Err(exception::throw(
            Kind::Error,
            "Cannot modify readonly property Pokio\\Outcome::$status",
        ));
    }
    for (place, value) in values {
        this.set_property(place, value);
    }
    Ok(())
});

native!(get, |call: &Call| {
    call.no_arguments()?;
    let this = call.this();
    if status::is(this.property(STATUS), Status::Fulfilled) {
        call.returns(value::copy(this.property(VALUE)));
        return Ok(());
    }
    match value::object(this.property(ERROR)) {
        Some(error) => Err(exception::throw_object(error)),
        None => Err(exception::throw(
            Kind::Logic,
            "The outcome has neither a value nor an error",
        )),
    }
});

native!(serialize, |call: &Call| {
    call.no_arguments()?;
    call.returns(errors::serialized(&call.this()));
    Ok(())
});

/// Declares the class.
pub fn declare() {
    CLASS.set(declare::class(
        const {
            &Class {
                name: c"Pokio\\Outcome",
                flags: ZEND_ACC_FINAL | READONLY_CLASS,
                properties: PROPERTIES,
                methods: &[
                    method_of(
                        c"__construct",
                        construct,
                        const {
                            &[
                                parameter(c"status", Type::Class(c"Pokio\\Status")),
                                optional(c"value", Type::Mixed, c"null"),
                                optional(c"error", Type::NullableClass(c"Throwable"), c"null"),
                                optional(c"key", Type::Key, c"null"),
                                optional(c"name", Type::NullableString, c"null"),
                                optional(c"output", Type::NullableString, c"null"),
                                optional(c"errorOutput", Type::NullableString, c"null"),
                                optional(c"seconds", Type::Float, c"0.0"),
                                optional(c"pid", Type::NullableInt, c"null"),
                                optional(c"peakMemory", Type::NullableInt, c"null"),
                            ]
                        },
                        Type::None,
                    ),
                    method_of(c"__serialize", serialize, &[], Type::Array),
                    method_of(c"get", get, &[], Type::Mixed),
                ],
                ..Class::PLAIN
            }
        },
    ));
}
