//! Terms: what the caller asks of a task besides its outcome, and what the task reports.

use super::{
    inbox::Inbox,
    output::{Captured, Reader, Redirection, Sink},
};
use crate::{
    memory::{channel::Channel, slot::Report},
    system::{clock::nanoseconds, process::ProcessId},
};
use std::{
    rc::Rc,
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::{Duration, Instant},
};

/// Nanoseconds; see [`grace`].
static GRACE: AtomicU64 = AtomicU64::new(500_000_000);

/// How long an interrupted task has to end by itself.
pub fn grace() -> Duration {
    Duration::from_nanos(GRACE.load(Relaxed))
}

/// Sets the [`grace`] of tasks that are interrupted from now on.
pub fn set_grace(grace: Duration) {
    GRACE.store(nanoseconds(grace), Relaxed);
}

/// What the caller asks of a task. A task without terms reports its outcome alone, and
/// spends nothing on more.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    /// How long it may run, counted from the fork.
    pub timeout: Option<Duration>,
    /// Whether it may send something while it runs.
    pub sends: bool,
    /// Where its output goes.
    pub output: Sink,
    /// What people know it by.
    pub label: Option<Rc<[u8]>>,
    /// Whether it ends with the call that has started it.
    pub of_a_call: bool,
}

/// A task with terms, as its caller knows it.
pub struct Control {
    timeout: Option<Duration>,
    process: ProcessId,
    started: Instant,
    ended: Option<Instant>,
    /// What it sends.
    pub inbox: Option<Inbox>,
    /// What it writes.
    pub output: Option<Reader>,
    /// Whether it ends with the call that has started it.
    pub of_a_call: bool,
}

impl Control {
    /// A task that has just been forked, before its time limit began.
    pub fn new(
        terms: &Terms,
        started: Instant,
        process: ProcessId,
        channel: Option<Rc<Channel>>,
        redirection: Option<Redirection>,
    ) -> Self {
        let label = || terms.label.clone();
        Self {
            timeout: terms.timeout,
            process,
            started,
            ended: None,
            inbox: channel.map(Inbox::new),
            output: redirection.and_then(|files| files.read_by_caller(label(), process)),
            of_a_call: terms.of_a_call,
        }
    }

    /// When its time limit is over, if it has one.
    pub fn deadline(&self) -> Option<Instant> {
        // A limit beyond what the clock can tell is none.
        self.started.checked_add(self.timeout?)
    }

    /// Whether a task with this report took longer than it was allowed to.
    pub fn is_exceeded_by(&self, report: Report) -> bool {
        self.timeout
            .is_some_and(|timeout| report.duration() > timeout)
    }

    /// Notes that the task has ended without a message.
    pub fn end(&mut self) {
        self.ended = Some(Instant::now());
        self.inbox.iter_mut().for_each(Inbox::close);
    }

    /// When the task ended, as far as its report tells.
    pub fn ended_at(&self, report: Option<Report>) -> Option<Instant> {
        match report {
            Some(report) => self.started.checked_add(report.duration()),
            None => self.ended,
        }
    }

    /// What is known of the task, with what it reported, if it did. What it has written is
    /// told once.
    pub fn facts(&mut self, report: Option<Report>) -> Facts {
        let reported = report.filter(|report| report.nanoseconds > 0);
        Facts {
            process: Some(self.process),
            duration: reported.map_or_else(
                || self.ended.unwrap_or_else(Instant::now) - self.started,
                |report| report.duration(),
            ),
            peak_memory: reported.map(|report| report.peak_memory),
            written: match self.output.take() {
                Some(Reader::Capture(capture)) => Some(capture.take()),
                _ => None,
            },
        }
    }
}

/// What is known of a task that has ended.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// The process that it ran in.
    pub process: Option<ProcessId>,
    /// How long it ran.
    pub duration: Duration,
    /// The most memory that PHP had allocated in it, in bytes.
    pub peak_memory: Option<u64>,
    /// What it has written, if that was captured.
    pub written: Option<Captured>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_exceeded_by_what_takes_longer() {
        let limited = Control::new(
            &Terms {
                timeout: Some(Duration::from_nanos(10)),
                ..Terms::default()
            },
            Instant::now(),
            1,
            None,
            None,
        );
        let report = |nanoseconds| Report {
            nanoseconds,
            peak_memory: 0,
        };
        assert!(limited.is_exceeded_by(report(11)) && !limited.is_exceeded_by(report(10)));
        let unlimited = Control::new(&Terms::default(), Instant::now(), 1, None, None);
        assert!(!unlimited.is_exceeded_by(report(u64::MAX)));
    }

    #[test]
    fn what_a_task_did_not_report_is_measured_from_outside() {
        let mut control = Control::new(&Terms::default(), Instant::now(), 7, None, None);
        control.end();
        let facts = control.facts(None);
        assert_eq!((facts.process, facts.peak_memory), (Some(7), None));
    }
}
