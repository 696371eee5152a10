//! `Pokio\Stream`: tasks that are given as they end, while the rest runs.

use super::{
    run::{Run, Step},
    running::Running,
};
use crate::{
    engine::{
        Call, Object, Thrown,
        declare::{self, Class, Registered, Type, method_of},
        exception::{self, Kind},
        foreach::{self, Walked},
        gc_references::Held,
        object::{self, Handlers, Tracked},
        value,
    },
    native,
};
use ext_php_rs::{
    ffi::{ZEND_ACC_FINAL, ZEND_ACC_NOT_SERIALIZABLE},
    types::Zval,
};
use std::{cell::RefCell, collections::HashMap, mem::ManuallyDrop};

static CLASS: Registered = Registered::new();

thread_local! {
    /// The streams by the handles of their objects. Never dropped by C's exit(), as nothing
    /// that holds PHP's objects may be.
    static STREAMS: RefCell<ManuallyDrop<HashMap<u32, State>>> = RefCell::default();
}

/// Where a stream stands.
enum State {
    /// Not begun.
    Fresh(Work),
    /// In the middle: what it gives now, `None` at the end.
    Begun(Work, Option<(Zval, Zval)>),
    /// A step is being taken, or the stream has been left.
    Over,
}

struct Work {
    /// Dropped when the stream has ended or has been left.
    run: Box<Running>,
    /// Whether outcomes are given in place of values.
    settle: bool,
    /// Whether a loop has begun: not by a look at what comes first.
    looped: bool,
}

/// A stream over this run.
///
/// # Errors
/// [`Thrown`]
pub fn create(run: Running, settle: bool) -> Result<Object, Thrown> {
    let stream = Object::new(CLASS.get()).ok_or(Thrown)?;
    let run = Box::new(run);
    let looped = false;
    put(
        &stream,
        State::Fresh(Work {
            run,
            settle,
            looped,
        }),
    );
    Ok(stream)
}

fn put(stream: &Object, state: State) {
    let before = STREAMS.with_borrow_mut(|streams| streams.insert(stream.handle(), state));
    drop(before);
}

/// Takes the state out: PHP's code may come back to this stream during a step.
fn take(stream: &Object) -> State {
    STREAMS.with_borrow_mut(|streams| {
        streams
            .get_mut(&stream.handle())
            .map_or(State::Over, |state| std::mem::replace(state, State::Over))
    })
}

/// Begins, unless that has been done.
fn begin(stream: &Object) -> Result<(), Thrown> {
    let fresh = STREAMS
        .with_borrow(|streams| matches!(streams.get(&stream.handle()), Some(State::Fresh(_))));
    if !fresh {
        return Ok(());
    }
    match take(stream) {
        State::Fresh(mut work) => {
            work.run.begins_here()?;
            advance(stream, work)
        }
        other => {
            put(stream, other);
            Ok(())
        }
    }
}

/// Waits for what comes next.
fn advance(stream: &Object, mut work: Work) -> Result<(), Thrown> {
    let next = next_of(&mut work)?;
    if next.is_none() {
        work.run.cancel();
    }
    put(stream, State::Begun(work, next));
    Ok(())
}

fn next_of(work: &mut Work) -> Result<Option<(Zval, Zval)>, Thrown> {
    loop {
        return match work.run.step()? {
            Step::Ended { key, ended, .. } if work.settle => {
                Ok(Some((key, ended.outcome()?.into_value())))
            }
            Step::Ended { key, ended, .. } => Ok(Some((key, ended.get()?))),
            Step::Drained => Ok(None),
            Step::DeadlineOver(_) if work.settle => {
                work.run.cancel_input()?;
                continue;
            }
            Step::DeadlineOver(seconds) => Err(Run::deadline_over(seconds)),
        };
    }
}

fn with_current<T>(stream: &Object, look: impl FnOnce(Option<&(Zval, Zval)>) -> T) -> T {
    STREAMS.with_borrow(|streams| match streams.get(&stream.handle()) {
        Some(State::Begun(_, current)) => look(current.as_ref()),
        _ => look(None),
    })
}

struct Stream;

impl Walked for Stream {
    fn rewind(stream: &Object) -> Result<(), Thrown> {
        let first = STREAMS.with_borrow_mut(|streams| match streams.get_mut(&stream.handle()) {
            Some(State::Fresh(work) | State::Begun(work, _)) => {
                !std::mem::replace(&mut work.looped, true)
            }
            Some(State::Over) | None => false,
        });
        if first {
            return begin(stream);
        }
        Err(exception::throw(
            Kind::Logic,
            "A stream can be iterated once; call Pokio\\stream() again for another run",
        ))
    }

    fn valid(stream: &Object) -> Result<bool, Thrown> {
        begin(stream)?;
        Ok(with_current(stream, |current| current.is_some()))
    }

    fn current(stream: &Object) -> Result<Zval, Thrown> {
        begin(stream)?;
        Ok(with_current(stream, |current| {
            current.map_or_else(Zval::null, |(_, value)| value::copy(value))
        }))
    }

    fn key(stream: &Object) -> Result<Zval, Thrown> {
        begin(stream)?;
        Ok(with_current(stream, |current| {
            current.map_or_else(Zval::null, |(key, _)| value::copy(key))
        }))
    }

    fn next(stream: &Object) -> Result<(), Thrown> {
        begin(stream)?;
        match take(stream) {
            State::Begun(mut work, current) => {
                work.looped = true;
                let more = current.is_some();
                drop(current);
                // What a destructor throws ends the stream, as what a task throws does.
                exception::check()?;
                if more {
                    return advance(stream, work);
                }
                put(stream, State::Begun(work, None));
            }
            other => put(stream, other),
        }
        Ok(())
    }

    fn left(stream: &Object) {
        let state = take(stream);
        drop(state);
    }
}

impl Tracked for Stream {
    const CLONEABLE: bool = false;
    const ENDS: bool = true;

    fn handlers() -> &'static Handlers {
        static HANDLERS: Handlers = Handlers::new();
        &HANDLERS
    }

    fn cloned(_: &Object) {}

    /// Tasks are cancelled while what they hold is still whole.
    fn ends(stream: &Object) {
        Self::left(stream);
    }

    fn held(stream: &Object, held: &mut Held<'_>) {
        STREAMS.with_borrow(|streams| match streams.get(&stream.handle()) {
            Some(State::Fresh(work)) => work.run.held(held),
            Some(State::Begun(work, current)) => {
                work.run.held(held);
                if let Some((key, value)) = current {
                    held.value(key);
                    held.value(value);
                }
            }
            Some(State::Over) | None => {}
        });
    }

    fn freed(stream: &Object) {
        let state = STREAMS.with_borrow_mut(|streams| streams.remove(&stream.handle()));
        drop(state);
    }
}

native!(construct, |_| Ok(()));

native!(rewind, |call: &Call| {
    call.no_arguments()?;
    Stream::rewind(&call.this())
});

native!(valid, |call: &Call| {
    call.no_arguments()?;
    call.returns(value::bool(Stream::valid(&call.this())?));
    Ok(())
});

native!(current, |call: &Call| {
    call.no_arguments()?;
    call.returns(Stream::current(&call.this())?);
    Ok(())
});

native!(key, |call: &Call| {
    call.no_arguments()?;
    call.returns(Stream::key(&call.this())?);
    Ok(())
});

native!(next, |call: &Call| {
    call.no_arguments()?;
    Stream::next(&call.this())
});

/// Declares the class.
pub fn declare() {
    CLASS.set(declare::class(
        const {
            &Class {
                name: c"Pokio\\Stream",
                flags: ZEND_ACC_FINAL | ZEND_ACC_NOT_SERIALIZABLE,
                interfaces: &[foreach::iterator_interface],
                methods: &[
                    declare::private_constructor(construct, &[]),
                    method_of(c"current", current, &[], Type::Mixed),
                    method_of(c"key", key, &[], Type::Mixed),
                    method_of(c"next", next, &[], Type::Void),
                    method_of(c"rewind", rewind, &[], Type::Void),
                    method_of(c"valid", valid, &[], Type::Bool),
                ],
                create: Some(object::create_tracked::<Stream>),
                iterate: Some(foreach::iterate::<Stream>),
                ..Class::PLAIN
            }
        },
    ));
}

/// When the request's objects have been destroyed: nothing is dropped any more.
pub fn objects_are_gone() {
    let _ = STREAMS.take();
}
