//! The task's side: from the fork to the end of its process. Nothing here
//! returns to the frames of the caller that the process inherited.

mod end;
mod enter;
mod report;

pub(super) use end::{EndsHere, between, end_idle};
pub(super) use enter::{redirect_streams, take_over};
pub(super) use report::Task;

use super::{
    interruption, messages,
    random::Seeds,
    role,
    steps::{self, Step},
    table::Prepared,
    terms::Terms,
    trace,
};
use crate::{
    engine::{Object, guarded, heap, random},
    memory::{shared_mapping::SharedMapping, slot::Report},
    system::{self, clock::nanoseconds, process, signals::Blocked, title::Title},
};
use std::{
    mem::ManuallyDrop,
    time::{Duration, Instant},
};

/// Runs the task and ends the process.
pub fn run(
    prepared: Prepared,
    parent: role::Parent,
    mut blocked: Blocked,
    closure: &Object,
    terms: Option<&Terms>,
    seeds: Seeds,
) -> ! {
    let _end = EndsHere;
    let id = prepared.id();
    let Prepared {
        slot,
        file,
        region,
        waker,
        parent_guard,
        exit_notifier,
        channel,
        redirection,
        ..
    } = prepared;
    let status = guarded(|| {
        if steps::at(Step::Begin).is_err() || !parent_guard.attach(|| file.owner_lives()) {
            return 255;
        }
        if let Some(redirection) = redirection {
            if !redirection.enter() {
                return 255;
            }
            redirect_streams();
        }
        if let Some(label) = terms.and_then(|terms| terms.label.as_ref()) {
            Title::of_task(label).set();
        }
        role::become_task(id, parent, id);
        role::with_table(|table| table.protect_slots_but(Some(slot)));
        SharedMapping::protect_all_but(channel.as_ref().map(|own| own.mapping()).as_slice());
        let timeout = terms.and_then(|terms| terms.timeout);
        interruption::enter(&mut blocked, timeout);
        drop(blocked);
        messages::sends_to(channel);
        take_over();
        if seeds != Seeds::NONE {
            random::enter(seeds);
        }
        // Never dropped: giving anything back would cost this process pages.
        let mut task = ManuallyDrop::new(Task::new(slot, region, file, waker));
        task.controlled = terms.is_some();
        let measure = (terms.is_some() || trace::is_on()).then(Measure::start);
        let done = task.perform(closure, seeds, true);
        if let Some(measure) = measure {
            slot.report(measure.report(timeout));
        }
        task.leave(exit_notifier, || true);
        steps::at(Step::End).map_or(255, |()| done.status)
    });
    process::exit_now(status.unwrap_or(255))
}

/// Measures what a task with terms reports, and every task for a trace.
pub(super) struct Measure(Instant);

impl Measure {
    pub(super) fn start() -> Self {
        heap::reset_peak();
        Self(Instant::now())
    }

    /// A task that was interrupted took longer than its limit: its caller counts from the
    /// fork, and other tasks know of the interruption only what is said here.
    pub(super) fn report(&self, timeout: Option<Duration>) -> Report {
        const OVER: Duration = Duration::from_nanos(1);
        let limit = timeout.filter(|_| system::interruption::task_is_over());
        let least = limit.map_or(Duration::ZERO, |limit| limit.saturating_add(OVER));
        Report {
            nanoseconds: nanoseconds(self.0.elapsed().max(least)),
            peak_memory: heap::peak() as u64,
        }
    }
}
