//! `Pokio\Promise`: a closure that will run, and what it will give.

use super::{
    continuation::{self, Step},
    control::{
        options::{self, Options},
        receivers::Receiver,
    },
    exceptions::{self, Unstarted},
    fork_future,
    fork_future::Deaths,
    fork_runtime, future, kernel, settings, sync_future, undo, unwaited,
};
use crate::{
    engine::{
        Call, ClassEntry, Object, Thrown, closure,
        declare::{self, Class, Default, Registered, Type, method_of, parameter, property},
        exception::{self, Kind},
        value,
    },
    native, properties,
    task::{Cause, control, role},
};
use ext_php_rs::{
    ffi::{ZEND_ACC_FINAL, ZEND_ACC_NOT_SERIALIZABLE},
    types::Zval,
};
use std::cell::Cell;

static CLASS: Registered = Registered::new();

properties! {
    /// The number of the process that made the promise, or started it.
    PROCESS = property(c"pid", Type::Int, Default::Zero);
    /// The closure; null when another promise has taken it over.
    CALLBACK = property(c"callback", Type::NullableClass(c"Closure"), Default::Null);
    /// The future of the closure, once it has started.
    FUTURE = property(c"future", Type::NullableClass(c"Pokio\\Contracts\\Future"), Default::Null);
    /// The token of that process; 0 when the promise could not be started.
    OWNER = property(c"owner", Type::Int, Default::Zero);
}

thread_local! {
    /// The handle of what was thrown when the last promise that was to start was refused;
    /// 0 when it was not.
    static REFUSAL: Cell<u32> = const { Cell::new(0) };
}

/// The class.
pub fn class() -> ClassEntry {
    CLASS.get()
}

/// A promise of this closure.
///
/// # Errors
/// [`Thrown`]
pub fn create(callback: Object) -> Result<Object, Thrown> {
    let promise = Object::new(class()).ok_or(Thrown)?;
    set_up(&promise, callback.into_value());
    Ok(promise)
}

/// This process's token, as a value.
fn own() -> Zval {
    value::int(role::owner().cast_signed())
}

fn set_up(promise: &Object, callback: Zval) {
    promise.set_property(PROCESS, value::int(i64::from(role::process())));
    promise.set_property(OWNER, own());
    promise.set_property(CALLBACK, callback);
}

/// The future of the closure, `None` while it has not started. In a task, one that
/// the caller starts after that task has not.
fn future_of(promise: &Object) -> Option<Object> {
    value::object(promise.property(FUTURE)).filter(|future| !fork_future::is_later(future))
}

/// Starts the closure, unless it has started.
///
/// # Errors
/// [`Unstarted`] when it has not been.
pub fn start(promise: &Object) -> Result<Object, Unstarted> {
    if let Some(future) = future_of(promise) {
        return Ok(future);
    }
    let Some(callback) = value::object_of(promise.property(CALLBACK), closure::class()) else {
        return Err(closure_is_missing().into());
    };
    let started = start_in(promise, &callback);
    // Whoever asked for a start that failed has been told; the promise's end does
    // not try again.
    undo::set(promise, PROCESS, value::int(i64::from(role::process())));
    let owner = if started.is_ok() {
        own()
    } else {
        value::int(0)
    };
    undo::set(promise, OWNER, owner);
    undo::started(promise);
    REFUSAL.set(match started {
        Err(Unstarted::Refused) => exception::pending_handle(),
        _ => 0,
    });
    started
}

fn closure_is_missing() -> Thrown {
    exception::throw(
        Kind::Error,
        "The promise has no closure; its constructor has not run",
    )
}

/// Starts those of the promises that have not started in processes that share them
/// out among themselves, if that is possible. What has not started after that is to
/// be started singly.
///
/// # Errors
/// [`Unstarted`] when they have not been.
pub fn start_shared(promises: &[Object], share: u32) -> Result<(), Unstarted> {
    let Some(terms) = kernel::terms()? else {
        return Ok(());
    };
    let (mut shared, mut callbacks, mut futures) = (Vec::new(), Vec::new(), Vec::new());
    for promise in promises {
        if future_of(promise).is_some() {
            continue;
        }
        // A promise without a closure is for the start singly to complain about.
        let Some(callback) = value::object_of(promise.property(CALLBACK), closure::class()) else {
            break;
        };
        let future = fork_future::create()?;
        promise.set_property(FUTURE, future.clone().into_value());
        shared.push(promise);
        callbacks.push(callback);
        futures.push(future);
    }
    let started = match shared.len() {
        0 | 1 => Ok(false),
        _ => fork_runtime::start_shared(terms, callbacks, share, &futures),
    };
    // A signal's handler may have thrown, before the start or after it. Of those that
    // have not started, the first counts as the one whose start failed.
    let mut failed = started.is_err();
    for (promise, future) in shared.into_iter().zip(&futures) {
        if fork_future::is_named(future) {
            promise.set_property(PROCESS, value::int(i64::from(role::process())));
            promise.set_property(OWNER, own());
        } else {
            promise.set_property(FUTURE, Zval::null());
            if std::mem::take(&mut failed) {
                promise.set_property(OWNER, value::int(0));
            }
        }
    }
    started?;
    Ok(())
}

fn start_in(promise: &Object, callback: &Object) -> Result<Object, Unstarted> {
    match kernel::terms()? {
        None => {
            let future = sync_future::create(Some(callback))?;
            undo::set(promise, FUTURE, future.clone().into_value());
            Ok(future)
        }
        Some(terms) => {
            let options = options::bound(callback).map(|bound| options::read(&bound));
            let receiver = options.as_ref().and_then(|own| own.receiver(Zval::null()));
            let control = options.map(|own| own.terms(None));
            start_fork(promise, terms, control, receiver, callback)
        }
    }
}

fn start_fork(
    promise: &Object,
    terms: fork_runtime::Terms,
    control: Option<control::Terms>,
    receiver: Option<Receiver>,
    callback: &Object,
) -> Result<Object, Unstarted> {
    let future = fork_future::create()?;
    if let Some(bound) = options::bound(callback) {
        fork_future::set_options(&future, bound);
    }
    promise.set_property(FUTURE, future.clone().into_value());
    match fork_runtime::start(terms, control, callback, receiver, None, &future) {
        Ok(()) => Ok(future),
        Err(error) => {
            promise.set_property(FUTURE, Zval::null());
            Err(error.into())
        }
    }
}

/// The future of the promise, `None` while it has not started.
pub fn future(promise: &Object) -> Option<Object> {
    future_of(promise)
}

/// The options of the promise.
pub fn options(promise: &Object) -> Options {
    value::object_of(promise.property(CALLBACK), closure::class())
        .and_then(|callback| options::bound(&callback))
        .map_or_else(Options::default, |bound| options::read(&bound))
}

/// Starts a promise that has not started on the terms of a call, with this time limit.
/// What the promise says of its output, and of who receives its messages, goes before what
/// the call says.
///
/// # Errors
/// [`Unstarted`] when it has not been.
pub fn start_within(
    promise: &Object,
    terms: fork_runtime::Terms,
    call: &Options,
    timeout: Option<f64>,
    key: &Zval,
) -> Result<Object, Unstarted> {
    let callback = value::object_of(promise.property(CALLBACK), closure::class())
        .ok_or_else(closure_is_missing)?;
    let own_options = options(promise).within(call, timeout);
    let control = own_options.terms(Some(key));
    let receiver = own_options.receiver(value::copy(key));
    let started = start_fork(promise, terms, Some(control), receiver, &callback);
    let owner = if started.is_ok() {
        own()
    } else {
        value::int(0)
    };
    undo::set(promise, OWNER, owner);
    started
}

/// A promise that has not started counts as awaited: a call has taken what kept it from
/// being started.
///
/// # Errors
/// [`Thrown`]
pub fn use_up(promise: &Object) -> Result<(), Thrown> {
    let callback = value::object_of(promise.property(CALLBACK), closure::class())
        .ok_or_else(closure_is_missing)?;
    let future = sync_future::create(Some(&callback))?;
    sync_future::use_up(&future);
    undo::set(promise, FUTURE, future.into_value());
    undo::set(promise, OWNER, own());
    Ok(())
}

/// Keeps a promise of this process from starting, or ends it. Returns false when it has
/// an outcome already, or is another process's.
///
/// # Errors
/// [`Thrown`]
pub fn cancel(promise: &Object) -> Result<bool, Thrown> {
    if promise.property(OWNER).long() != own().long() {
        return Ok(false);
    }
    match future_of(promise) {
        Some(future) if future.class() == fork_future::class() => {
            Ok(fork_future::end(&future, Cause::Cancelled))
        }
        Some(future) if future.class() == sync_future::class() => sync_future::cancel(&future),
        Some(_) => Ok(false),
        None => {
            let callback = value::object_of(promise.property(CALLBACK), closure::class())
                .ok_or_else(closure_is_missing)?;
            let future = sync_future::create(Some(&callback))?;
            sync_future::cancel(&future)?;
            undo::set(promise, FUTURE, future.into_value());
            Ok(true)
        }
    }
}

/// Whether `await` would return at once. Without fork, one that has been started runs
/// now.
///
/// # Errors
/// [`Thrown`] for `exit()`.
pub fn is_done(promise: &Object) -> Result<bool, Thrown> {
    match future_of(promise) {
        None => Ok(false),
        Some(future) if future.class() == fork_future::class() => {
            Ok(fork_future::is_settled(&future))
        }
        Some(future) if future.class() == sync_future::class() => {
            sync_future::settle(&future)?;
            Ok(true)
        }
        Some(future) => future::awaited(&future),
    }
}

/// Says that the failure of an array of promises, of which this is one, has been
/// thrown: what this one throws has been met then. If it could not be started, nobody
/// is told a second time.
pub fn meet(promise: &Object) {
    match future_of(promise) {
        Some(future) => future::meet(&future),
        None => undo::set(promise, OWNER, value::int(0)),
    }
}

/// Starts the closure, waits for it and gives its value.
///
/// # Errors
/// [`Thrown`] with what the closure threw.
pub fn resolve(promise: &Object, deaths: Deaths) -> Result<Zval, Thrown> {
    let future = start(promise)?;
    future::wait(&future, deaths)
}

/// A new promise with one step more; this one is used up.
fn chain(call: &Call, step: Step) -> Result<(), Thrown> {
    let callback = call.closure()?;
    let promise = call.this();
    if future_of(&promise).is_some() {
        return Err(exceptions::already_started());
    }
    let Some(closure) = value::object_of(promise.property(CALLBACK), closure::class()) else {
        return Err(closure_is_missing());
    };
    undo::set(&promise, FUTURE, sync_future::create(None)?.into_value());
    undo::set(&promise, CALLBACK, Zval::null());
    // The options are the whole chain's.
    let chained = match options::split(&closure) {
        None => continuation::extend(closure, step, callback)?,
        Some((inner, options)) => {
            drop(closure);
            options::bind(continuation::extend(inner, step, callback)?, &options)?
        }
    };
    call.returns(create(chained)?.into_value());
    Ok(())
}

native!(construct, |call: &Call| {
    let callback = call.closure()?;
    set_up(&call.this(), callback.into_value());
    Ok(())
});

// A promise that nobody awaited runs all the same. Only the process that made
// it sees to that: a copy in another process is not the promise.
native!(destruct, |call: &Call| {
    call.no_arguments()?;
    let earlier = REFUSAL.get();
    let left = leave(&call.this());
    if let Err(Unstarted::Refused) = left {
        // Where many promises go, the first has said so, and that may still be pending: PHP
        // puts it aside for each destructor. The same object thrown again is said once.
        REFUSAL.set(exception::throw_earlier(earlier));
    }
    Ok(left?)
});

/// Starts the promise, if need be, and leaves it to be waited for, if it is this
/// process's and has not been awaited.
fn leave(promise: &Object) -> Result<(), Unstarted> {
    if promise.property(OWNER).long() != own().long() {
        return Ok(());
    }
    let future = start(promise)?;
    if sync_future::is_used_up(&future)
        || future::awaited(&future)?
        || future::is_cancelled(&future)
    {
        return Ok(());
    }
    if future.class() == fork_future::class()
        && let Some(task) = fork_future::met(&future)
    {
        unwaited::watch(task);
    } else {
        unwaited::schedule(&future)?;
    }
    Ok(())
}

/// At a task's end: leaves what it started of its caller's promises to be waited for, as
/// their destructors do in the process that made them.
pub fn leave_borrowed() {
    for object in undo::changed().into_iter().chain(undo::take_started()) {
        // Not one that has been changed to something that is refused.
        if object.class() == class() && leave(&object).is_err() {
            let _ = exception::take();
        }
    }
}

native!(then, |call| chain(call, Step::Then));
native!(catch, |call| chain(call, Step::Catch));
native!(finally, |call| chain(call, Step::Finally));

native!(defer, |call: &Call| {
    call.no_arguments()?;
    start(&call.this())?;
    Ok(())
});

native!(do_resolve, |call: &Call| {
    call.no_arguments()?;
    call.returns(resolve(&call.this(), settings::deaths())?);
    Ok(())
});

/// Declares the class.
pub fn declare() {
    CLASS.set(declare::class(
        const {
            &Class {
                name: c"Pokio\\Promise",
                flags: ZEND_ACC_FINAL | ZEND_ACC_NOT_SERIALIZABLE,
                properties: PROPERTIES,
                methods: &[
                    method_of(
                        c"__construct",
                        construct,
                        const { &[parameter(c"callback", Type::Class(c"Closure"))] },
                        Type::None,
                    ),
                    method_of(c"__destruct", destruct, &[], Type::None),
                    method_of(c"__invoke", do_resolve, &[], Type::Mixed),
                    method_of(
                        c"then",
                        then,
                        const { &[parameter(c"then", Type::Class(c"Closure"))] },
                        Type::Class(c"self"),
                    ),
                    method_of(
                        c"catch",
                        catch,
                        const { &[parameter(c"catch", Type::Class(c"Closure"))] },
                        Type::Class(c"self"),
                    ),
                    method_of(
                        c"finally",
                        finally,
                        const { &[parameter(c"finally", Type::Class(c"Closure"))] },
                        Type::Class(c"self"),
                    ),
                    method_of(c"resolve", do_resolve, &[], Type::Mixed),
                    method_of(c"defer", defer, &[], Type::Void),
                ],
                ..Class::PLAIN
            }
        },
    ));
}
