//! The functions: `async()`, `await()` and `pokio()`, and `Pokio\async()` and
//! `Pokio\await()`, which are the same in a namespace.

use super::{
    control::{self, fork_hooks},
    fork_future::Deaths,
    pokio,
    promise::{self, Promise},
    settings,
};
use crate::{
    engine::{
        Call, Thrown,
        array::{self, Copied},
        declare::{self, Function, Type, function, parameter},
        exception, ini,
        optional_functions::{Group, compiled_scripts_depend_on},
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
    call.returns(Promise::new(callback)?.into_value());
    Ok(())
});

native!(await_, |call: &Call| {
    let promises = call.any()?;
    let result = if let Some(promise) = Promise::of_value(&promises) {
        promise.resolve(settings::deaths())?
    } else if let Some(promises) = promises.array() {
        await_all(promises, settings::deaths())?
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
///
/// # Errors
/// [`Thrown`]
pub fn await_all(promises: &ZendHashTable, deaths: Deaths) -> Result<Zval, Thrown> {
    let mut results = Copied::of(promises);
    for place in 0..results.places() {
        if let Some(element) = results.at(place)
            && Promise::of_value(element).is_none()
        {
            let element = value::copy(element);
            return Err(exception::wrong_argument(
                1,
                "must contain only Pokio\\Promise objects",
                &element,
            ));
        }
    }
    // Only processes of one task tell hooks of their ends.
    if settings::tasks_per_process() > 1 && !fork_hooks::reach_the_caller() {
        let promises = promises_of(&mut results);
        if let Err(unstarted) = promise::start_shared(&promises, settings::tasks_per_process()) {
            promise::leave_others(&promises, 0, unstarted, None);
            return Err(unstarted.into());
        }
    }
    let mut started = 0;
    for place in 0..results.places() {
        if let Some(promise) = promise_at(&mut results, place) {
            if let Err(unstarted) = promise.start() {
                let promises = promises_of(&mut results);
                promise::leave_others(&promises, started, unstarted, None);
                return Err(unstarted.into());
            }
            started += 1;
        }
    }
    for place in 0..results.places() {
        if let Some(promise) = promise_at(&mut results, place) {
            let resolved = promise.resolve(deaths).inspect_err(|_| {
                meet(&mut results);
                give_back(promises, &mut results, place);
            });
            results.replace(place, resolved?);
        }
    }
    Ok(results.into_value())
}

fn promise_at(results: &mut Copied, place: u32) -> Option<Promise> {
    results
        .at(place)
        .and_then(|element| Promise::of_value(element))
}

fn promises_of(results: &mut Copied) -> Vec<Promise> {
    (0..results.places())
        .filter_map(|place| promise_at(results, place))
        .collect()
}

/// What has not been awaited of the promises of an array whose `await` throws has been
/// met with that.
fn meet(results: &mut Copied) {
    promises_of(results).iter().for_each(Promise::meet);
}

/// The values before this place, which nobody gets, can be awaited.
fn give_back(promises: &ZendHashTable, results: &mut Copied, place: u32) {
    if exception::is_exit_pending() {
        return;
    }
    let given = array::entries(promises).map(|(_, given)| Promise::of_value(given));
    let given: Vec<_> = given.take(place as usize).collect();
    let values = (0..place).filter_map(|place| results.at(place).map(|value| value::copy(value)));
    let values: Vec<_> = values.collect();
    for (promise, value) in given.into_iter().zip(values) {
        if let Some(promise) = promise {
            // If there is no memory for it, it has been awaited.
            let _ = exception::hidden(|| promise.give_back(value));
        }
    }
}

native!(pokio_, |call: &Call| {
    call.no_arguments()?;
    call.returns(pokio::create()?.into_value());
    Ok(())
});

const PROMISE: Type = Type::Class(c"Pokio\\Promise");

const fn async_named(name: &'static CStr) -> Function {
    function(
        name,
        async_,
        const { &[parameter(c"callback", Type::Class(c"Closure"))] },
        PROMISE,
    )
}

const fn await_named(name: &'static CStr) -> Function {
    function(
        name,
        await_,
        const {
            &[parameter(
                c"promises",
                Type::ClassOrArray(c"Pokio\\Promise"),
            )]
        },
        Type::Mixed,
    )
}

/// The module's table of functions: those that are always there.
pub fn table() -> *const zend_function_entry {
    const FUNCTIONS: &[Function] = control::functions::FUNCTIONS;
    #[cfg(feature = "faults")]
    return declare::functions(&[FUNCTIONS, super::faults::FUNCTIONS].concat());
    #[cfg(not(feature = "faults"))]
    declare::functions(FUNCTIONS)
}

/// The global functions, which `pokio.functions` leaves out.
static GLOBAL: Group = Group::none();

/// Registers the global functions, if they are wanted. To be called while the
/// module starts, with the kind of module that the engine passes. Where another
/// extension has one of the names, none is registered: PHP warns, and those in
/// the namespace do the work.
pub fn register_global(kind: i32) {
    let wanted = settings::functions();
    compiled_scripts_depend_on(c"functions", wanted);
    if wanted {
        const ALL: &[Function] = &[
            async_named(c"async"),
            await_named(c"await"),
            function(c"pokio", pokio_, &[], Type::Class(c"Pokio\\Pokio")),
        ];
        if !GLOBAL.register(ALL, kind) {
            ini::warn(
                "async(), await() and pokio() are left out, as one of these names is \
                 taken; Pokio\\async() and Pokio\\await() do the same. pokio.functions=off is \
                 without this warning",
            );
        }
    }
}

/// Whether the global functions are there.
pub fn are_global() -> bool {
    GLOBAL.is_registered()
}

/// Takes the global functions out again when the module ends.
pub fn unregister_global(kind: i32) {
    GLOBAL.unregister(kind);
}
