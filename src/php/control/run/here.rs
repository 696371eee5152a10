//! Running an entry of a run in the caller, without fork, and awaiting a future that is no
//! task of this process.

use super::{Run, Start, State, end::take_future};
use crate::{
    engine::{Thrown, value},
    php::{
        control::{
            options,
            outcome::{Ended, Ending},
            run_here,
        },
        future::Future,
    },
};
use std::time::Instant;

impl Run {
    /// An entry that is not this run's had not ended when the deadline was over.
    fn mark_late(&mut self, place: usize) {
        if let Some(entry) = self.entries.get_mut(place) {
            entry.state = State::Ended(Box::new(Ended {
                ending: Ending::TimedOut(self.plan.deadline.unwrap_or(0.0)),
                ..Ended::default()
            }));
            self.hit = true;
        }
    }

    /// Runs or awaits an entry here.
    pub(super) fn run_next(&mut self, place: usize) -> Result<(), Thrown> {
        // What is not this run's: only when it has ended in time is its outcome taken.
        match &self.entries[place].state {
            State::Started(Future::Sync(future)) => {
                future.clone().settle()?;
                if self.is_late().is_some() {
                    self.mark_late(place);
                }
                return Ok(());
            }
            State::Started(Future::Fork(future)) => {
                let future = future.clone();
                future.wait_until(self.deadline)?;
                if future.is_settled() {
                    return Ok(());
                }
                if self.is_late().is_some() {
                    self.mark_late(place);
                    return Ok(());
                }
                // Of a process that cannot be waited for, which its await says.
            }
            _ => {}
        }
        let Some(entry) = self.entries.get_mut(place) else {
            return Ok(());
        };
        let key = value::copy(&entry.key);
        let seeds = self.seeds.derive(entry.index);
        let placeholder = State::Ended(Box::default());
        let state = std::mem::replace(&mut entry.state, placeholder);
        let left = options::seconds_until(self.deadline);
        let mut options = self.plan.options.clone();
        options.timeout = [entry.timeout, left].into_iter().flatten().reduce(f64::min);
        let mut ended = match state {
            State::Ready(Start::Closure(callback)) => {
                let receiver = options.receiver(value::copy(&key));
                run_here::run_owned(&callback, &options, &key, receiver, seeds)
            }
            State::Ready(Start::Promise(given)) => {
                let own = given.options().within(&self.plan.options, options.timeout);
                match given.start()? {
                    Future::Sync(sync) => sync.take_with(&own, &key),
                    other => take_future(&other),
                }
            }
            State::Started(future) => take_future(&future),
            State::Ended(ended) => Ok(*ended),
        }?;
        let is_over = self
            .deadline
            .is_some_and(|deadline| deadline <= Instant::now());
        if let Some(entry) = self.entries.get_mut(place) {
            if is_over && entry.own {
                // It is the deadline that was over first, or as well.
                let seconds = self.plan.deadline.unwrap_or(0.0);
                ended.ending = Ending::TimedOut(seconds);
                entry.timeout = Some(seconds);
                self.hit = true;
            }
            entry.state = State::Ended(Box::new(ended));
        }
        Ok(())
    }
}
