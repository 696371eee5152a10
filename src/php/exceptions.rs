//! The exceptions, and every error of ours as the exception it is for PHP.

use super::control::errors::{self, Details};
use super::environment::ForkUnsupported;
use crate::{
    engine::{
        Call, Object, Thrown,
        declare::{self, Class, Registered, Type, method_of},
        exception::{self, Kind, Pending},
        throwable, value,
    },
    native,
    task::{TaskError, interruption::Due},
};
use ext_php_rs::ffi::ZEND_ACC_FINAL;

static ALREADY_AWAITED: Registered = Registered::new();
static ALREADY_STARTED: Registered = Registered::new();

const AWAITED: &str = "The promise has already been resolved.";
const STARTED: &str = "The promise has already been started.";

native!(construct_awaited, |call| construct(call, AWAITED));
native!(construct_started, |call| construct(call, STARTED));

fn construct(call: &Call, message: &str) -> Result<(), Thrown> {
    call.no_arguments()?;
    throwable::set_property(
        &call.this(),
        b"\0*\0message",
        value::string(message.as_bytes()),
    );
    Ok(())
}

/// Throws a `FutureAlreadyAwaited`.
pub fn already_awaited() -> Thrown {
    exception::throw(Kind::Class(ALREADY_AWAITED.get()), AWAITED)
}

/// What is thrown in a task that is interrupted, and in a call whose limit has passed.
pub fn interruption(due: Due) -> Option<Object> {
    let details = Details::default();
    match due {
        Due::TimedOut { seconds } => errors::timed_out(seconds, &details),
        Due::Cancelled => errors::cancelled(&details),
    }
    .ok()
}

/// A `FutureAlreadyAwaited`.
///
/// # Errors
/// [`Thrown`] when there is no memory for it.
pub fn already_awaited_object() -> Result<Object, Thrown> {
    let Thrown = already_awaited();
    match exception::take() {
        Some(Pending::Throwable(object)) => Ok(object),
        Some(Pending::Exit) | None => Err(Thrown),
    }
}

/// Throws a `PromiseAlreadyStarted`.
pub fn already_started() -> Thrown {
    exception::throw(Kind::Class(ALREADY_STARTED.get()), STARTED)
}

/// Why a promise was not started; an exception is pending, except where it says so.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Unstarted {
    /// A signal's handler threw before.
    Interrupted,
    /// A hook threw before.
    Prevented,
    /// It cannot be started.
    Refused,
    /// It was cancelled before. Nothing is pending.
    Unwanted,
    /// The deadline came before. Nothing is pending.
    Late,
}

impl From<TaskError> for Unstarted {
    fn from(error: TaskError) -> Self {
        let reason = match error {
            TaskError::Thrown => Self::Interrupted,
            TaskError::Prevented => Self::Prevented,
            TaskError::Unwanted => return Self::Unwanted,
            TaskError::Late => return Self::Late,
            _ => Self::Refused,
        };
        let Thrown = error.into();
        reason
    }
}

impl From<Thrown> for Unstarted {
    fn from(_: Thrown) -> Self {
        Self::Refused
    }
}

impl From<Unstarted> for Thrown {
    fn from(_: Unstarted) -> Self {
        Self
    }
}

impl From<ForkUnsupported> for Thrown {
    fn from(_: ForkUnsupported) -> Self {
        exception::throw(Kind::Logic, "Fork is not supported on this environment.")
    }
}

impl From<TaskError> for Thrown {
    fn from(error: TaskError) -> Self {
        let kind = match error {
            TaskError::Thrown | TaskError::Prevented => return Thrown,
            TaskError::Itself | TaskError::Foreign => Kind::Logic,
            TaskError::Internal => Kind::Error,
            _ => Kind::Runtime,
        };
        exception::throw(kind, &error.to_string())
    }
}

/// Declares both.
pub fn declare() {
    ALREADY_AWAITED.set(declare::class(
        const {
            &Class {
                name: c"Pokio\\Exceptions\\FutureAlreadyAwaited",
                flags: ZEND_ACC_FINAL,
                parent: Some(exception::runtime_exception),
                methods: &[method_of(
                    c"__construct",
                    construct_awaited,
                    &[],
                    Type::None,
                )],
                ..Class::PLAIN
            }
        },
    ));
    ALREADY_STARTED.set(declare::class(
        const {
            &Class {
                name: c"Pokio\\Exceptions\\PromiseAlreadyStarted",
                flags: ZEND_ACC_FINAL,
                parent: Some(exception::runtime_exception),
                methods: &[method_of(
                    c"__construct",
                    construct_started,
                    &[],
                    Type::None,
                )],
                ..Class::PLAIN
            }
        },
    ));
}
