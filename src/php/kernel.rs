//! `Pokio\Kernel`: which runtime is in force. There is one for each process.

use super::{
    environment::{self, ForkUnsupported},
    fork_runtime::{self, Quota},
    settings::Choice,
    sync_runtime,
};
use crate::{
    engine::{
        Call, Object, Thrown,
        declare::{
            self, Class, Default, Registered, Type, method_of, parameter, property,
            static_method_of,
        },
        value,
    },
    native, properties,
    task::role,
};
use ext_php_rs::ffi::{ZEND_ACC_FINAL, ZEND_ACC_NOT_SERIALIZABLE};
use std::{
    cell::{Cell, RefCell},
    mem::ManuallyDrop,
};

static CLASS: Registered = Registered::new();

properties! {
    /// The process for which the kernel was made.
    ORCHESTRATOR = property(c"orchestratorPid", Type::Int, Default::Zero);
    /// The fork runtime, once there is one.
    FORK = property(c"fork", Type::NullableClass(c"Pokio\\Contracts\\Runtime"), Default::Null);
    /// The sync runtime, once there is one.
    SYNC = property(c"sync", Type::NullableClass(c"Pokio\\Contracts\\Runtime"), Default::Null);
}

thread_local! {
    static INSTANCE: RefCell<Option<ManuallyDrop<Object>>> = const { RefCell::new(None) };
    /// What `useFork()` or `useSync()` last asked for.
    static CHOSEN: Cell<Option<Choice>> = const { Cell::new(None) };
}

/// The runtime in force.
pub enum Runtime {
    /// A fork runtime, as its object.
    Fork(Object),
    /// The sync runtime.
    Sync,
}

/// The kernel.
///
/// # Errors
/// [`Thrown`]
fn instance() -> Result<Object, Thrown> {
    if let Some(kernel) = INSTANCE.with_borrow(Clone::clone) {
        return Ok(ManuallyDrop::into_inner(kernel));
    }
    let kernel = Object::new(CLASS.get()).ok_or(Thrown)?;
    kernel.set_property(ORCHESTRATOR, value::int(i64::from(role::process())));
    if super::keeps_objects() {
        INSTANCE.set(Some(ManuallyDrop::new(kernel.clone())));
    }
    Ok(kernel)
}

/// At the request's end.
pub fn forget() {
    drop(INSTANCE.take().map(ManuallyDrop::into_inner));
    CHOSEN.set(None);
}

/// When the request's objects have been destroyed.
pub fn objects_are_gone() {
    INSTANCE.set(None);
}

/// Whether a closure that starts now is forked; otherwise it runs in the caller.
///
/// # Errors
/// [`ForkUnsupported`] where forks are asked for and not possible.
pub fn forks() -> Result<bool, ForkUnsupported> {
    match CHOSEN.get() {
        Some(Choice::Sync) => Ok(false),
        Some(Choice::Fork) if !role::is_task() && !environment::supports_fork() => {
            Err(ForkUnsupported)
        }
        _ => environment::may_fork(),
    }
}

/// The runtime for what starts now.
///
/// # Errors
/// [`Thrown`]
pub fn runtime() -> Result<Runtime, Thrown> {
    if !forks()? {
        return Ok(Runtime::Sync);
    }
    let kernel = instance()?;
    if let Some(runtime) = value::object_of(kernel.property(FORK), fork_runtime::class()) {
        return Ok(Runtime::Fork(runtime));
    }
    let runtime = fork_runtime::create(environment::max_processes())?;
    kernel.set_property(FORK, runtime.clone().into_value());
    Ok(Runtime::Fork(runtime))
}

/// The quota of the runtime that a task is forked in which starts now; `None` where it runs
/// in the caller.
/// No object is counted for that: it would be a page to copy for each task.
///
/// # Errors
/// [`Thrown`]
pub fn quota() -> Result<Option<Quota>, Thrown> {
    let known = INSTANCE.with_borrow(|kernel| {
        let fork = Object::share_read_only(kernel.as_ref()?.property(FORK).object()?);
        (fork.class() == fork_runtime::class()).then(|| fork_runtime::quota(&fork))
    });
    if !forks()? {
        return Ok(None);
    }
    match known {
        Some(quota) => Ok(Some(quota)),
        None => match runtime()? {
            Runtime::Fork(runtime) => Ok(Some(fork_runtime::quota(&runtime))),
            Runtime::Sync => Ok(None),
        },
    }
}

/// `useFork()` of this class and of `Pokio\Pokio`.
///
/// # Errors
/// [`Thrown`] where forking is not possible.
pub fn use_fork() -> Result<(), Thrown> {
    if !environment::supports_fork() {
        return Err(ForkUnsupported.into());
    }
    CHOSEN.set(Some(Choice::Fork));
    Ok(())
}

/// `useSync()` of this class and of `Pokio\Pokio`.
pub fn use_sync() {
    CHOSEN.set(Some(Choice::Sync));
}

native!(construct, |call: &Call| {
    let process = call.int()?;
    call.this().set_property(ORCHESTRATOR, value::int(process));
    Ok(())
});

native!(get_instance, |call: &Call| {
    call.no_arguments()?;
    call.returns(instance()?.into_value());
    Ok(())
});

native!(get_runtime, |call: &Call| {
    call.no_arguments()?;
    let runtime = match runtime()? {
        Runtime::Fork(runtime) => runtime.into_value(),
        Runtime::Sync => {
            let kernel = call.this();
            if kernel.property(SYNC).is_null() {
                kernel.set_property(SYNC, sync_runtime::create()?.into_value());
            }
            value::copy(kernel.property(SYNC))
        }
    };
    call.returns(runtime);
    Ok(())
});

native!(is_orchestrator, |call: &Call| {
    call.no_arguments()?;
    call.returns(value::bool(!role::is_task()));
    Ok(())
});

native!(do_use_fork, |call: &Call| {
    call.no_arguments()?;
    use_fork()
});

native!(do_use_sync, |call: &Call| {
    call.no_arguments()?;
    use_sync();
    Ok(())
});

/// Declares the class.
pub fn declare() {
    CLASS.set(declare::class(
        const {
            &Class {
                name: c"Pokio\\Kernel",
                flags: ZEND_ACC_FINAL | ZEND_ACC_NOT_SERIALIZABLE,
                properties: PROPERTIES,
                methods: &[
                    declare::private_constructor(
                        construct,
                        const { &[parameter(c"orchestratorPid", Type::Int)] },
                    ),
                    static_method_of(c"instance", get_instance, &[], Type::Class(c"self")),
                    method_of(c"useFork", do_use_fork, &[], Type::Void),
                    method_of(c"useSync", do_use_sync, &[], Type::Void),
                    method_of(
                        c"runtime",
                        get_runtime,
                        &[],
                        Type::Class(c"Pokio\\Contracts\\Runtime"),
                    ),
                    method_of(c"isOrchestrator", is_orchestrator, &[], Type::Bool),
                ],
                ..Class::PLAIN
            }
        },
    ));
}
