//! Pulling the input of a run whose items processes share, and handing each item on.

use super::SharedRun;
use crate::{
    engine::{
        Thrown, array,
        exception::{self, Pending},
        iterator::Walk,
        value,
    },
    php::control::run::Run,
    task::items::pool::Pushed,
};
use ext_php_rs::types::Zval;

/// Where the items come from.
pub(super) enum Input {
    /// An array, which every process has: any element can be taken at any time.
    Array(Zval),
    /// They are pulled, one after the other.
    Pulled(Walk),
}

impl Input {
    /// The input of a value that can be iterated.
    pub(super) fn of(value: Zval) -> Self {
        if value.is_array() {
            Self::Array(value)
        } else {
            Self::Pulled(Walk::new(value))
        }
    }

    /// A walk over it; nothing is left of what is pulled.
    pub(super) fn take_walk(&mut self) -> Walk {
        match self {
            Self::Array(array) => Walk::new(value::copy(array)),
            Self::Pulled(walk) => std::mem::replace(walk, Walk::Ended),
        }
    }
}

impl SharedRun {
    /// How many items may have been pulled and not have ended.
    pub(super) fn most_open(&self) -> u64 {
        2 * self.quota.limit as u64
    }

    /// How many items may have been pulled and not have been given.
    fn most_held(&self) -> u64 {
        3 * self.quota.limit as u64
    }

    /// With an array that is taken in order: says how far that may go by now. No further after
    /// the deadline, for it may be some time until that is noticed: results that are there are
    /// given first.
    pub(super) fn allow(&mut self) {
        if self.is_late().is_some() {
            return;
        }
        if let (Input::Array(_), true, None, Some(pool)) = (
            &self.input,
            self.streams,
            &self.begun_at_deadline,
            &self.pool,
        ) {
            pool.allow(self.given + self.most_held());
        }
    }

    /// Pulls an item and hands it on, if there is place for it. Returns false when nothing
    /// has been done.
    pub(super) fn pull_one(&mut self) -> Result<bool, Thrown> {
        let full = self.exhausted
            || self.input_error.is_some()
            || self.pulled - self.ended >= self.most_open()
            || self.streams && self.pulled - self.given >= self.most_held()
            || self.apart.as_ref().is_some_and(|apart| apart.has_ready())
            || self.is_late().is_some();
        let Input::Pulled(walk) = &mut self.input else {
            return Ok(false);
        };
        if full {
            return Ok(false);
        }
        match walk.next() {
            Ok(Some((key, item))) => {
                self.enter(key, item)?;
                return Ok(true);
            }
            Ok(None) => {}
            Err(Thrown) => match exception::take() {
                Some(Pending::Throwable(error)) => self.input_error = Some(error),
                Some(Pending::Exit) | None => return Err(Thrown),
            },
        }
        self.exhausted = true;
        self.pool()?.close_input();
        Ok(true)
    }

    fn enter(&mut self, key: Zval, item: Zval) -> Result<(), Thrown> {
        if self.plan.array_keys && !array::has_as_key(&key) {
            // Throws for what an array refuses.
            array::set_by_value(&mut Zval::new_array(), &key, Zval::null())?;
        }
        let index = self.pulled;
        self.pulled += 1;
        let pool = self.pool()?;
        match pool.push(&key, &item, self.deadline)? {
            Pushed::Sent => Ok(()),
            Pushed::Unsendable | Pushed::Full => {
                pool.skip(&key);
                let (plan, quota, seeds) = (&self.plan, self.quota, self.seeds);
                let apart = self.apart.get_or_insert_with(|| {
                    Box::new(Run::of_added(&self.task, plan, quota, seeds, self.deadline))
                });
                apart.add(index, key, item)
            }
        }
    }
}
