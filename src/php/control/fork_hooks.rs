//! `Pokio\atFork()`: hooks around every process that is made for tasks.

use super::{
    errors,
    outcome::{Ended, Ending},
};
use crate::{
    engine::{
        Call, Object, Thrown, closure,
        declare::{self, Class, Default, Registered, Type, method_of, property},
        exception::{self, Pending},
        interruption::Deferred,
        value,
    },
    native, properties,
    task::{ids::TaskId, messages},
};
use ext_php_rs::{
    ffi::{ZEND_ACC_FINAL, ZEND_ACC_NOT_SERIALIZABLE},
    types::Zval,
};
use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    mem::ManuallyDrop,
};

static CLASS: Registered = Registered::new();

properties! {
    /// Its number.
    NUMBER = property(c"number", Type::Int, Default::Zero);
}

/// Closures that were registered together.
#[derive(Clone)]
struct Hook {
    number: i64,
    before: Option<Object>,
    child: Option<Object>,
    end: Option<Object>,
    parent: Option<Object>,
}

#[derive(Default)]
struct Registry {
    hooks: Vec<Hook>,
    last: i64,
    /// The hooks that were there when a task was forked: their `parent` is to be called.
    forked: HashMap<TaskId, Vec<Hook>>,
    /// What the `end` hooks of tasks have given.
    ended: HashMap<TaskId, Zval>,
    /// In a task: the hooks that its process was forked with.
    own: Vec<Hook>,
}

thread_local! {
    /// Whether a hook has ever been registered: where none has, looking further would cost
    /// each task pages.
    static USED: Cell<bool> = const { Cell::new(false) };
    /// Never dropped by C's exit(), as nothing that holds PHP's objects may be.
    static REGISTRY: RefCell<ManuallyDrop<Registry>> = RefCell::default();
}

#[inline]
fn hooks() -> Vec<Hook> {
    if USED.get() {
        REGISTRY.with_borrow(|registry| registry.hooks.clone())
    } else {
        Vec::new()
    }
}

/// Whether a process has something to tell at its end.
pub fn tell_at_end() -> bool {
    USED.get()
        && REGISTRY.with_borrow(|registry| registry.hooks.iter().any(|hook| hook.end.is_some()))
}

/// In the caller, just before a fork. When one throws, those that have run before it get
/// their `parent` at once.
///
/// # Errors
/// [`Thrown`]: no process is made then.
pub fn before_fork() -> Result<(), Thrown> {
    let hooks = hooks();
    for (place, hook) in hooks.iter().enumerate() {
        if let Some(before) = &hook.before
            && let Err(Thrown) = closure::run(before, [])
        {
            without_a_process(&hooks[..place]);
            return Err(Thrown);
        }
    }
    Ok(())
}

/// In the caller: no process has been made after [`before_fork`].
pub fn not_forked() {
    without_a_process(&hooks());
}

/// Calls the `parent` of these hooks, of a process that there is not. What has been thrown
/// is put aside meanwhile.
fn without_a_process(hooks: &[Hook]) {
    if hooks.iter().all(|hook| hook.parent.is_none()) {
        return;
    }
    exception::aside(|| {
        let last = Ended {
            ending: Ending::Cancelled,
            ..Ended::default()
        };
        call_parents(hooks, None, &last.outcome()?)
    });
}

/// In the caller: the task is about to have a process, whose hooks are those of now.
pub fn about_to_fork(task: TaskId) {
    if !USED.get() {
        return;
    }
    REGISTRY.with_borrow_mut(|registry| {
        if registry.hooks.iter().any(|hook| hook.parent.is_some()) {
            let hooks = registry.hooks.clone();
            registry.forked.insert(task, hooks);
        }
    });
}

/// In the caller: the fork failed, so the hooks' task has no process.
pub fn fork_failed(task: TaskId) {
    let hooks = REGISTRY.with_borrow_mut(|registry| registry.forked.remove(&task));
    drop(hooks);
}

/// In a new process, before anything else of PHP's code.
///
/// # Errors
/// [`Thrown`]: the task fails with that.
pub fn in_child() -> Result<(), Thrown> {
    let hooks = hooks();
    if hooks.is_empty() {
        return Ok(());
    }
    let _deferred = Deferred::begin();
    // What the task removes, or registers, changes nothing for its own process.
    REGISTRY.with_borrow_mut(|registry| registry.own.clone_from(&hooks));
    for hook in &hooks {
        if let Some(child) = &hook.child {
            closure::run(child, [])?;
        }
    }
    Ok(())
}

/// At the end of a process: calls the `end` hooks, in reverse order, and sends what they
/// give. What one throws, or gives that cannot be sent, is logged.
pub fn at_end() {
    if !USED.get() {
        return;
    }
    let hooks = REGISTRY.with_borrow(|registry| registry.own.clone());
    if !hooks.iter().any(|hook| hook.end.is_some()) {
        return;
    }
    let mut all = Zval::new_array();
    for hook in hooks.iter().rev() {
        let Some(end) = &hook.end else { continue };
        let given = closure::within_frame(|| {
            let given = closure::call(end, None)?;
            // Each by itself, so that one that cannot be sent takes no other with it.
            let mut bytes = Vec::new();
            match crate::codec::value::append(&given, &mut bytes) {
                Ok(_) => Ok(given),
                Err(crate::codec::value::Unencodable::Thrown) => Err(Thrown),
                Err(other) => Err(exception::throw(
                    exception::Kind::Runtime,
                    &other.to_string(),
                )),
            }
        });
        match given {
            Ok(given) => crate::engine::array::set(&mut all, hook.number, given),
            Err(Thrown) => log_pending(),
        }
    }
    let _ = messages::send_end(&all);
}

fn log_pending() {
    if let Some(Pending::Throwable(thrown)) = exception::take() {
        errors::log(&thrown);
    }
}

/// In the caller: what the `end` hooks of a task's process have given.
pub fn ended(task: TaskId, given: Zval) {
    let before = REGISTRY.with_borrow_mut(|registry| {
        // Nobody asks for it where no hook waits.
        if registry.forked.contains_key(&task) {
            registry.ended.insert(task, given)
        } else {
            Some(given)
        }
    });
    drop(before);
}

/// Whether something is to be called in the caller for each process, or comes from it.
pub fn reach_the_caller() -> bool {
    let reaches =
        |hook: &Hook| hook.before.is_some() || hook.end.is_some() || hook.parent.is_some();
    USED.get() && REGISTRY.with_borrow(|registry| registry.hooks.iter().any(reaches))
}

/// Whether any hook has ever been registered.
pub fn are_used() -> bool {
    USED.get()
}

/// Whether hooks wait for the end of this task.
pub fn wait_for(task: TaskId) -> bool {
    REGISTRY.with_borrow(|registry| registry.forked.contains_key(&task))
}

/// Whether hooks wait for what those at the end of this task's process give.
pub fn wait_for_end(task: TaskId) -> bool {
    let needs_end = |hook: &Hook| hook.end.is_some() && hook.parent.is_some();
    REGISTRY.with_borrow(|registry| {
        let hooks = registry.forked.get(&task);
        hooks.is_some_and(|hooks| hooks.iter().any(needs_end))
    })
}

/// In the caller: the task has ended. Calls the `parent` hooks, in reverse order.
///
/// # Errors
/// [`Thrown`] when one threw.
pub fn in_parent(
    task: TaskId,
    last: impl FnOnce() -> Result<Object, Thrown>,
) -> Result<(), Thrown> {
    let (hooks, given) = REGISTRY
        .with_borrow_mut(|registry| (registry.forked.remove(&task), registry.ended.remove(&task)));
    let Some(hooks) = hooks else { return Ok(()) };
    let last = last()?;
    let called = call_parents(&hooks, given.as_ref(), &last);
    // PHP's code may run.
    drop((hooks, given, last));
    called.and_then(|()| exception::check())
}

/// Calls `parent` hooks, in reverse order, with what the `end` hooks have given. One that
/// throws keeps none of the others from being called: they need not know of each other.
fn call_parents(hooks: &[Hook], given: Option<&Zval>, last: &Object) -> Result<(), Thrown> {
    let mut called = Ok(());
    for hook in hooks.iter().rev() {
        let Some(parent) = &hook.parent else { continue };
        let given = given
            .and_then(Zval::array)
            .and_then(|all| all.get_index(hook.number))
            .map_or_else(Zval::null, value::copy);
        let call = || closure::run(parent, [given, last.clone().into_value()]);
        match called {
            Ok(()) => called = call(),
            Err(Thrown) => exception::aside(call),
        }
    }
    called
}

native!(at_fork, |call: &Call| {
    call.between(0, 4)?;
    let mut hook = Hook {
        number: 0,
        before: call.closure_or_null(0)?,
        child: call.closure_or_null(1)?,
        end: call.closure_or_null(2)?,
        parent: call.closure_or_null(3)?,
    };
    let object = Object::new(CLASS.get()).ok_or(Thrown)?;
    USED.set(true);
    let number = REGISTRY.with_borrow_mut(|registry| {
        registry.last += 1;
        hook.number = registry.last;
        registry.hooks.push(hook);
        registry.last
    });
    object.set_property(NUMBER, value::int(number));
    call.returns(object.into_value());
    Ok(())
});

native!(construct, |_| Ok(()));

native!(remove, |call: &Call| {
    call.no_arguments()?;
    let number = call.this().property(NUMBER).long();
    let removed: Vec<Hook> = REGISTRY.with_borrow_mut(|registry| {
        let (removed, kept) = std::mem::take(&mut registry.hooks)
            .into_iter()
            .partition(|hook| Some(hook.number) == number);
        registry.hooks = kept;
        removed
    });
    drop(removed);
    Ok(())
});

/// The function's entry.
pub const AT_FORK: declare::Entry = at_fork;

/// At the request's end.
pub fn forget_all() {
    drop(ManuallyDrop::into_inner(REGISTRY.take()));
}

/// When the request's objects have been destroyed.
pub fn objects_are_gone() {
    let _ = REGISTRY.take();
}

/// Declares `Pokio\Hook`.
pub fn declare() {
    CLASS.set(declare::class(
        const {
            &Class {
                name: c"Pokio\\Hook",
                flags: ZEND_ACC_FINAL | ZEND_ACC_NOT_SERIALIZABLE,
                properties: PROPERTIES,
                methods: &[
                    declare::private_constructor(construct, &[]),
                    method_of(c"remove", remove, &[], Type::Void),
                ],
                ..Class::PLAIN
            }
        },
    ));
}
