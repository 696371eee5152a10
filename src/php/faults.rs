//! `Pokio\Internal`: functions for the tests that make things go wrong. Only in
//! builds with the cargo feature `faults`.

use crate::{
    engine::{
        Call, Thrown, closure,
        declare::{Function, Type, function, parameter},
        exception::{self, Kind},
        value,
    },
    native,
    task::{
        faults,
        interruption::{CallLimit, Passed},
    },
};
use std::time::Duration;

native!(arm, |call: &Call| {
    let [fault, _] = call.strings()?;
    let fault = String::from_utf8_lossy(&fault.unwrap_or_default()).into_owned();
    if faults::arm(&fault) {
        Ok(())
    } else {
        Err(exception::throw(
            Kind::Error,
            "expected a step, an action and a number, such as \"encode kill 1\"",
        ))
    }
});

native!(fired, |call: &Call| {
    call.no_arguments()?;
    call.returns(value::bool(faults::fired()));
    Ok(())
});

native!(used_slots, |call: &Call| {
    call.no_arguments()?;
    call.returns(value::int(
        i64::try_from(faults::used_slots()).unwrap_or(i64::MAX),
    ));
    Ok(())
});

fn seconds(call: &Call, place: u32) -> Result<Option<Duration>, Thrown> {
    let seconds = call.float_or_null(place)?;
    Ok(seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()))
}

native!(limit_tasks, |call: &Call| {
    call.between(2, 2)?;
    faults::limit_tasks(seconds(call, 0)?, seconds(call, 1)?);
    Ok(())
});

native!(cancel_tasks, |call: &Call| {
    call.no_arguments()?;
    let ended = faults::cancel_tasks();
    call.returns(value::int(i64::try_from(ended).unwrap_or(i64::MAX)));
    Ok(())
});

// Calls a closure here with a limit: gives what it gives, or throws what it throws; that
// it was late, when it was.
native!(limited, |call: &Call| {
    call.between(2, 3)?;
    let closure = call.closure_at(0)?;
    let limit = call.float_or_null(1)?;
    let limit = CallLimit::start(limit, seconds(call, 2)?.unwrap_or_default(), true);
    let result = closure::call(&closure, None);
    let passed = limit.passed();
    drop(limit);
    match (passed, result) {
        (Passed::Outer, Err(Thrown)) => Err(Thrown),
        (Passed::Own, result) => {
            drop(result);
            let thrown = exception::take();
            if matches!(thrown, Some(exception::Pending::Exit)) {
                return Err(Thrown);
            }
            Err(exception::throw(Kind::Runtime, "The call was late."))
        }
        (_, Ok(value)) => {
            call.returns(value);
            Ok(())
        }
        (_, Err(Thrown)) => Err(Thrown),
    }
});

native!(path_to_refused, |call: &Call| {
    let value = call.any()?;
    if let Some(path) = crate::codec::value_path::to_refused(&value) {
        call.returns(value::string(path.as_bytes()));
    }
    Ok(())
});

/// The functions.
pub const FUNCTIONS: &[Function] = &[
    function(
        c"Pokio\\Internal\\arm_fault",
        arm,
        const { &[parameter(c"fault", Type::String)] },
        Type::Void,
    ),
    function(c"Pokio\\Internal\\fault_has_fired", fired, &[], Type::Bool),
    function(c"Pokio\\Internal\\used_slots", used_slots, &[], Type::Int),
    function(
        c"Pokio\\Internal\\limit_tasks",
        limit_tasks,
        const {
            &[
                parameter(c"timeout", Type::NullableFloat),
                parameter(c"grace", Type::NullableFloat),
            ]
        },
        Type::Void,
    ),
    function(
        c"Pokio\\Internal\\cancel_tasks",
        cancel_tasks,
        &[],
        Type::Int,
    ),
    function(
        c"Pokio\\Internal\\limited",
        limited,
        const {
            &[
                parameter(c"closure", Type::Class(c"Closure")),
                parameter(c"seconds", Type::Float),
                parameter(c"grace", Type::Float),
            ]
        },
        Type::Mixed,
    ),
    function(
        c"Pokio\\Internal\\path_to_refused",
        path_to_refused,
        const { &[parameter(c"value", Type::Mixed)] },
        Type::NullableString,
    ),
];
