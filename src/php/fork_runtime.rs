//! `Pokio\Runtime\Fork\ForkRuntime`: each closure runs in a process of its own.

use super::{
    contracts,
    control::{
        fork_hooks,
        receivers::{self, Receiver},
    },
    environment,
    fork_future::ForkFuture,
    sync_future::SyncFuture,
};
use crate::{
    engine::{
        Call, ClassEntry, Object, Thrown,
        declare::{self, Class, Default, Registered, Type, method_of, parameter, property},
        value,
    },
    native, properties,
    task::{
        TaskError, faults,
        ids::NO_TASK,
        items::{
            self,
            pool::{ItemPool, Source},
            source::Job,
        },
        output,
        random::Seeds,
        role, scheduler,
        start::{self, NewTask},
        terms::Terms,
        trace,
    },
};
use ext_php_rs::ffi::{ZEND_ACC_FINAL, ZEND_ACC_NOT_SERIALIZABLE};
use std::{
    sync::atomic::{AtomicI64, Ordering::Relaxed},
    time::Instant,
};

static CLASS: Registered = Registered::new();

properties! {
    /// How many tasks may run at once.
    MAX_PROCESSES = property(c"maxProcesses", Type::Int, Default::Zero);
    /// This runtime's number; 0 before its constructor has run.
    NUMBER = property(c"number", Type::Int, Default::Zero);
}

/// The number of the last runtime made.
static LAST: AtomicI64 = AtomicI64::new(0);

/// The class `Pokio\Runtime\Fork\ForkRuntime`.
pub fn class() -> ClassEntry {
    CLASS.get()
}

/// A new one with this limit.
///
/// # Errors
/// [`Thrown`]
pub fn create(max_processes: i64) -> Result<Object, Thrown> {
    let runtime = Object::new(class()).ok_or(Thrown)?;
    set_up(&runtime, max_processes);
    Ok(runtime)
}

fn set_up(runtime: &Object, max_processes: i64) {
    runtime.set_property(MAX_PROCESSES, value::int(max_processes));
    runtime.set_property(NUMBER, value::int(LAST.fetch_add(1, Relaxed) + 1));
}

/// How many tasks of a runtime, or of a call, may run at once.
#[derive(Clone, Copy)]
pub struct Quota {
    /// The runtime's number; a call has one of its own.
    pub runtime: u64,
    /// The most tasks of this runtime that run at once.
    pub limit: usize,
}

/// The quota of this runtime.
pub fn quota(runtime: &Object) -> Quota {
    Quota {
        runtime: number(runtime),
        limit: limit(runtime),
    }
}

/// A quota of a call's own, with this limit if there is one: what else runs takes no place
/// of it.
pub fn own(quota: Quota, limit: Option<usize>) -> Quota {
    let number = LAST.fetch_add(1, Relaxed) + 1;
    Quota {
        runtime: u64::try_from(number).unwrap_or(0),
        limit: limit.unwrap_or(quota.limit).max(1),
    }
}

fn number(runtime: &Object) -> u64 {
    runtime
        .property(NUMBER)
        .long()
        .and_then(|number| u64::try_from(number).ok())
        .unwrap_or(0)
}

/// How many tasks of the runtime may run at once.
fn limit(runtime: &Object) -> usize {
    let limit = runtime.property(MAX_PROCESSES).long().unwrap_or(1);
    usize::try_from(limit).unwrap_or(1)
}

/// Starts the closure in a task of this future. The future is the caller's from
/// before the fork on, so that the task finds it where the caller has it, and a
/// signal's handler that meets it sees that it has not been started.
///
/// # Errors
/// As for [`start::task`].
pub fn start(
    quota: Quota,
    terms: Option<Terms>,
    callback: &Object,
    receiver: Option<Receiver>,
    seeds: Option<Seeds>,
    deadline: Option<Instant>,
    future: &ForkFuture,
) -> Result<(), TaskError> {
    let sends = receiver.is_some() || fork_hooks::tell_at_end();
    let terms = if sends {
        Some(Terms {
            sends,
            ..terms.unwrap_or_default()
        })
    } else {
        terms
    };
    let mut before = NO_TASK;
    let named = |task| {
        future.name(role::owner(), task);
        if before != NO_TASK {
            fork_hooks::fork_failed(before);
            receivers::forget(before);
        }
        before = task;
        if task != NO_TASK {
            fork_hooks::about_to_fork(task);
            if let Some(receiver) = &receiver {
                let receiver = Receiver {
                    reporter: Some(future.object().handle()),
                    ..receiver.clone()
                };
                receivers::register(task, receiver);
            }
        }
    };
    // What is drawn has been measured.
    let terms = terms
        .or_else(faults::terms)
        .or_else(|| trace::is_on().then(Terms::default));
    let new = NewTask {
        runtime: quota.runtime,
        limit: quota.limit,
        closure: callback,
        terms: terms.as_ref(),
        is_wanted: &|| !future.is_called_off(),
        deadline,
        seeds,
    };
    start::task(&new, named).inspect_err(|_| future.name(0, 0))?;
    Ok(())
}

/// Starts the closures in tasks of these futures, which a few processes share out
/// among themselves; each takes at most `share`. Returns false, having done nothing,
/// when there is no memory for that many at once.
///
/// # Errors
/// As for [`start::task`].
pub fn start_shared(
    quota: Quota,
    callbacks: Vec<Object>,
    share: u32,
    futures: &[ForkFuture],
) -> Result<bool, TaskError> {
    start::batch(
        quota.runtime,
        quota.limit,
        callbacks.into(),
        share,
        |index, task| {
            futures[index].name(role::owner(), task);
        },
    )
}

/// What a run of items in this runtime is like, unless more is said.
pub fn item_terms(quota: Quota) -> items::run::Terms {
    items::run::Terms {
        runtime: quota.runtime,
        limit: quota.limit,
        concurrency: quota.limit,
        items_per_process: 0,
        timeout: None,
        bulk: true,
        output: output::Sink::Caller,
        sends: false,
        fails_fast: false,
        name: "map",
    }
}

/// Starts a run of items.
///
/// # Errors
/// As for [`ItemPool::start`].
pub fn start_items(
    terms: items::run::Terms,
    job: Job,
    source: Source,
    seeds: Seeds,
) -> Result<ItemPool, TaskError> {
    ItemPool::start(terms, job, source, seeds)
}

native!(construct, |call: &Call| {
    let max_processes = call.int()?;
    set_up(&call.this(), max_processes);
    Ok(())
});

native!(destruct, |call: &Call| {
    call.no_arguments()?;
    if !role::is_task() {
        scheduler::wait_for_all(Some(number(&call.this())))?;
    }
    Ok(())
});

native!(defer, |call: &Call| {
    let callback = call.closure()?;
    let future = if !environment::may_fork()? {
        SyncFuture::new(Some(&callback))?.into_value()
    } else {
        let future = ForkFuture::new()?;
        start(
            quota(&call.this()),
            None,
            &callback,
            None,
            None,
            None,
            &future,
        )?;
        future.into_value()
    };
    call.returns(future);
    Ok(())
});

/// Declares the class.
pub fn declare() {
    CLASS.set(declare::class(
        const {
            &Class {
                name: c"Pokio\\Runtime\\Fork\\ForkRuntime",
                flags: ZEND_ACC_FINAL | ZEND_ACC_NOT_SERIALIZABLE,
                interfaces: &[contracts::runtime],
                properties: PROPERTIES,
                methods: &[
                    method_of(
                        c"__construct",
                        construct,
                        const { &[parameter(c"maxProcesses", Type::Int)] },
                        Type::None,
                    ),
                    method_of(c"__destruct", destruct, &[], Type::None),
                    method_of(
                        c"defer",
                        defer,
                        const { &[parameter(c"callback", Type::Class(c"Closure"))] },
                        Type::Class(c"Pokio\\Contracts\\Future"),
                    ),
                ],
                ..Class::PLAIN
            }
        },
    ));
}
