//! How the entries of a run end: their outcomes are taken, the deadline is over, or the call
//! ends before they do.

use super::{Entry, Run, Start, State, is_settled};
use crate::{
    engine::{Object, Thrown, exception, value},
    php::{
        control::{
            errors::Details,
            outcome::{Ended, Ending},
        },
        exceptions, fork_future, promise, sync_future,
    },
    task::{Cause, control::Facts, role, scheduler},
};
use ext_php_rs::types::Zval;
use std::time::Duration;

impl Run {
    pub(super) fn take(&self, entry: Entry) -> Result<Ended, Thrown> {
        let mut ended = match entry.state {
            State::Ended(ended) => *ended,
            State::Started(future) => take_future(&future)?,
            State::Ready(_) => nothing(),
        };
        if let (Ending::TimedOut(_), Some(seconds)) = (&ended.ending, entry.timeout) {
            ended.ending = Ending::TimedOut(seconds);
        }
        ended.details.key = Some(entry.key).filter(|key| key.is_long() || key.is_string());
        if ended.details.name.is_none() {
            ended.details.name = self.plan.options.name.clone();
        }
        Ok(ended)
    }

    /// The deadline is over: ends what this run has started, and keeps the rest from
    /// starting.
    pub fn end_all(&mut self) {
        let seconds = self.plan.deadline.unwrap_or(0.0);
        for entry in &mut self.entries {
            match &entry.state {
                State::Started(future) if is_settled(future) => {}
                // It is not touched, and can be awaited later.
                State::Started(_) if !entry.own => {
                    entry.state = State::Ended(Box::new(Ended {
                        ending: Ending::TimedOut(seconds),
                        ..nothing()
                    }));
                }
                State::Started(future) => {
                    if future.class() == fork_future::class() {
                        fork_future::end(future, Cause::TimedOut);
                    }
                    entry.timeout = Some(seconds);
                }
                State::Ready(start) => {
                    keep_from_starting(start);
                    entry.state = State::Ended(Box::new(Ended {
                        ending: Ending::Cancelled,
                        ..nothing()
                    }));
                }
                State::Ended(_) => {}
            }
        }
    }

    /// Cancels what this run owns and has not ended. Nothing comes after that.
    pub fn cancel(&mut self) {
        if role::owner() != self.owner {
            // A copy in another process owns nothing.
            std::mem::forget(std::mem::take(&mut self.entries));
            return;
        }
        for entry in self.entries.drain(..).filter(|entry| entry.own) {
            match entry.state {
                State::Started(future) => {
                    if future.class() == fork_future::class() {
                        fork_future::discard(&future);
                    } else {
                        let _ = sync_future::cancel(&future);
                    }
                }
                State::Ready(start) => keep_from_starting(&start),
                State::Ended(_) => {}
            }
        }
        self.exhausted = true;
        scheduler::tidy();
        // Also when the call ends because something was thrown.
        exception::hidden(|| {
            for (_, item) in self.never_pulled() {
                if let Some(given) = value::object_of(&item, promise::class())
                    && promise::future(&given).is_none()
                {
                    let _ = promise::cancel(&given);
                }
            }
        });
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        self.cancel();
    }
}

pub(super) fn keep_from_starting(start: &Start) {
    if let Start::Promise(given) = start {
        let _ = promise::cancel(given);
    }
}

/// An ending of which nothing is known.
pub fn nothing() -> Ended {
    Ended {
        ending: Ending::Value(Zval::null()),
        facts: Facts {
            duration: Duration::ZERO,
            ..Facts::default()
        },
        details: Details::default(),
    }
}

/// Takes the outcome of a future; of one that has been awaited before, that it was.
pub(super) fn take_future(future: &Object) -> Result<Ended, Thrown> {
    let is_fork = future.class() == fork_future::class();
    let awaited = if is_fork {
        fork_future::awaited(future)
    } else {
        sync_future::awaited(future)
    };
    if awaited {
        return Ok(Ended {
            ending: Ending::Thrown(exceptions::already_awaited_object()?),
            ..nothing()
        });
    }
    if is_fork {
        fork_future::take(future)
    } else {
        sync_future::take(future)
    }
}
