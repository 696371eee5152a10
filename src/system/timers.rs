//! Time limits of children: a thread interrupts and kills them in time, although this
//! process may be busy.
//!
//! - [`start`] gives a child a limit: at that time it is interrupted, its programs are
//!   asked to end, and after `grace` all of them are killed.
//! - [`Timer::interrupt`] does so at once, and returns at once.
//! - [`Timer::stage`] tells what has been done to the child: from the first step on, its
//!   outcome is that it timed out, or was cancelled, whatever it still sends.
//! - [`Timer::collect`] collects the child; dropping the timer ends it. A child that has
//!   been interrupted and not collected is killed then.
//! - [`close`] at the request's end: kills what programs are left, and ends the thread.
//!
//! The thread is not the reaper's: that one blocks while a process takes its memory down.
//! It exists from the first limit on. What it shares with the others stands in memory
//! that no copy of the process has.

mod adopted;
mod limit;
mod queue;
mod thread;
mod when;

pub use adopted::Adopted;
pub use when::{Clock, When};

use super::{
    clock::{nanoseconds, now},
    done_flag::DoneFlag,
    end_mark::EndMark,
    identity::{self, Token},
    interruption::{Reason, Target},
    process::End,
    process_tree,
};
use queue::{Action, Entry, NEVER, Next};
use std::{io, ptr, time::Duration};
use thread::Shared;

/// What has been done to a child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Nothing.
    Running,
    /// It has been interrupted.
    Interrupted(Reason),
    /// It has been killed.
    Killed(Reason),
}

/// What is to happen to a child, and has. The target's descriptor, if it has one, lives
/// longer.
pub struct Timer {
    key: u64,
    owner: Token,
}

/// Gives a child of this process a limit. `done` tells when it has reported, which it
/// may have long before its end; `mark` is set before it is interrupted at its limit.
/// Without a thread, which the system may refuse, only the task's own timers hold, and what
/// [`Timer::interrupt`] interrupts is killed.
///
/// # Errors
/// `ENOMEM`.
pub fn start(
    target: Target,
    when: When,
    done: Option<DoneFlag>,
    mark: Option<EndMark>,
    grace: Duration,
) -> io::Result<Timer> {
    let shared = Shared::get_or_map()?;
    let mut queue = shared.queue();
    let longest = match when {
        When::After(span) | When::Says(_, span) => nanoseconds(span),
        When::Never => NEVER,
    };
    let at = now().saturating_add(longest);
    let is_first = at < queue.first();
    queue.keys += 1;
    let key = queue.keys;
    queue.entries.push(Entry {
        key,
        target: Some(target),
        when,
        done,
        mark,
        next: Next::Limit,
        at,
        grace: nanoseconds(grace),
        kill_at: NEVER,
        pause: 0,
        stage: Stage::Running,
        collected: false,
        missed: false,
        dropped: false,
        programs: Vec::new(),
        adopted: None,
        look_at: NEVER,
        look_pause: 0,
    });
    // Limits that are equal end in the order of their starts: the thread is seldom woken.
    if at != NEVER && shared.ensure_thread(&mut queue) && is_first {
        shared.changed.notify_one();
    }
    let owner = identity::token();
    Ok(Timer { key, owner })
}

impl Timer {
    fn shared(&self) -> Option<&'static Shared> {
        (self.owner == identity::token())
            .then(Shared::get)
            .flatten()
    }

    /// Interrupts the child now, unless that has been done, and kills it after `grace`.
    /// Returns whether this call did it.
    pub fn interrupt(&self, reason: Reason, grace: Duration) -> bool {
        let Some(shared) = self.shared() else {
            return false;
        };
        let mut queue = shared.queue();
        let Some(entry) = queue.find(self.key) else {
            return false;
        };
        if entry.stage != Stage::Running || entry.collected {
            return false;
        }
        entry.stage = Stage::Interrupted(reason);
        entry.grace = nanoseconds(grace);
        entry.next = Next::Interrupt;
        entry.at = 0;
        if shared.ensure_thread(&mut queue) {
            shared.changed.notify_one();
        } else if let Some(entry) = queue.find(self.key) {
            entry.stage = Stage::Killed(reason);
            entry.disarm();
            Action::Kill(entry.target, Vec::new()).perform();
        }
        true
    }

    /// What has been done to the child.
    pub fn stage(&self) -> Stage {
        let stage = self.shared().and_then(|shared| {
            let mut queue = shared.queue();
            queue.find(self.key).map(|entry| entry.stage)
        });
        stage.unwrap_or(Stage::Running)
    }

    /// Whether a child that has ended did so by itself: it has not been interrupted, nor can
    /// its own timers have ended it.
    pub fn spares(&self) -> bool {
        self.shared().is_none_or(|shared| {
            let mut queue = shared.queue();
            let entry = queue.find(self.key);
            entry.is_none_or(|entry| entry.stage == Stage::Running && !entry.is_missed(now()))
        })
    }

    /// Collects the child by `collect`, which does not block and tells its end, if it has
    /// come: its number is nobody's target afterwards.
    pub fn collect(&self, collect: impl FnOnce() -> Option<End>) -> Option<End> {
        let Some(shared) = self.shared() else {
            return collect();
        };
        let mut queue = shared.queue_without(self.key);
        let end = collect();
        if end.is_some()
            && let Some(entry) = queue.find(self.key)
        {
            entry.collected = true;
            entry.target = None;
            if !matches!(entry.stage, Stage::Interrupted(_)) || entry.programs.is_empty() {
                entry.disarm();
            }
        }
        end
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        let Some(shared) = self.shared() else { return };
        let mut queue = shared.queue_without(self.key);
        let Some(entry) = queue.find(self.key) else {
            return;
        };
        // Programs that were asked to end have their time, too.
        entry.dropped = entry.collected && entry.next != Next::Nothing;
        if !entry.dropped
            && let Some(entry) = queue.remove(self.key)
        {
            drop(queue);
            if let (Stage::Interrupted(_), Some(target)) = (entry.stage, entry.target) {
                Action::Kill(Some(target), entry.programs).perform();
            }
        }
    }
}

/// Kills the programs that have outlived their tasks, and ends the thread if no child is
/// left. To be called when every child has been collected.
pub fn close() {
    let Some(shared) = Shared::get() else { return };
    let mut queue = shared.queue();
    // Those that are the thread's have been waited for, or are killed now.
    for entry in &mut queue.entries {
        if let Some((handle, process)) = entry.adopted.take() {
            handle.kill(process);
            handle.reap(process, true);
        }
    }
    queue.entries.retain(|entry| {
        if entry.dropped {
            process_tree::kill_programs(&entry.programs);
        }
        !entry.dropped
    });
    if queue.entries.is_empty()
        && let Some(thread) = queue.thread.take()
    {
        queue.stop = true;
        drop(queue);
        shared.changed.notify_one();
        // SAFETY: started by this process, and joined once.
        unsafe { libc::pthread_join(thread, ptr::null_mut()) };
    }
}

#[cfg(test)]
mod tests;
