//! Running a closure in the caller, as a task: with its time limit, its output and the
//! receiver of its messages.

use super::{
    errors::Details,
    options::{self, Options},
    outcome::{Ended, Ending},
    output_here::OutputHere,
    receivers::{self, Owner, Receiver},
};
use crate::{
    engine::{
        Object, Thrown, closure,
        exception::{self, Pending},
    },
    php::{environment, future, undo},
    task::{
        interruption::{CallLimit, Passed},
        random::{self, Seeds},
        role,
        terms::{self, Facts},
    },
};
use ext_php_rs::types::Zval;
use std::time::Instant;

/// Runs a closure in this process, as the task of the call that waits for it, with these
/// options and this key, and gives how it has ended.
///
/// # Errors
/// [`Thrown`] for `exit()`, and with what the receiver threw.
pub fn run_owned(
    callback: &Object,
    options: &Options,
    key: &Zval,
    receiver: Option<Receiver>,
    seeds: Seeds,
) -> Result<Ended, Thrown> {
    let (ended, thrown) = run_here(callback, options, Some(key), receiver, Owner::Call, seeds)?;
    match thrown {
        Some(thrown) => Err(exception::throw_object(thrown)),
        None => Ok(ended),
    }
}

/// Runs a closure in this process, as a task with these options and this key, and gives
/// how it has ended, and what the receiver of its messages threw.
///
/// # Errors
/// [`Thrown`] for `exit()`, and for an exception of a task around this one.
pub fn run_here(
    callback: &Object,
    options: &Options,
    key: Option<&Zval>,
    receiver: Option<Receiver>,
    owner: Owner,
    seeds: Seeds,
) -> Result<(Ended, Option<Object>), Thrown> {
    let started = Instant::now();
    let limit = CallLimit::start(
        options.timeout,
        terms::grace(),
        environment::may_interrupt(),
    );
    let output = OutputHere::begin(options, key, receiver.is_some());
    let owns = matches!(owner, Owner::Call);
    let past = output.as_ref().and_then(OutputHere::past);
    let deadline = options
        .timeout
        .and_then(options::duration)
        .and_then(|limit| started.checked_add(limit));
    let (result, thrown) = receivers::with_receiver(receiver, owner, deadline, past, || {
        random::with(seeds, || {
            let run = || closure::call(callback, None).and_then(future::settle);
            if owns { undo::here(run) } else { run() }
        })
    });
    // A destructor of something that went with the task may have thrown.
    let result = result.and_then(|value| exception::check().map(|()| value));
    let duration = started.elapsed();
    let passed = limit.passed();
    drop(limit);
    let written = output.and_then(OutputHere::end);
    let late = match passed {
        // An exception that is passed on is not this task's outcome.
        Passed::Outer if result.is_err() => return Err(Thrown),
        Passed::Own => options.timeout,
        Passed::Outer | Passed::None => None,
    };
    let ending = match result {
        Ok(value) => Ending::Value(value),
        Err(Thrown) => match exception::take() {
            Some(Pending::Throwable(thrown)) => Ending::Thrown(thrown),
            Some(Pending::Exit) | None => return Err(Thrown),
        },
    };
    let ended = Ended {
        ending: late.map_or(ending, Ending::TimedOut),
        facts: Facts {
            process: Some(role::process()),
            duration,
            ..Facts::default()
        },
        details: Details {
            name: options.name.clone(),
            ..Details::default()
        }
        .with_written(written),
    };
    Ok((ended, thrown))
}
