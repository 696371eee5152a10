//! The task's side: from the fork to the end of its process. Nothing here
//! returns to the frames of the caller that the process inherited.

use super::{
    Cause, connections,
    control::Terms,
    faults::{self, Step},
    hooks, interruption, leftovers, messages, outcome,
    random::Seeds,
    role::{self, Token},
    table::Prepared,
};
use crate::{
    codec::{throwable::Extent, value::Unencodable},
    engine::{
        CallError, Object, Thrown, closure, depth, ending, exception, exception::Pending, guarded,
        heap, inherited, interruption::Deferred, random, request,
    },
    memory::{
        overflow::{MemoryFile, Region},
        slot::{Report, Slot, Writer},
    },
    system::{
        self, Waker, process,
        reaper::ExitNotifier,
        signals::Blocked,
        stack::{self, StackGuard},
        title::Title,
    },
};
use ext_php_rs::types::Zval;
use std::{cell::Cell, mem::ManuallyDrop, rc::Rc, time::Instant};

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
        if faults::at(Step::Begin).is_err() || !parent_guard.hold(|| file.owner_lives()) {
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
        let measure = terms.map(|_| Measure::start());
        let done = task.perform(closure, true);
        if let Some(measure) = measure {
            slot.report(measure.report());
        }
        task.leave(exit_notifier, || true);
        faults::at(Step::End).map_or(255, |()| done.status)
    });
    process::exit_now(status.unwrap_or(255))
}

/// Measures what a task with terms reports.
struct Measure(Instant);

impl Measure {
    fn start() -> Self {
        heap::reset_peak();
        Self(Instant::now())
    }

    fn report(&self) -> Report {
        Report {
            nanoseconds: u64::try_from(self.0.elapsed().as_nanos()).unwrap_or(u64::MAX),
            peak_memory: heap::peak() as u64,
        }
    }
}

/// In a new process whose standard streams have been put elsewhere: the streams that its
/// caller has opened for them follow.
pub(super) fn redirect_streams() {
    inherited::each_standard_stream(|descriptor, number| {
        // One that cannot be changed writes where it did.
        let _ = system::streams::follow(descriptor, number);
    });
}

/// Makes the new process a task's, before any of PHP's code runs in it.
pub(super) fn take_over() {
    inherited::detach();
    separate();
    connections::separate();
    (hooks::get().detach)();
}

/// Gives the process files of its own in the place of those that extensions keep: two
/// processes that read at one position at a time get each other's bytes. What cannot be
/// opened anew stays shared.
#[inline]
fn separate() {
    if inherited::keeps_files() {
        reopen_kept_files();
    }
}

/// A function of its own, as whatever few tasks need: it takes more of the stack than a
/// task has touched by then.
#[cold]
#[inline(never)]
fn reopen_kept_files() {
    inherited::each_kept_file(|file| {
        let _ = system::files::reopen(file.descriptor(), file.position);
        file.copy_before_writing(|descriptor, position| {
            system::files::copy(descriptor, position).is_ok()
        });
    });
    system::forget_last_error();
}

/// Ends the process where it is dropped: a panic may not unwind into the frames of
/// the caller.
pub(super) struct EndsHere;

impl Drop for EndsHere {
    fn drop(&mut self) {
        process::exit_now(255)
    }
}

/// The task that this process is.
pub(super) struct Task {
    slot: Slot,
    region: Region,
    file: Rc<MemoryFile>,
    /// Its process.
    owner: Token,
    /// The throwable that has been sealed.
    thrown: Cell<Option<ManuallyDrop<Object>>>,
    /// No more of PHP's code than an end's may run here.
    over: Cell<bool>,
    /// Whether its caller asks more of it than its outcome.
    pub(super) controlled: bool,
}

/// What became of a closure; its message is sealed.
pub(super) struct Done {
    /// The exit status that goes with it.
    pub status: i32,
    /// What the closure gave. It is left alone unless somebody drops it: taking it
    /// apart could take as deep a stack as sending it.
    result: ManuallyDrop<Result<Result<Zval, Thrown>, CallError>>,
}

impl Task {
    pub(super) fn new(slot: Slot, region: Region, file: Rc<MemoryFile>, waker: Waker) -> Self {
        role::publishes_by((slot, waker));
        Self {
            slot,
            region,
            file,
            owner: role::owner(),
            thrown: Cell::new(None),
            over: Cell::new(false),
            controlled: false,
        }
    }

    /// Everything from the closure to the sealed message.
    pub(super) fn perform(&self, closure: &Object, first: bool) -> Done {
        self.perform_call(|| closure::call(closure, None), first)
    }

    /// The same for any call of PHP's code.
    pub(super) fn perform_call(
        &self,
        call: impl FnOnce() -> Result<Zval, Thrown>,
        first: bool,
    ) -> Done {
        let result = guarded(|| {
            faults::thrown_at(Step::Closure)?;
            if first {
                (hooks::get().in_child)()?;
            }
            call().and_then(|value| (hooks::get().resolve)(value))
        });
        let result = ManuallyDrop::new(result);
        let status = if self.is_here() {
            // Nothing is thrown into a message that is being written. Where none of PHP's
            // code runs for it, nothing could be.
            let _deferred = (!is_flat(&result)).then(Deferred::begin);
            self.seal(&result)
        } else {
            request::exit_status()
        };
        Done { status, result }
    }

    /// Publishes the message, unless this is not the task's process, and wakes if
    /// `tell` says so. Returns whether it has.
    pub(super) fn publish(&self, tell: impl FnOnce() -> bool) -> bool {
        self.publish_after(|| (), None, tell)
    }

    /// The end of a process that no task follows in, and its message.
    pub(super) fn leave(&self, exit_notifier: Option<ExitNotifier>, tell: impl FnOnce() -> bool) {
        /// From so many bytes on, the caller writes to so many pages for the value that
        /// to copy them costs it more than it costs the task to give them back.
        const MANY: u64 = 24 << 10;
        end(!self.over.get());
        system::stdio::flush();
        let release_lease = || {
            if self.slot.sealed_bytes() >= MANY {
                // No handler runs any more: what it is to run with is gone.
                std::mem::forget(Blocked::all());
                heap::discard(system::discard);
            }
        };
        self.publish_after(release_lease, exit_notifier, tell);
    }

    fn publish_after(
        &self,
        before: impl FnOnce(),
        exit_notifier: Option<ExitNotifier>,
        tell: impl FnOnce() -> bool,
    ) -> bool {
        let publishes = self.is_here() && faults::at(Step::Publish).is_ok();
        if publishes {
            before();
            if exit_notifier.as_ref().is_some_and(ExitNotifier::announce) {
                self.slot.announce();
            }
            self.slot.publish();
            if tell() && faults::at(Step::Ring).is_ok() {
                wake_caller();
            }
        }
        publishes
    }

    /// Drops what the closure gave. When that overflows the stack, the message is
    /// published and the process ends.
    pub(super) fn drop_result(&self, done: Done) {
        let thrown = self.thrown.take().map(ManuallyDrop::into_inner);
        let flat = matches!(&*done.result, Ok(Ok(value)) if depth::is_flat(value));
        let _guard = (!flat).then(|| StackGuard::set(publish));
        let dropped = guarded(|| {
            drop(ManuallyDrop::into_inner(done.result));
            drop(thrown);
        });
        if dropped.is_err() {
            stack::disarm();
        }
    }

    /// Whether the process can go on with another task.
    pub(super) fn is_sound(&self) -> bool {
        self.is_here()
            && !self.over.get()
            && !request::has_bailed_out()
            && !system::interruption::task_is_over()
    }

    /// False in a process that the closure forked by itself and that came back
    /// from it: the message is not that process's to write.
    fn is_here(&self) -> bool {
        role::owner() == self.owner
    }

    /// Writes the message that tells what became of the closure. Returns the
    /// exit status that goes with it.
    fn seal(&self, result: &Result<Result<Zval, Thrown>, CallError>) -> i32 {
        match result {
            Ok(Ok(value)) => match guarded(|| self.seal_value(value)) {
                Ok(Ok(())) => 0,
                Ok(Err(Unencodable::Thrown)) => self.seal_refused(value),
                // The program's end goes before what it broke off.
                Ok(Err(_)) if exception::pending() => self.seal_pending(),
                Ok(Err(reason)) => self.fail(&reason),
                Err(broken) => {
                    stack::disarm();
                    self.broken(&broken)
                }
            },
            Ok(Err(Thrown)) => self.seal_pending(),
            Err(broken) => self.broken(broken),
        }
    }

    /// Seals what the serializer, or one of its hooks, has thrown for the value. For whoever
    /// knows the task by a key or a name, a refusal says where in the value it was.
    fn seal_refused(&self, value: &Zval) -> i32 {
        let refusal =
            self.controlled && exception::alter_refusal(|| crate::codec::path::to_refused(value));
        self.seal_taken(refusal)
    }

    /// Seals what is pending: a throwable, or `exit()`.
    fn seal_pending(&self) -> i32 {
        self.seal_taken(false)
    }

    fn seal_taken(&self, refusal: bool) -> i32 {
        match exception::take() {
            Some(Pending::Throwable(thrown)) => {
                // Left alone, as what a closure returned is: see `Done`.
                let thrown = ManuallyDrop::new(thrown);
                let status = match guarded(|| self.seal_throwable(&thrown, refusal)) {
                    Ok(Ok(())) => 0,
                    Ok(Err(reason)) => self.fail(&reason),
                    Err(broken) => self.broken(&broken),
                };
                self.thrown.set(Some(thrown));
                status
            }
            Some(Pending::Exit) | None => self.exited(),
        }
    }

    /// After `exit()`; some fatal errors unwind in the same way.
    fn exited(&self) -> i32 {
        exception::forget();
        if request::has_bailed_out() {
            self.die(fatal())
        } else {
            self.die(Cause::Exit(request::exit_status()))
        }
    }

    fn seal_value(&self, value: &Zval) -> Result<(), Unencodable> {
        faults::thrown_at(Step::Encode).map_err(|Thrown| Unencodable::Thrown)?;
        outcome::seal_value(value, self.writer(), || StackGuard::set(give_up))
    }

    /// Seals the throwable without the properties for which PHP's serializer must
    /// be called, then with them. If that goes wrong in whatever way, it arrives
    /// without them.
    fn seal_throwable(&self, thrown: &Object, refusal: bool) -> Result<(), Unencodable> {
        let plain = || outcome::seal_throwable(thrown, Extent::Plain, refusal, self.writer());
        if plain()? {
            return Ok(());
        }
        let _guard = StackGuard::set(publish);
        let full = || outcome::seal_throwable(thrown, Extent::Full, refusal, self.writer());
        if !matches!(guarded(full), Ok(Ok(_))) {
            let _ = exception::take();
            plain()?;
        }
        Ok(())
    }

    fn writer(&self) -> Writer<'_> {
        self.slot.writer(Some((&*self.file, self.region)))
    }

    fn broken(&self, broken: &CallError) -> i32 {
        self.over.set(true);
        match broken {
            CallError::Bailout => self.die(fatal()),
            CallError::Panic(text) => {
                self.fail(&Unencodable::Write(std::io::Error::other(text.clone())))
            }
        }
    }

    fn fail(&self, reason: &Unencodable) -> i32 {
        outcome::seal_failure(reason, self.slot);
        255
    }

    fn die(&self, cause: Cause) -> i32 {
        outcome::seal_cause(&cause, self.slot);
        self.over.set(true);
        match cause {
            Cause::Exit(status) => status,
            _ => 255,
        }
    }
}

/// Whether it is a value in which no others are.
fn is_flat(result: &Result<Result<Zval, Thrown>, CallError>) -> bool {
    matches!(result, Ok(Ok(value)) if value.is_null() || value.is_bool()
        || value.is_long() || value.is_double() || value.is_string())
}

/// The cause of a death by a fatal error, with its text.
fn fatal() -> Cause {
    let text = request::last_error().unwrap_or_default();
    Cause::Fatal(String::from_utf8_lossy(&text).into_owned())
}

/// What a request's end does, for what this process registered, created or
/// opened itself; and the promises that it left to be waited for. `alive` is false after
/// `exit()` and fatal errors.
pub(super) fn end(alive: bool) {
    let hooks = hooks::get();
    ending::leave_frames();
    request::begin_shutdown();
    exception::forget();
    ending::run_shutdown_functions();
    loop {
        exception::forget();
        let _ = guarded(hooks.leave_borrowed);
        exception::forget();
        ending::run_destructors(|| faults::thrown_at(Step::Destruct));
        exception::forget();
        if !run_unwaited() {
            break;
        }
    }
    if alive {
        let _deferred = Deferred::begin();
        let _ = guarded(hooks.at_end);
        exception::forget();
    }
    ending::close();
}

/// What comes between two tasks of a process: the end, but for what the tasks left
/// in globals and statics. Returns whether the process can take another.
pub(super) fn between(drop_result: impl FnOnce()) -> bool {
    let hooks = hooks::get();
    let frames = ending::leave_frames();
    exception::forget();
    ending::run_shutdown_functions();
    exception::forget();
    drop_result();
    loop {
        exception::forget();
        let _ = guarded(hooks.leave_borrowed);
        if !run_unwaited() {
            break;
        }
    }
    let _ = guarded(hooks.undo);
    exception::forget();
    ending::send();
    system::stdio::flush();
    let put_back = leftovers::put_back();
    exception::forget();
    ending::return_to(frames);
    put_back
}

/// Waits for a promise that the task left to be waited for. Returns false when
/// there was none.
fn run_unwaited() -> bool {
    match guarded(hooks::get().run_unwaited) {
        Ok(None) => return false,
        // Each call takes one from the queue. Without a frame, the engine
        // itself reports what is thrown, and bails out.
        Ok(Some(Ok(()))) | Err(_) => {}
        Ok(Some(Err(Thrown))) => {
            if let Some(Pending::Throwable(thrown)) = exception::take() {
                let _ = guarded(|| exception::report_uncaught(thrown));
            }
            exception::forget();
        }
    }
    true
}

/// The answer to a stack that overflows while a value is encoded.
fn give_up() -> ! {
    if let Some((slot, _)) = role::publishing() {
        outcome::seal_too_deep(slot);
    }
    publish()
}

/// Publishes what has been sealed, and ends. Allowed in a signal's handler: it
/// stores to the slot and writes to the notifier.
fn publish() -> ! {
    if let Some((slot, _)) = role::publishing() {
        slot.publish();
    }
    wake_caller();
    process::exit_now(255)
}

/// Tells the caller that something is published.
fn wake_caller() {
    if let Some((_, waker)) = role::publishing() {
        waker.wake();
    }
}
