//! One call of `map` or `stream` whose items a few processes share: pulls the input as
//! there is place for it, hands the items to the processes, and gives what has ended, in
//! the input's order or as it ends. It owns what it starts: when it is dropped, what has
//! not ended is cancelled.
//!
//! An item that cannot be sent to a process has one of its own, by [`Run`].

mod ended;
mod gather;
mod input;

use super::{
    fork_hooks,
    options::{self, duration},
    outcome::Ended,
    receivers,
    run::{Plan, Run, Step},
    status::Output,
};
use crate::{
    engine::{Object, Thrown, closure, exception, gc_references::Held, value},
    php::{
        fork_runtime::{self, Quota},
        kernel,
    },
    task::{
        ids::TaskId,
        items::{
            pool::{ItemPool, Source},
            source::Job,
        },
        join, messages,
        output::Sink,
        random::{self, Seeds},
        trace,
    },
};
use ext_php_rs::types::Zval;
use input::Input;
use std::{
    collections::{BTreeMap, HashMap},
    time::Instant,
};

/// See the module.
pub struct SharedRun {
    input: Input,
    task: Object,
    /// Whether the task is given the key, too.
    keyed: bool,
    plan: Plan,
    /// Whether results are read one by one while the rest runs: then no more than three
    /// times the concurrency may wait for that.
    streams: bool,
    quota: Quota,
    /// From these each item gets the seeds of its random numbers.
    seeds: Seeds,
    /// From the first step on.
    pool: Option<ItemPool>,
    deadline: Option<Instant>,
    /// Items that had begun when the deadline was over; `None` before.
    begun_at_deadline: Option<Vec<u64>>,
    /// How many items have been pulled, how many of them have ended, and how many of those
    /// have been given.
    pulled: u64,
    ended: u64,
    given: u64,
    /// Where the order counts: what has ended and waits for its turn.
    held: BTreeMap<u64, Box<Ended>>,
    /// For each process whose end hooks wait for: the item that ended last.
    last: HashMap<TaskId, Ended>,
    /// Items with processes of their own.
    apart: Option<Box<Run>>,
    exhausted: bool,
    /// The processes have come to their ends, and everything of them is taken.
    drained: bool,
    /// What the input threw, to be thrown at its place.
    input_error: Option<Object>,
}

/// The quota of processes that share the items of a call with this plan, if they do.
///
/// # Errors
/// [`Thrown`] when the environment does not allow what php.ini demands.
pub fn quota(plan: &Plan) -> Result<Option<Quota>, Thrown> {
    let shares = plan.tasks_per_process != Some(1) && plan.options.output() != Output::Prefix;
    let quota = if shares { kernel::quota()? } else { None };
    Ok(quota.map(|quota| {
        let quota = fork_runtime::own(quota, plan.concurrency);
        Quota {
            limit: quota.limit.min(ItemPool::MOST_PROCESSES),
            ..quota
        }
    }))
}

impl SharedRun {
    /// A run over this input, in which nothing has been started.
    pub fn new(input: Zval, task: Object, plan: Plan, streams: bool, quota: Quota) -> Self {
        Self {
            input: Input::of(input),
            keyed: closure::required_parameters(&task) >= 2,
            task,
            plan,
            streams,
            quota,
            seeds: random::next(),
            pool: None,
            deadline: None,
            begun_at_deadline: None,
            pulled: 0,
            ended: 0,
            given: 0,
            held: BTreeMap::new(),
            last: HashMap::new(),
            apart: None,
            exhausted: false,
            drained: false,
            input_error: None,
        }
    }

    /// Where nothing is forked, in a task or after `useSync()`: the same run, of which
    /// nothing has been started, item by item.
    ///
    /// # Errors
    /// [`Thrown`] when the environment does not allow what php.ini demands.
    pub fn without_fork(&mut self) -> Result<Option<Run>, Thrown> {
        if kernel::quota()?.is_some() {
            return Ok(None);
        }
        let plan = Plan {
            options: self.plan.options.clone(),
            ..self.plan
        };
        Ok(Some(Run::without_fork(
            self.input.take_walk(),
            self.task.clone(),
            plan,
            self.seeds,
        )))
    }

    /// Reports the values that it holds to the collector of cycles.
    pub fn held(&self, held: &mut Held<'_>) {
        match &self.input {
            Input::Array(array) => held.value(array),
            Input::Pulled(walk) => walk.held(held),
        }
        held.object(&self.task);
        self.plan.options.held(held);
        held.maybe(self.input_error.as_ref());
        self.held.values().for_each(|ended| ended.held(held));
        self.last.values().for_each(|ended| ended.held(held));
        if let Some(apart) = &self.apart {
            apart.held(held);
        }
        if let Some(pool) = &self.pool {
            pool.held(held);
            receivers::held(pool.id(), None, held);
        }
    }

    /// Before the first step.
    fn begin(&mut self) -> Result<(), Thrown> {
        if self.pool.is_some() {
            return Ok(());
        }
        let limit = self.plan.deadline.and_then(duration);
        self.deadline = limit.and_then(|limit| Instant::now().checked_add(limit));
        let mut terms = fork_runtime::item_terms(self.quota);
        terms.items_per_process = u64::from(self.plan.tasks_per_process.unwrap_or(0));
        terms.timeout = self.plan.options.timeout.and_then(options::duration);
        // Pulling continues as items end; in a trace each item is drawn when it is read.
        let of_array = matches!(self.input, Input::Array(_));
        terms.bulk = of_array && !self.streams && !trace::is_on();
        if self.streams {
            terms.name = "stream";
        }
        terms.fails_fast = self.plan.fails_fast;
        terms.sends = self.plan.options.on_message.is_some() || fork_hooks::tell_at_end();
        terms.output = match self.plan.options.output() {
            Output::Capture => Sink::Capture,
            Output::Discard => Sink::Discard,
            Output::Inherit | Output::Prefix => Sink::Caller,
        };
        let source = match &self.input {
            Input::Array(array) => Source::Array {
                array: value::copy(array),
                ordered: self.streams,
            },
            Input::Pulled(_) => Source::Pushed(u32::try_from(self.most_open()).unwrap_or(u32::MAX)),
        };
        let job = Job {
            closure: self.task.clone(),
            pass_key: self.keyed,
        };
        self.exhausted = of_array;
        let pool = fork_runtime::start_items(terms, job, source, self.seeds)?;
        // The key is that of the item that sends.
        if let Some(receiver) = self.plan.options.receiver(Zval::null()) {
            receivers::register(pool.id(), receiver);
        }
        self.pool = Some(pool);
        Ok(())
    }

    /// The next item that has ended.
    ///
    /// # Errors
    /// [`Thrown`] when the input threw, a process could not be started, or a signal's
    /// handler threw.
    pub fn step(&mut self) -> Result<Step, Thrown> {
        Ok(match self.next()? {
            Given::Ended(index, mut ended) => {
                let key = self.key(index, &mut ended);
                Step::Ended { index, key, ended }
            }
            Given::Drained => Step::Drained,
            Given::DeadlineOver(seconds) => Step::DeadlineOver(seconds),
        })
    }

    /// The key of an item whose outcome is given; its details name the key, too.
    fn key(&self, index: u64, ended: &mut Ended) -> Zval {
        let key = self.pool.as_ref().and_then(|pool| pool.take_key(index));
        let key = key.unwrap_or_else(Zval::null);
        ended.details.key = Some(value::copy(&key)).filter(is_array_key);
        key
    }

    /// The key of an item, if it is such as an array can have.
    fn array_key(&self, index: u64) -> Option<Zval> {
        let key = self.pool.as_ref().and_then(|pool| pool.key(index));
        key.filter(is_array_key)
    }

    /// The same as [`SharedRun::step`], without the key.
    fn next(&mut self) -> Result<Given, Thrown> {
        self.begin()?;
        // Not what this process has taken of it before a fork, either: how much that is
        // depends on when the items ended.
        self.pool()?.ensure_own()?;
        loop {
            // A destructor of something that was let go may have thrown.
            exception::check()?;
            let waits = self.plan.ordered && self.given < self.pulled;
            if let Some(error) = self.input_error.take_if(|_| !waits) {
                return Err(exception::throw_object(error));
            }
            self.allow();
            if let Some(seconds) = self.end_map()? {
                return Ok(Given::DeadlineOver(seconds));
            }
            if let Some((index, ended)) = self.take()? {
                // After a failure that ends the call, nothing more is to be pulled. Otherwise
                // the next one may run while this one is looked at.
                if ended.is_fulfilled() || !self.plan.fails_fast {
                    self.pull_one()?;
                }
                return Ok(Given::Ended(index, ended));
            }
            let over = self.is_over();
            self.collect_finished(over)?;
            if over {
                return Ok(Given::Drained);
            }
            if let Some(seconds) = self.is_late() {
                self.give_up()?;
                return Ok(Given::DeadlineOver(seconds));
            }
            if !self.pull_one()? {
                self.wait()?;
            }
        }
    }

    fn pool(&self) -> Result<&ItemPool, Thrown> {
        self.pool.as_ref().ok_or(Thrown)
    }

    /// What is to be given next, if it has ended.
    fn take(&mut self) -> Result<Option<(u64, Box<Ended>)>, Thrown> {
        let ordered = self.plan.ordered;
        let found = loop {
            if let Some(ended) = self.held.remove(&self.given) {
                break Some((self.given, ended));
            }
            match self.take_any()? {
                Some((index, ended)) if ordered && index != self.given => {
                    self.held.insert(index, ended);
                }
                other => break other,
            }
        };
        self.given += u64::from(found.is_some());
        Ok(found)
    }

    /// Whether everything has been given.
    fn is_over(&self) -> bool {
        let apart = self.apart.as_ref().is_none_or(|apart| apart.is_empty());
        self.drained && apart && self.held.is_empty() && self.exhausted
    }

    fn is_late(&self) -> Option<f64> {
        let over = self
            .deadline
            .is_some_and(|deadline| self.begun_at_deadline.is_none() && deadline <= Instant::now());
        self.plan.deadline.filter(|_| over)
    }

    /// The deadline is over: ends what has been started.
    fn give_up(&mut self) -> Result<(), Thrown> {
        self.exhausted = true;
        let hooks_wait = self.hooks_wait_for_ends();
        let begun = self.pool.as_ref().map(|pool| pool.give_up(hooks_wait));
        self.begun_at_deadline = Some(begun.unwrap_or_default());
        if let Some(apart) = &mut self.apart {
            apart.end_all();
        }
        if hooks_wait && let Some(pool) = &self.pool {
            pool.wind_up(|| messages::deliver_of_items(pool.id()))?;
        }
        Ok(())
    }

    /// After the deadline: what has not been pulled of an array is given as cancelled.
    pub fn cancel_input(&mut self) {
        if let (Input::Array(_), Some(pool)) = (&self.input, &self.pool) {
            pool.cancel_rest();
        }
    }

    /// Waits until there may be something to do.
    fn wait(&mut self) -> Result<(), Thrown> {
        let deadline = self.deadline.filter(|_| self.begun_at_deadline.is_none());
        let pool = self.pool()?;
        let Some(apart) = self.apart.as_ref().filter(|apart| !apart.is_empty()) else {
            pool.wait(deadline, None)?;
            return Ok(());
        };
        let (tasks, ready) = (apart.tasks(), apart.has_ready());
        let Quota { runtime, limit } = self.quota;
        if self.drained {
            join::until_any(&tasks, runtime, deadline, |now| ready && now < limit)?;
            return Ok(());
        }
        pool.wait(
            deadline,
            Some(&|table| {
                if ready {
                    table.retire_idle(Some(runtime));
                }
                tasks.iter().any(|task| table.finished(*task))
                    || ready && table.running(Some(runtime)) < limit
            }),
        )?;
        Ok(())
    }

    /// Cancels what has not ended. Nothing comes after that.
    pub fn cancel(&mut self) {
        self.end_processes();
        if let Some(apart) = &mut self.apart {
            apart.cancel();
        }
        self.held.clear();
        self.exhausted = true;
    }
}

impl Drop for SharedRun {
    fn drop(&mut self) {
        self.cancel();
    }
}

fn is_array_key(key: &Zval) -> bool {
    key.is_long() || key.is_string()
}

/// What there is next.
enum Given {
    /// An item of this number has ended.
    Ended(u64, Box<Ended>),
    /// There are no more.
    Drained,
    /// The deadline is over; what had not ended follows.
    DeadlineOver(f64),
}
