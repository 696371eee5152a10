//! Starting the entries of a run, each in a process of its own.

use super::{Run, Start, State};
use crate::{
    engine::{
        Object, Thrown,
        exception::{self, Pending},
        value,
    },
    php::{
        control::{
            outcome::{Ended, Ending},
            receivers::Receiver,
        },
        exceptions::Unstarted,
        fork_future::ForkFuture,
        fork_runtime::{self, Quota},
        future::Future,
    },
    task::{random::Seeds, scheduler, terms::Terms},
};
use std::time::Instant;

impl Run {
    /// Starts what has been pulled, as far as there is place.
    pub(super) fn start_ready(&mut self) -> Result<(), Thrown> {
        let Some(quota) = self.quota else {
            return Ok(());
        };
        for place in 0..self.entries.len() {
            let seeds = self.seeds.derive(self.entries[place].index);
            self.ensure_own()?;
            if !matches!(self.entries[place].state, State::Ready(_)) {
                continue;
            }
            if scheduler::running(quota.runtime) >= quota.limit || self.is_failing() {
                return Ok(());
            }
            let timeout = self.entries[place].timeout;
            let started = match &self.entries[place].state {
                State::Ready(Start::Closure(callback)) => {
                    let receiver = self
                        .plan
                        .options
                        .receiver(value::copy(&self.entries[place].key));
                    let mut options = self.plan.options.clone();
                    options.timeout = timeout;
                    let terms = options.terms(Some(&self.entries[place].key));
                    let callback = callback.clone();
                    start_closure(quota, terms, &callback, receiver, seeds, self.deadline)
                        .map(Future::Fork)
                }
                State::Ready(Start::Promise(given)) => {
                    let key = value::copy(&self.entries[place].key);
                    given.clone().start_within(
                        quota,
                        &self.plan.options,
                        timeout,
                        &key,
                        self.deadline,
                    )
                }
                _ => continue,
            };
            let future = match started {
                Ok(future) => future,
                Err(Unstarted::Prevented) => {
                    self.fail(place)?;
                    continue;
                }
                // It stays what it was, and the caller sees that the deadline is over.
                Err(Unstarted::Late) => return Ok(()),
                Err(other) => return Err(other.into()),
            };
            if let Future::Fork(future) = &future {
                future.set_key(&self.entries[place].key);
            }
            self.entries[place].state = State::Started(future);
        }
        Ok(())
    }

    /// What is pending is the outcome of an entry that has not been started.
    fn fail(&mut self, place: usize) -> Result<(), Thrown> {
        let Some(Pending::Throwable(thrown)) = exception::take() else {
            return Err(Thrown);
        };
        if let Some(entry) = self.entries.get_mut(place) {
            let ended = State::Ended(Box::new(Ended {
                ending: Ending::Thrown(thrown),
                ..Ended::default()
            }));
            if let State::Ready(Start::Promise(given)) = std::mem::replace(&mut entry.state, ended)
            {
                given.use_up()?;
            }
        }
        Ok(())
    }
}

/// Starts a closure in a task of its own.
fn start_closure(
    quota: Quota,
    terms: Terms,
    callback: &Object,
    receiver: Option<Receiver>,
    seeds: Seeds,
    deadline: Option<Instant>,
) -> Result<ForkFuture, Unstarted> {
    let future = ForkFuture::new()?;
    fork_runtime::start(
        quota,
        Some(terms),
        callback,
        receiver,
        Some(seeds),
        deadline,
        &future,
    )?;
    Ok(future)
}
