//! `Pokio\await()` with a time limit.

use super::{
    errors::{self, Details},
    options,
};
use crate::{
    engine::{Object, Thrown, array, exception, value},
    php::{fork_future, promise, sync_future},
    task::join,
};
use ext_php_rs::types::Zval;
use std::time::Instant;

/// Starts the promise, or all of the array, and waits until each has an outcome, or one
/// that comes first in order has failed. When the time is over, what has not ended is
/// cancelled, and `TaskTimedOut` thrown.
///
/// # Errors
/// [`Thrown`]
pub fn until_settled(promises: &Zval, seconds: f64) -> Result<(), Thrown> {
    let deadline = options::duration(seconds).and_then(|limit| Instant::now().checked_add(limit));
    let all: Vec<Object> = match promises.array() {
        Some(array) => array::entries(array)
            .filter_map(|(_, element)| value::object_of(element, promise::class()))
            .collect(),
        None => value::object(promises).into_iter().collect(),
    };
    // Anything else in the array is for `await` to complain about, before any task starts.
    if promises
        .array()
        .is_some_and(|array| array.len() != all.len())
    {
        return Ok(());
    }
    let is_over = || deadline.is_some_and(|deadline| deadline <= Instant::now());
    for given in &all {
        let future = promise::start(given)?;
        if future.class() == sync_future::class() {
            // Without fork one after the other; a failure ends it, as in `await`.
            if is_over() {
                return Err(give_up(&all, seconds));
            }
            let left = deadline.map(|deadline| {
                deadline
                    .saturating_duration_since(Instant::now())
                    .as_secs_f64()
            });
            sync_future::settle_within(&future, left)?;
            // What comes late is late all the same.
            if is_over() {
                sync_future::give_up(&future)?;
                return Err(give_up(&all, seconds));
            }
            if sync_future::has_failed(&future) {
                return Ok(());
            }
        }
    }
    for given in &all {
        let Some(future) = promise::future(given) else {
            continue;
        };
        if future.class() == fork_future::class()
            && let Some(task) = fork_future::own_task(&future)
            && !fork_future::is_settled(&future)
        {
            join::until(task, deadline)?;
            if !fork_future::is_settled(&future) {
                return Err(give_up(&all, seconds));
            }
            if fork_future::has_failed(&future) {
                return Ok(());
            }
        }
    }
    Ok(())
}

fn give_up(all: &[Object], seconds: f64) -> Thrown {
    for given in all {
        let _ = promise::cancel(given);
    }
    let error = match all {
        [single] => errors::timed_out(
            seconds,
            &Details {
                name: promise::options(single).name,
                ..Details::default()
            },
        ),
        _ => errors::deadline_over(seconds),
    };
    match error {
        Ok(error) => exception::throw_object(error),
        Err(Thrown) => Thrown,
    }
}
