//! Any object that is a `Future`: ours without detours, others by their methods.

use super::{
    fork_future::{self, Deaths},
    promise, settings, sync_future,
};
use crate::engine::{Object, Thrown, closure, value};
use ext_php_rs::types::Zval;

/// `$future->await()`
///
/// # Errors
/// [`Thrown`]
pub fn wait(future: &Object, deaths: Deaths) -> Result<Zval, Thrown> {
    if future.class() == fork_future::class() {
        fork_future::wait(future, deaths)
    } else if future.class() == sync_future::class() {
        sync_future::wait(future)
    } else {
        closure::call_method(future, c"await")
    }
}

/// `$future->awaited()`
///
/// # Errors
/// [`Thrown`]
pub fn awaited(future: &Object) -> Result<bool, Thrown> {
    if future.class() == fork_future::class() {
        Ok(fork_future::awaited(future))
    } else if future.class() == sync_future::class() {
        Ok(sync_future::awaited(future))
    } else {
        Ok(closure::call_method(future, c"awaited")?.bool() == Some(true))
    }
}

/// Says that what it throws has been met, unless it has been awaited: it is one of an
/// array whose `await` has thrown.
pub fn meet(future: &Object) {
    if future.class() == fork_future::class() && !fork_future::awaited(future) {
        fork_future::meet(future);
    } else if future.class() == sync_future::class() && !sync_future::awaited(future) {
        sync_future::meet(future);
    }
}

/// Whether its caller has ended it, and nobody has asked since.
pub fn is_cancelled(future: &Object) -> bool {
    if future.class() == sync_future::class() {
        sync_future::is_cancelled(future)
    } else {
        fork_future::is_cancelled(future)
    }
}

/// Whether what it throws has been met, see [`meet`].
pub fn is_met(future: &Object) -> bool {
    future.class() == fork_future::class() && fork_future::met(future).is_some()
        || future.class() == sync_future::class() && sync_future::is_met(future)
}

/// The value itself, or what the promise that it is resolves to, until that is
/// no promise.
///
/// # Errors
/// [`Thrown`]
pub fn settle(value: Zval) -> Result<Zval, Thrown> {
    let mut value = value;
    while let Some(inner) = value::object_of(&value, promise::class()) {
        value = promise::resolve(&inner, settings::deaths())?;
    }
    Ok(value)
}
