//! `Pokio\Runtime\Sync\SyncFuture`: a closure that runs in the caller when it is
//! awaited.

use super::{
    contracts,
    control::{
        errors::Details,
        options::{self, Options},
        outcome::{self, Ended, Ending},
        receivers::{self, Owner},
        run_here::{run_here, run_owned},
    },
    exceptions, future, undo, unwaited,
};
use crate::{
    engine::{
        Call, ClassEntry, Object, Thrown,
        backtrace::Hidden,
        closure,
        declare::{self, Class, Default, Registered, Type, method_of, parameter, property},
        exception, value,
    },
    native, properties,
    task::{
        cancelled_here,
        interruption::Passed,
        random::{self, Seeds},
        role,
        terms::Facts,
    },
    typed_object,
};
use ext_php_rs::{
    ffi::{ZEND_ACC_FINAL, ZEND_ACC_NOT_SERIALIZABLE},
    types::Zval,
};

static CLASS: Registered = Registered::new();

properties! {
    /// The closure; null for one that is used up and gives null.
    CALLBACK = property(c"callback", Type::NullableClass(c"Closure"), Default::Null);
    /// Whether it has been awaited.
    AWAITED = property(c"awaited", Type::Bool, Default::False);
    /// When it was met without being awaited, see [`unwaited::met`].
    MET = property(c"met", Type::Int, Default::Zero);
    /// The `Outcome`, when there is one before it is asked for.
    OUTCOME = property(c"outcome", Type::NullableClass(c"Pokio\\Outcome"), Default::Null);
    /// What its random numbers are seeded with.
    SEEDS = property(c"seeds", Type::Int, Default::Zero);
}

/// The class `Pokio\Runtime\Sync\SyncFuture`.
pub fn class() -> ClassEntry {
    CLASS.get()
}

typed_object! {
    /// A future of a closure that runs in the caller.
    SyncFuture
}

impl SyncFuture {
    /// A future of this closure, or one that gives null.
    ///
    /// # Errors
    /// [`Thrown`]
    pub fn new(callback: Option<&Object>) -> Result<Self, Thrown> {
        let future = Object::new(class()).ok_or(Thrown)?;
        if let Some(callback) = callback {
            future.set_property(CALLBACK, callback.clone().into_value());
            future.set_property(SEEDS, value::int(random::next().to_bits()));
        }
        undo::made(&future);
        Ok(Self(future))
    }

    /// A future of this closure, which has given this value.
    ///
    /// # Errors
    /// [`Thrown`]
    pub fn of_value(callback: &Object, value: Zval) -> Result<Self, Thrown> {
        let future = Object::new(class()).map(Self).ok_or(Thrown)?;
        future
            .0
            .set_property(CALLBACK, callback.clone().into_value());
        undo::made(&future.0);
        future.give_back(value)?;
        Ok(future)
    }

    /// Whoever has awaited it did not get this value, which it gave: it can be awaited again.
    ///
    /// # Errors
    /// [`Thrown`]
    pub fn give_back(&self, value: Zval) -> Result<(), Thrown> {
        if !self.is_used_up() {
            let ended = Ended {
                ending: Ending::Value(value),
                details: Details {
                    name: self.options().name,
                    ..Details::default()
                },
                ..Ended::default()
            };
            undo::set(&self.0, OUTCOME, ended.outcome()?.into_value());
        }
        undo::set(&self.0, AWAITED, value::bool(false));
        Ok(())
    }

    /// Whether it stands for a promise that was used up by chaining.
    pub fn is_used_up(&self) -> bool {
        self.0.property(CALLBACK).is_null()
    }

    /// Runs the closure, unless that has been done.
    ///
    /// # Errors
    /// [`Thrown`]
    pub fn wait(&self) -> Result<Zval, Thrown> {
        if self.awaited() {
            return Err(exceptions::already_awaited());
        }
        self.refuse_itself()?;
        receivers::deliver_waiting()?;
        self.settle_before()?;
        if let Some(callback) = self.callback()
            && (options::bound(&callback).is_some() || self.outcome_of().is_some())
        {
            return self.take()?.get();
        }
        undo::set(&self.0, AWAITED, value::bool(true));
        match self.callback() {
            None => Ok(Zval::null()),
            Some(callback) => {
                // As in a task of its own.
                let hidden = role::is_task().then(Hidden::new);
                let (result, passed) = cancelled_here::watch(self.0.handle(), || {
                    receivers::without_receiver(|| {
                        let result = random::with(self.seeds(), || closure::call(&callback, None));
                        drop(hidden);
                        future::settle(result?)
                    })
                });
                if passed == Passed::Own && !exception::is_exit_pending() {
                    exception::take();
                    return self.cancelled(None).get();
                }
                result
            }
        }
    }

    /// Runs the closure, unless that has been done, and gives how it has ended.
    ///
    /// # Errors
    /// [`Thrown`] for a future that has been awaited, and for `exit()`.
    pub fn take(&self) -> Result<Ended, Thrown> {
        if self.awaited() {
            return Err(exceptions::already_awaited());
        }
        self.refuse_itself()?;
        receivers::deliver_waiting()?;
        self.settle_before()?;
        undo::set(&self.0, AWAITED, value::bool(true));
        match self.outcome_of() {
            Some(outcome) => Ok(outcome::read(&outcome)),
            None => self.run(None),
        }
    }

    /// The same with these options in place of its own, as the task with this key, which
    /// is the call's that waits: when it cannot go on, the future is of one that was cancelled.
    ///
    /// # Errors
    /// As for [`SyncFuture::take`].
    pub fn take_with(&self, options: &Options, key: &Zval) -> Result<Ended, Thrown> {
        let Some(callback) = self.callback().filter(|_| !self.is_settled()) else {
            return self.take();
        };
        undo::set(&self.0, AWAITED, value::bool(true));
        let receiver = options.receiver(value::copy(key));
        let (ended, passed) = cancelled_here::watch(self.0.handle(), || {
            run_owned(&callback, options, key, receiver, self.seeds())
        });
        let ended = unless_cancelled(ended, passed);
        if ended.is_err() {
            exception::hidden(|| self.give_up_as(self.cancelled(Some(key))))?;
            undo::set(&self.0, AWAITED, value::bool(false));
        }
        ended
    }

    /// Whether the closure runs, further out.
    pub fn runs(&self) -> bool {
        cancelled_here::runs(self.0.handle())
    }

    /// The closure, or a handler of its messages, waits for what is its own end: somebody
    /// awaits it already.
    fn refuse_itself(&self) -> Result<(), Thrown> {
        if self.runs() {
            return Err(exceptions::already_awaited());
        }
        Ok(())
    }

    /// Awaited in a task that runs here, what had been started before it: the closure runs
    /// once, for all who have the future.
    fn settle_before(&self) -> Result<(), Thrown> {
        if undo::was_before(&self.0) && self.callback().is_some() {
            return self.settle();
        }
        Ok(())
    }

    /// Runs the closure now, for whoever awaits the future later. Nothing is done for one
    /// that has been.
    ///
    /// # Errors
    /// [`Thrown`] for `exit()`.
    pub fn settle(&self) -> Result<(), Thrown> {
        self.settle_within(None)
    }

    /// The same, with a limit in seconds besides the closure's own.
    ///
    /// # Errors
    /// [`Thrown`] for `exit()`.
    pub fn settle_within(&self, limit: Option<f64>) -> Result<(), Thrown> {
        receivers::deliver_waiting()?;
        self.refuse_itself()?;
        if !self.is_settled() {
            let outcome = self.run(limit)?.outcome()?;
            undo::set_for_good(&self.0, OUTCOME, outcome.into_value());
        }
        Ok(())
    }

    /// Whether the closure has run, or will not.
    pub fn is_settled(&self) -> bool {
        self.awaited() || self.outcome_of().is_some()
    }

    /// Keeps the closure from running, or ends it, when a handler asks that runs meanwhile.
    /// Returns false, having done nothing, when it has run.
    ///
    /// # Errors
    /// [`Thrown`]
    pub fn cancel(&self) -> Result<bool, Thrown> {
        if let Some(ends) = cancelled_here::cancel(self.0.handle()) {
            return Ok(ends);
        }
        if self.is_settled() || self.callback().is_none() {
            return Ok(false);
        }
        self.give_up()?;
        Ok(true)
    }

    /// Whatever the closure has come to: the future is of one that was cancelled.
    ///
    /// # Errors
    /// [`Thrown`]
    pub fn give_up(&self) -> Result<(), Thrown> {
        self.give_up_as(self.cancelled(None))
    }

    fn give_up_as(&self, cancelled: Ended) -> Result<(), Thrown> {
        let outcome = cancelled.outcome()?;
        undo::set_for_good(&self.0, OUTCOME, outcome.into_value());
        Ok(())
    }

    /// Says that it has been awaited: the closure never runs.
    pub fn use_up(&self) {
        undo::set(&self.0, AWAITED, value::bool(true));
    }

    /// The outcome of one that was cancelled, as the task with this key.
    fn cancelled(&self, key: Option<&Zval>) -> Ended {
        let key = key.filter(|key| key.is_long() || key.is_string());
        Ended {
            ending: Ending::Cancelled,
            facts: Facts::default(),
            details: Details {
                key: key.map(value::copy),
                name: self.options().name,
                ..Details::default()
            },
        }
    }

    /// Whether the closure has run and given no value, or there is none any more, because it
    /// has been awaited.
    pub fn has_failed(&self) -> bool {
        self.awaited()
            || self
                .outcome_of()
                .is_some_and(|outcome| !outcome::read(&outcome).is_fulfilled())
    }

    /// Whether the closure was kept from running.
    pub fn is_cancelled(&self) -> bool {
        self.outcome_of()
            .is_some_and(|outcome| matches!(outcome::read(&outcome).ending, Ending::Cancelled))
    }

    fn callback(&self) -> Option<Object> {
        value::object_of(self.0.property(CALLBACK), closure::class())
    }

    fn seeds(&self) -> Seeds {
        Seeds::from_bits(self.0.property(SEEDS).long().unwrap_or(0))
    }

    fn outcome_of(&self) -> Option<Object> {
        value::object(self.0.property(OUTCOME))
    }

    /// The options of the closure.
    pub fn options(&self) -> Options {
        self.callback()
            .and_then(|callback| options::bound(&callback))
            .map_or_else(Options::default, |bound| options::read(&bound))
    }

    /// Runs the closure. When the receiver of its messages has thrown, the outcome is for
    /// whoever awaits the future next.
    fn run(&self, limit: Option<f64>) -> Result<Ended, Thrown> {
        match self.callback() {
            Some(callback) => {
                let mut options = self.options();
                options.timeout = [options.timeout, limit]
                    .into_iter()
                    .flatten()
                    .reduce(f64::min);
                let receiver = options.receiver(Zval::null());
                let seeds = self.seeds();
                let (result, passed) = cancelled_here::watch(self.0.handle(), || {
                    run_here(&callback, &options, None, receiver, Owner::Promise, seeds)
                });
                let (ended, thrown) = result?;
                let ended = unless_cancelled(Ok(ended), passed)?;
                if let Some(thrown) = thrown {
                    undo::set_for_good(&self.0, OUTCOME, ended.outcome()?.into_value());
                    undo::set(&self.0, AWAITED, value::bool(false));
                    return Err(exception::throw_object(thrown));
                }
                Ok(ended)
            }
            None => Ok(Ended {
                ending: Ending::Value(Zval::null()),
                facts: Facts::default(),
                details: Details::default(),
            }),
        }
    }

    /// Whether it has been awaited.
    pub fn awaited(&self) -> bool {
        self.0.property(AWAITED).bool() == Some(true)
    }

    /// Says that what the closure throws has been met.
    pub fn meet(&self) {
        undo::set(&self.0, MET, unwaited::met());
    }

    /// Whether what the closure throws has been met.
    pub fn is_met(&self) -> bool {
        unwaited::is_met(self.0.property(MET))
    }
}

/// How a task has ended that may have been cancelled while it ran. If a task around it was
/// cancelled, its exception is passed on.
fn unless_cancelled(ended: Result<Ended, Thrown>, passed: Passed) -> Result<Ended, Thrown> {
    let mut ended = ended?;
    match passed {
        Passed::Own => ended.ending = Ending::Cancelled,
        Passed::Outer => {
            if let Ending::Thrown(thrown) = ended.ending {
                return Err(exception::throw_object(thrown));
            }
        }
        Passed::None => {}
    }
    Ok(ended)
}

native!(construct, |call: &Call| {
    let callback = call.closure()?;
    call.this().set_property(CALLBACK, callback.into_value());
    undo::made(&call.this());
    Ok(())
});

native!(await_, |call: &Call| {
    call.no_arguments()?;
    call.returns(SyncFuture::this(call).wait()?);
    Ok(())
});

native!(is_awaited, |call: &Call| {
    call.no_arguments()?;
    call.returns(value::bool(SyncFuture::this(call).awaited()));
    Ok(())
});

/// Declares the class.
pub fn declare() {
    CLASS.set(declare::class(
        const {
            &Class {
                name: c"Pokio\\Runtime\\Sync\\SyncFuture",
                flags: ZEND_ACC_FINAL | ZEND_ACC_NOT_SERIALIZABLE,
                interfaces: &[contracts::future],
                properties: PROPERTIES,
                methods: &[
                    method_of(
                        c"__construct",
                        construct,
                        const { &[parameter(c"callback", Type::Class(c"Closure"))] },
                        Type::None,
                    ),
                    method_of(c"await", await_, &[], Type::Mixed),
                    method_of(c"awaited", is_awaited, &[], Type::Bool),
                ],
                ..Class::PLAIN
            }
        },
    ));
}
