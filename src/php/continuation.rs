//! What `then`, `catch` and `finally` build: one closure that runs the first
//! closure and all steps after it, in a loop, however long the chain is.

use super::future;
use crate::{
    engine::{
        Call, Object, Thrown, array, closure,
        declare::{self, Class, Default, Registered, Type, method_of, property},
        exception::{self, Pending},
        parameter_types, value,
    },
    native, properties,
};
use ext_php_rs::{
    ffi::{ZEND_ACC_FINAL, ZEND_ACC_NOT_SERIALIZABLE},
    types::Zval,
};

static CLASS: Registered = Registered::new();

properties! {
    /// The first closure.
    FIRST = property(c"first", Type::NullableClass(c"Closure"), Default::Null);
    /// The steps after it; for each its kind and its closure.
    STEPS = property(c"steps", Type::Array, Default::EmptyArray);
}

/// A step of a chain.
#[derive(Clone, Copy)]
pub enum Step {
    /// Called with the value of the step before.
    Then = 0,
    /// Called with the throwable of the step before, if its type fits.
    Catch = 1,
    /// In any case.
    Finally = 2,
}

impl Step {
    fn of(number: Option<i64>) -> Option<Self> {
        [Self::Then, Self::Catch, Self::Finally]
            .into_iter()
            .find(|step| Some(*step as i64) == number)
    }
}

/// A closure that runs `before` and then one step more.
///
/// # Errors
/// [`Thrown`]
pub fn extend(before: Object, step: Step, callback: Object) -> Result<Object, Thrown> {
    let continuation = Object::new(CLASS.get()).ok_or(Thrown)?;
    let mut steps = match closure::this(&before).filter(|this| this.class() == CLASS.get()) {
        Some(inner) => {
            continuation.set_property(FIRST, value::copy(inner.property(FIRST)));
            let steps = value::copy(inner.property(STEPS));
            // When nobody else has the shorter chain, its steps move on uncopied.
            drop((before, inner));
            steps
        }
        None => {
            continuation.set_property(FIRST, before.into_value());
            Zval::new_array()
        }
    };
    array::push(&mut steps, value::int(step as i64));
    array::push(&mut steps, callback.into_value());
    continuation.set_property(STEPS, steps);
    closure::over_method(&continuation, "run").ok_or(Thrown)
}

/// What a chain has come to.
enum State {
    Value(Zval),
    Thrown(Object),
}

impl State {
    /// Calls a step's closure; the promise that it gives, if any, is awaited.
    ///
    /// # Errors
    /// [`Thrown`] for `exit()`, after which nothing runs any more.
    fn after(callback: &Object, argument: Option<&Zval>) -> Result<Self, Thrown> {
        match closure::call(callback, argument).and_then(future::settle) {
            Ok(value) => Ok(Self::Value(value)),
            Err(Thrown) => Self::thrown(),
        }
    }

    fn thrown() -> Result<Self, Thrown> {
        match exception::take() {
            Some(Pending::Throwable(thrown)) => Ok(Self::Thrown(thrown)),
            Some(Pending::Exit) | None => Err(Thrown),
        }
    }

    /// As in PHP's own `finally`: what was on its way becomes the previous one of what
    /// replaces it.
    fn in_place_of(self, before: Self) -> Self {
        if let (Self::Thrown(thrown), Self::Thrown(before)) = (&self, before) {
            exception::set_previous(thrown, before);
        }
        self
    }

    fn step(self, step: Step, callback: &Object) -> Result<Self, Thrown> {
        match (step, self) {
            (Step::Then, Self::Value(value)) => Self::after(callback, Some(&value)),
            (Step::Catch, Self::Thrown(thrown)) if parameter_types::accepts(callback, &thrown) => {
                Self::after(callback, Some(&thrown.into_value()))
            }
            (Step::Finally, state) => match (closure::run(callback, []), state) {
                (Ok(()), state) => Ok(state),
                (Err(Thrown), before) => Ok(Self::thrown()?.in_place_of(before)),
            },
            (_, state) => Ok(state),
        }
    }
}

native!(run, |call: &Call| {
    call.no_arguments()?;
    let continuation = call.this();
    match call.as_caller(|| outcome(&continuation))? {
        State::Value(value) => {
            call.returns(value);
            Ok(())
        }
        State::Thrown(thrown) => Err(exception::throw_object(thrown)),
    }
});

/// Runs all steps.
///
/// # Errors
/// [`Thrown`] for `exit()`.
fn outcome(continuation: &Object) -> Result<State, Thrown> {
    let closure_in = |value: &Zval| value::object_of(value, closure::class());
    let first = closure_in(continuation.property(FIRST)).ok_or(Thrown)?;
    let mut state = State::after(&first, None)?;
    let steps = value::copy(continuation.property(STEPS));
    let mut parts = steps
        .array()
        .into_iter()
        .flat_map(array::entries)
        .map(|(_, part)| part);
    while let (Some(step), Some(callback)) = (parts.next(), parts.next()) {
        if let (Some(step), Some(callback)) = (Step::of(step.long()), closure_in(callback)) {
            state = state.step(step, &callback)?;
            if exception::pending() {
                // Something that the step let go threw in its destructor.
                state = State::thrown()?.in_place_of(state);
            }
        }
    }
    Ok(state)
}

/// Declares the class.
pub fn declare() {
    CLASS.set(declare::class(
        const {
            &Class {
                name: c"Pokio\\Internal\\Continuation",
                flags: ZEND_ACC_FINAL | ZEND_ACC_NOT_SERIALIZABLE,
                properties: PROPERTIES,
                methods: &[method_of(c"run", run, &[], Type::Mixed)],
                ..Class::PLAIN
            }
        },
    ));
}
