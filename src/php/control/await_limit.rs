//! `Pokio\await()` with a time limit.

use super::{
    errors::{self, Details},
    options,
};
use crate::{
    engine::{Thrown, array, exception},
    php::{
        exceptions::Unstarted,
        future::Future,
        kernel,
        promise::{self, Promise},
    },
    task::scheduler,
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
    for (place, given) in all.iter().enumerate() {
        if given.future().is_none()
            && let Some(quota) = kernel::quota()?
            && !scheduler::wait_for_place(quota.runtime, quota.limit, deadline)?
        {
            return Err(give_up(&all, seconds));
        }
        match given.start_by(deadline) {
            Ok(_) => {}
            Err(Unstarted::Late) => return Err(give_up(&all, seconds)),
            Err(other) => {
                promise::leave_others(&all, place, other, deadline);
                return Err(other.into());
            }
        }
    }
    for future in all.iter().filter_map(Promise::future) {
        match &future {
            Future::Fork(fork) => {
                fork.wait_until(deadline)?;
                if is_over() && !fork.is_settled() {
                    return Err(give_up(&all, seconds));
                }
            }
            // Without fork one after the other.
            Future::Sync(sync) if !sync.is_settled() => {
                if is_over() {
                    return Err(give_up(&all, seconds));
                }
                sync.settle_within(options::seconds_until(deadline))?;
                // What comes late is late all the same.
                if is_over() {
                    sync.give_up()?;
                    return Err(give_up(&all, seconds));
                }
            }
            Future::Sync(_) | Future::Other(_) => {}
        }
        if future.has_failed() {
            return Ok(());
        }
    }
    Ok(())
}

fn give_up(all: &[Promise], seconds: f64) -> Thrown {
    for given in all {
        let _ = given.cancel();
    }
    // What of the others has failed has been met with this, as when a failure is thrown.
    all.iter().for_each(Promise::meet);
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
