//! A thread that collects processes which have done their work and are only
//! taking down their memory, so that the caller does not wait for that and yet
//! leaves no zombie.
//!
//! The thread runs nothing but waitpid(2), takes no signal, and exists only
//! while there is something to collect before the request ends.

use super::{
    process::{self, ProcessId},
    signals::Blocked,
};
use std::{
    io, mem,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread::JoinHandle,
};

/// Bytes of the thread's stack.
const STACK: usize = 64 << 10;

/// What the thread and its owner share.
#[derive(Default)]
struct Shared {
    work: Mutex<Work>,
    changed: Condvar,
}

#[derive(Default)]
struct Work {
    queue: Vec<ProcessId>,
    /// Those in the queue and the one that is being waited for.
    pending: usize,
    stop: bool,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Work> {
        // The thread does nothing that panics while it holds the lock.
        self.work.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, work: MutexGuard<'a, Work>) -> MutexGuard<'a, Work> {
        self.changed
            .wait(work)
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self) {
        let mut work = self.lock();
        loop {
            if let Some(process) = work.queue.pop() {
                drop(work);
                process::reap(process, true);
                work = self.lock();
                work.pending -= 1;
                self.changed.notify_all();
            } else if work.stop {
                return;
            } else {
                work = self.wait(work);
            }
        }
    }
}

/// The thread's handle. Belongs to the process that made it; in a copy of that
/// process there is no such thread, and dropping the handle does nothing.
pub struct Reaper {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
    owner: ProcessId,
}

impl Reaper {
    /// Starts the thread.
    ///
    /// # Errors
    /// `EAGAIN` when the system allows no more threads.
    pub fn start() -> io::Result<Self> {
        let shared = Arc::new(Shared::default());
        let theirs = Arc::clone(&shared);
        // The thread inherits the mask: every signal stays with its owner.
        let blocked = Blocked::all();
        let thread = std::thread::Builder::new()
            .name("pokio-reaper".into())
            .stack_size(STACK)
            .spawn(move || theirs.run())?;
        drop(blocked);
        Ok(Self {
            shared,
            thread: Some(thread),
            owner: process::id(),
        })
    }

    /// Leaves a process to the thread.
    pub fn collect(&self, process: ProcessId) {
        let mut work = self.shared.lock();
        work.queue.push(process);
        work.pending += 1;
        self.shared.changed.notify_all();
    }

    /// How many are not collected yet.
    #[cfg(test)]
    pub fn pending(&self) -> usize {
        self.shared.lock().pending
    }

    /// Waits until at most so many are not collected yet. Returns whether it had
    /// to wait.
    pub fn wait_until(&self, most: usize) -> bool {
        let mut work = self.shared.lock();
        let waits = work.pending > most;
        while work.pending > most {
            work = self.shared.wait(work);
        }
        waits
    }
}

impl Drop for Reaper {
    fn drop(&mut self) {
        let Some(thread) = self.thread.take() else {
            return;
        };
        if process::id() == self.owner {
            self.shared.lock().stop = true;
            self.shared.changed.notify_all();
            // It has not panicked; see `Shared::run`.
            let _ = thread.join();
        } else {
            // Its state may have been in use when this process was copied.
            mem::forget(thread);
            mem::forget(Arc::clone(&self.shared));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::process::Side;

    fn child() -> ProcessId {
        match process::fork().unwrap() {
            Side::Parent(child) => child,
            Side::Child => process::exit_now(0),
        }
    }

    #[test]
    fn every_process_is_collected() {
        let reaper = Reaper::start().unwrap();
        let children: Vec<ProcessId> = (0..20).map(|_| child()).collect();
        children.iter().for_each(|child| reaper.collect(*child));
        reaper.wait_until(0);
        assert_eq!(reaper.pending(), 0);
        for child in children {
            assert_eq!(process::reap(child, true), Some(process::End::Unknown));
        }
    }

    #[test]
    fn dropping_it_collects_what_is_left() {
        let reaper = Reaper::start().unwrap();
        let child = child();
        reaper.collect(child);
        drop(reaper);
        assert_eq!(process::reap(child, true), Some(process::End::Unknown));
    }
}
