//! How the entries of a run end: their outcomes are taken, the deadline is over, or the call
//! ends before they do.

use super::{Entry, Run, Start, State};
use crate::{
    engine::{Thrown, exception},
    php::{
        control::outcome::{Ended, Ending},
        exceptions,
        future::Future,
        promise::Promise,
    },
    task::{Cause, role, scheduler},
};

impl Run {
    pub(super) fn take(&self, entry: Entry) -> Result<Ended, Thrown> {
        let mut ended = match entry.state {
            State::Ended(ended) => *ended,
            State::Started(future) => take_future(&future).inspect_err(|_| {
                // What a handler threw ends the call, and what is the call's with it.
                if let (Future::Fork(fork), true) = (&future, entry.own) {
                    fork.discard();
                }
            })?,
            State::Ready(_) => Ended::default(),
        };
        if let (Ending::TimedOut(_), Some(seconds)) = (&ended.ending, entry.timeout) {
            ended.ending = Ending::TimedOut(seconds);
        }
        ended.details.key = Some(entry.key).filter(|key| key.is_long() || key.is_string());
        if ended.details.name.is_none() {
            ended.details.name = entry.name.or_else(|| self.plan.options.name.clone());
        }
        Ok(ended)
    }

    /// The deadline is over: ends what this run has started, and keeps the rest from
    /// starting.
    pub fn end_all(&mut self) {
        let seconds = self.plan.deadline.unwrap_or(0.0);
        for entry in &mut self.entries {
            match &entry.state {
                State::Started(future) if future.is_settled() => {}
                // It is not touched, and can be awaited later.
                State::Started(_) if !entry.own => {
                    entry.state = State::Ended(Box::new(Ended {
                        ending: Ending::TimedOut(seconds),
                        ..Ended::default()
                    }));
                }
                State::Started(future) => {
                    if let Future::Fork(fork) = future {
                        fork.end(Cause::TimedOut);
                    }
                    entry.timeout = Some(seconds);
                }
                State::Ready(start) => {
                    keep_from_starting(start);
                    entry.state = State::Ended(Box::new(Ended {
                        ending: Ending::Cancelled,
                        ..Ended::default()
                    }));
                }
                State::Ended(_) => {}
            }
        }
    }

    /// Cancels what this run owns and has not ended. Nothing comes after that.
    pub fn cancel(&mut self) {
        if role::owner() != self.owner {
            // A copy in another process owns none of the tasks.
            self.entries.clear();
            return;
        }
        for entry in self.entries.drain(..).filter(|entry| entry.own) {
            match entry.state {
                State::Started(Future::Fork(fork)) => fork.discard(),
                State::Started(Future::Sync(sync)) => drop(sync.cancel()),
                State::Started(Future::Other(_)) => {}
                State::Ready(start) => keep_from_starting(&start),
                State::Ended(_) => {}
            }
        }
        self.exhausted = true;
        scheduler::tidy();
        // Also when the call ends because something was thrown.
        let items = exception::hidden(|| {
            let items = self.never_pulled();
            for (_, item) in &items {
                if let Some(given) = Promise::of_value(item)
                    && given.future().is_none()
                {
                    let _ = given.cancel();
                }
            }
            items
        });
        // PHP's code may run: nobody else need hold what an iterator gives.
        drop(items);
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        self.cancel();
    }
}

pub(super) fn keep_from_starting(start: &Start) {
    if let Start::Promise(given) = start {
        let _ = given.cancel();
    }
}

/// Takes the outcome of a future; of one that has been awaited before, that it was.
pub(super) fn take_future(future: &Future) -> Result<Ended, Thrown> {
    if future.awaited()? {
        return Ok(Ended {
            ending: Ending::Thrown(exceptions::already_awaited_object()?),
            ..Ended::default()
        });
    }
    future.take()
}
