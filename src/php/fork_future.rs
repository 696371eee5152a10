//! `Pokio\Runtime\Fork\ForkFuture`: a task in a process of its own.

mod looks;

use super::{
    contracts,
    control::{
        errors::{self, Details},
        fork_hooks,
        options::{self, Options},
        outcome::{Ended, Ending},
        receivers,
    },
    exceptions, settings, undo, unwaited,
};
use crate::{
    engine::{
        Call, ClassEntry, Object, Thrown,
        declare::{self, Class, Default, Registered, Type, method_of, property},
        exception::{self, Kind},
        gc_references::Held,
        object::{self, Handlers, Tracked},
        value,
    },
    native, properties,
    task::{
        Cause,
        ids::TaskId,
        join::{self, Taken},
        outcome::Settlement,
        role::Token,
        task_ref::TaskRef,
        terms::Facts,
    },
    typed_object,
};
use ext_php_rs::{
    ffi::{ZEND_ACC_FINAL, ZEND_ACC_NOT_SERIALIZABLE},
    types::Zval,
};
use std::time::Instant;

static CLASS: Registered = Registered::new();

properties! {
    /// The token of the process that started the task.
    OWNER = property(c"owner", Type::Int, Default::Zero);
    /// The task's number in that process; 0 before it is started, [`CALLED_OFF`] when it is
    /// not to be started any more.
    TASK = property(c"task", Type::Int, Default::Zero);
    /// Whether it has been awaited.
    AWAITED = property(c"awaited", Type::Bool, Default::False);
    /// When it was met without being awaited, see [`unwaited::met`].
    MET = property(c"met", Type::Int, Default::Zero);
    /// The options of the task, see [`options::bound`].
    OPTIONS = property(c"options", Type::NullableClass(c"Pokio\\Internal\\Options"), Default::Null);
    /// The task's key in a call over many, else null.
    KEY = property(c"key", Type::Mixed, Default::Null);
}

/// In place of a task's number.
const CALLED_OFF: i64 = -1;

/// The class `Pokio\Runtime\Fork\ForkFuture`.
pub fn class() -> ClassEntry {
    CLASS.get()
}

typed_object! {
    /// A future of a task in a process of its own.
    ForkFuture
}

impl ForkFuture {
    /// A future of no task yet.
    ///
    /// # Errors
    /// [`Thrown`]
    pub fn new() -> Result<Self, Thrown> {
        Object::new(class()).map(Self).ok_or(Thrown)
    }

    fn named(&self) -> Option<TaskRef> {
        named(&self.0)
    }

    /// Says which task it is of; 0 for none.
    pub fn name(&self, owner: Token, task: TaskId) {
        self.0.set_property(OWNER, value::int(owner.cast_signed()));
        self.0
            .set_property(TASK, value::int(i64::try_from(task).unwrap_or(0)));
    }

    /// Whether it is of a task.
    pub fn is_named(&self) -> bool {
        self.named().is_some()
    }

    /// While the task's start waits: keeps it from being started. Returns false when there is
    /// a task.
    pub fn call_off(&self) -> bool {
        let waits = self.0.property(TASK).long() == Some(0);
        if waits {
            self.0.set_property(TASK, value::int(CALLED_OFF));
        }
        waits
    }

    /// Whether it has been called off.
    pub fn is_called_off(&self) -> bool {
        self.0.property(TASK).long() == Some(CALLED_OFF)
    }

    /// Waits for the task and gives its value, or throws what it threw.
    ///
    /// # Errors
    /// [`Thrown`]
    pub fn wait(&self, deaths: Deaths) -> Result<Zval, Thrown> {
        if self.awaited() {
            return Err(exceptions::already_awaited());
        }
        let task = self.named().ok_or_else(not_started)?;
        if fork_hooks::wait_for(task.id()) {
            let ended = self.take()?;
            return match ended.ending {
                Ending::Died(cause) if deaths.are_null(&cause) => Ok(Zval::null()),
                _ => ended.get(),
            };
        }
        // An exception of a signal's handler leaves the future as it was.
        let taken = join::outcome(task)?;
        undo::set(&self.0, AWAITED, value::bool(true));
        receivers::forget(task.id());
        let Taken::Now(settlement, facts) = taken else {
            return Err(exceptions::already_awaited());
        };
        match settlement? {
            Settlement::Value(value) => Ok(value),
            Settlement::Thrown(thrown) => Err(exception::throw_object(thrown)),
            Settlement::Refused(refused) => {
                errors::name_refused(&refused, &self.details());
                Err(exception::throw_object(refused))
            }
            Settlement::Died(cause) => {
                errors::log_signal(&cause, || self.details());
                if deaths.are_null(&cause) {
                    return Ok(Zval::null());
                }
                self.ended(Ending::Died(cause), facts).get()
            }
        }
    }

    /// Waits for the task and gives how it has ended.
    ///
    /// # Errors
    /// [`Thrown`] when it has been awaited before, cannot be awaited here, or a signal's
    /// handler threw.
    pub fn take(&self) -> Result<Ended, Thrown> {
        if self.awaited() {
            return Err(exceptions::already_awaited());
        }
        let task = self.named().ok_or_else(not_started)?;
        let taken = join::outcome(task)?;
        undo::set(&self.0, AWAITED, value::bool(true));
        receivers::forget(task.id());
        let Taken::Now(settlement, facts) = taken else {
            return Err(exceptions::already_awaited());
        };
        let ending = Ending::of(settlement, || self.details())?;
        let ended = self.ended(ending, facts);
        fork_hooks::in_parent(task.id(), || ended.copy().outcome())?;
        Ok(ended)
    }

    /// An ending with what the future knows of its task.
    fn ended(&self, ending: Ending, facts: Facts) -> Ended {
        let options = self.options();
        let ending = match ending {
            Ending::Died(Cause::TimedOut) => Ending::TimedOut(options.timeout.unwrap_or(0.0)),
            Ending::Died(Cause::Cancelled) => Ending::Cancelled,
            other => other,
        };
        let mut facts = facts;
        let details = self.details().with_written(facts.written.take());
        Ended {
            ending,
            facts,
            details,
        }
    }

    fn details(&self) -> Details {
        Details {
            key: Some(value::copy(self.0.property(KEY))).filter(|key| !key.is_null()),
            name: self.options().name,
            ..Details::default()
        }
    }

    /// The options of the future's task.
    pub fn options(&self) -> Options {
        value::object(self.0.property(OPTIONS))
            .map_or_else(Options::default, |bound| options::read(&bound))
    }

    /// Says which key the future's task has.
    pub fn set_key(&self, key: &Zval) {
        if key.is_long() || key.is_string() {
            self.0.set_property(KEY, value::copy(key));
        }
    }

    /// Says which options the future's task has.
    pub fn set_options(&self, bound: Object) {
        self.0.set_property(OPTIONS, bound.into_value());
    }

    /// Settles the task, if it has no outcome yet, and ends its process. Returns whether
    /// there was something to settle.
    pub fn end(&self, cause: Cause) -> bool {
        let Some(task) = self.named().filter(|_| !self.awaited()) else {
            return false;
        };
        if !task.end(cause.clone()) {
            return false;
        }
        if cause == Cause::Cancelled && fork_hooks::wait_for(task.id()) {
            let outcome = || self.ended(Ending::Cancelled, Facts::default()).outcome();
            exception::aside(|| fork_hooks::in_parent(task.id(), outcome));
        }
        true
    }

    /// Cancels the task, whatever it has come to: nobody takes its outcome.
    pub fn discard(&self) {
        let Some(task) = self.named() else {
            return;
        };
        if self.end(Cause::Cancelled) {
            receivers::abandon(task.id());
            return;
        }
        if self.awaited() {
            return;
        }
        if fork_hooks::wait_for(task.id()) {
            // The hooks of its process are called for every process of a call.
            exception::aside(|| self.take().map(drop));
        } else {
            task.cancel();
        }
        receivers::abandon(task.id());
    }

    /// Waits until the task has an outcome, or the deadline has come.
    ///
    /// # Errors
    /// [`Thrown`] when a signal's handler threw.
    pub fn wait_until(&self, deadline: Option<Instant>) -> Result<(), Thrown> {
        match self.named().filter(|_| !self.awaited()) {
            Some(task) => Ok(join::until_settled(task, deadline)?),
            None => Ok(()),
        }
    }

    /// Whether its caller has ended the task.
    pub fn is_cancelled(&self) -> bool {
        self.named().is_some_and(|task| task.is_cancelled())
    }

    /// Whether it has been awaited.
    pub fn awaited(&self) -> bool {
        self.0.property(AWAITED).bool() == Some(true)
    }

    /// Says that what the task throws has been met.
    pub fn meet(&self) {
        undo::set(&self.0, MET, unwaited::met());
    }

    /// The task, if what it throws has been met.
    pub fn met(&self) -> Option<TaskRef> {
        unwaited::is_met(self.0.property(MET))
            .then(|| self.named())
            .flatten()
    }

    /// Whether it is of a task that has ended with a value, and no variable holds it but one.
    pub fn is_done_with(&self) -> bool {
        self.0.references() == 1 && self.named().is_some_and(|task| task.has_value())
    }

    /// Whether it is of a task that this process did not start, so that it is not for
    /// this one to wait for it.
    pub fn is_of_another_process(&self) -> bool {
        self.named().is_some_and(|task| !task.is_own())
    }

    /// Whether it is of a task that this one's caller starts later.
    pub fn is_later(&self) -> bool {
        self.named().is_some_and(|task| task.is_later())
    }
}

fn named(future: &Object) -> Option<TaskRef> {
    let number = |index| future.property(index).long();
    let owner = number(OWNER)?.cast_unsigned();
    let task = TaskId::try_from(number(TASK)?).ok()?;
    TaskRef::new(owner, task)
}

/// What a death becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deaths {
    /// Null, as in the package.
    Null,
    /// A `TaskDied`.
    Thrown,
}

impl Deaths {
    fn are_null(self, cause: &Cause) -> bool {
        // Only who asked for a time limit, or cancelled, meets the other two.
        self == Self::Null && !matches!(cause, Cause::TimedOut | Cause::Cancelled)
    }
}

fn not_started() -> Thrown {
    exception::throw(Kind::Logic, "The task of this future has not been started")
}

native!(construct, |_| Ok(()));

native!(await_, |call: &Call| {
    call.no_arguments()?;
    call.returns(ForkFuture::this(call).wait(settings::deaths())?);
    Ok(())
});

native!(is_awaited, |call: &Call| {
    call.no_arguments()?;
    call.returns(value::bool(ForkFuture::this(call).awaited()));
    Ok(())
});

/// Tells the table how many futures refer to a task.
impl Tracked for ForkFuture {
    fn handlers() -> &'static Handlers {
        static HANDLERS: Handlers = Handlers::new();
        &HANDLERS
    }

    /// A copy refers to the same task.
    fn cloned(future: &Object) {
        if let Some(task) = named(future) {
            task.retain();
        }
    }

    fn held(future: &Object, held: &mut Held<'_>) {
        if let Some(task) = named(future) {
            receivers::held(task.id(), Some(future.handle()), held);
        }
    }

    /// The outcome of a task to which no future refers any more is dropped.
    fn freed(future: &Object) {
        if let Some(task) = named(future)
            && task.release()
        {
            receivers::forget(task.id());
        }
    }
}

/// Declares the class.
pub fn declare() {
    CLASS.set(declare::class(
        const {
            &Class {
                name: c"Pokio\\Runtime\\Fork\\ForkFuture",
                flags: ZEND_ACC_FINAL | ZEND_ACC_NOT_SERIALIZABLE,
                interfaces: &[contracts::future],
                properties: PROPERTIES,
                methods: &[
                    declare::private_constructor(construct, &[]),
                    method_of(c"await", await_, &[], Type::Mixed),
                    method_of(c"awaited", is_awaited, &[], Type::Bool),
                ],
                create: Some(object::create_tracked::<ForkFuture>),
                ..Class::PLAIN
            }
        },
    ));
}
