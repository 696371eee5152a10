//! The global functions `async()`, `await()` and `pokio()`.

use super::{pokio, promise};
use crate::{
    engine::{
        Call, Thrown,
        array::Copied,
        declare::{self, Function, Type, parameter},
        exception,
        inherited::Survey,
        value,
    },
    native,
};
use ext_php_rs::{
    ffi::zend_function_entry,
    types::{ZendHashTable, Zval},
};
use std::ffi::CStr;

native!(async_, |call: &Call| {
    let callback = call.closure()?;
    call.returns(promise::create(callback)?.into_value());
    Ok(())
});

native!(await_, |call: &Call| {
    let promises = call.any()?;
    let result = if let Some(promise) = value::object_of(&promises, promise::class()) {
        promise::resolve(&promise)?
    } else if let Some(promises) = promises.array() {
        await_all(promises)?
    } else {
        return Err(exception::wrong_argument(
            1,
            "must be of type Pokio\\Promise|array",
            &promises,
        ));
    };
    call.returns(result);
    Ok(())
});

/// Starts all promises, then waits for them in order. The result is the array
/// itself, in which each promise makes way for its value.
fn await_all(promises: &ZendHashTable) -> Result<Zval, Thrown> {
    let mut results = Copied::of(promises);
    for place in 0..results.places() {
        if let Some(element) = results.at(place)
            && value::object_of(element, promise::class()).is_none()
        {
            let element = value::copy(element);
            return Err(exception::wrong_argument(
                1,
                "must contain only Pokio\\Promise objects",
                &element,
            ));
        }
    }
    let promise_at = |results: &mut Copied, place| {
        results
            .at(place)
            .and_then(|element| value::object_of(element, promise::class()))
    };
    let mut survey = Survey::default();
    for place in 0..results.places() {
        if let Some(promise) = promise_at(&mut results, place) {
            promise::start(&promise, &mut survey)?;
        }
    }
    for place in 0..results.places() {
        if let Some(promise) = promise_at(&mut results, place) {
            results.replace(place, promise::resolve(&promise)?);
        }
    }
    Ok(results.into_value())
}

native!(pokio_, |call: &Call| {
    call.no_arguments()?;
    call.returns(pokio::create()?.into_value());
    Ok(())
});

const fn function(
    name: &'static CStr,
    entry: declare::Entry,
    parameters: &'static [declare::Parameter],
    returns: Type,
) -> Function {
    Function {
        name,
        entry: Some(entry),
        flags: 0,
        parameters,
        returns,
    }
}

/// The module's table of functions.
pub fn table() -> *const zend_function_entry {
    const PROMISE: &CStr = c"Pokio\\Promise";
    const FUNCTIONS: &[Function] = &[
        function(
            c"async",
            async_,
            const { &[parameter(c"callback", Type::Class(c"Closure"))] },
            Type::Class(PROMISE),
        ),
        function(
            c"await",
            await_,
            const { &[parameter(c"promises", Type::ClassOrArray(PROMISE))] },
            Type::Mixed,
        ),
        function(c"pokio", pokio_, &[], Type::Class(c"Pokio\\Pokio")),
    ];
    #[cfg(feature = "faults")]
    return declare::functions(&[FUNCTIONS, super::faults::FUNCTIONS].concat());
    #[cfg(not(feature = "faults"))]
    declare::functions(FUNCTIONS)
}
