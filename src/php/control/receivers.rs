//! Messages: who receives what a task sends, and `Pokio\send()`.

use super::{
    errors::{self, Details},
    fork_hooks,
};
use crate::{
    codec::value::Unencodable,
    engine::{
        Call, Object, Thrown, closure, declare, exception,
        exception::Pending,
        frames::{self, Place},
        gc_references::Held,
        output_filter::Past,
        value,
    },
    native,
    php::undo,
    task::{
        TaskError, cancelled_here,
        hooks::Sent,
        ids::TaskId,
        interruption,
        messages::{self, Handling},
        role,
    },
};
use ext_php_rs::types::Zval;
use std::{
    cell::{Cell, RefCell},
    collections::{HashMap, VecDeque},
    mem::ManuallyDrop,
    time::Instant,
};

/// What receives the messages of a task.
#[derive(Clone)]
pub struct Receiver {
    /// What is called with each.
    pub closure: Object,
    /// The task's key, the second argument.
    pub key: Key,
    /// The handle of the object that reports it to the collector of cycles, of a task that
    /// has its own.
    pub reporter: Option<u32>,
}

/// A key, which can be copied.
pub struct Key(pub Zval);

impl Clone for Key {
    fn clone(&self) -> Self {
        Self(value::copy(&self.0))
    }
}

thread_local! {
    // None of these is dropped by C's exit(), as nothing that holds PHP's objects may be.
    /// Whether anything has been put into those below: in a process that has not used
    /// them, the first look would cost pages.
    static USED: Cell<bool> = const { Cell::new(false) };
    /// Receivers of tasks in processes of their own, by the tasks' numbers.
    static RECEIVERS: RefCell<ManuallyDrop<HashMap<TaskId, Receiver>>> = RefCell::default();
    /// Messages of tasks in this process that came while another was handled.
    static KEPT: RefCell<ManuallyDrop<VecDeque<(Receiver, Zval)>>> = RefCell::default();
    /// The tasks that run in this process; one that another has started stands after it.
    static HERE: RefCell<ManuallyDrop<Vec<Here>>> = RefCell::default();
    static LAST: Cell<u64> = const { Cell::new(0) };
}

/// A task that runs in this process.
struct Here {
    number: u64,
    place: Place,
    receiver: Option<Receiver>,
    owner: Owner,
    /// When its time is over: what it sends then is dropped.
    deadline: Option<Instant>,
    /// The way past the buffer for its output, if it has one: what a receiver prints is the
    /// caller's.
    past: Option<Past>,
    /// What a receiver threw while the task was sending: it is not the task's to see, and
    /// leaves the function that waits for it.
    thrown: Option<Object>,
}

/// What decides about a task in this process when the receiver of its messages throws.
pub enum Owner {
    /// The function that waits for it, which ends it then.
    Call,
    /// Its promise, which can be awaited again: it runs to its end.
    Promise,
}

/// From now on the task's messages go there.
pub fn register(task: TaskId, receiver: Receiver) {
    USED.set(true);
    RECEIVERS.with_borrow_mut(|receivers| receivers.insert(task, receiver));
}

/// What is kept for a task, or a run, and that this object is to report.
pub fn held(task: TaskId, reporter: Option<u32>, held: &mut Held<'_>) {
    if !USED.get() {
        return;
    }
    RECEIVERS.with_borrow(|receivers| {
        if let Some(receiver) = receivers
            .get(&task)
            .filter(|known| known.reporter == reporter)
        {
            held.object(&receiver.closure);
            held.value(&receiver.key.0);
        }
    });
}

/// The task has been taken: nothing more comes.
pub fn forget(task: TaskId) {
    if !USED.get() || messages::is_kept(task) {
        // Until the request's end: something is still to be handed on.
        return;
    }
    let receiver = RECEIVERS.with_borrow_mut(|receivers| receivers.remove(&task));
    drop(receiver);
}

/// The task, or the run, is cancelled, and nobody takes an outcome: no more messages are passed on.
pub fn abandon(task: TaskId) {
    if USED.get() {
        messages::abandon(task);
        forget(task);
    }
}

/// Runs a task in this process; what it sends until the deadline goes to this receiver,
/// whose output goes past the task's. Gives what the receiver threw besides: that leaves the
/// function that waits, and is not the task's outcome.
pub fn with_receiver<T>(
    receiver: Option<Receiver>,
    owner: Owner,
    deadline: Option<Instant>,
    past: Option<Past>,
    run: impl FnOnce() -> Result<T, Thrown>,
) -> (Result<T, Thrown>, Option<Object>) {
    USED.set(true);
    let number = LAST.get() + 1;
    LAST.set(number);
    let here = Here {
        number,
        place: Place::here(),
        receiver,
        owner,
        deadline,
        past,
        thrown: None,
    };
    HERE.with_borrow_mut(|all| all.push(here));
    let result = run();
    // It need not be the last: a fiber may stand in another one.
    let here = HERE.with_borrow_mut(|all| {
        let at = all.iter().rposition(|here| here.number == number);
        at.map(|at| all.remove(at))
    });
    (result, here.and_then(|here| here.thrown))
}

/// Looks at the task in this process whose code runs, if there is one.
fn innermost<T>(look: impl FnOnce(&mut Here) -> T) -> Option<T> {
    HERE.with_borrow_mut(|all| {
        let at = frames::nearest(all.len(), |at| all.get(at).map(|here| here.place))?;
        all.get_mut(at).map(look)
    })
}

/// Runs a task in this process whose messages nobody receives.
///
/// # Errors
/// As for `run`.
pub fn without_receiver<T>(run: impl FnOnce() -> Result<T, Thrown>) -> Result<T, Thrown> {
    if USED.get() || role::is_task() {
        with_receiver(None, Owner::Promise, None, None, run).0
    } else {
        run()
    }
}

/// Hands on what tasks in this process have sent and could not be handed on then.
///
/// # Errors
/// [`Thrown`] when the receiver threw.
pub fn deliver_waiting() -> Result<(), Thrown> {
    if !USED.get() || messages::is_handling() || KEPT.with_borrow(|kept| kept.is_empty()) {
        return Ok(());
    }
    let _handling = Handling::begin();
    deliver_kept()
}

/// Hands on what a task has sent.
///
/// # Errors
/// [`Thrown`] when the receiver threw.
pub fn deliver(task: TaskId, key: Option<Zval>, sent: Sent) -> Result<(), Thrown> {
    match sent {
        Sent::End(given) => {
            fork_hooks::ended(task, given);
            Ok(())
        }
        Sent::Message(message) => {
            match RECEIVERS.with_borrow(|receivers| receivers.get(&task).cloned()) {
                Some(mut receiver) => {
                    if let Some(key) = key {
                        receiver.key = Key(key);
                    }
                    call_receiver(&receiver, message)?;
                    deliver_kept()
                }
                None => Ok(()),
            }
        }
    }
}

/// Passes on the messages that tasks in this process have sent meanwhile.
fn deliver_kept() -> Result<(), Thrown> {
    while let Some((receiver, message)) = KEPT.with_borrow_mut(|kept| kept.pop_front()) {
        call_receiver(&receiver, message)?;
    }
    Ok(())
}

/// A task in this process has sent something.
fn send_here(receiver: Receiver, message: Zval) -> Result<(), Thrown> {
    let is_over = innermost(|here| {
        here.deadline.is_some_and(|end| end <= Instant::now())
            || cancelled_here::is_cancelled(here.place)
    });
    if is_over == Some(true) {
        return Ok(());
    }
    // After its receiver has thrown, a task that is ended sends no more. What another one
    // sends comes when it is waited for again.
    let state = innermost(|here| {
        let thrown = here.thrown.is_some();
        thrown.then_some(matches!(here.owner, Owner::Call))
    })
    .flatten();
    if state == Some(true) {
        return Ok(());
    }
    if state.is_some() || messages::is_handling() {
        KEPT.with_borrow_mut(|kept| kept.push_back((receiver, message)));
        return Ok(());
    }
    let key = value::copy(&receiver.key.0);
    let past = innermost(|here| here.past.clone()).flatten();
    let handled = {
        let _handling = Handling::begin();
        let call = || call_receiver(&receiver, message).and_then(|()| deliver_kept());
        match past {
            Some(past) => past.run(call),
            None => call(),
        }
    };
    interruption::remind();
    match handled.err().and_then(|Thrown| exception::take()) {
        None => exception::check(),
        Some(Pending::Exit) => Err(Thrown),
        Some(Pending::Throwable(thrown)) => {
            let ends = innermost(|here| {
                here.thrown = Some(thrown);
                matches!(here.owner, Owner::Call)
            });
            if ends == Some(true) {
                let details = Details {
                    key: Some(key).filter(|key| !key.is_null()),
                    ..Details::default()
                };
                return Err(exception::throw_object(errors::cancelled(&details)?));
            }
            Ok(())
        }
    }
}

/// Calls the receiver; messages that its own code sends have no receiver.
fn call_receiver(receiver: &Receiver, message: Zval) -> Result<(), Thrown> {
    let call = || closure::run(&receiver.closure, [message, value::copy(&receiver.key.0)]);
    undo::outside(|| with_receiver(None, Owner::Promise, None, None, call).0)
}

native!(send, |call: &Call| {
    call.between(1, 1)?;
    let message = call.value_at(0);
    match innermost(|here| here.receiver.clone()) {
        Some(Some(receiver)) => send_here(receiver, sent_and_received(&message)?),
        Some(None) => Ok(()),
        None if role::is_task() => match messages::send(&message) {
            Ok(_) => Ok(()),
            Err(reason) => Err(refused(reason)),
        },
        None => Ok(()),
    }
});

/// The function's entry.
pub const SEND: declare::Entry = send;

/// The message as it would arrive from another process. In the trace of an exception stand
/// the arguments of the call that waits, closures and promises among them: in a process of
/// its own the task would not see these.
fn sent_and_received(message: &Zval) -> Result<Zval, Thrown> {
    let mut bytes = Vec::new();
    let portable = errors::portable(message);
    let form = crate::codec::value::append(&portable, &mut bytes).map_err(refused)?;
    let value = crate::codec::value::read(form, &bytes);
    value.map_err(|error| TaskError::from(error).into())
}

fn refused(reason: Unencodable) -> Thrown {
    match reason {
        Unencodable::Thrown => Thrown,
        other => exception::throw(
            exception::Kind::Runtime,
            &format!("The message could not be sent: {other}"),
        ),
    }
}

/// A fatal error ends the tasks around the code that runs: what other code sends from now on
/// is not theirs. Nothing is dropped before the request's end.
pub fn leave_lost() {
    if !USED.get() {
        return;
    }
    let ways: Vec<Past> = HERE.with_borrow_mut(|all| {
        let lost = all.iter_mut().filter(|here| here.place.is_around());
        lost.filter_map(|here| {
            here.place = Place::NOWHERE;
            here.past.take()
        })
        .collect()
    });
    for past in ways {
        past.leave_lost();
    }
}

/// In a new task: what its caller receives is not its own. Nothing is dropped.
pub fn detach() {
    if USED.get() {
        objects_are_gone();
        messages::reset();
    }
}

/// At the request's end.
pub fn forget_all() {
    messages::reset();
    drop(ManuallyDrop::into_inner(KEPT.take()));
    drop(ManuallyDrop::into_inner(RECEIVERS.take()));
    drop(ManuallyDrop::into_inner(HERE.take()));
}

/// When the request's objects have been destroyed: nothing is dropped any more.
pub fn objects_are_gone() {
    let _ = (HERE.take(), KEPT.take(), RECEIVERS.take());
}
