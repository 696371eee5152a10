//! When children are interrupted and killed, although this process may be busy: a thread
//! of its own keeps the times.
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

mod queue;

use super::{
    ChildHandle,
    done_flag::DoneFlag,
    identity::{self, Token},
    interruption::{Reason, Target, nanoseconds, now},
    mapping::{SharedWith, map_value},
    process::{End, ProcessId},
    process_tree,
    signals::Blocked,
    threads,
};
use queue::{Action, Entry, FIRST_LOOK, NEVER, Next, Queue};
use std::{
    ffi::c_void,
    io,
    ptr::{self, NonNull},
    sync::{
        Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{
            AtomicPtr, AtomicU64,
            Ordering::{Acquire, Relaxed, Release},
        },
    },
    time::Duration,
};

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

/// A word in shared memory by which a process says until when its present task may run,
/// on the monotonic clock in nanoseconds; 0 while it has none.
#[derive(Clone, Copy)]
pub struct Clock(NonNull<AtomicU64>);

impl Clock {
    /// # Safety
    /// The word stays mapped as long as the timer lives that it is given to.
    pub unsafe fn new(word: NonNull<AtomicU64>) -> Self {
        Self(word)
    }

    fn get(self) -> u64 {
        // SAFETY: promised to `new`.
        unsafe { self.0.as_ref() }.load(Acquire)
    }
}

/// When a task is to be interrupted.
#[derive(Clone, Copy)]
pub enum When {
    /// After so long.
    After(Duration),
    /// When the time has come that the process says; it runs a task for no longer than
    /// this.
    Says(Clock, Duration),
    /// Not before somebody says so.
    Never,
}

/// What the thread and its owner share.
#[derive(Default)]
struct Shared {
    queue: Mutex<Queue>,
    changed: Condvar,
    acted: Condvar,
}

/// This process's; each process that has limits maps its own, for good.
static SHARED: AtomicPtr<Shared> = AtomicPtr::new(ptr::null_mut());
static OWNER: AtomicU64 = AtomicU64::new(0);

impl Shared {
    /// `None` when this process has none: in a copy of the owner, whoever had the lock
    /// when it was made still has it.
    fn get() -> Option<&'static Self> {
        if OWNER.load(Relaxed) != identity::token() {
            return None;
        }
        // SAFETY: mapped by this process, and never taken away.
        unsafe { SHARED.load(Acquire).as_ref() }
    }

    fn get_or_map() -> io::Result<&'static Self> {
        if let Some(shared) = Self::get() {
            return Ok(shared);
        }
        let shared = map_value(Self::default(), SharedWith::Nobody)?;
        SHARED.store(shared.as_ptr(), Release);
        OWNER.store(identity::token(), Relaxed);
        // SAFETY: as in `get`.
        Ok(unsafe { shared.as_ref() })
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        // Nothing panics while it holds the lock.
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The lock, while nothing is done for the entry.
    fn queue_without(&self, key: u64) -> MutexGuard<'_, Queue> {
        let mut queue = self.queue();
        while queue.acting == Some(key) {
            queue = self
                .acted
                .wait(queue)
                .unwrap_or_else(PoisonError::into_inner);
        }
        queue
    }

    /// Starts the thread, unless it has been. Returns whether there is one.
    fn ensure_thread(&'static self, queue: &mut Queue) -> bool {
        if queue.thread.is_none() {
            // The thread inherits the mask: every signal stays with its owner.
            let _blocked = Blocked::all();
            queue.stop = false;
            // SAFETY: what is shared lives as long as the process.
            queue.thread =
                unsafe { threads::spawn(run, ptr::from_ref(self).cast_mut().cast()) }.ok();
        }
        queue.thread.is_some()
    }

    /// The thread's work.
    fn run(&self) {
        let mut queue = self.queue();
        while !queue.stop {
            let now = now();
            if queue.collect_adopted(now) {
                self.acted.notify_all();
            }
            let due = queue.entries.iter_mut().find(|entry| entry.at <= now);
            if let Some(entry) = due {
                let key = entry.key;
                if let Some(action) = entry.begin(now) {
                    queue.acting = Some(key);
                    drop(queue);
                    let programs = action.perform();
                    queue = self.queue();
                    queue.acting = None;
                    if let Some(entry) = queue.find(key) {
                        entry.programs = programs;
                        if entry.dropped && entry.adopted.is_none() {
                            queue.remove(key);
                        }
                    }
                    self.acted.notify_all();
                }
                continue;
            }
            queue = match queue.first() {
                NEVER => self
                    .changed
                    .wait(queue)
                    .unwrap_or_else(PoisonError::into_inner),
                first => {
                    let pause = Duration::from_nanos(first.saturating_sub(now));
                    let woken = self.changed.wait_timeout(queue, pause);
                    woken.unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
    }
}

extern "C" fn run(shared: *mut c_void) -> *mut c_void {
    #[cfg(target_os = "linux")]
    let _ = nix::sys::prctl::set_name(c"pokio-timers");
    // SAFETY: what `ensure_thread` hands over; it is never taken away.
    unsafe { &*shared.cast::<Shared>() }.run();
    ptr::null_mut()
}

/// What is to happen to a child, and has. The target's descriptor, if it has one, lives
/// longer.
pub struct Timer {
    key: u64,
    owner: Token,
}

/// Gives a child of this process a limit. `done` tells when it has reported, which it
/// may have long before its end. Without a thread, which the system may refuse, only the
/// task's own timers hold, and what [`Timer::interrupt`] interrupts is killed.
///
/// # Errors
/// `ENOMEM`.
pub fn start(
    target: Target,
    when: When,
    done: Option<DoneFlag>,
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
        next: Next::Limit,
        at,
        grace: nanoseconds(grace),
        kill_at: NEVER,
        pause: 0,
        stage: Stage::Running,
        collected: false,
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
            entry.rest();
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
                entry.rest();
            }
        }
        end
    }
}

/// A child that is the thread's to collect.
pub struct Adopted {
    key: u64,
    owner: Token,
}

impl Adopted {
    /// Whether the child has been collected.
    pub fn is_gone(&self) -> bool {
        if self.owner != identity::token() {
            return true;
        }
        let Some(shared) = Shared::get() else {
            return true;
        };
        let mut queue = shared.queue();
        queue.find(self.key).is_none_or(|entry| entry.collected)
    }
}

impl Timer {
    /// Leaves the child to the thread, which collects it when it has ended. Gives it back
    /// where there is no thread.
    fn adopt(self, child: ChildHandle, process: ProcessId) -> Result<Adopted, (Self, ChildHandle)> {
        let Some(shared) = self.shared() else {
            return Err((self, child));
        };
        let mut queue = shared.queue_without(self.key);
        if !shared.ensure_thread(&mut queue) {
            drop(queue);
            return Err((self, child));
        }
        let Some(entry) = queue.find(self.key) else {
            drop(queue);
            return Err((self, child));
        };
        entry.adopted = Some((child, process));
        entry.dropped = true;
        entry.look_pause = nanoseconds(FIRST_LOOK);
        entry.look_at = now().saturating_add(entry.look_pause);
        let adopted = Adopted {
            key: self.key,
            owner: self.owner,
        };
        drop(queue);
        shared.changed.notify_one();
        // The entry is the thread's now.
        std::mem::forget(self);
        Ok(adopted)
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

impl ChildHandle {
    /// Gives the child, which has this number, a limit: see [`start`]. A handle has one.
    ///
    /// # Errors
    /// `ENOMEM`.
    pub fn limit(
        &mut self,
        process: ProcessId,
        when: When,
        done: Option<DoneFlag>,
        grace: Duration,
    ) -> io::Result<()> {
        if self.timer().is_none()
            && let Some(target) = self.target(process)
        {
            *self.timer() = Some(start(target, when, done, grace)?);
        }
        Ok(())
    }

    /// Interrupts the child now, and kills it after `grace` with its programs; at once
    /// where there is no memory for that.
    pub fn interrupt(&mut self, process: ProcessId, reason: Reason, grace: Duration) {
        let limited = self.limit(process, When::Never, None, grace);
        match self.timer() {
            Some(timer) if limited.is_ok() => {
                timer.interrupt(reason, grace);
            }
            _ => self.kill(process),
        }
    }

    /// Takes the limit away from a child that has not been interrupted.
    pub fn lift_limit(&mut self) {
        if self.stage() == Stage::Running {
            drop(self.timer().take());
        }
    }

    /// Leaves the child, which has been interrupted, to the thread, which collects it when
    /// it has ended. Gives it back where that cannot be.
    ///
    /// # Errors
    /// The handle itself.
    pub fn hand_over(mut self, process: ProcessId) -> Result<Adopted, Self> {
        let Some(timer) = self.timer().take() else {
            return Err(self);
        };
        timer.adopt(self, process).map_err(|(timer, mut handle)| {
            *handle.timer() = Some(timer);
            handle
        })
    }

    /// What has been done to the child.
    pub fn stage(&self) -> Stage {
        self.timer_ref()
            .as_ref()
            .map_or(Stage::Running, Timer::stage)
    }
}

#[cfg(test)]
mod tests;
