//! One call of `map`, `stream`, `all`, `any`, `race` or `settle`: pulls the input as
//! there is place for it, starts a task for each item, and gives the tasks that have
//! ended, in the input's order or as they end. It owns the tasks that it starts: when it
//! is dropped, those that have not ended are cancelled.

mod added;
mod end;
mod here;
mod input;
mod start;

pub use input::check_item;

use super::{errors, options::Options, outcome::Ended, receivers};
use crate::{
    engine::{Object, Thrown, closure, exception, gc_references::Held, iterator::Walk, value},
    php::{
        fork_runtime::{self, Quota},
        future::Future,
        kernel,
        promise::Promise,
    },
    task::{
        TaskError, join,
        random::{self, Seeds},
        role::{self, Token},
        scheduler,
    },
};
use ext_php_rs::types::Zval;
use std::{collections::VecDeque, time::Instant};

/// What an item is.
pub enum Work {
    /// An argument of this closure, with its key if that is asked for.
    Task {
        /// The closure.
        task: Object,
        /// Whether the key is an argument too.
        keyed: bool,
    },
    /// A promise or a closure by itself.
    Given {
        /// The function and its argument, for the message about anything else.
        argument: &'static str,
    },
}

impl Work {
    /// The closure is given the key where it requires two parameters.
    pub fn of(task: Object) -> Self {
        let keyed = closure::required_parameters(&task) >= 2;
        Self::Task { task, keyed }
    }
}

/// How a call is made.
#[derive(Default)]
pub struct Plan {
    /// How many tasks may run at once; `None` for what the environment allows.
    pub concurrency: Option<usize>,
    /// The limit of the whole call, in seconds.
    pub deadline: Option<f64>,
    /// The options of each task.
    pub options: Options,
    /// Whether tasks are given in the input's order.
    pub ordered: bool,
    /// Whether a failure ends the call: promises that were started before are not taken
    /// before that is out of the question.
    pub fails_fast: bool,
    /// Whether keys must be such as an array can have.
    pub array_keys: bool,
    /// How many tasks a process may take, one after another; 0 for any number.
    pub tasks_per_process: Option<u32>,
}

/// What the next step of a run gave.
pub enum Step {
    /// A task that has ended.
    Ended {
        /// Its place in the input, from 0 on.
        index: u64,
        /// Its key, as the input gave it.
        key: Zval,
        /// How it has ended.
        ended: Box<Ended>,
    },
    /// There are no more.
    Drained,
    /// The deadline is over. What had not ended has been ended, and follows.
    DeadlineOver(f64),
}

enum State {
    /// Pulled, to be started.
    Ready(Start),
    /// Started, here or before; a future.
    Started(Future),
    /// Ended.
    Ended(Box<Ended>),
}

enum Start {
    Closure(Object),
    Promise(Promise),
}

struct Entry {
    index: u64,
    key: Zval,
    /// The name of a promise that was given: also of one whose task has been taken before,
    /// or never started.
    name: Option<Vec<u8>>,
    state: State,
    /// Whether it was started, or is to be, by this run.
    own: bool,
    timeout: Option<f64>,
}

/// See the module.
pub struct Run {
    walk: Walk,
    work: Work,
    plan: Plan,
    entries: VecDeque<Entry>,
    /// `None` without fork.
    quota: Option<Quota>,
    deadline: Option<Instant>,
    exhausted: bool,
    /// How many items have been pulled.
    pulled: u64,
    /// From these each item gets the seeds of its random numbers.
    seeds: Seeds,
    /// What the input threw, to be thrown when what was pulled before has been given.
    input_error: Option<Object>,
    /// The deadline has ended an entry and has not been reported yet.
    hit: bool,
    owner: Token,
}

impl Run {
    /// A run over this input, in which nothing has been started.
    ///
    /// # Errors
    /// [`Thrown`] when the environment does not allow what php.ini demands.
    pub fn new(input: Zval, work: Work, plan: Plan) -> Result<Self, Thrown> {
        let quota = kernel::quota()?.map(|quota| fork_runtime::own(quota, plan.concurrency));
        let walk = Walk::new(input);
        Ok(Self::of(walk, work, plan, quota, random::next()))
    }

    /// The same over this walk, which nobody has begun, without fork.
    pub fn without_fork(walk: Walk, task: Object, plan: Plan, seeds: Seeds) -> Self {
        Self::of(walk, Work::of(task), plan, None, seeds)
    }

    /// A run of this process, of which nothing has been pulled.
    fn of(walk: Walk, work: Work, plan: Plan, quota: Option<Quota>, seeds: Seeds) -> Self {
        Self {
            walk,
            work,
            plan,
            entries: VecDeque::new(),
            quota,
            deadline: None,
            exhausted: false,
            pulled: 0,
            seeds,
            input_error: None,
            hit: false,
            owner: role::owner(),
        }
    }

    /// Nothing has been started: from now on it is this process's, in its runtime.
    ///
    /// # Errors
    /// [`Thrown`] when the environment does not allow what php.ini demands.
    pub fn begins_here(&mut self) -> Result<(), Thrown> {
        let quota = kernel::quota()?;
        self.quota = quota.map(|quota| fork_runtime::own(quota, self.plan.concurrency));
        self.owner = role::owner();
        Ok(())
    }

    fn concurrency(&self) -> usize {
        self.quota.map_or(1, |quota| quota.limit)
    }

    /// Reports the values that it holds to the collector of cycles.
    pub fn held(&self, held: &mut Held<'_>) {
        self.walk.held(held);
        if let Work::Task { task, .. } = &self.work {
            held.object(task);
        }
        self.plan.options.held(held);
        held.maybe(self.input_error.as_ref());
        for entry in &self.entries {
            held.value(&entry.key);
            match &entry.state {
                State::Ready(Start::Closure(callback)) => held.object(callback),
                State::Ready(Start::Promise(given)) => held.object(given.object()),
                State::Started(future) => held.object(future.object()),
                State::Ended(ended) => ended.held(held),
            }
        }
    }

    /// The next task that has ended.
    ///
    /// # Errors
    /// [`Thrown`] when the input threw, a task could not be started, or a signal's handler
    /// threw.
    pub fn step(&mut self) -> Result<Step, Thrown> {
        if self.deadline.is_none()
            && let Some(seconds) = self.plan.deadline
        {
            self.deadline = super::options::duration(seconds)
                .and_then(|limit| Instant::now().checked_add(limit));
        }
        loop {
            self.fill()?;
            if std::mem::take(&mut self.hit) {
                return Ok(self.over(self.plan.deadline.unwrap_or(0.0)));
            }
            if let Some(place) = self.settled()
                && let Some(entry) = self.entries.remove(place)
            {
                let (index, key) = (entry.index, value::copy(&entry.key));
                let ended = self.take(entry)?;
                let ended = Box::new(ended);
                return Ok(Step::Ended { index, key, ended });
            }
            if let Some(error) = self.input_error.take_if(|_| self.entries.is_empty()) {
                return Err(exception::throw_object(error));
            }
            if self.entries.is_empty() && self.exhausted {
                return Ok(Step::Drained);
            }
            if let Some(seconds) = self.is_late() {
                return Ok(self.over(seconds));
            }
            self.sleep()?;
        }
    }

    fn over(&mut self, seconds: f64) -> Step {
        self.end_all();
        self.exhausted = true;
        Step::DeadlineOver(seconds)
    }

    /// The call's limit in seconds, if it has passed.
    fn is_late(&self) -> Option<f64> {
        let over = self
            .deadline
            .is_some_and(|deadline| deadline <= Instant::now());
        self.plan.deadline.filter(|_| over)
    }

    /// Whether there is a failure that ends the call: nothing more is to be started. To be
    /// asked after the look for a place, which a failure may just have left.
    fn is_failing(&self) -> bool {
        self.plan.fails_fast && (0..self.entries.len()).any(|place| self.has_failed(place))
    }

    fn has_failed(&self, place: usize) -> bool {
        match &self.entries[place].state {
            State::Started(future) => future.has_failed(),
            State::Ready(_) => false,
            State::Ended(ended) => !ended.is_fulfilled(),
        }
    }

    /// How many of this run's tasks have been started and have not ended.
    fn running(&self) -> usize {
        let started = self.entries.iter().filter(|entry| match &entry.state {
            State::Started(future) => !future.is_settled(),
            State::Ready(_) => true,
            State::Ended(_) => false,
        });
        started.count()
    }

    /// Whether this process has begun the run. Where PHP's code has forked by hand meanwhile,
    /// the new process starts none of its tasks once more.
    ///
    /// # Errors
    /// [`Thrown`] when it has not.
    fn ensure_own(&self) -> Result<(), Thrown> {
        if self.quota.is_some() && self.pulled > 0 && role::owner() != self.owner {
            return Err(TaskError::Foreign.into());
        }
        Ok(())
    }

    /// Pulls and starts what there is place for.
    fn fill(&mut self) -> Result<(), Thrown> {
        let concurrency = self.concurrency();
        loop {
            // A destructor of something that was let go may have thrown.
            exception::check()?;
            self.ensure_own()?;
            self.start_ready()?;
            let own = self.entries.iter().filter(|entry| entry.own);
            let held = own.count();
            let full = held >= concurrency.saturating_mul(3)
                || self.running() >= concurrency
                // Without fork, one is done before the next is pulled.
                || self.quota.is_none() && self.settled().or(self.unsettled()).is_some();
            if self.exhausted || self.input_error.is_some() || full || self.is_late().is_some() {
                return Ok(());
            }
            if self.is_failing() {
                return Ok(());
            }
            self.pull()?;
        }
    }

    /// The place of the first entry that has not ended.
    fn unsettled(&self) -> Option<usize> {
        self.entries.iter().position(|entry| !has_ended(entry))
    }

    /// The place of the next entry that has ended and is to be given.
    fn settled(&self) -> Option<usize> {
        if self.plan.ordered {
            return self.entries.front().is_some_and(has_ended).then_some(0);
        }
        // What was started before keeps its outcome as long as a failure may end the call.
        let keeps = self.plan.fails_fast
            && (!self.exhausted
                || self
                    .entries
                    .iter()
                    .any(|entry| entry.own || !has_ended(entry))
                || (0..self.entries.len()).any(|place| self.has_failed(place)));
        let places = 0..self.entries.len();
        places
            .filter(|place| has_ended(&self.entries[*place]))
            .filter(|place| !keeps || self.entries[*place].own || self.has_failed(*place))
            .min_by_key(|place| when(&self.entries[*place]))
    }

    /// Waits until there is something to do; without fork, does the next task.
    fn sleep(&mut self) -> Result<(), Thrown> {
        let Some(quota) = self.quota else {
            receivers::deliver_waiting()?;
            return self
                .unsettled()
                .map_or(Ok(()), |place| self.run_next(place));
        };
        // What has ended and is not to be given yet is no reason to wake.
        let futures = self
            .entries
            .iter()
            .enumerate()
            .take(if self.plan.ordered { 1 } else { usize::MAX })
            .filter(|(_, entry)| !has_ended(entry));
        let mut tasks = Vec::new();
        for (place, entry) in futures {
            let State::Started(future) = &entry.state else {
                continue;
            };
            match future.own_task() {
                Some(task) => tasks.push(task),
                // One of another kind is waited for by itself.
                None => return self.run_next(place),
            }
        }
        // Asked last: what has ended since the first look is not among these tasks.
        if self.settled().is_some() {
            return Ok(());
        }
        let ready = self
            .entries
            .iter()
            .any(|entry| matches!(entry.state, State::Ready(_)));
        let pullable = !self.exhausted
            && self.input_error.is_none()
            && self.entries.len() < quota.limit.saturating_mul(3);
        let running = scheduler::running(quota.runtime);
        join::until_any(&tasks, quota.runtime, self.deadline, |now| {
            (ready && now < quota.limit) || (pullable && now < running)
        })?;
        Ok(())
    }

    /// What the whole call's time limit throws.
    ///
    /// # Errors
    /// Always [`Thrown`].
    pub fn deadline_over(seconds: f64) -> Thrown {
        match errors::deadline_over(seconds) {
            Ok(error) => exception::throw_object(error),
            Err(Thrown) => Thrown,
        }
    }
}

fn has_ended(entry: &Entry) -> bool {
    match &entry.state {
        State::Started(future) => future.is_settled(),
        State::Ended(_) => true,
        State::Ready(_) => false,
    }
}

/// When it ended, as far as that is known; without fork the order is the input's.
fn when(entry: &Entry) -> Option<Instant> {
    match &entry.state {
        State::Started(Future::Fork(fork)) => fork.ended_at(),
        _ => None,
    }
}
