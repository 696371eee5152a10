//! `Pokio\UnwaitedFutureManager`: the futures that nobody awaits, to be waited
//! for before the program ends.

use super::{contracts, fork_future::ForkFuture, future::Future, settings};
use crate::{
    engine::{
        Call, Object, Thrown, array, closure,
        declare::{
            self, Class, Default, Registered, Type, method_of, parameter, property,
            static_method_of,
        },
        exception, object_store, request, value,
    },
    native, properties,
    task::{join, role, task_ref::TaskRef},
};
use ext_php_rs::{
    ffi::{ZEND_ACC_FINAL, ZEND_ACC_NOT_SERIALIZABLE},
    types::Zval,
};
use std::{
    cell::{Cell, RefCell},
    mem::ManuallyDrop,
};

static CLASS: Registered = Registered::new();

properties! {
    /// The futures in the order scheduled, by their handles.
    QUEUE = property(c"queue", Type::Array, Default::EmptyArray);
}

thread_local! {
    /// Whether there is one: in a task, to look into what is borrowed for that would be
    /// a write, and a page to copy.
    static MADE: Cell<bool> = const { Cell::new(false) };
    static INSTANCE: RefCell<Option<ManuallyDrop<Object>>> = const { RefCell::new(None) };
    /// Tasks that have to be waited for, and whose outcomes nobody wants: they are not kept.
    static WATCHED: RefCell<ManuallyDrop<Vec<TaskRef>>> =
        const { RefCell::new(ManuallyDrop::new(Vec::new())) };
    /// How long the queue was after the last look at what can go.
    static LEFT: Cell<u32> = const { Cell::new(0) };
    /// How often the queue has been flushed, counted from 1.
    static FLUSHES: Cell<i64> = const { Cell::new(1) };
}

/// What a future notes when the failure of its array is thrown: that what it throws has
/// been met. `flush()` makes that void.
pub fn met() -> Zval {
    value::int(FLUSHES.get())
}

/// Whether such a note is valid.
pub fn is_met(note: &Zval) -> bool {
    note.long() == Some(FLUSHES.get())
}

/// Notes a task that has to be waited for, and whose outcome nobody wants.
pub fn watch(task: TaskRef) {
    // Its end is what waits.
    let _ = instance();
    WATCHED.with_borrow_mut(|watched| {
        if watched.len() == watched.capacity() {
            watched.retain(|task| task.is_running());
        }
        watched.push(task);
    });
}

/// Waits for the tasks that are watched.
fn run_watched() -> Result<(), Thrown> {
    while let Some(task) = WATCHED.with_borrow(|watched| watched.last().copied()) {
        join::until_ended(task)?;
        WATCHED.with_borrow_mut(|watched| watched.retain(|this| *this != task));
    }
    Ok(())
}

fn made() -> Option<Object> {
    let made = MADE.get().then(|| INSTANCE.with_borrow(Clone::clone))?;
    made.map(ManuallyDrop::into_inner)
}

fn instance() -> Result<Object, Thrown> {
    if let Some(manager) = made() {
        return Ok(manager);
    }
    let manager = Object::new(CLASS.get()).ok_or(Thrown)?;
    if super::keeps_objects() {
        put(manager.clone());
    }
    Ok(manager)
}

fn put(manager: Object) {
    let before = INSTANCE.replace(Some(ManuallyDrop::new(manager)));
    drop(before.map(ManuallyDrop::into_inner));
    MADE.set(true);
}

/// At the request's start: sets up what would take pages in every task's process, if
/// the task were the first to look.
pub fn request_started() {
    INSTANCE.with_borrow(|_| ());
}

/// At the request's end.
pub fn forget() {
    drop(INSTANCE.take().map(ManuallyDrop::into_inner));
}

/// When the request's objects have been destroyed.
pub fn objects_are_gone() {
    INSTANCE.set(None);
}

/// Adds a future at the end, unless it is there.
///
/// # Errors
/// [`Thrown`]
pub fn schedule(future: &Object) -> Result<(), Thrown> {
    add(&instance()?, future);
    Ok(())
}

fn add(manager: &Object, future: &Object) {
    /// So few are kept without a look at them.
    const FEW: u32 = 32;
    let length = length(manager);
    if length >= FEW.max(2 * LEFT.get()) {
        prune(manager);
        LEFT.set(self::length(manager));
    }
    change(manager, |queue| {
        array::set(
            queue,
            i64::from(future.handle()),
            future.clone().into_value(),
        );
    });
}

/// Changes the queue. What it drops is dropped when the queue is whole again.
fn change<T>(manager: &Object, change: impl FnOnce(&mut Zval) -> T) -> T {
    let mut queue = manager.take_property(QUEUE);
    if !queue.is_array() {
        queue = Zval::new_array();
    }
    let result = change(&mut queue);
    manager.set_property(QUEUE, queue);
    result
}

fn length(manager: &Object) -> u32 {
    let queue = manager.property(QUEUE).array();
    queue.map_or(0, |queue| queue.nNumOfElements)
}

/// Forgets those that have ended with a value which nobody will ask for: it would be
/// kept until the program's end.
fn prune(manager: &Object) {
    let done: Vec<ForkFuture> = {
        let queue = manager.property(QUEUE).array();
        let entries = queue.into_iter().flat_map(array::entries);
        entries
            .filter_map(|(_, future)| ForkFuture::of(value::object(future)?).ok())
            .filter(ForkFuture::is_done_with)
            .collect()
    };
    change(manager, |queue| {
        for future in &done {
            array::unset(queue, i64::from(future.object().handle()));
        }
    });
}

/// The first future, taken out.
fn next(manager: &Object) -> Option<Object> {
    change(manager, array::shift).and_then(|future| value::object(&future))
}

/// Waits for the first future. Gives `None` when there is none. What it gave goes with it:
/// what a destructor throws then counts as its failure.
fn run_first(manager: &Object) -> Option<Result<(), Thrown>> {
    let done = wait_for_first(manager)?;
    Some(done.and_then(|()| exception::check()))
}

fn wait_for_first(manager: &Object) -> Option<Result<(), Thrown>> {
    let future = next(manager)?;
    // Only by reflection can there be anything else.
    if !future.is_a(contracts::future()) {
        return Some(Ok(()));
    }
    let future = Future::of(future);
    // One that another process started is that process's to wait for.
    if matches!(&future, Future::Fork(fork) if fork.is_of_another_process()) {
        return Some(Ok(()));
    }
    Some(match future.awaited() {
        Ok(true) => Ok(()),
        Ok(false) if future.is_cancelled() => Ok(()),
        Ok(false) if future.is_met() => {
            match closure::within_frame(|| future.wait(settings::deaths())) {
                Err(Thrown) if !exception::forget_throwable() => Err(Thrown),
                _ => Ok(()),
            }
        }
        Ok(false) => future.wait(settings::deaths()).map(|_| ()),
        Err(Thrown) => Err(Thrown),
    })
}

/// Waits for all, those too that are scheduled meanwhile. The first that throws
/// ends it; the others stay.
fn run(manager: &Object) -> Result<(), Thrown> {
    while let Some(done) = run_first(manager) {
        done?;
    }
    run_watched()
}

/// At the program's end: waits for all, and reports each failure as PHP does an
/// exception that nobody caught.
fn run_last(manager: &Object) -> Result<(), Thrown> {
    while let Some(done) = run_first(manager) {
        match done {
            Ok(()) => {}
            Err(Thrown) => exception::report_pending()?,
        }
    }
    run_watched()
}

/// At the request's end, where no destructor has run because of a fatal error, or of
/// `exit()` in another one: waits for the tasks that are left, and reports what they throw.
/// Closures that have not been started are not any more.
pub fn report_left() {
    let Some(manager) = made() else {
        return;
    };
    while let Some(future) = next(&manager) {
        let Ok(future) = ForkFuture::of(future) else {
            continue;
        };
        if !future.awaited() && future.met().is_none() && !future.is_of_another_process() {
            exception::forget();
            closure::within_frame(|| {
                if future.wait(settings::deaths()).is_err() {
                    let _ = exception::report_pending();
                }
            });
        }
    }
}

/// In a task: forgets what the caller has scheduled. The futures are left alone.
pub fn detach() {
    if let Some(manager) = made() {
        std::mem::forget(manager.take_property(QUEUE));
        manager.set_property(QUEUE, Zval::new_array());
    }
}

/// In a task: waits for one that the task scheduled; `None` when there is none.
///
/// # Errors
/// [`Thrown`], what the future threw.
pub fn run_next() -> Option<Result<(), Thrown>> {
    let manager = made()?;
    run_first(&manager)
}

native!(construct, |call: &Call| {
    let queue = call.array()?;
    call.this().set_property(QUEUE, queue);
    Ok(())
});

// At the program's end objects are destroyed in the order in which they were
// made, and promises among them are scheduled then. So that none comes too late,
// the manager leaves the waiting to a successor as long as there are objects
// that were made after it.
native!(destruct, |call: &Call| {
    call.no_arguments()?;
    let manager = call.this();
    if role::is_task() {
        // A task's end runs its unwaited promises itself.
        return Ok(());
    }
    if !super::keeps_objects() {
        return run_last(&manager);
    }
    if request::is_shutting_down() && manager.handle() + 1 < object_store::top() {
        let successor = Object::new(CLASS.get()).ok_or(Thrown)?;
        let queue = manager.take_property(QUEUE);
        manager.set_property(QUEUE, Zval::new_array());
        successor.set_property(QUEUE, queue);
        put(successor);
        return Ok(());
    }
    if !request::is_shutting_down() {
        return run(&manager);
    }
    run_last(&manager)?;
    if request::is_shutting_down() && manager.handle() + 1 < object_store::top() {
        // The futures' closures have made objects; they are looked after too.
        put(Object::new(CLASS.get()).ok_or(Thrown)?);
    }
    Ok(())
});

native!(get_instance, |call: &Call| {
    call.no_arguments()?;
    call.returns(instance()?.into_value());
    Ok(())
});

native!(do_schedule, |call: &Call| {
    let future = call.object(contracts::future())?;
    add(&call.this(), &future);
    Ok(())
});

native!(do_unschedule, |call: &Call| {
    let future = call.object(contracts::future())?;
    change(&call.this(), |queue| {
        array::unset(queue, i64::from(future.handle()))
    });
    Ok(())
});

native!(flush, |call: &Call| {
    call.no_arguments()?;
    FLUSHES.set(FLUSHES.get() + 1);
    WATCHED.with_borrow_mut(|watched| watched.clear());
    call.this().set_property(QUEUE, Zval::new_array());
    Ok(())
});

native!(do_run, |call: &Call| {
    call.no_arguments()?;
    run(&call.this())
});

/// Declares the class.
pub fn declare() {
    const FUTURE: Type = Type::Class(c"Pokio\\Contracts\\Future");
    CLASS.set(declare::class(
        const {
            &Class {
                name: c"Pokio\\UnwaitedFutureManager",
                flags: ZEND_ACC_FINAL | ZEND_ACC_NOT_SERIALIZABLE,
                properties: PROPERTIES,
                methods: &[
                    declare::private_constructor(
                        construct,
                        const { &[parameter(c"queue", Type::Array)] },
                    ),
                    method_of(c"__destruct", destruct, &[], Type::None),
                    static_method_of(c"instance", get_instance, &[], Type::Class(c"self")),
                    method_of(
                        c"schedule",
                        do_schedule,
                        const { &[parameter(c"future", FUTURE)] },
                        Type::Void,
                    ),
                    method_of(
                        c"unschedule",
                        do_unschedule,
                        const { &[parameter(c"future", FUTURE)] },
                        Type::Void,
                    ),
                    method_of(c"flush", flush, &[], Type::Void),
                    method_of(c"run", do_run, &[], Type::Void),
                ],
                ..Class::PLAIN
            }
        },
    ));
}
