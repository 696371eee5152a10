//! What became of items, and of the processes that took them.

use super::SharedRun;
use crate::{
    engine::{Thrown, exception},
    php::control::{
        errors::Details,
        fork_hooks,
        outcome::{Ended, Ending},
        receivers,
    },
    task::{Cause, TaskError, items::pool::Next, messages, outcome::Settlement, terms::Facts},
};
use std::time::Duration;

impl SharedRun {
    /// Something that has ended.
    pub(super) fn take_any(&mut self) -> Result<Option<(u64, Box<Ended>)>, Thrown> {
        let mut found = None;
        if let Some(apart) = &mut self.apart {
            found = apart.take_added()?;
        }
        if found.is_none() && !self.drained {
            match self.pool()?.poll()? {
                Some(Next::Ended {
                    index,
                    outcome,
                    report,
                    process,
                    written,
                }) => {
                    let reported = report.nanoseconds > 0
                        && !matches!(
                            outcome,
                            Ok(Settlement::Died(
                                Cause::Process(_) | Cause::TimedOut | Cause::Cancelled
                            ))
                        );
                    let facts = Facts {
                        process,
                        duration: Duration::from_nanos(report.nanoseconds),
                        peak_memory: reported.then_some(report.peak_memory),
                        written: None,
                    };
                    let details = Details::default().with_written(written);
                    let ended = self.ended(index, outcome, facts, details)?;
                    self.note_last(index, &ended);
                    found = Some((index, ended));
                    if self.plan.options.on_message.is_some() {
                        messages::deliver_of_items(self.pool()?.id())?;
                    }
                }
                Some(Next::Drained) => self.drained = true,
                None => {}
            }
        }
        self.ended += u64::from(found.is_some());
        Ok(found)
    }

    /// What became of an item.
    pub(super) fn ended(
        &self,
        index: u64,
        outcome: Result<Settlement, TaskError>,
        facts: Facts,
        details: Details,
    ) -> Result<Box<Ended>, Thrown> {
        let named = || Details {
            key: self.array_key(index),
            ..Details::default()
        };
        let ending = match Ending::of(outcome, named)? {
            Ending::Died(Cause::TimedOut) => {
                Ending::TimedOut(self.plan.options.timeout.unwrap_or(0.0))
            }
            Ending::Died(Cause::Cancelled) => match &self.begun_at_deadline {
                Some(begun_at_deadline) if begun_at_deadline.contains(&index) => {
                    Ending::TimedOut(self.plan.deadline.unwrap_or(0.0))
                }
                _ => Ending::Cancelled,
            },
            other => other,
        };
        Ok(Box::new(Ended {
            ending,
            facts,
            details,
        }))
    }

    /// Notes which item of a process has ended last, if hooks wait for the process's end.
    fn note_last(&mut self, index: u64, ended: &Ended) {
        if !fork_hooks::are_used() {
            return;
        }
        let number = |process| self.pool.as_ref()?.number_of(process);
        let number = ended.facts.process.and_then(number);
        if let Some(number) = number.filter(|number| fork_hooks::wait_for(*number)) {
            let mut copy = ended.copy();
            copy.details.key = self.array_key(index);
            self.last.insert(number, copy);
        }
    }

    /// Forgets the processes that have come to their ends, or all: their hooks are called.
    pub(super) fn collect_finished(&mut self, all: bool) -> Result<(), Thrown> {
        let pool = self.pool()?;
        let finished = pool.finished(all);
        if finished.is_empty() {
            return Ok(());
        }
        messages::deliver_of_items(pool.id())?;
        self.pool()?.forget_processes(&finished);
        for number in finished {
            let last = self.last.remove(&number);
            fork_hooks::in_parent(number, || last.unwrap_or_else(cancelled).outcome())?;
        }
        Ok(())
    }

    /// Whether hooks in the caller wait for what those at the end of a process give.
    pub(super) fn hooks_wait_for_ends(&self) -> bool {
        fork_hooks::are_used()
            && self.pool.as_ref().is_some_and(|pool| {
                pool.finished(true)
                    .into_iter()
                    .any(fork_hooks::wait_for_end)
            })
    }

    /// Cancels what runs in processes of the call: their hooks are called, and get nothing of
    /// those that had to be killed.
    pub(super) fn end_processes(&mut self) {
        let Some(pool) = &self.pool else { return };
        if self.hooks_wait_for_ends() {
            // Else it would depend on timing which of them arrive.
            let _ = pool.wind_up(|| {
                messages::deliver_ends_of_items(pool.id());
                Ok(())
            });
        }
        let processes = pool.finished(true);
        pool.forget_processes(&processes);
        pool.cancel();
        receivers::abandon(pool.id());
        for number in processes {
            let last = self.last.remove(&number);
            exception::aside(|| {
                fork_hooks::in_parent(number, || last.unwrap_or_else(cancelled).outcome())
            });
        }
    }
}

/// For a process that has ended no item.
fn cancelled() -> Ended {
    Ended {
        ending: Ending::Cancelled,
        ..Ended::default()
    }
}
