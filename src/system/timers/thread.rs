//! The thread that keeps the times, and the memory that it shares with its owner.

use super::queue::{NEVER, Queue};
use crate::system::{
    clock::now,
    identity,
    mapping::{SharedWith, map_value},
    signals::Blocked,
    threads,
};
use std::{
    ffi::c_void,
    io, ptr,
    sync::{
        Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{
            AtomicPtr, AtomicU64,
            Ordering::{Acquire, Relaxed, Release},
        },
    },
    time::Duration,
};

/// What the thread and its owner share.
#[derive(Default)]
pub(super) struct Shared {
    queue: Mutex<Queue>,
    pub(super) changed: Condvar,
    acted: Condvar,
}

/// This process's; each process that has limits maps its own, for good.
static SHARED: AtomicPtr<Shared> = AtomicPtr::new(ptr::null_mut());
static OWNER: AtomicU64 = AtomicU64::new(0);

impl Shared {
    /// `None` when this process has none: in a copy of the owner, whoever had the lock
    /// when it was made still has it.
    pub(super) fn get() -> Option<&'static Self> {
        if OWNER.load(Relaxed) != identity::token() {
            return None;
        }
        // SAFETY: mapped by this process, and never taken away.
        unsafe { SHARED.load(Acquire).as_ref() }
    }

    pub(super) fn get_or_map() -> io::Result<&'static Self> {
        if let Some(shared) = Self::get() {
            return Ok(shared);
        }
        let shared = map_value(Self::default(), SharedWith::Nobody)?;
        SHARED.store(shared.as_ptr(), Release);
        OWNER.store(identity::token(), Relaxed);
        // SAFETY: as in `get`.
        Ok(unsafe { shared.as_ref() })
    }

    pub(super) fn queue(&self) -> MutexGuard<'_, Queue> {
        // Nothing panics while it holds the lock.
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The lock, while nothing is done for the entry.
    pub(super) fn queue_without(&self, key: u64) -> MutexGuard<'_, Queue> {
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
    pub(super) fn ensure_thread(&'static self, queue: &mut Queue) -> bool {
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
