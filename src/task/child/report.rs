//! Running and reporting: the closure's call, and the message that tells what became of it.

use super::end::end;
use crate::{
    codec::{throwable::Extent, value::Unencodable, value_path},
    engine::{
        CallError, Object, Thrown, closure, depth,
        exception::{self, Pending},
        guarded, heap,
        interruption::{self, Deferred},
        request,
    },
    memory::{
        memory_file::{MemoryFile, Region},
        slot::{Slot, Writer},
    },
    system::{
        self, Waker, process,
        reaper::ExitNotifier,
        signals::Blocked,
        stack_overflow::{self, StackGuard},
    },
    task::{
        Cause, hooks, outcome,
        publication::{Publication, publish_and_end},
        random::{self, Seeds},
        restore, role,
        steps::{self, Step},
    },
};
use ext_php_rs::types::Zval;
use std::{cell::Cell, mem::ManuallyDrop, rc::Rc};

/// The task that this process is.
pub(in crate::task) struct Task {
    publication: Publication,
    region: Region,
    file: Rc<MemoryFile>,
    /// The throwable that has been sealed.
    thrown: Cell<Option<ManuallyDrop<Object>>>,
    /// Set when only the code that a task's end runs may still run here.
    over: Cell<bool>,
    /// Whether its caller asks more of it than its outcome.
    pub(in crate::task) controlled: bool,
}

/// What became of a closure; its message is sealed.
pub(in crate::task) struct Done {
    /// The exit status that goes with it.
    pub status: i32,
    /// What the closure gave. Only dropped explicitly: to free a deeply nested value takes as
    /// much of the stack as to encode it.
    result: ManuallyDrop<Result<Result<Zval, Thrown>, CallError>>,
}

impl Task {
    pub(in crate::task) fn new(
        slot: Slot,
        region: Region,
        file: Rc<MemoryFile>,
        waker: Waker,
    ) -> Self {
        Self {
            publication: Publication::new(slot, waker),
            region,
            file,
            thrown: Cell::new(None),
            over: Cell::new(false),
            controlled: false,
        }
    }

    /// Everything from the closure to the sealed message.
    pub(in crate::task) fn perform(&self, closure: &Object, seeds: Seeds, first: bool) -> Done {
        self.perform_call(|| closure::call(closure, None), seeds, first)
    }

    /// The same for any call of PHP's code.
    pub(in crate::task) fn perform_call(
        &self,
        call: impl FnOnce() -> Result<Zval, Thrown>,
        seeds: Seeds,
        first: bool,
    ) -> Done {
        let result = guarded(|| {
            steps::thrown_at(Step::Closure)?;
            if first {
                let hooks = (hooks::get().in_child)();
                restore::begin_after_hooks();
                hooks?;
                if seeds != Seeds::NONE {
                    // They may have drawn numbers.
                    random::enter(seeds);
                }
            }
            call().and_then(|value| (hooks::get().resolve)(value))
        });
        if result.is_err() {
            interruption::after_bailout();
        }
        let result = ManuallyDrop::new(result);
        if !self.publication.is_here() {
            end_copy(matches!(&*result, Ok(Err(Thrown))));
        }
        // Nothing is thrown into a message that is being written. Where none of PHP's
        // code runs for it, nothing could be.
        let _deferred = (!is_flat(&result)).then(Deferred::begin);
        let status = self.seal(&result);
        Done { status, result }
    }

    /// Calls `seal`, which writes the message and may run PHP's code. That code may fork by
    /// hand: the new process ends here, for the message is the task's to write.
    fn sealed<T>(&self, seal: impl FnOnce() -> Result<T, Unencodable>) -> Sealed<T> {
        let sealed = guarded(seal);
        if !self.publication.is_here() {
            end_copy(exception::pending());
        }
        sealed
    }

    /// Publishes the message, unless this is not the task's process, and wakes if
    /// `tell` says so. Returns whether it has.
    pub(in crate::task) fn publish(&self, tell: impl FnOnce() -> bool) -> bool {
        self.publication.publish(|| (), None, tell)
    }

    /// Ends the last task of the process, and publishes its message.
    pub(in crate::task) fn leave(
        &self,
        exit_notifier: Option<ExitNotifier>,
        tell: impl FnOnce() -> bool,
    ) {
        /// From this size on, copying the pages to which the caller writes for the value
        /// costs more than the task pays for giving its own back.
        const MANY: u64 = 24 << 10;
        end(!self.over.get());
        if !self.publication.is_here() {
            process::exit_now(request::exit_status());
        }
        let give_back = || {
            if self.publication.slot().sealed_bytes() >= MANY {
                // No handler runs any more: what it is to run with is gone.
                std::mem::forget(Blocked::all());
                heap::discard(system::pages::discard);
            }
        };
        self.publication.publish(give_back, exit_notifier, tell);
    }

    /// Drops what the closure gave. When that overflows the stack, the message is
    /// published and the process ends.
    pub(in crate::task) fn drop_result(&self, done: Done) {
        let thrown = self.thrown.take().map(ManuallyDrop::into_inner);
        let flat = matches!(&*done.result, Ok(Ok(value)) if depth::is_flat(value));
        let _guard = (!flat).then(|| StackGuard::set(publish_and_end));
        let dropped = guarded(|| {
            drop(ManuallyDrop::into_inner(done.result));
            drop(thrown);
        });
        if dropped.is_err() {
            stack_overflow::disarm();
        }
    }

    /// Whether the process can take another task.
    pub(in crate::task) fn is_sound(&self) -> bool {
        self.publication.is_here()
            && !self.over.get()
            && !request::has_bailed_out()
            && !system::interruption::task_is_over()
    }

    /// Writes the message that tells what became of the closure. Returns the
    /// exit status that goes with it.
    fn seal(&self, result: &Result<Result<Zval, Thrown>, CallError>) -> i32 {
        match result {
            Ok(Ok(value)) => match self.sealed(|| self.seal_value(value)) {
                Ok(Ok(())) => 0,
                Ok(Err(Unencodable::Thrown)) => self.seal_refused(value),
                // The program's end goes before what it broke off.
                Ok(Err(_)) if exception::pending() => self.seal_pending(),
                Ok(Err(reason)) => self.fail(&reason),
                Err(error) => {
                    stack_overflow::disarm();
                    self.call_failed(&error)
                }
            },
            Ok(Err(Thrown)) => self.seal_pending(),
            Err(error) => self.call_failed(error),
        }
    }

    /// Seals what the serializer, or one of its hooks, has thrown for the value. For whoever
    /// knows the task by a key or a name, a refusal says where in the value it was.
    fn seal_refused(&self, value: &Zval) -> i32 {
        let refusal = self.controlled && exception::alter_refusal(|| value_path::to_refused(value));
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
                let status = match self.sealed(|| self.seal_throwable(&thrown, refusal)) {
                    Ok(Ok(())) => 0,
                    Ok(Err(reason)) => self.fail(&reason),
                    Err(error) => self.call_failed(&error),
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
        steps::thrown_at(Step::Encode).map_err(|Thrown| Unencodable::Thrown)?;
        outcome::seal_value(value, self.writer(), || Ok(StackGuard::set(give_up)))
    }

    /// Seals the throwable without the properties for which PHP's serializer must
    /// be called, then with them. If that goes wrong in whatever way, it arrives
    /// without them.
    fn seal_throwable(&self, thrown: &Object, refusal: bool) -> Result<(), Unencodable> {
        let plain = || outcome::seal_throwable(thrown, Extent::Plain, refusal, self.writer());
        if plain()? {
            return Ok(());
        }
        let _guard = StackGuard::set(publish_and_end);
        let full = || outcome::seal_throwable(thrown, Extent::Full, refusal, self.writer());
        if !matches!(self.sealed(full), Ok(Ok(_))) {
            let _ = exception::take();
            plain()?;
        }
        Ok(())
    }

    fn writer(&self) -> Writer<'_> {
        self.publication
            .slot()
            .writer(Some((&*self.file, self.region)))
    }

    fn call_failed(&self, error: &CallError) -> i32 {
        self.over.set(true);
        match error {
            CallError::Bailout => self.die(fatal()),
            CallError::Panic(text) => {
                self.fail(&Unencodable::Write(std::io::Error::other(text.clone())))
            }
        }
    }

    fn fail(&self, reason: &Unencodable) -> i32 {
        outcome::seal_failure(reason, self.publication.slot());
        255
    }

    fn die(&self, cause: Cause) -> i32 {
        outcome::seal_cause(&cause, self.publication.slot());
        self.over.set(true);
        match cause {
            Cause::Exit(status) => status,
            _ => 255,
        }
    }
}

/// The end of a process that a task has forked by hand and that came back from PHP's code,
/// as PHP ends one. `thrown` says whether it came back with an exception.
fn end_copy(thrown: bool) -> ! {
    let reported = !thrown || exception::report_pending().is_err();
    end(false);
    process::exit_now(if reported {
        request::exit_status()
    } else {
        255
    })
}

/// What writing a message gave: an error of the encoder, or of the guarded call around it.
type Sealed<T> = Result<Result<T, Unencodable>, CallError>;

/// Whether the value contains no other values.
fn is_flat(result: &Result<Result<Zval, Thrown>, CallError>) -> bool {
    matches!(result, Ok(Ok(value)) if value.is_null() || value.is_bool()
        || value.is_long() || value.is_double() || value.is_string())
}

/// The cause of a death by a fatal error, with its text.
fn fatal() -> Cause {
    let text = request::fatal_error().unwrap_or_default();
    Cause::Fatal(String::from_utf8_lossy(&text).into_owned())
}

/// The answer to a stack that overflows while a value is encoded.
fn give_up() -> ! {
    if let Some((slot, _)) = role::publishing() {
        outcome::seal_too_deep(slot);
    }
    publish_and_end()
}
