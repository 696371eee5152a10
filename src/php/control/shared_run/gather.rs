//! `map`: all values together.

use super::{Given, SharedRun, input::Input};
use crate::{
    engine::{Thrown, array},
    php::control::run::Run,
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
}
