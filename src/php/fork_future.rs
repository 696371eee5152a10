//! `Pokio\Runtime\Fork\ForkFuture`: a task in a process of its own.

use super::{contracts, exceptions, undo, unwaited};
use crate::{
    engine::{
        Call, Object, Thrown,
        declare::{self, Class, Default, Function, Registered, Type, method_of, property},
        exception::{self, Kind},
        object::{self, Handlers, Tracked},
        value,
    },
    native,
    task::{
        outcome::Settlement,
        role::Token,
        table::TaskId,
        wait::{self, Taken},
    },
};
use ext_php_rs::{
    ffi::{ZEND_ACC_FINAL, ZEND_ACC_NOT_SERIALIZABLE, ZEND_ACC_PRIVATE, zend_class_entry},
    types::Zval,
};

static CLASS: Registered = Registered::new();

/// Property: the token of the process that started the task.
const OWNER: usize = 0;
/// Property: the task's number in that process; 0 before it is started.
const TASK: usize = 1;
/// Property: whether it has been awaited.
const AWAITED: usize = 2;
/// Property: when it was met without being awaited, see [`unwaited::met`].
const MET: usize = 3;

/// The class.
pub fn class() -> *mut zend_class_entry {
    CLASS.get()
}

/// A future of no task yet.
///
/// # Errors
/// [`Thrown`]
pub fn create() -> Result<Object, Thrown> {
    Object::new(class()).ok_or(Thrown)
}

/// Says which task it is of; 0 for none.
pub fn name(future: &Object, owner: Token, task: TaskId) {
    future.set_property(OWNER, value::int(owner.cast_signed()));
    future.set_property(TASK, value::int(i64::try_from(task).unwrap_or(0)));
}

fn named(future: &Object) -> Option<(Token, TaskId)> {
    let number = |index| future.property(index).long();
    let owner = number(OWNER)?.cast_unsigned();
    let task = TaskId::try_from(number(TASK)?).ok()?;
    (task != 0).then_some((owner, task))
}

/// Whether it is of a task.
pub fn is_named(future: &Object) -> bool {
    named(future).is_some()
}

/// Waits for the task and gives its value, or throws what it threw.
///
/// # Errors
/// [`Thrown`]
pub fn wait(future: &Object) -> Result<Zval, Thrown> {
    if awaited(future) {
        return Err(exceptions::already_awaited());
    }
    let Some((owner, task)) = named(future) else {
        return Err(exception::throw(
            Kind::Logic,
            "The task of this future has not been started",
        ));
    };
    // An exception of a signal's handler leaves the future as it was.
    let taken = wait::outcome(owner, task)?;
    undo::set(future, AWAITED, value::bool(true));
    match taken {
        Taken::Before => Err(exceptions::already_awaited()),
        Taken::Now(outcome, _) => match outcome? {
            Settlement::Value(value) => Ok(value),
            Settlement::Thrown(thrown) => Err(exception::throw_object(thrown)),
            Settlement::Died(_) => Ok(Zval::null()),
        },
    }
}

/// Whether it has been awaited.
pub fn awaited(future: &Object) -> bool {
    future.property(AWAITED).bool() == Some(true)
}

/// Says that what the task throws has been met.
pub fn meet(future: &Object) {
    undo::set(future, MET, unwaited::met());
}

/// The task, if what it throws has been met.
pub fn met(future: &Object) -> Option<(Token, TaskId)> {
    unwaited::is_met(future.property(MET))
        .then(|| named(future))
        .flatten()
}

/// Whether it is of a task that has ended without something to throw, and no variable
/// holds it but one.
pub fn is_done_with(future: &Object) -> bool {
    future.class() == class()
        && future.references() == 1
        && named(future).is_some_and(|(owner, task)| wait::has_nothing_to_throw(owner, task))
}

/// Whether it is of a task that this process did not start, so that it is not for
/// this one to wait for it.
pub fn is_of_another_process(future: &Object) -> bool {
    future.class() == class()
        && named(future).is_some_and(|(owner, task)| !wait::is_own(owner, task))
}

/// Whether it is of a task that this one's caller starts later.
pub fn is_later(future: &Object) -> bool {
    future.class() == class()
        && named(future).is_some_and(|(owner, task)| wait::is_later(owner, task))
}

native!(construct, |_| Ok(()));

native!(await_, |call: &Call| {
    call.no_arguments()?;
    call.returns(wait(&call.this())?);
    Ok(())
});

native!(is_awaited, |call: &Call| {
    call.no_arguments()?;
    call.returns(value::bool(awaited(&call.this())));
    Ok(())
});

/// Tells the table how many futures mean a task.
struct ForkFuture;

impl Tracked for ForkFuture {
    fn handlers() -> &'static Handlers {
        static HANDLERS: Handlers = Handlers::new();
        &HANDLERS
    }

    /// A copy means the same task.
    fn cloned(future: &Object) {
        if let Some((owner, task)) = named(future) {
            wait::hold(owner, task);
        }
    }

    /// A task that no future means any more leaves its outcome to nobody.
    fn freed(future: &Object) {
        if let Some((owner, task)) = named(future) {
            wait::release(owner, task);
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
                properties: &[
                    property(c"owner", Type::Int, Default::Zero),
                    property(c"task", Type::Int, Default::Zero),
                    property(c"awaited", Type::Bool, Default::False),
                    property(c"met", Type::Int, Default::Zero),
                ],
                methods: &[
                    Function {
                        name: c"__construct",
                        entry: Some(construct),
                        flags: ZEND_ACC_PRIVATE,
                        parameters: &[],
                        returns: Type::None,
                    },
                    method_of(c"await", await_, &[], Type::Mixed),
                    method_of(c"awaited", is_awaited, &[], Type::Bool),
                ],
                create: Some(object::create_tracked::<ForkFuture>),
                ..Class::PLAIN
            }
        },
    ));
}
