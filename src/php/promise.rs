//! `Pokio\Promise`: a closure that will run, and what it will give.

mod start;

pub use start::{leave_others, start_shared};

use super::{
    continuation::{self, Step},
    control::options::{self, Options},
    exceptions::{self, Unstarted},
    fork_future::Deaths,
    future::Future,
    settings,
    sync_future::SyncFuture,
    undo, unwaited,
};
use crate::{
    engine::{
        Call, ClassEntry, Object, Thrown, closure,
        declare::{self, Class, Default, Registered, Type, method_of, parameter, property},
        exception::{self, Kind},
        value,
    },
    native, properties,
    task::{Cause, role},
    typed_object,
};
use ext_php_rs::{
    ffi::{ZEND_ACC_FINAL, ZEND_ACC_NOT_SERIALIZABLE},
    types::Zval,
};
use start::REFUSAL;

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

/// The class `Pokio\Promise`.
pub fn class() -> ClassEntry {
    CLASS.get()
}

typed_object! {
    /// A closure that will run, and what it will give.
    Promise
}

impl Promise {
    /// A promise of this closure.
    ///
    /// # Errors
    /// [`Thrown`]
    pub fn new(callback: Object) -> Result<Self, Thrown> {
        let promise = Self(Object::new(class()).ok_or(Thrown)?);
        promise.set_up(callback.into_value());
        undo::made(&promise.0);
        Ok(promise)
    }

    /// The promise that the value is, if it is one.
    pub fn of_value(value: &Zval) -> Option<Self> {
        Self::of(value::object(value)?).ok()
    }

    /// The only argument of a function, which is a promise.
    ///
    /// # Errors
    /// [`Thrown`], a `TypeError`, when it is not.
    pub fn argument(call: &Call) -> Result<Self, Thrown> {
        call.object(class()).map(Self)
    }

    /// The closure, unless another promise has taken it over.
    fn callback(&self) -> Option<Object> {
        value::object_of(self.0.property(CALLBACK), closure::class())
    }

    fn set_up(&self, callback: Zval) {
        self.0
            .set_property(PROCESS, value::int(i64::from(role::process())));
        self.0.set_property(OWNER, own());
        self.0.set_property(CALLBACK, callback);
    }

    /// The future of the closure, `None` while it has not started. In a task, one that
    /// the caller starts after that task has not.
    pub fn future(&self) -> Option<Future> {
        let future = Future::of(value::object(self.0.property(FUTURE))?);
        match &future {
            Future::Fork(fork) if fork.is_later() => None,
            _ => Some(future),
        }
    }

    /// Whether it was made with options.
    fn has_options(&self) -> bool {
        self.callback()
            .is_some_and(|callback| options::bound(&callback).is_some())
    }

    /// The options of the promise.
    pub fn options(&self) -> Options {
        self.callback()
            .and_then(|callback| options::bound(&callback))
            .map_or_else(Options::default, |bound| options::read(&bound))
    }

    /// A promise that has not started counts as awaited: a call has taken what kept it from
    /// being started.
    ///
    /// # Errors
    /// [`Thrown`]
    pub fn use_up(&self) -> Result<(), Thrown> {
        let callback = self.callback().ok_or_else(closure_is_missing)?;
        let future = SyncFuture::new(Some(&callback))?;
        future.use_up();
        undo::set(&self.0, FUTURE, future.into_value());
        undo::set(&self.0, OWNER, own());
        Ok(())
    }

    /// Keeps a promise of this process from starting, or ends it. Returns false when it has
    /// an outcome already, or is another process's.
    ///
    /// # Errors
    /// [`Thrown`]
    pub fn cancel(&self) -> Result<bool, Thrown> {
        if self.0.property(OWNER).long() != own().long() {
            return Ok(false);
        }
        match self.future() {
            // Its start waits, and a handler runs meanwhile.
            Some(Future::Fork(fork)) if fork.call_off() => self.never_start(),
            Some(Future::Fork(fork)) => Ok(fork.end(Cause::Cancelled)),
            Some(Future::Sync(sync)) => sync.cancel(),
            Some(Future::Other(_)) => Ok(false),
            None => self.never_start(),
        }
    }

    /// It is cancelled, and has not started.
    fn never_start(&self) -> Result<bool, Thrown> {
        let callback = self.callback().ok_or_else(closure_is_missing)?;
        let future = SyncFuture::new(Some(&callback))?;
        future.cancel()?;
        undo::set_for_good(&self.0, FUTURE, future.into_value());
        Ok(true)
    }

    /// Whether `await` would return at once. Without fork, one that has been started runs
    /// now.
    ///
    /// # Errors
    /// [`Thrown`] for `exit()`.
    pub fn is_done(&self) -> Result<bool, Thrown> {
        match self.future() {
            None => Ok(false),
            Some(Future::Fork(fork)) => Ok(fork.is_done()),
            Some(Future::Sync(sync)) if sync.runs() => Ok(false),
            Some(Future::Sync(sync)) => {
                sync.settle()?;
                Ok(true)
            }
            Some(other) => other.awaited(),
        }
    }

    /// Says that the failure of an array of promises, of which this is one, has been
    /// thrown: what this one throws has been met then. If it could not be started, nobody
    /// is told a second time.
    pub fn meet(&self) {
        match self.future() {
            Some(future) => future.meet(),
            None => undo::set(&self.0, OWNER, value::int(0)),
        }
    }

    /// Starts the closure, waits for it and gives its value.
    ///
    /// # Errors
    /// [`Thrown`] with what the closure threw.
    pub fn resolve(&self, deaths: Deaths) -> Result<Zval, Thrown> {
        self.start()?.wait(deaths)
    }

    /// It has been awaited, and whoever did so did not get this value: it can be awaited again.
    ///
    /// # Errors
    /// [`Thrown`]
    pub fn give_back(&self, value: Zval) -> Result<(), Thrown> {
        match self.future() {
            Some(Future::Sync(sync)) => sync.give_back(value),
            Some(Future::Fork(_)) => {
                let callback = self.callback().ok_or_else(closure_is_missing)?;
                let future = SyncFuture::of_value(&callback, value)?;
                undo::set(&self.0, FUTURE, future.into_value());
                Ok(())
            }
            Some(Future::Other(_)) | None => Ok(()),
        }
    }

    /// Starts the promise, if need be, and leaves it to be waited for, if it is this
    /// process's and has not been awaited.
    fn leave(&self) -> Result<(), Unstarted> {
        if self.0.property(OWNER).long() != own().long() {
            return Ok(());
        }
        let future = self.start()?;
        let used_up = matches!(&future, Future::Sync(sync) if sync.is_used_up());
        if used_up || future.awaited()? || future.is_cancelled() {
            return Ok(());
        }
        let met = match &future {
            Future::Fork(fork) => fork.met(),
            Future::Sync(_) | Future::Other(_) => None,
        };
        match met {
            Some(task) => unwaited::watch(task),
            None => unwaited::schedule(future.object())?,
        }
        Ok(())
    }
}

/// This process's token, as a value.
fn own() -> Zval {
    value::int(role::owner().cast_signed())
}

fn closure_is_missing() -> Thrown {
    exception::throw(
        Kind::Error,
        "The promise has no closure; its constructor has not run",
    )
}

/// A new promise with one step more; this one is used up.
fn chain(call: &Call, step: Step) -> Result<(), Thrown> {
    let callback = call.closure()?;
    let promise = Promise::this(call);
    if promise.future().is_some() {
        return Err(exceptions::already_started());
    }
    let Some(closure) = promise.callback() else {
        return Err(closure_is_missing());
    };
    undo::set(&promise.0, FUTURE, SyncFuture::new(None)?.into_value());
    undo::set(&promise.0, CALLBACK, Zval::null());
    // The options are the whole chain's.
    let chained = match options::split(&closure) {
        None => continuation::extend(closure, step, callback)?,
        Some((inner, options)) => {
            drop(closure);
            options::bind(continuation::extend(inner, step, callback)?, &options)?
        }
    };
    call.returns(Promise::new(chained)?.into_value());
    Ok(())
}

native!(construct, |call: &Call| {
    let callback = call.closure()?;
    Promise::this(call).set_up(callback.into_value());
    undo::made(&call.this());
    Ok(())
});

// A promise that nobody awaited runs all the same. Only the process that made
// it starts it: a copy in another process is not the promise.
native!(destruct, |call: &Call| {
    call.no_arguments()?;
    let earlier = REFUSAL.get();
    let left = Promise::this(call).leave();
    if let Err(Unstarted::Refused) = left {
        // Where many promises go, the first has said so, and that may still be pending: PHP
        // puts it aside for each destructor. The same object thrown again is said once.
        REFUSAL.set(exception::throw_earlier(earlier));
    }
    Ok(left?)
});

/// At a task's end: leaves what it started of its caller's promises to be waited for, as
/// their destructors do in the process that made them.
pub fn leave_borrowed() {
    for object in undo::changed().into_iter().chain(undo::take_started()) {
        // Not one that has been changed to something that is refused.
        if Promise::of(object).is_ok_and(|promise| promise.leave().is_err()) {
            let _ = exception::take();
        }
    }
}

native!(then, |call| chain(call, Step::Then));
native!(catch, |call| chain(call, Step::Catch));
native!(finally, |call| chain(call, Step::Finally));

native!(defer, |call: &Call| {
    call.no_arguments()?;
    Promise::this(call).start()?;
    Ok(())
});

native!(do_resolve, |call: &Call| {
    call.no_arguments()?;
    call.returns(Promise::this(call).resolve(settings::deaths())?);
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
