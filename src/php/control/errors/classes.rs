//! The classes of these exceptions: their constructors, which programs may call, too, and
//! their declaration.

use super::{
    CANCELLED, DIED, Death, Details, FAILED, TASK, TIMED_OUT, failed_message, seconds_text, set,
    set_message,
};
use crate::{
    engine::{
        Call, ClassEntry, Thrown,
        declare::{self, Class, Type, method_of, optional, readonly},
        exception, value,
    },
    native,
};
use ext_php_rs::{
    ffi::{ZEND_ACC_ABSTRACT, ZEND_ACC_FINAL},
    types::Zval,
};

/// What every exception's constructor takes: message, code, previous.
fn construct_base(call: &Call, message: impl FnOnce() -> String) -> Result<(), Thrown> {
    let this = call.this();
    match call.string_or_null(0)? {
        Some(text) => set(&this, b"\0*\0message", value::string(&text)),
        None => set_message(&this, &message()),
    }
    if let Some(code) = call.int_or_null(1)? {
        set(&this, b"\0*\0code", value::int(code));
    }
    if let Some(previous) = call.object_or_null(2, exception::throwable_class(), "Throwable")? {
        set(&this, b"\0Exception\0previous", previous.into_value());
    }
    Ok(())
}

/// The arguments from the fourth on that all exceptions of one task take.
fn details_of(call: &Call) -> Result<Details, Thrown> {
    Ok(Details {
        key: key_at(call, 3)?,
        name: call.string_or_null(4)?,
        output: call.string_or_null(5)?,
        error_output: call.string_or_null(6)?,
        lost_output: 0,
    })
}

/// An argument that is a key or null.
///
/// # Errors
/// [`Thrown`], a `TypeError`, for anything else.
pub fn key_at(call: &Call, place: u32) -> Result<Option<Zval>, Thrown> {
    let key = call.value_at(place);
    if key.is_null() {
        return Ok(None);
    }
    if key.is_long() || key.is_string() {
        return Ok(Some(key));
    }
    Err(exception::wrong_argument(
        place + 1,
        "must be of type string|int|null",
        &key,
    ))
}

native!(construct_task, |call: &Call| {
    call.between(0, 7)?;
    let details = details_of(call)?;
    construct_base(call, || format!("{} failed", details.subject()))?;
    details.fill(&call.this());
    Ok(())
});

native!(construct_died, |call: &Call| {
    call.between(0, 10)?;
    let details = details_of(call)?;
    let death = Death {
        exit_code: call.int_or_null(7)?,
        signal: call.int_or_null(8)?,
        fatal_error: call.string_or_null(9)?,
    };
    construct_base(call, || {
        format!("{} {}", details.subject(), death.message())
    })?;
    details.fill(&call.this());
    death.fill(&call.this());
    Ok(())
});

native!(construct_timed_out, |call: &Call| {
    call.between(0, 8)?;
    let details = details_of(call)?;
    let seconds = call.float_or_null(7)?.unwrap_or(0.0);
    construct_base(call, || {
        format!(
            "{} had not ended after {}",
            details.subject(),
            seconds_text(seconds)
        )
    })?;
    details.fill(&call.this());
    set(&call.this(), b"seconds", value::float(seconds));
    Ok(())
});

native!(construct_cancelled, |call: &Call| {
    call.between(0, 7)?;
    let details = details_of(call)?;
    construct_base(call, || format!("{} was cancelled", details.subject()))?;
    details.fill(&call.this());
    Ok(())
});

native!(construct_failed, |call: &Call| {
    call.between(0, 4)?;
    let mut errors = call.value_at(3);
    if errors.is_null() {
        errors = Zval::new_array();
    }
    if !errors.is_array() {
        return Err(exception::wrong_argument(
            4,
            "must be of type array",
            &errors,
        ));
    }
    construct_base(call, || failed_message(&errors))?;
    set(&call.this(), b"errors", errors);
    Ok(())
});

fn task_class() -> ClassEntry {
    TASK.get()
}

macro_rules! parameters {
    ($($more:expr),*) => {
        const {
            &[
                optional(c"message", Type::NullableString, c"null"),
                optional(c"code", Type::Int, c"0"),
                optional(c"previous", Type::NullableClass(c"Throwable"), c"null"),
                $($more),*
            ]
        }
    };
}

macro_rules! task_parameters {
    ($($more:expr),*) => {
        parameters![
            optional(c"key", Type::Key, c"null"),
            optional(c"name", Type::NullableString, c"null"),
            optional(c"output", Type::NullableString, c"null"),
            optional(c"errorOutput", Type::NullableString, c"null")
            $(, $more)*
        ]
    };
}

native!(serialize_failed, |call: &Call| {
    call.no_arguments()?;
    call.returns(super::serialized(&call.this()));
    Ok(())
});

/// What the exceptions of one task have in common: the abstract class that they extend.
const OF_A_TASK: Class = Class {
    flags: ZEND_ACC_FINAL,
    parent: Some(task_class),
    ..Class::PLAIN
};

/// Declares the exceptions.
pub fn declare() {
    declare_task_exception();
    declare_died();
    declare_timed_out();
    declare_cancelled();
    declare_failed();
}

fn declare_task_exception() {
    TASK.set(declare::class(
        const {
            &Class {
                name: c"Pokio\\Exceptions\\TaskException",
                flags: ZEND_ACC_ABSTRACT,
                parent: Some(exception::runtime_exception),
                properties: &[
                    readonly(c"key", Type::Key),
                    readonly(c"name", Type::NullableString),
                    readonly(c"output", Type::NullableString),
                    readonly(c"errorOutput", Type::NullableString),
                ],
                methods: &[method_of(
                    c"__construct",
                    construct_task,
                    task_parameters![],
                    Type::None,
                )],
                ..Class::PLAIN
            }
        },
    ));
}

fn declare_died() {
    DIED.set(declare::class(
        const {
            &Class {
                name: c"Pokio\\Exceptions\\TaskDied",
                properties: &[
                    readonly(c"exitCode", Type::NullableInt),
                    readonly(c"signal", Type::NullableInt),
                    readonly(c"fatalError", Type::NullableString),
                ],
                methods: &[method_of(
                    c"__construct",
                    construct_died,
                    task_parameters![
                        optional(c"exitCode", Type::NullableInt, c"null"),
                        optional(c"signal", Type::NullableInt, c"null"),
                        optional(c"fatalError", Type::NullableString, c"null")
                    ],
                    Type::None,
                )],
                ..OF_A_TASK
            }
        },
    ));
}

fn declare_timed_out() {
    TIMED_OUT.set(declare::class(
        const {
            &Class {
                name: c"Pokio\\Exceptions\\TaskTimedOut",
                properties: &[readonly(c"seconds", Type::Float)],
                methods: &[method_of(
                    c"__construct",
                    construct_timed_out,
                    task_parameters![optional(c"seconds", Type::Float, c"0.0")],
                    Type::None,
                )],
                ..OF_A_TASK
            }
        },
    ));
}

fn declare_cancelled() {
    CANCELLED.set(declare::class(
        const {
            &Class {
                name: c"Pokio\\Exceptions\\TaskCancelled",
                methods: &[method_of(
                    c"__construct",
                    construct_cancelled,
                    task_parameters![],
                    Type::None,
                )],
                ..OF_A_TASK
            }
        },
    ));
}

fn declare_failed() {
    FAILED.set(declare::class(
        const {
            &Class {
                name: c"Pokio\\Exceptions\\TasksFailed",
                flags: ZEND_ACC_FINAL,
                parent: Some(exception::runtime_exception),
                properties: &[readonly(c"errors", Type::Array)],
                methods: &[
                    method_of(
                        c"__construct",
                        construct_failed,
                        parameters![optional(c"errors", Type::Array, c"[]")],
                        Type::None,
                    ),
                    method_of(c"__serialize", serialize_failed, &[], Type::Array),
                ],
                ..Class::PLAIN
            }
        },
    ));
}
