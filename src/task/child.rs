//! The task's side: from the fork to the end of its process. Nothing here
//! returns to the frames of the caller that the process inherited.

use super::{
    Cause,
    faults::{self, Step},
    outcome, role,
    table::Prepared,
};
use crate::{
    codec::{throwable::Extent, value::Unencodable},
    engine::{
        Broken, Object, Thrown, closure, ending, exception,
        exception::Pending,
        guarded,
        inherited::{self, Inheritance, Survey},
        request,
    },
    memory::{
        overflow::{MemoryFile, Window},
        slot::{Slot, Writer},
    },
    system::{
        Bell,
        process::{self, ProcessId},
        signals::Blocked,
        stack::{self, StackGuard},
    },
};
use ext_php_rs::types::Zval;
use std::{cell::OnceCell, mem::ManuallyDrop, rc::Rc};

/// What a task asks of the room that made its closure.
#[derive(Clone, Copy)]
pub struct Duties {
    /// Resolves the promises that a value may be, until it is none.
    pub resolve: fn(Zval) -> Result<Zval, Thrown>,
    /// Forgets the promises that the caller left to be waited for.
    pub disown: fn(),
    /// Runs a promise that the task left to be waited for; `None` when there is
    /// none.
    pub run_unwaited: fn() -> Option<Result<(), Thrown>>,
}

thread_local! {
    /// How this task publishes; for the answer to a stack that overflows.
    static PUBLISHING: OnceCell<(Slot, Rc<Bell>)> = const { OnceCell::new() };
}

/// Runs the task and ends the process.
pub fn run(
    prepared: Prepared,
    parent: ProcessId,
    blocked: Blocked,
    closure: &Object,
    duties: Duties,
    survey: &Survey,
) -> ! {
    let _end = EndsHere;
    let id = prepared.id();
    let Prepared {
        slot,
        window,
        lifeline,
        ..
    } = prepared;
    let status = guarded(|| {
        if faults::at(Step::Begin).is_err() || !lifeline.hold() {
            return 255;
        }
        role::become_task(id, parent);
        let Some((bell, file)) = role::with_table(|table| table.shared()) else {
            return 255;
        };
        PUBLISHING.with(|publishing| {
            let _ = publishing.set((slot, Rc::clone(&bell)));
        });
        drop(blocked);
        let task = Task {
            slot,
            window,
            file,
            bell,
            process: process::id(),
        };
        let status = task.perform(closure, duties, survey);
        faults::at(Step::End).map_or(255, |()| status)
    });
    process::exit_now(status.unwrap_or(255))
}

/// Ends the process where it is dropped: a panic may not unwind into the frames of
/// the caller.
struct EndsHere;

impl Drop for EndsHere {
    fn drop(&mut self) {
        process::exit_now(255)
    }
}

/// The task that this process is.
struct Task {
    slot: Slot,
    window: Window,
    file: Rc<MemoryFile>,
    bell: Rc<Bell>,
    process: ProcessId,
}

impl Task {
    /// Everything from the closure to the published message. Returns the exit
    /// status.
    fn perform(&self, closure: &Object, duties: Duties, survey: &Survey) -> i32 {
        let inheritance = inherited::disown(survey);
        (duties.disown)();
        let result = guarded(|| {
            faults::thrown_at(Step::Closure)?;
            closure::call(closure, None).and_then(|value| (duties.resolve)(value))
        });
        // What the closure returned is left alone: taking it apart could take as
        // deep a stack as sending it.
        let result = ManuallyDrop::new(result);
        let status = if self.is_here() {
            self.seal(&result)
        } else {
            request::exit_status()
        };
        end(&inheritance, duties);
        if self.is_here() && faults::at(Step::Publish).is_ok() {
            self.slot.publish();
            if faults::at(Step::Ring).is_ok() {
                self.bell.ring();
            }
        }
        status
    }

    /// False in a process that the closure forked by itself and that came back
    /// from it: the message is not that process's to write.
    fn is_here(&self) -> bool {
        process::id() == self.process
    }

    /// Writes the message that tells what became of the closure. Returns the
    /// exit status that goes with it.
    fn seal(&self, result: &Result<Result<Zval, Thrown>, Broken>) -> i32 {
        match result {
            Ok(Ok(value)) => match guarded(|| self.seal_value(value)) {
                Ok(Ok(())) => 0,
                Ok(Err(Unencodable::Thrown)) => self.seal_pending(),
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

    /// Seals what is pending: a throwable, or `exit()`.
    fn seal_pending(&self) -> i32 {
        match exception::take() {
            Some(Pending::Throwable(thrown)) => {
                // Left alone, as what a closure returned is: see `perform`.
                let thrown = ManuallyDrop::new(thrown);
                match guarded(|| self.seal_throwable(&thrown)) {
                    Ok(Ok(())) => 0,
                    Ok(Err(reason)) => self.fail(&reason),
                    Err(broken) => self.broken(&broken),
                }
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
    fn seal_throwable(&self, thrown: &Object) -> Result<(), Unencodable> {
        let plain = || outcome::seal_throwable(thrown, Extent::Plain, self.writer());
        if plain()? {
            return Ok(());
        }
        let _guard = StackGuard::set(publish);
        let full = || outcome::seal_throwable(thrown, Extent::Full, self.writer());
        if !matches!(guarded(full), Ok(Ok(_))) {
            let _ = exception::take();
            plain()?;
        }
        Ok(())
    }

    fn writer(&self) -> Writer<'_> {
        self.slot.writer(Some((&*self.file, self.window)))
    }

    fn broken(&self, broken: &Broken) -> i32 {
        match broken {
            Broken::Bailout => self.die(fatal()),
            Broken::Panic(text) => {
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
        match cause {
            Cause::Exit(status) => status,
            _ => 255,
        }
    }
}

/// The cause of a death by a fatal error, with its text.
fn fatal() -> Cause {
    let text = request::last_error().unwrap_or_default();
    Cause::Fatal(String::from_utf8_lossy(&text).into_owned())
}

/// What a request's end does, for what this process registered, created or
/// opened itself; and the promises that it left to be waited for.
fn end(inheritance: &Inheritance, duties: Duties) {
    // The process may be one that the task forked by itself.
    inherited::AWARE.enter(process::id());
    ending::leave_frames();
    exception::forget();
    ending::run_shutdown_functions();
    loop {
        exception::forget();
        ending::run_destructors(|| faults::thrown_at(Step::Destruct));
        exception::forget();
        match guarded(duties.run_unwaited) {
            Ok(None) => break,
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
    }
    ending::close(inheritance);
}

/// The answer to a stack that overflows while a value is encoded.
fn give_up() -> ! {
    PUBLISHING.with(|publishing| {
        if let Some((slot, _)) = publishing.get() {
            outcome::seal_too_deep(*slot);
        }
    });
    publish()
}

/// Publishes what has been sealed, and ends. Allowed in a signal's handler: it
/// stores to the slot and writes to the bell.
fn publish() -> ! {
    PUBLISHING.with(|publishing| {
        if let Some((slot, bell)) = publishing.get() {
            slot.publish();
            bell.ring();
        }
    });
    process::exit_now(255)
}
