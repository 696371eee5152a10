//! A run whose items are added one by one: its owner pulls the input.

use super::{Plan, Run, State, Work};
use crate::{
    engine::{Object, Thrown, iterator::Walk},
    php::{control::outcome::Ended, fork_runtime::Quota, future::Future},
    task::{ids::TaskId, random::Seeds},
};
use ext_php_rs::types::Zval;
use std::time::Instant;

impl Run {
    /// A run in which there is what is added, one by one; see [`Run::add`]. Its owner keeps
    /// the deadline; no start waits longer.
    pub fn of_added(
        task: &Object,
        plan: &Plan,
        quota: Quota,
        seeds: Seeds,
        deadline: Option<Instant>,
    ) -> Self {
        let plan = Plan {
            options: plan.options.clone(),
            // They are given as they end, so that who waits for the first is not woken
            // forever by one that has ended behind it.
            ordered: false,
            ..*plan
        };
        let mut run = Self::of(
            Walk::Ended,
            Work::of(task.clone()),
            plan,
            Some(quota),
            seeds,
        );
        run.exhausted = true;
        run.deadline = deadline;
        run
    }

    /// Adds an item of this number, to be started when there is a place.
    ///
    /// # Errors
    /// [`Thrown`]
    pub fn add(&mut self, index: u64, key: Zval, item: Zval) -> Result<(), Thrown> {
        self.pulled = index;
        let entry = self.enter(key, item)?;
        self.entries.push_back(entry);
        Ok(())
    }

    /// Starts the added items for which there is a place, and takes one that has ended, if
    /// there is one.
    ///
    /// # Errors
    /// As for [`Run::step`].
    pub fn take_added(&mut self) -> Result<Option<(u64, Box<Ended>)>, Thrown> {
        self.start_ready()?;
        let Some(entry) = self.settled().and_then(|place| self.entries.remove(place)) else {
            return Ok(None);
        };
        let index = entry.index;
        Ok(Some((index, Box::new(self.take(entry)?))))
    }

    /// Whether nothing that was added is left.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether something waits for a place.
    pub fn has_ready(&self) -> bool {
        let mut entries = self.entries.iter();
        entries.any(|entry| matches!(entry.state, State::Ready(_)))
    }

    /// The tasks that have been started.
    pub fn tasks(&self) -> Vec<TaskId> {
        let started = self.entries.iter().filter_map(|entry| match &entry.state {
            State::Started(Future::Fork(fork)) => fork.own_task(),
            _ => None,
        });
        started.collect()
    }
}
