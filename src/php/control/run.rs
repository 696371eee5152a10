//! One call of `map`, `stream`, `all`, `any`, `race` or `settle`: pulls the input as
//! there is place for it, starts a task for each item, and gives the tasks that have
//! ended, in the input's order or as they end. It owns the tasks that it starts: when it
//! is dropped, those that have not ended are cancelled.

mod added;

use super::{
    errors::{self, Details},
    item,
    options::Options,
    outcome::{Ended, Ending},
    receivers::Receiver,
};
use crate::{
    engine::{
        Object, Thrown, array, closure,
        exception::{self, Pending},
        iterator::Walk,
        value,
    },
    php::{
        exceptions, fork_future,
        fork_runtime::{self, Terms},
        kernel, promise, sync_future,
    },
    task::{
        Cause,
        control::{self, Facts},
        join,
        random::{self, Seeds},
        role::{self, Token},
        scheduler,
    },
};
use ext_php_rs::types::Zval;
use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

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
        /// How the function is called, for the message about anything else.
        function: &'static str,
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
    Started(Object),
    /// Ended.
    Ended(Box<Ended>),
}

enum Start {
    Closure(Object),
    Promise(Object),
}

struct Entry {
    index: u64,
    key: Zval,
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
    terms: Option<Terms>,
    deadline: Option<Instant>,
    exhausted: bool,
    /// How many items have been pulled.
    pulled: u64,
    /// Of these are those of each item's random numbers.
    seeds: Seeds,
    /// What the input threw, to be thrown when what was pulled before has been given.
    input_error: Option<Object>,
    owner: Token,
}

impl Run {
    /// A run over this input, in which nothing has been started.
    ///
    /// # Errors
    /// [`Thrown`] when the environment does not allow what php.ini demands.
    pub fn new(input: Zval, work: Work, plan: Plan) -> Result<Self, Thrown> {
        let terms = kernel::terms()?.map(|terms| fork_runtime::own(terms, plan.concurrency));
        Ok(Self {
            walk: Walk::new(input),
            work,
            plan,
            entries: VecDeque::new(),
            terms,
            deadline: None,
            exhausted: false,
            pulled: 0,
            seeds: random::next(),
            input_error: None,
            owner: role::owner(),
        })
    }

    fn concurrency(&self) -> usize {
        self.terms.map_or(1, |terms| terms.limit)
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
                self.end_all();
                self.exhausted = true;
                return Ok(Step::DeadlineOver(seconds));
            }
            self.sleep()?;
        }
    }

    fn is_late(&self) -> Option<f64> {
        let over = self
            .deadline
            .is_some_and(|deadline| deadline <= Instant::now());
        self.plan
            .deadline
            .filter(|_| over && !self.exhausted_by_deadline())
    }

    fn exhausted_by_deadline(&self) -> bool {
        self.exhausted
            && self
                .entries
                .iter()
                .all(|entry| matches!(entry.state, State::Ended(_)))
    }

    /// Whether there is a failure that ends the call: nothing more is to be started. To be
    /// asked after the look for a place, which a failure may just have left.
    fn is_failing(&self) -> bool {
        self.plan.fails_fast && (0..self.entries.len()).any(|place| self.has_failed(place))
    }

    fn has_failed(&self, place: usize) -> bool {
        match &self.entries[place].state {
            State::Started(future) if future.class() == fork_future::class() => {
                fork_future::has_failed(future)
            }
            State::Started(future) if future.class() == sync_future::class() => {
                sync_future::has_failed(future)
            }
            State::Started(_) | State::Ready(_) => false,
            State::Ended(ended) => !ended.is_fulfilled(),
        }
    }

    /// How many of this run's tasks have been started and have not ended.
    fn running(&self) -> usize {
        let started = self.entries.iter().filter(|entry| match &entry.state {
            State::Started(future) => !is_settled(future),
            State::Ready(_) => true,
            State::Ended(_) => false,
        });
        started.count()
    }

    /// Pulls and starts what there is place for.
    fn fill(&mut self) -> Result<(), Thrown> {
        let concurrency = self.concurrency();
        loop {
            self.start_ready()?;
            let own = self.entries.iter().filter(|entry| entry.own);
            let held = own.count();
            let full = held >= concurrency.saturating_mul(3)
                || self.running() >= concurrency
                // Without fork, one is done before the next is pulled.
                || self.terms.is_none() && self.settled().or(self.unsettled()).is_some();
            if self.exhausted || self.input_error.is_some() || full || self.is_late().is_some() {
                return Ok(());
            }
            if self.is_failing() {
                return Ok(());
            }
            self.pull()?;
        }
    }

    fn pull(&mut self) -> Result<(), Thrown> {
        match self.walk.next() {
            Ok(Some((key, item))) => {
                let given = value::object_of(&item, promise::class());
                match self.enter(key, item) {
                    Ok(entry) => {
                        self.entries.push_back(entry);
                        Ok(())
                    }
                    Err(Thrown) => {
                        // Pulled in vain, it is this run's all the same.
                        if let Some(given) = given.filter(|given| promise::future(given).is_none())
                        {
                            exception::aside(|| promise::cancel(&given).map(drop));
                        }
                        Err(Thrown)
                    }
                }
            }
            Ok(None) => {
                self.exhausted = true;
                Ok(())
            }
            Err(Thrown) => {
                self.exhausted = true;
                match exception::take() {
                    Some(Pending::Throwable(error)) if self.plan.ordered => {
                        self.input_error = Some(error);
                        Ok(())
                    }
                    Some(Pending::Throwable(error)) => Err(exception::throw_object(error)),
                    Some(Pending::Exit) | None => Err(Thrown),
                }
            }
        }
    }

    fn enter(&mut self, key: Zval, item: Zval) -> Result<Entry, Thrown> {
        let timeout = self.plan.options.timeout;
        if self.plan.array_keys && !array::has_as_key(&key) {
            // Throws for what an array refuses.
            array::set_by_value(&mut Zval::new_array(), &key, Zval::null())?;
        }
        let index = self.pulled;
        self.pulled += 1;
        let entry = |state, own, timeout| Entry {
            index,
            key: value::copy(&key),
            state,
            own,
            timeout,
        };
        if let Work::Task { task, keyed } = &self.work {
            let callback = item::bind(task, item, value::copy(&key), *keyed)?;
            return Ok(entry(State::Ready(Start::Closure(callback)), true, timeout));
        }
        if let Some(callback) = value::object_of(&item, closure::class()) {
            return Ok(entry(State::Ready(Start::Closure(callback)), true, timeout));
        }
        let Some(given) = value::object_of(&item, promise::class()) else {
            let Work::Given { function } = self.work else {
                return Err(Thrown);
            };
            return Err(wrong_item(function, &item));
        };
        match promise::future(&given) {
            Some(future) => Ok(entry(State::Started(future), false, None)),
            None => {
                let own = promise::options(&given).timeout;
                let timeout = [own, timeout].into_iter().flatten().reduce(f64::min);
                Ok(entry(State::Ready(Start::Promise(given)), true, timeout))
            }
        }
    }

    /// Starts what has been pulled, as far as there is place.
    fn start_ready(&mut self) -> Result<(), Thrown> {
        let Some(terms) = self.terms else {
            return Ok(());
        };
        for place in 0..self.entries.len() {
            let seeds = self.seeds.derive(self.entries[place].index);
            if !matches!(self.entries[place].state, State::Ready(_)) {
                continue;
            }
            if scheduler::running(terms.number) >= terms.limit || self.is_failing() {
                return Ok(());
            }
            let timeout = self.entries[place].timeout;
            let future = match &self.entries[place].state {
                State::Ready(Start::Closure(callback)) => {
                    let receiver = self
                        .plan
                        .options
                        .receiver(value::copy(&self.entries[place].key));
                    let mut options = self.plan.options.clone();
                    options.timeout = timeout;
                    let control = options.terms(Some(&self.entries[place].key));
                    start_closure(terms, control, &callback.clone(), receiver, seeds)?
                }
                State::Ready(Start::Promise(given)) => {
                    let key = value::copy(&self.entries[place].key);
                    promise::start_within(&given.clone(), terms, &self.plan.options, timeout, &key)?
                }
                _ => continue,
            };
            if future.class() == fork_future::class() {
                fork_future::set_key(&future, &self.entries[place].key);
            }
            self.entries[place].state = State::Started(future);
        }
        Ok(())
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
        let Some(terms) = self.terms else {
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
            match &entry.state {
                State::Started(future) if fork_future::own_task(future).is_some() => {
                    tasks.extend(fork_future::own_task(future));
                }
                // One of another kind is waited for by itself.
                State::Started(_) => return self.run_next(place),
                _ => {}
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
            && self.entries.len() < terms.limit.saturating_mul(3);
        let running = scheduler::running(terms.number);
        join::until_any(&tasks, terms.number, self.deadline, |now| {
            (ready && now < terms.limit) || (pullable && now < running)
        })?;
        Ok(())
    }

    /// Runs or awaits an entry here.
    fn run_next(&mut self, place: usize) -> Result<(), Thrown> {
        if let State::Started(future) = &self.entries[place].state
            && future.class() == sync_future::class()
        {
            // It is not this run's: only when it has ended in time is its outcome taken.
            sync_future::settle(&future.clone())?;
            if self.is_late().is_some()
                && let Some(entry) = self.entries.get_mut(place)
            {
                entry.state = State::Ended(Box::new(Ended {
                    ending: Ending::TimedOut(self.plan.deadline.unwrap_or(0.0)),
                    ..nothing()
                }));
            }
            return Ok(());
        }
        let Some(entry) = self.entries.get_mut(place) else {
            return Ok(());
        };
        let key = value::copy(&entry.key);
        let seeds = self.seeds.derive(entry.index);
        let placeholder = State::Ended(Box::new(nothing()));
        let state = std::mem::replace(&mut entry.state, placeholder);
        let left = self.deadline.map(|deadline| {
            deadline
                .saturating_duration_since(Instant::now())
                .as_secs_f64()
        });
        let mut options = self.plan.options.clone();
        options.timeout = [entry.timeout, left].into_iter().flatten().reduce(f64::min);
        let mut ended = match state {
            State::Ready(Start::Closure(callback)) => {
                let receiver = options.receiver(value::copy(&key));
                sync_future::run_owned(&callback, &options, &key, receiver, seeds)
            }
            State::Ready(Start::Promise(given)) => {
                let own = promise::options(&given).within(&self.plan.options, options.timeout);
                let future = promise::start(&given)?;
                if future.class() == sync_future::class() {
                    sync_future::take_with(&future, &own, &key)
                } else {
                    take_future(&future)
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
            }
            entry.state = State::Ended(Box::new(ended));
        }
        Ok(())
    }

    fn take(&self, entry: Entry) -> Result<Ended, Thrown> {
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

    /// Promises of an array, or of a collection of the engine's, whose turn never came: they
    /// are this run's, too.
    fn never_pulled(&mut self) -> Vec<(Zval, Zval)> {
        if !matches!(self.work, Work::Given { .. }) || !self.walk.is_plain() {
            return Vec::new();
        }
        std::iter::from_fn(|| self.walk.next().ok().flatten()).collect()
    }

    /// After the deadline: what has not been pulled of an array is given as cancelled.
    ///
    /// # Errors
    /// [`Thrown`]
    pub fn cancel_input(&mut self) -> Result<(), Thrown> {
        for (key, item) in self.never_pulled() {
            let mut entry = self.enter(key, item)?;
            if let State::Ready(start) = &entry.state {
                keep_from_starting(start);
                entry.state = State::Ended(Box::new(Ended {
                    ending: Ending::Cancelled,
                    ..nothing()
                }));
            }
            self.entries.push_back(entry);
        }
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

impl Drop for Run {
    fn drop(&mut self) {
        self.cancel();
    }
}

/// Whether the item is a promise or a closure.
///
/// # Errors
/// [`Thrown`], a `TypeError`, when it is not.
pub fn check_item(function: &str, item: &Zval) -> Result<(), Thrown> {
    if value::object_of(item, promise::class()).is_some()
        || value::object_of(item, closure::class()).is_some()
    {
        Ok(())
    } else {
        Err(wrong_item(function, item))
    }
}

fn wrong_item(function: &str, item: &Zval) -> Thrown {
    exception::throw(
        exception::Kind::TypeError,
        &format!(
            "{function}: Argument #1 must contain only promises and closures, {} given",
            value::type_name(item)
        ),
    )
}

fn has_ended(entry: &Entry) -> bool {
    match &entry.state {
        State::Started(future) => is_settled(future),
        State::Ended(_) => true,
        State::Ready(_) => false,
    }
}

/// When it ended, as far as that is known; without fork the order is the input's.
fn when(entry: &Entry) -> Option<Instant> {
    match &entry.state {
        State::Started(future) => fork_future::ended_at(future),
        _ => None,
    }
}

fn keep_from_starting(start: &Start) {
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

fn is_settled(future: &Object) -> bool {
    if future.class() == fork_future::class() {
        fork_future::is_settled(future)
    } else {
        future.class() == sync_future::class() && sync_future::is_settled(future)
    }
}

/// Takes the outcome of a future; of one that has been awaited before, that it was.
fn take_future(future: &Object) -> Result<Ended, Thrown> {
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

/// Starts a closure in a task of its own.
fn start_closure(
    terms: Terms,
    control: control::Terms,
    callback: &Object,
    receiver: Option<Receiver>,
    seeds: Seeds,
) -> Result<Object, Thrown> {
    let future = fork_future::create()?;
    fork_runtime::start(
        terms,
        Some(control),
        callback,
        receiver,
        Some(seeds),
        &future,
    )?;
    Ok(future)
}
