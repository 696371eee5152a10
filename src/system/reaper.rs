//! A thread that collects processes which have done their work and are only
//! taking down their memory, so that the caller does not wait for that and yet
//! leaves no zombie.
//!
//! A process that runs alone is in the thread's list before it ends, and the kernel wakes
//! the thread at its end. The caller does not: waking a thread takes a tenth of the time
//! of a task.
//!
//! The thread takes no signal, and exists from the first process that is left to it
//! until the request ends. It uses neither the standard library's threads nor the
//! allocator: what those would set up for a second thread is memory that every fork has
//! to copy. What it shares with its owner stands in memory that no fork copies. Tasks share
//! the wake-up word alone: whatever they write there, the thread and its owner look again
//! after some milliseconds.

#[cfg_attr(
    all(target_os = "linux", not(feature = "portable")),
    path = "reaper/linux.rs"
)]
#[cfg_attr(
    not(all(target_os = "linux", not(feature = "portable"))),
    path = "reaper/portable.rs"
)]
mod platform;

use super::{
    done_flag::DoneFlag,
    identity::{self, Token},
    mapping::{SharedWith, drop_mapped, map_value},
    process::{self, ProcessId},
    signals::Blocked,
    threads,
};
use platform::WakeWord;
use smallvec::SmallVec;
use std::{
    ffi::c_void,
    io,
    ptr::{self, NonNull},
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// A process in the thread's list.
struct Entry {
    process: ProcessId,
    /// What to wait for before it is collected; `None` when it can be collected now.
    done_flag: Option<DoneFlag>,
}

#[derive(Default)]
struct List {
    entries: SmallVec<[Entry; 64]>,
    /// Whether one has been taken out of the list and is being waited for.
    collecting: bool,
    stop: bool,
    /// Whether the thread has ended.
    stopped: bool,
}

impl List {
    /// Takes a process out that is to be collected.
    fn take(&mut self) -> Option<ProcessId> {
        let due = |entry: &Entry| entry.done_flag.is_none_or(DoneFlag::is_set);
        let index = self.entries.iter().position(due)?;
        Some(self.entries.swap_remove(index).process)
    }

    fn find(&mut self, process: ProcessId) -> Option<usize> {
        self.entries
            .iter()
            .position(|entry| entry.process == process)
    }

    /// Those that are to be collected and are not yet.
    fn pending(&self) -> usize {
        let left = self
            .entries
            .iter()
            .filter(|entry| entry.done_flag.is_none());
        left.count() + usize::from(self.collecting)
    }
}

/// What the thread and its owner share. A forked process has no copy of it.
struct Shared {
    /// What forked processes share, too, if their ends raise it.
    wake_word: NonNull<WakeWord>,
    list: Mutex<List>,
    collected: Condvar,
}

impl Shared {
    fn list(&self) -> MutexGuard<'_, List> {
        // Nothing panics while it holds the lock.
        self.list.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wake_word(&self) -> &WakeWord {
        // SAFETY: mapped until after this is dropped, and made for being used by several
        // threads and processes.
        unsafe { self.wake_word.as_ref() }
    }

    /// Wakes the thread until `done` says that it has done something. A process that
    /// writes wildly, or owns the word and hangs in its end, can hide a wake-up.
    fn wake_until(&self, mut done: impl FnMut(&List) -> bool) {
        const AGAIN: Duration = Duration::from_millis(20);
        let mut list = self.list();
        while !done(&list) {
            self.wake_word().raise();
            let waited = self.collected.wait_timeout(list, AGAIN);
            list = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn run(&self) {
        loop {
            let seen = self.wake_word().end();
            let mut list = self.list();
            if let Some(process) = list.take() {
                list.collecting = true;
                drop(list);
                process::reap(process, true);
                self.list().collecting = false;
                self.collected.notify_all();
            } else if list.stop {
                list.stopped = true;
                self.collected.notify_all();
                return;
            } else {
                drop(list);
                self.wake_word().sleep(seen);
            }
        }
    }
}

/// With this, a process raises the wake-up word of its parent's reaper when it ends.
#[derive(Clone, Copy)]
pub struct ExitNotifier(NonNull<WakeWord>);

impl ExitNotifier {
    fn wake_word(&self) -> &WakeWord {
        // SAFETY: a process that was forked while the reaper was there has the mapping
        // for good; the wake-up word is made for being used by several processes.
        unsafe { self.0.as_ref() }
    }

    /// In a process of one thread, when no code but its own end will run any more, and
    /// before it sets its [`DoneFlag`]. Returns whether its end will be noticed.
    pub fn announce(&self) -> bool {
        self.wake_word().raise_at_end()
    }
}

/// The thread's handle. Belongs to the process that made it; in a copy of that
/// process there is no such thread, and the handle does nothing.
pub struct Reaper {
    /// In a mapping of its own, until the thread has been joined.
    shared: NonNull<Shared>,
    /// In a mapping of its own, too.
    wake_word: NonNull<WakeWord>,
    /// Once it has been started.
    thread: Option<libc::pthread_t>,
    owner: Token,
}

impl Reaper {
    /// Maps what the thread and its owner share.
    ///
    /// # Errors
    /// `ENOMEM`.
    pub fn new() -> io::Result<Self> {
        let shared_with = if WakeWord::RAISED_BY_ENDS {
            SharedWith::Forks
        } else {
            SharedWith::Nobody
        };
        let wake_word = map_value(WakeWord::default(), shared_with)?;
        let shared = Shared {
            wake_word,
            list: Mutex::default(),
            collected: Condvar::default(),
        };
        let shared = map_value(shared, SharedWith::Nobody).inspect_err(|_| {
            // SAFETY: nobody has it yet.
            unsafe { drop_mapped(wake_word) };
        })?;
        Ok(Self {
            shared,
            wake_word,
            thread: None,
            owner: identity::token(),
        })
    }

    /// Starts the thread, unless it has been. Returns whether there is one.
    pub fn start(&mut self) -> bool {
        if self.thread.is_none() && identity::token() == self.owner {
            // The thread inherits the mask: every signal stays with its owner.
            let _blocked = Blocked::all();
            // SAFETY: what is shared lives until the thread has been joined.
            self.thread = unsafe { threads::spawn(run, self.shared.as_ptr().cast()) }.ok();
        }
        self.thread.is_some()
    }

    /// `None` in a copy of the owner: what is shared is not that one's.
    fn shared(&self) -> Option<&Shared> {
        if identity::token() != self.owner {
            return None;
        }
        // SAFETY: it lives as long as the owner's handle.
        Some(unsafe { self.shared.as_ref() })
    }

    /// The notifier for the next process that is forked. `None` without a thread, and where
    /// the end of a process cannot raise the wake-up word.
    pub fn exit_notifier(&self) -> Option<ExitNotifier> {
        (WakeWord::RAISED_BY_ENDS && self.thread.is_some()).then_some(ExitNotifier(self.wake_word))
    }

    /// Adds a process that has an [`ExitNotifier`], and sets its done flag before it uses
    /// that.
    pub fn expect(&self, process: ProcessId, done_flag: DoneFlag) {
        if let Some(shared) = self.shared() {
            shared.list().entries.push(Entry {
                process,
                done_flag: Some(done_flag),
            });
            if done_flag.is_set() {
                // The thread may have been woken for it before it was in the list.
                shared.wake_word().raise();
            }
        }
    }

    /// Leaves a process to the thread that has set its done flag and whose end wakes the
    /// thread. It may have been collected by now.
    pub fn leave(&self, process: ProcessId) {
        if let Some(shared) = self.shared() {
            let mut list = shared.list();
            if let Some(index) = list.find(process) {
                list.entries[index].done_flag = None;
            }
        }
    }

    /// Takes a process out of the thread's list.
    pub fn forget(&self, process: ProcessId) {
        if let Some(shared) = self.shared() {
            let mut list = shared.list();
            if let Some(index) = list.find(process) {
                list.entries.swap_remove(index);
            }
        }
    }

    /// Leaves a process to the thread, which has been started, and wakes it.
    pub fn collect(&self, process: ProcessId) {
        if let Some(shared) = self.shared() {
            let done_flag = None;
            shared.list().entries.push(Entry { process, done_flag });
            shared.wake_word().raise();
        }
    }

    /// How many are not collected yet.
    #[cfg(test)]
    pub fn pending(&self) -> usize {
        self.shared().map_or(0, |shared| shared.list().pending())
    }

    /// Waits until at most `most` processes are not collected yet. Returns whether it had
    /// to wait.
    pub fn wait_until(&self, most: usize) -> bool {
        let Some(shared) = self.shared() else {
            return false;
        };
        let waits = shared.list().pending() > most;
        if waits {
            shared.wake_until(|list| list.pending() <= most);
        }
        waits
    }
}

impl Drop for Reaper {
    fn drop(&mut self) {
        self.wait_until(0);
        if let Some(shared) = self.shared() {
            if self.thread.is_some() {
                shared.list().stop = true;
                shared.wake_until(|list| list.stopped);
            }
            // SAFETY: the thread was started by this process and is joined once; with
            // that, what it shared with this one is this one's alone, and dropped once.
            unsafe {
                if let Some(thread) = self.thread {
                    libc::pthread_join(thread, ptr::null_mut());
                }
                drop_mapped(self.shared);
                drop_mapped(self.wake_word);
            }
        }
    }
}

/// The thread.
extern "C" fn run(shared: *mut c_void) -> *mut c_void {
    #[cfg(target_os = "linux")]
    let _ = nix::sys::prctl::set_name(c"pokio-reaper");
    // SAFETY: what `Reaper::start` hands over; it lives until this thread is joined.
    unsafe { &*shared.cast::<Shared>() }.run();
    ptr::null_mut()
}

#[cfg(test)]
mod tests;
