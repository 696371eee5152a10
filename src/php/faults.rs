//! `Pokio\Internal`: functions for the tests that make things go wrong. Only in
//! builds with the cargo feature `faults`.

use crate::{
    engine::{
        Call,
        declare::{Function, Type, parameter},
        exception::{self, Kind},
        value,
    },
    native,
    task::faults,
};

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

/// The functions.
pub const FUNCTIONS: &[Function] = &[
    Function {
        name: c"Pokio\\Internal\\arm_fault",
        entry: Some(arm),
        flags: 0,
        parameters: const { &[parameter(c"fault", Type::String)] },
        returns: Type::Void,
    },
    Function {
        name: c"Pokio\\Internal\\fault_has_fired",
        entry: Some(fired),
        flags: 0,
        parameters: &[],
        returns: Type::Bool,
    },
    Function {
        name: c"Pokio\\Internal\\used_slots",
        entry: Some(used_slots),
        flags: 0,
        parameters: &[],
        returns: Type::Int,
    },
];
