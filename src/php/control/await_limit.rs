//! `Pokio\await()` with a time limit.

use super::{
    errors::{self, Details},
    options,
};
use crate::{
    engine::{Thrown, array, exception},
    php::{future::Future, promise::Promise},
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
    let all: Vec<Promise> = match promises.array() {
        Some(array) => array::entries(array)
            .filter_map(|(_, element)| Promise::of_value(element))
            .collect(),
        None => Promise::of_value(promises).into_iter().collect(),
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
        if let Future::Sync(future) = given.start()? {
            // Without fork one after the other; a failure ends it, as in `await`.
            if is_over() {
                return Err(give_up(&all, seconds));
            }
            let left = deadline.map(|deadline| {
                deadline
                    .saturating_duration_since(Instant::now())
                    .as_secs_f64()
            });
            future.settle_within(left)?;
            // What comes late is late all the same.
            if is_over() {
                future.give_up()?;
                return Err(give_up(&all, seconds));
            }
            if future.has_failed() {
                return Ok(());
            }
        }
    }
    for given in &all {
        if let Some(Future::Fork(future)) = given.future()
            && let Some(task) = future.own_task()
            && !future.is_settled()
        {
            join::until(task, deadline)?;
            if !future.is_settled() {
                return Err(give_up(&all, seconds));
            }
            if future.has_failed() {
                return Ok(());
            }
        }
    }
    Ok(())
}

fn give_up(all: &[Promise], seconds: f64) -> Thrown {
    for given in all {
        let _ = given.cancel();
    }
    let error = match all {
        [single] => errors::timed_out(
            seconds,
            &Details {
                name: single.options().name,
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
