//! The functions of task control, `Pokio\map()` and the others.

mod table;

pub use table::FUNCTIONS;

use super::{
    errors,
    options::{self, Options},
    run::{Plan, Run, Step, Work},
    running::Running,
    shared_run::{self, SharedRun},
    stream,
};
use crate::{
    engine::{Call, Thrown, array, exception, value},
    native,
    php::{fork_future::Deaths, functions::await_all, promise::Promise},
    task::messages,
};
use ext_php_rs::types::Zval;

native!(async_, |call: &Call| {
    call.between(1, 5)?;
    let callback = call.closure_at(0)?;
    let options = Options {
        name: call.string_or_null(1)?,
        timeout: options::seconds_at(call, 2)?,
        output: options::output_at(call, 3)?,
        on_message: call.closure_or_null(4)?,
    };
    let callback = options::bind(callback, &options)?;
    call.returns(Promise::new(callback)?.into_value());
    Ok(())
});

native!(await_, |call: &Call| {
    call.between(1, 2)?;
    let promises = call.value_at(0);
    let timeout = options::seconds_at(call, 1)?;
    let single = Promise::of_value(&promises);
    if single.is_none() && !promises.is_array() {
        return Err(exception::wrong_argument(
            1,
            "must be of type Pokio\\Promise|array",
            &promises,
        ));
    }
    if let Some(seconds) = timeout {
        super::await_limit::until_settled(&promises, seconds)?;
    }
    let result = match (single, promises.array()) {
        (Some(promise), _) => promise.resolve(Deaths::Thrown)?,
        (None, Some(promises)) => await_all(promises, Deaths::Thrown)?,
        (None, None) => return Err(Thrown),
    };
    call.returns(result);
    Ok(())
});

/// The arguments that the functions over many tasks have in common, from this place on.
fn plan(call: &Call, first: u32, ordered: bool) -> Result<Plan, Thrown> {
    Ok(Plan {
        concurrency: options::concurrency_at(call, first)?,
        deadline: options::seconds_at(call, first + 2)?,
        options: Options {
            timeout: options::seconds_at(call, first + 1)?,
            ..Options::default()
        },
        ordered,
        fails_fast: false,
        array_keys: true,
        tasks_per_process: None,
    })
}

/// The same, for those that share processes and have output and messages.
fn plan_with_processes(call: &Call, first: u32, ordered: bool) -> Result<Plan, Thrown> {
    let mut plan = plan(call, first, ordered)?;
    plan.tasks_per_process = match call.int_or_null(first + 3)? {
        None => None,
        Some(number) if number < 0 => {
            return Err(call.wrong_value(first + 3, "must be 0 or more"));
        }
        Some(number) => Some(u32::try_from(number).unwrap_or(u32::MAX)),
    };
    plan.options.output = options::output_at(call, first + 4)?;
    plan.options.on_message = call.closure_or_null(first + 5)?;
    Ok(plan)
}

native!(map, |call: &Call| {
    call.between(2, 8)?;
    let items = call.iterable_at(0)?;
    let task = call.closure_at(1)?;
    let mut plan = plan_with_processes(call, 2, false)?;
    plan.fails_fast = true;
    if let Some(quota) = shared_run::quota(&plan)? {
        call.returns(SharedRun::new(items, task, plan, false, quota).gather()?);
        return Ok(());
    }
    let mut run = Run::new(items, Work::of(task), plan)?;
    call.returns(gather(&mut run)?);
    Ok(())
});

native!(all, |call: &Call| {
    call.between(1, 4)?;
    let tasks = tasks_at(call, "Pokio\\all(): Argument #1 ($tasks)")?;
    let mut plan = plan(call, 1, false)?;
    plan.fails_fast = true;
    let mut run = Run::new(
        tasks,
        Work::Given {
            argument: "Pokio\\all(): Argument #1 ($tasks)",
        },
        plan,
    )?;
    call.returns(gather(&mut run)?);
    Ok(())
});

/// All values by key, in the input's order; the first failure is thrown.
fn gather(run: &mut Run) -> Result<Zval, Thrown> {
    let mut values: Vec<Option<(Zval, Zval)>> = Vec::new();
    loop {
        match run.step()? {
            Step::Ended { index, key, ended } => {
                let index = usize::try_from(index).unwrap_or(usize::MAX);
                if values.len() <= index {
                    values.resize_with(index + 1, || None);
                }
                values[index] = Some((key, ended.get()?));
            }
            Step::Drained => break,
            Step::DeadlineOver(seconds) => return Err(Run::deadline_over(seconds)),
        }
    }
    by_key(values.into_iter().flatten())
}

fn by_key(entries: impl Iterator<Item = (Zval, Zval)>) -> Result<Zval, Thrown> {
    let mut result = Zval::new_array();
    for (key, value) in entries {
        array::set_by_value(&mut result, &key, value)?;
    }
    Ok(result)
}

native!(race, |call: &Call| {
    call.between(1, 4)?;
    let mut run = given(call, "Pokio\\race(): Argument #1 ($tasks)", false)?;
    match run.step()? {
        Step::Ended { ended, .. } => {
            call.returns(ended.get()?);
            Ok(())
        }
        Step::Drained => Err(call.wrong_value(0, "must not be empty")),
        Step::DeadlineOver(seconds) => Err(Run::deadline_over(seconds)),
    }
});

native!(any, |call: &Call| {
    call.between(1, 4)?;
    let mut run = given(call, "Pokio\\any(): Argument #1 ($tasks)", true)?;
    let mut failures: Vec<(u64, Zval, Zval)> = Vec::new();
    loop {
        match run.step()? {
            Step::Ended { index, key, ended } => match ended.error()? {
                Ok(value) => {
                    call.returns(value);
                    return Ok(());
                }
                Err(error) => failures.push((index, key, error.into_value())),
            },
            Step::Drained if failures.is_empty() => {
                return Err(call.wrong_value(0, "must not be empty"));
            }
            Step::Drained => break,
            Step::DeadlineOver(seconds) => return Err(Run::deadline_over(seconds)),
        }
    }
    failures.sort_by_key(|(index, ..)| *index);
    let errors = by_key(failures.into_iter().map(|(_, key, error)| (key, error)))?;
    Err(exception::throw_object(errors::all_failed(errors)?))
});

native!(settle, |call: &Call| {
    call.between(1, 6)?;
    let tasks = tasks_at(call, "Pokio\\settle(): Argument #1 ($tasks)")?;
    let mut plan = plan(call, 1, false)?;
    plan.options.output = options::output_at(call, 4)?;
    plan.options.on_message = call.closure_or_null(5)?;
    let work = Work::Given {
        argument: "Pokio\\settle(): Argument #1 ($tasks)",
    };
    let mut run = Run::new(tasks, work, plan)?;
    let mut outcomes: Vec<(u64, Zval, Zval)> = Vec::new();
    loop {
        match run.step()? {
            Step::Ended { index, key, ended } => {
                outcomes.push((index, key, ended.outcome()?.into_value()));
            }
            Step::Drained => break,
            Step::DeadlineOver(_) => run.cancel_input()?,
        }
    }
    outcomes.sort_by_key(|(index, ..)| *index);
    call.returns(by_key(
        outcomes.into_iter().map(|(_, key, outcome)| (key, outcome)),
    )?);
    Ok(())
});

/// A run over promises and closures, not ordered.
fn given(call: &Call, argument: &'static str, keys: bool) -> Result<Run, Thrown> {
    let tasks = tasks_at(call, argument)?;
    let mut plan = plan(call, 1, false)?;
    plan.array_keys = keys;
    Run::new(tasks, Work::Given { argument }, plan)
}

/// The first argument: promises and closures. Of an array, all are looked at.
fn tasks_at(call: &Call, argument: &'static str) -> Result<Zval, Thrown> {
    let tasks = call.iterable_at(0)?;
    if let Some(tasks) = tasks.array() {
        for (_, item) in array::entries(tasks) {
            super::run::check_item(argument, item)?;
        }
    }
    Ok(tasks)
}

native!(stream_, |call: &Call| {
    call.between(1, 10)?;
    let items = call.iterable_at(0)?;
    let task = call.closure_or_null(1)?;
    let ordered = call.bool_or(2, true)?;
    let settle = call.bool_or(3, false)?;
    let mut plan = plan_with_processes(call, 4, ordered)?;
    plan.array_keys = false;
    let run = match task {
        Some(task) => match shared_run::quota(&plan)? {
            Some(quota) => Running::Shared(SharedRun::new(items, task, plan, true, quota)),
            None => Running::Singly(Run::new(items, Work::of(task), plan)?),
        },
        None => {
            let argument = "Pokio\\stream(): Argument #1 ($items)";
            tasks_at(call, argument)?;
            Running::Singly(Run::new(items, Work::Given { argument }, plan)?)
        }
    };
    call.returns(stream::create(run, settle)?.into_value());
    Ok(())
});

native!(cancel, |call: &Call| {
    let promises = call.all();
    for (place, given) in promises.iter().enumerate() {
        if Promise::of_value(given).is_none() {
            return Err(exception::wrong_argument(
                u32::try_from(place).unwrap_or(0) + 1,
                "must be of type Pokio\\Promise",
                given,
            ));
        }
    }
    let mut cancelled = 0;
    for given in &promises {
        if let Some(given) = Promise::of_value(given) {
            cancelled += i64::from(given.cancel()?);
        }
    }
    call.returns(value::int(cancelled));
    Ok(())
});

native!(done, |call: &Call| {
    let given = Promise::argument(call)?;
    // First, so that none comes after the answer that the task has ended.
    let done = given.is_done()?;
    messages::deliver()?;
    call.returns(value::bool(done));
    Ok(())
});
