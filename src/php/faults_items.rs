//! `Pokio\Internal\run_items()`: runs of items without what PHP's programs see around
//! them. Only in builds with the cargo feature `faults`.

use super::{fork_runtime, kernel};
use crate::{
    engine::{
        Call, Object, Thrown,
        array::Builder,
        declare::{Function, Type, optional, parameter},
        exception::{self, Kind},
        iterator::Walk,
        throwable, value,
    },
    native,
    task::{
        Cause, TaskError,
        items::{
            pool::{ItemPool, Next, Pushed, Source},
            run::Terms,
            source::Job,
        },
        outcome::Settlement,
        output::Sink,
        random,
    },
};
use ext_php_rs::types::Zval;
use std::time::Duration;

/// What the call says.
struct Options {
    concurrency: usize,
    items_per_process: u64,
    timeout: Option<Duration>,
    /// Whether items of an array are taken in order, or sent.
    how: i64,
    pass_key: bool,
    /// After so many results, the rest is cancelled.
    stop: usize,
    /// Whether results are lists: what is shown, output, error output.
    capture: bool,
}

const IN_ORDER: i64 = 1;
const SENT: i64 = 2;

fn options(call: &Call) -> Result<Options, Thrown> {
    let count = |place, default| -> Result<u64, Thrown> {
        let given = call.int_or_null(place)?;
        Ok(given.map_or(default, |given| u64::try_from(given).unwrap_or(0)))
    };
    let timeout = call.float_or_null(3)?;
    Ok(Options {
        concurrency: usize::try_from(count(2, 2)?).unwrap_or(1),
        timeout: timeout.map(Duration::from_secs_f64),
        items_per_process: count(4, 0)?,
        how: call.int_or_null(5)?.unwrap_or(0),
        pass_key: call.bool_or(6, false)?,
        stop: usize::try_from(count(7, u64::MAX)?).unwrap_or(usize::MAX),
        capture: call.bool_or(8, false)?,
    })
}

// Values by the items' numbers, and what stands for other outcomes.
native!(run_items, |call: &Call| {
    call.between(2, 9)?;
    let items = call.iterable_at(0)?;
    let closure = call.closure_at(1)?;
    let options = options(call)?;
    let results = run(items, closure, &options)?;
    let mut array = Builder::map(results.len());
    for (index, result) in results.into_iter().enumerate() {
        if let Some(result) = result {
            array.set_index(i64::try_from(index).unwrap_or(i64::MAX), result);
        }
    }
    call.returns(array.into_value());
    Ok(())
});

fn run(items: Zval, closure: Object, options: &Options) -> Result<Vec<Option<Zval>>, Thrown> {
    let Some(runtime) = kernel::terms()? else {
        return Err(exception::throw(Kind::Logic, "no fork here"));
    };
    let sent = options.how == SENT || !items.is_array();
    let most = u32::try_from(2 * options.concurrency).unwrap_or(2);
    let terms = Terms {
        concurrency: options.concurrency,
        items_per_process: options.items_per_process,
        timeout: options.timeout,
        bulk: options.how != IN_ORDER,
        output: if options.capture {
            Sink::Capture
        } else {
            Sink::Caller
        },
        ..fork_runtime::item_terms(runtime)
    };
    let job = Job {
        closure,
        pass_key: options.pass_key,
    };
    let mut walk = None;
    let source = if sent {
        walk = Some(Walk::new(items));
        Source::Pushed(most)
    } else {
        Source::Array {
            array: items,
            ordered: options.how == IN_ORDER,
        }
    };
    let pool = fork_runtime::start_items(terms, job, source, random::next())?;
    let mut results = Vec::new();
    let all = pool.len().map_or(0, u64::from);
    let mut told = 0;
    let mut waiting = None;
    loop {
        if options.how == IN_ORDER {
            pool.allow(all.min(told as u64 + 3 * options.concurrency as u64));
        }
        if let Some(walk) = &mut walk {
            push_all(&pool, walk, &mut waiting)?;
        }
        if told >= options.stop {
            return Ok(results);
        }
        match pool.next(None)? {
            Next::Drained => return Ok(results),
            Next::DeadlinePassed => {}
            Next::Ended {
                index,
                outcome,
                written,
                ..
            } => {
                let place = usize::try_from(index).unwrap_or(usize::MAX);
                if results.len() <= place {
                    results.resize_with(place + 1, || None);
                }
                let mut result = shown(outcome)?;
                if let Some(written) = written {
                    let mut list = Builder::list(3);
                    list.push(result);
                    list.push(value::string(&written.output));
                    list.push(value::string(&written.error));
                    result = list.into_value();
                }
                let before = results[place].replace(result);
                if before.is_some() {
                    return Err(exception::throw(Kind::Logic, "an item has ended twice"));
                }
                told += 1;
            }
        }
    }
}

/// Pushes as many items as may be.
fn push_all(
    pool: &ItemPool,
    walk: &mut Walk,
    waiting: &mut Option<(Zval, Zval)>,
) -> Result<(), Thrown> {
    loop {
        if waiting.is_none() {
            *waiting = walk.next()?;
        }
        let Some((key, item)) = waiting.as_ref() else {
            pool.close_input();
            return Ok(());
        };
        match pool.push(key, item)? {
            Pushed::Full => return Ok(()),
            Pushed::Sent => *waiting = None,
            Pushed::Unsendable => {
                return Err(exception::throw(Kind::Runtime, "an item cannot be sent"));
            }
        }
    }
}

fn shown(outcome: Result<Settlement, TaskError>) -> Result<Zval, Thrown> {
    let text = match outcome {
        Ok(Settlement::Value(value)) => return Ok(value),
        Ok(Settlement::Thrown(thrown) | Settlement::Refused(thrown)) => {
            let message = throwable::property(&thrown, b"\0*\0message");
            let message = message.as_ref().and_then(value::bytes).map(<[u8]>::to_vec);
            format!(
                "threw: {}",
                String::from_utf8_lossy(&message.unwrap_or_default())
            )
        }
        Ok(Settlement::Died(Cause::Fatal(text))) => format!("fatal: {text}"),
        Ok(Settlement::Died(cause)) => format!("died: {cause:?}"),
        Err(TaskError::Thrown) => return Err(Thrown),
        Err(error) => format!("error: {error}"),
    };
    Ok(value::string(text.as_bytes()))
}

/// The function.
pub const FUNCTION: Function = Function {
    name: c"Pokio\\Internal\\run_items",
    entry: Some(run_items),
    flags: 0,
    parameters: const {
        &[
            parameter(c"items", Type::Mixed),
            parameter(c"task", Type::Class(c"Closure")),
            optional(c"concurrency", Type::NullableInt, c"2"),
            optional(c"timeout", Type::NullableFloat, c"null"),
            optional(c"itemsPerProcess", Type::NullableInt, c"0"),
            optional(c"how", Type::NullableInt, c"0"),
            optional(c"passKey", Type::Bool, c"false"),
            optional(c"stopAfter", Type::NullableInt, c"null"),
            optional(c"capture", Type::Bool, c"false"),
        ]
    },
    returns: Type::Array,
};
