//! Waiting for items of a run to end, and reading what they left.

use super::ItemPool;
use crate::{
    engine::value,
    memory::slot::Report,
    system::{clock, process::ProcessId},
    task::{
        TaskError, contained,
        items::run::{EndedItem, Left},
        outcome::{self, OpenedOutcome, Settlement},
        output::Captured,
        role, scheduler,
        status::Status,
        table::{NextItem, Outcome, Table},
        trace,
    },
};
use std::{rc::Rc, time::Instant};

/// What the caller gets next.
pub enum Next {
    /// An item has ended.
    Ended {
        /// Its number, in the order of the source.
        index: u64,
        /// What became of it.
        outcome: Result<Settlement, TaskError>,
        /// How long it ran, and the most memory that PHP had allocated meanwhile.
        report: Report,
        /// In which process.
        process: Option<ProcessId>,
        /// What it has written, if that is captured.
        written: Option<Captured>,
    },
    /// Every outcome has been given, and the processes have ended.
    Drained,
}

/// Nanoseconds for which the caller looks for news before it sleeps: at most as long as
/// it takes to sleep and be woken; below the least, it does not look at all.
pub(super) const MOST: u64 = 20_000;
const LEAST: u64 = 500;

impl ItemPool {
    /// An item that has ended, if there is one now.
    ///
    /// # Errors
    /// [`TaskError::Foreign`] in another process than the one that started the run.
    pub fn poll(&self) -> Result<Option<Next>, TaskError> {
        self.ensure_own()?;
        Ok(match role::with_table(|table| table.next_item(self.id)) {
            NextItem::Ended(ended) => Some(self.open(ended)),
            NextItem::Complete => Some(Next::Drained),
            NextItem::None => None,
        })
    }

    /// Waits until there may be an item that has ended, or `enough` says so, or the
    /// deadline has come.
    ///
    /// # Errors
    /// [`TaskError`] when a signal's handler threw, or there is no process and the system
    /// has none to give; [`TaskError::Foreign`] in a process that a handler has forked.
    pub fn wait(
        &self,
        deadline: Option<Instant>,
        enough: Option<&dyn Fn(&mut Table) -> bool>,
    ) -> Result<(), TaskError> {
        contained(|| {
            if enough.is_none() && self.spin() {
                return Ok(());
            }
            scheduler::wait_until(Some(self.id), deadline, |table| {
                table.has_item_news(self.id) || enough.is_some_and(|enough| enough(table))
            })
        })
    }

    /// While items are tiny, looks for one for a short time before it sleeps; for less and
    /// less time where that finds nothing, as on a machine whose processors have other
    /// work. Returns whether there is something.
    fn spin(&self) -> bool {
        let tiny = role::with_table(|table| {
            let run = table.item_run(self.id);
            run.is_some_and(|run| run.are_tiny() && run.running() > 0)
        });
        if !tiny {
            return false;
        }
        let patience = self.patience.get();
        let end = clock::now() + patience;
        loop {
            if role::with_table(|table| table.has_item_news(self.id)) {
                self.patience.set((patience * 2).clamp(LEAST, MOST));
                return true;
            }
            if patience <= LEAST || clock::now() > end {
                // Now and then it is tried again.
                self.patience
                    .set(if patience == 0 { MOST } else { patience / 4 });
                return false;
            }
            for _ in 0..16 {
                std::hint::spin_loop();
            }
        }
    }

    /// Reads what an item left.
    fn open(&self, ended: EndedItem) -> Next {
        let EndedItem {
            index,
            left,
            report,
            process,
        } = ended;
        let written = process.and_then(|process| self.work.written(process, index));
        if trace::is_on() {
            self.draw(index, &left, report, process);
        }
        let outcome = match left {
            Left::Died(cause) => Ok(Settlement::Died(cause)),
            Left::Prevented => match self.work.take_prevented(index) {
                Some(thrown) => Ok(Settlement::Thrown(thrown)),
                None => Err(TaskError::Internal),
            },
            Left::Damaged(damaged) => Err(TaskError::Unreadable(damaged.to_string())),
            Left::Message(message, place) => {
                let spilled = message.spilled();
                let region = place.and_then(|place| {
                    role::with_table(|table| table.item_run(self.id)?.region(place))
                });
                let opened = outcome::read(Outcome::RawMessage(
                    message,
                    Rc::clone(&self.work.file),
                    region.unwrap_or_default(),
                ));
                // PHP's code may come back to this run, and what the message stood in is
                // the next one's then.
                let opened = opened.and_then(|opened| {
                    outcome::ensure_budget(&opened, || {})?;
                    opened.detached()
                });
                let release = || {
                    role::with_table(|table| {
                        if let Some(place) = place
                            && let Some(run) = table.item_run(self.id)
                        {
                            run.release_region(place, spilled);
                        }
                    });
                };
                let detached = opened.as_ref().map_or(true, OpenedOutcome::is_detached);
                if detached {
                    release();
                }
                let outcome = opened.and_then(|opened| contained(|| opened.decode()));
                if !detached {
                    release();
                }
                outcome
            }
        };
        Next::Ended {
            index,
            outcome,
            report,
            process,
            written,
        }
    }

    /// Notes an item that has ended in the trace.
    #[cold]
    fn draw(&self, index: u64, left: &Left, report: Report, process: Option<ProcessId>) {
        let (status, bytes) = match left {
            Left::Message(message, _) => (Status::of_kind(message.kind()), message.len()),
            Left::Died(cause) => (Status::from(cause), 0),
            Left::Damaged(_) | Left::Prevented => (Status::Failed, 0),
        };
        let key = self.key(index);
        let label = key.as_ref().and_then(|key| {
            let number = key.long().map(|number| number.to_string().into_bytes());
            number.or_else(|| value::bytes(key).map(<[u8]>::to_vec))
        });
        if let Some(number) = process.and_then(|process| self.number_of(process)) {
            let report = Some(report);
            let end = trace::End {
                status,
                bytes,
                report,
            };
            trace::shared_ended(number, number, label.as_deref(), end);
        }
    }
}
