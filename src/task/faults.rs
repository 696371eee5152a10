//! What tests ask for in a build with the cargo feature `faults`: what is to go wrong at
//! which [step](super::steps), and what is left afterwards.

pub use super::steps::{Step, at};

/// Arms what `text` says: step, action and number, such as "encode kill 1".
/// Returns whether that makes sense.
#[cfg(feature = "faults")]
pub fn arm(text: &str) -> bool {
    use crate::{
        engine::faults,
        system::faults::{self as system, Action, Plan},
    };
    let parse = || {
        let mut words = text.split(' ');
        let (step, action, number) = (words.next()?, words.next()?, words.next()?);
        Some(Plan {
            step: Step::named(step)?,
            action: match action {
                "exit" => Action::Call(faults::exit),
                "fatal" => Action::Call(faults::fatal),
                "memory" => Action::Call(faults::exhaust_memory),
                "collect" => Action::Beside(faults::collect),
                "await" => Action::Beside(faults::await_in_hooks),
                other => Action::named(other)?,
            },
            number: number.parse().ok()?,
        })
    };
    parse().is_some_and(|plan| system::arm(plan).is_ok())
}

/// Whether what was armed has happened.
#[cfg(feature = "faults")]
pub fn fired() -> bool {
    crate::system::faults::fired()
}

/// Slots that are in use in this process.
#[cfg(feature = "faults")]
pub fn used_slots() -> usize {
    super::role::with_table(|table| table.used_slots())
}

#[cfg(feature = "faults")]
thread_local! {
    static TERMS: std::cell::RefCell<Option<super::terms::Terms>> =
        const { std::cell::RefCell::new(None) };
}

/// What is asked of tasks of which nothing else is: what a test has said.
pub fn terms() -> Option<super::terms::Terms> {
    #[cfg(feature = "faults")]
    return TERMS.with_borrow(Clone::clone);
    #[cfg(not(feature = "faults"))]
    None
}

/// The tasks that start from now on have this timeout, those that are ended this grace.
#[cfg(feature = "faults")]
pub fn limit_tasks(timeout: Option<std::time::Duration>, grace: Option<std::time::Duration>) {
    TERMS.set(timeout.map(|timeout| super::terms::Terms {
        timeout: Some(timeout),
        ..super::terms::Terms::default()
    }));
    grace.into_iter().for_each(super::terms::set_grace);
}

/// Ends every running task. Returns how many.
#[cfg(feature = "faults")]
pub fn cancel_tasks() -> usize {
    super::role::with_table(|table| table.end_all(&super::Cause::Cancelled))
}
