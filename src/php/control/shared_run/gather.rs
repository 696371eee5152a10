//! `map`: all values together.

use super::{Given, SharedRun, input::Input};
use crate::{
    engine::{Thrown, array},
    php::control::{
        outcome::{Ended, Ending},
        run::Run,
    },
    task::items::pool::ItemPool,
};
use ext_php_rs::types::Zval;

impl SharedRun {
    /// All values of `map` by key; the first failure is thrown.
    ///
    /// # Errors
    /// [`Thrown`] with that; what runs is cancelled then.
    pub fn gather(mut self) -> Result<Zval, Thrown> {
        let of_array = matches!(self.input, Input::Array(_));
        let mut values: Vec<Option<(Zval, Zval)>> = Vec::new();
        loop {
            match self.next()? {
                Given::Ended(index, mut ended) => {
                    // Those of an array are in the array.
                    let key = if of_array && ended.is_fulfilled() {
                        Zval::null()
                    } else {
                        self.key(index, &mut ended)
                    };
                    if !ended.is_fulfilled() {
                        self.cancel();
                    }
                    if self.is_deadlines(&ended) {
                        return Err(Run::deadline_over(self.plan.deadline.unwrap_or(0.0)));
                    }
                    let index = usize::try_from(index).unwrap_or(usize::MAX);
                    if values.len() <= index {
                        values.resize_with(index + 1, || None);
                    }
                    values[index] = Some((key, ended.get()?));
                }
                Given::Drained => break,
                Given::DeadlineOver(seconds) => {
                    self.cancel();
                    return Err(Run::deadline_over(seconds));
                }
            }
        }
        let mut result = Zval::new_array();
        for (index, value) in values.into_iter().enumerate() {
            let Some((mut key, value)) = value else {
                continue;
            };
            if of_array {
                key = self.pool()?.key(index as u64).ok_or(Thrown)?;
            }
            array::set_by_value(&mut result, &key, value)?;
        }
        Ok(result)
    }

    /// When the deadline of `map` is over: ends what has not ended, also while there are results to
    /// be read, for its processes take items without asking. Gives the deadline if an item was
    /// left; otherwise the values are there, and are given.
    pub(super) fn end_map(&mut self) -> Result<Option<f64>, Thrown> {
        // What is pulled is not pulled any more then, and results come to their end.
        if self.streams || !self.exhausted {
            return Ok(None);
        }
        let late = self.is_late();
        if late.is_some() {
            self.give_up()?;
        }
        Ok(late.filter(|_| self.pool.as_ref().is_some_and(ItemPool::is_cut_short)))
    }

    /// Whether an item has not come to its own end because the deadline is over.
    fn is_deadlines(&self, ended: &Ended) -> bool {
        self.begun_at_deadline.is_some()
            && matches!(ended.ending, Ending::Cancelled | Ending::TimedOut(_))
    }
}
