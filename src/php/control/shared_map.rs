//! `map()` over an array, by processes that share its elements.

use super::{
    errors::{self, Details},
    fork_hooks,
    options::{self, duration},
    outcome::{Ended, Ending},
    run::{Plan, Run},
    status::Output,
};
use crate::{
    engine::{
        Object, Thrown,
        array::{self, Key},
        closure,
        exception::{self, Pending},
        value,
    },
    php::{fork_runtime, kernel},
    task::{
        Cause,
        control::Facts,
        items::{
            pool::{ItemPool, Next, Source},
            source::Job,
        },
        outcome::Settlement,
        output::Sink,
    },
};
use ext_php_rs::types::Zval;
use std::time::{Duration, Instant};

/// Whether processes may share the items of this call: what they send while they run, what
/// hooks give at their ends, and prefixed lines need a process each.
pub fn is_possible(items: &Zval, plan: &Plan) -> bool {
    items.is_array()
        && plan.tasks_per_process != Some(1)
        && plan.options.on_message.is_none()
        && plan.options.output() != Output::Prefix
        && !fork_hooks::tell_at_end()
}

/// The results by key; `None` without fork.
///
/// # Errors
/// [`Thrown`] with the first failure, by time; what runs is cancelled then.
pub fn gather(items: &Zval, task: &Object, plan: &Plan) -> Result<Option<Zval>, Thrown> {
    let Some(terms) = kernel::terms()? else {
        return Ok(None);
    };
    let mut terms = fork_runtime::item_terms(fork_runtime::own(terms, plan.concurrency));
    terms.items_per_process = u64::from(plan.tasks_per_process.unwrap_or(0));
    terms.timeout = plan.options.timeout.and_then(duration);
    terms.output = match plan.options.output() {
        Output::Capture => Sink::Capture,
        Output::Discard => Sink::Discard,
        Output::Inherit | Output::Prefix => Sink::Caller,
    };
    let job = Job {
        closure: task.clone(),
        pass_key: closure::required_parameters(task) >= 2,
    };
    let source = Source::Array {
        array: value::copy(items),
        ordered: false,
    };
    let deadline = plan
        .deadline
        .and_then(options::duration)
        .and_then(|limit| Instant::now().checked_add(limit));
    let pool = fork_runtime::start_items(terms, job, source)?;
    let count = pool.len().unwrap_or(0) as usize;
    let mut values: Vec<Option<Zval>> = Vec::new();
    values.resize_with(count, || None);
    loop {
        match pool.next(deadline)? {
            Next::Ended {
                index,
                outcome: Ok(Settlement::Value(value)),
                ..
            } => {
                if let Some(place) = usize::try_from(index)
                    .ok()
                    .and_then(|index| values.get_mut(index))
                {
                    *place = Some(value);
                }
            }
            Next::Ended {
                index,
                outcome,
                report,
                process,
                written,
            } => {
                let key = pool.element(index).map(|(key, _)| key_value(key));
                let (output, error_output) = written.map_or((None, None), |written| {
                    (Some(written.output), Some(written.error))
                });
                let details = Details {
                    key,
                    output,
                    error_output,
                    ..Details::default()
                };
                let ending = match outcome {
                    Ok(Settlement::Value(value)) => Ending::Value(value),
                    Ok(Settlement::Thrown(thrown)) => Ending::Thrown(thrown),
                    Ok(Settlement::Refused(refused)) => {
                        errors::name_refused(&refused, &details);
                        Ending::Thrown(refused)
                    }
                    Ok(Settlement::Died(Cause::TimedOut)) => {
                        Ending::TimedOut(plan.options.timeout.unwrap_or(0.0))
                    }
                    Ok(Settlement::Died(Cause::Cancelled)) => Ending::Cancelled,
                    Ok(Settlement::Died(cause)) => {
                        if cause.signal().is_some() {
                            errors::log(&errors::died(&cause, &details)?);
                        }
                        Ending::Died(cause)
                    }
                    Err(error) => {
                        let Thrown = error.into();
                        match exception::take() {
                            Some(Pending::Throwable(thrown)) => Ending::Thrown(thrown),
                            Some(Pending::Exit) | None => return Err(Thrown),
                        }
                    }
                };
                pool.cancel();
                let ended = Ended {
                    ending,
                    facts: Facts {
                        process,
                        duration: Duration::from_nanos(report.nanoseconds),
                        ..Facts::default()
                    },
                    details,
                };
                ended.get()?;
                return Err(Thrown);
            }
            Next::Drained => break,
            Next::DeadlinePassed => {
                pool.cancel();
                return Err(Run::deadline_over(plan.deadline.unwrap_or(0.0)));
            }
        }
    }
    by_key(&pool, values).map(Some)
}

fn key_value(key: Key<'_>) -> Zval {
    match key {
        Key::Int(key) => value::int(key),
        Key::Bytes(key) => value::string(key),
    }
}

fn by_key(pool: &ItemPool, values: Vec<Option<Zval>>) -> Result<Zval, Thrown> {
    let mut result = Zval::new_array();
    for (index, value) in values.into_iter().enumerate() {
        if let Some((key, _)) = pool.element(index as u64) {
            let value = value.unwrap_or_else(Zval::null);
            array::set_by_value(&mut result, &key_value(key), value)?;
        }
    }
    Ok(result)
}
