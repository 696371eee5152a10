//! Pulling the input of a run: each item becomes an entry to be started, or one that was
//! started before.

use super::{Entry, Run, Start, State, Work, end::keep_from_starting};
use crate::{
    engine::{
        Thrown, array, closure,
        exception::{self, Pending},
        iterator::Walk,
        value,
    },
    php::{
        control::{
            item_closure,
            outcome::{Ended, Ending},
        },
        promise::Promise,
    },
};
use ext_php_rs::types::Zval;

impl Run {
    pub(super) fn pull(&mut self) -> Result<(), Thrown> {
        match self.walk.next() {
            Ok(Some((key, item))) => {
                let given = Promise::of_value(&item);
                match self.enter(key, item) {
                    Ok(entry) => {
                        self.entries.push_back(entry);
                        Ok(())
                    }
                    Err(Thrown) => {
                        // It has been pulled, so it belongs to this run.
                        if let Some(given) = given.filter(|given| given.future().is_none()) {
                            exception::aside(|| given.cancel().map(drop));
                        }
                        Err(Thrown)
                    }
                }
            }
            Ok(None) => {
                self.exhausted = true;
                Ok(())
            }
            Err(Thrown) => {
                self.exhausted = true;
                match exception::take() {
                    Some(Pending::Throwable(error)) if self.plan.ordered => {
                        self.input_error = Some(error);
                        Ok(())
                    }
                    Some(Pending::Throwable(error)) => Err(exception::throw_object(error)),
                    Some(Pending::Exit) | None => Err(Thrown),
                }
            }
        }
    }

    pub(super) fn enter(&mut self, key: Zval, item: Zval) -> Result<Entry, Thrown> {
        let timeout = self.plan.options.timeout;
        if self.plan.array_keys && !array::has_as_key(&key) {
            // Throws for what an array refuses.
            array::set_by_value(&mut Zval::new_array(), &key, Zval::null())?;
        }
        let index = self.pulled;
        self.pulled += 1;
        let entry = |state, own, timeout| Entry {
            index,
            key: value::copy(&key),
            name: None,
            state,
            own,
            timeout,
        };
        if let Work::Task { task, keyed } = &self.work {
            let callback = item_closure::bind(task, item, value::copy(&key), *keyed)?;
            return Ok(entry(State::Ready(Start::Closure(callback)), true, timeout));
        }
        if let Some(callback) = value::object_of(&item, closure::class()) {
            return Ok(entry(State::Ready(Start::Closure(callback)), true, timeout));
        }
        let Some(given) = Promise::of_value(&item) else {
            let Work::Given { argument } = self.work else {
                return Err(Thrown);
            };
            return Err(wrong_item(argument, &item));
        };
        let options = given.options();
        let mut entry = match given.future() {
            Some(future) => entry(State::Started(future), false, None),
            None => {
                let timeout = [options.timeout, timeout]
                    .into_iter()
                    .flatten()
                    .reduce(f64::min);
                entry(State::Ready(Start::Promise(given)), true, timeout)
            }
        };
        entry.name = options.name;
        Ok(entry)
    }

    /// Promises of an array, or of a collection of the engine's, whose turn never came: they
    /// are this run's, too.
    pub(super) fn never_pulled(&mut self) -> Vec<(Zval, Zval)> {
        if !matches!(self.work, Work::Given { .. }) || !self.walk.is_plain() {
            return Vec::new();
        }
        std::iter::from_fn(|| self.walk.next().ok().flatten()).collect()
    }

    /// After the deadline: what has not been pulled of an array, or of promises, is given as
    /// cancelled.
    ///
    /// # Errors
    /// [`Thrown`]
    pub fn cancel_input(&mut self) -> Result<(), Thrown> {
        // All items of an array are the call's, as where processes share them.
        let items = if matches!(self.walk, Walk::Array(..)) {
            std::iter::from_fn(|| self.walk.next().ok().flatten()).collect()
        } else {
            self.never_pulled()
        };
        for (key, item) in items {
            let mut entry = self.enter(key, item)?;
            if let State::Ready(start) = &entry.state {
                keep_from_starting(start);
                entry.state = State::Ended(Box::new(Ended {
                    ending: Ending::Cancelled,
                    ..Ended::default()
                }));
            }
            self.entries.push_back(entry);
        }
        Ok(())
    }
}

/// Whether the item is a promise or a closure.
///
/// # Errors
/// [`Thrown`], a `TypeError`, when it is not.
pub fn check_item(argument: &str, item: &Zval) -> Result<(), Thrown> {
    if Promise::of_value(item).is_some() || value::object_of(item, closure::class()).is_some() {
        Ok(())
    } else {
        Err(wrong_item(argument, item))
    }
}

fn wrong_item(argument: &str, item: &Zval) -> Thrown {
    exception::throw(
        exception::Kind::TypeError,
        &format!(
            "{argument} must contain only promises and closures, {} given",
            value::type_name(item)
        ),
    )
}
