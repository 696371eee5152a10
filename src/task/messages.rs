//! What a task sends to its caller while it runs, and at its end besides its outcome.
//!
//! The task writes frames to its channel: kind, checksum, length, and the value as the
//! codec writes it. The caller takes them in any wait, in the order in which each task
//! sent them, and passes them on one at a time: while one is handled, the next ones wait.

use super::{
    TaskError,
    hooks::{self, Sent},
    ids::TaskId,
    inbox::{Frame, HEAD, Kind, SERIALIZED, checksum},
    items::work::{self, Arrived},
    role::{self, Token},
    table::Table,
};
use crate::{
    codec::value::{self, Form, Undecodable, Unencodable},
    engine::{Thrown, frames},
    memory::channel::Channel,
    system::interruption,
};
use ext_php_rs::types::Zval;
use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    mem::ManuallyDrop,
    rc::Rc,
};

thread_local! {
    /// In a task: its channel. Never dropped: each task would register a destructor that
    /// does nothing.
    static OUTBOX: RefCell<ManuallyDrop<Option<Outbox>>> =
        const { RefCell::new(ManuallyDrop::new(None)) };
    /// In a process of several items: which one sends.
    static ITEM: Cell<Option<u64>> = const { Cell::new(None) };
    /// In the caller: what has come while a message was handled.
    /// Never dropped by C's exit(): the keys are PHP's.
    static KEPT: RefCell<ManuallyDrop<Kept>> = const {
        RefCell::new(ManuallyDrop::new(Kept { owner: 0, frames: VecDeque::new() }))
    };
    /// Whether one is being handled.
    static HANDLING: Cell<bool> = const { Cell::new(false) };
}

/// A channel, and the process that sends through it: a copy of that, which it has forked by
/// hand, does not.
type Outbox = (Token, Rc<Channel>);

/// Messages, and the process that they have come to.
struct Kept {
    owner: Token,
    frames: VecDeque<Arrived>,
}

impl Kept {
    /// This process's.
    fn own(&mut self) -> &mut VecDeque<Arrived> {
        let owner = role::owner();
        if self.owner != owner {
            self.frames.clear();
            self.owner = owner;
        }
        &mut self.frames
    }
}

/// In a new task: says where it sends to.
pub(super) fn sends_to(channel: Option<Rc<Channel>>) {
    // Most tasks have none, and write nothing here.
    if channel.is_some() || OUTBOX.with_borrow(|last| last.is_some()) {
        let outbox = channel.map(|channel| (role::owner(), channel));
        let last = OUTBOX.replace(ManuallyDrop::new(outbox));
        drop(ManuallyDrop::into_inner(last));
        ITEM.set(None);
    }
}

/// In a process of several items: this one begins.
pub(super) fn begin_item(item: u64) {
    ITEM.set(Some(item));
}

/// In a task: sends the value to the receiver of its messages. Waits while the caller has
/// not taken what was sent before, when that is much. Returns false, having done nothing,
/// when nobody receives, and once the task has been interrupted.
///
/// # Errors
/// [`Unencodable`] when the value cannot be sent.
pub fn send(message: &Zval) -> Result<bool, Unencodable> {
    if interruption::task_is_over() {
        // Its caller may not have noted yet that the outcome is settled.
        return Ok(false);
    }
    match ITEM.get() {
        None => write(Kind::Message, None, message),
        item => write(Kind::OfItem, item, message),
    }
}

/// In a task: sends what the hooks at its end have given.
///
/// # Errors
/// [`Unencodable`] when the value cannot be sent.
pub fn send_end(value: &Zval) -> Result<bool, Unencodable> {
    write(Kind::End, None, value)
}

fn write(kind: Kind, item: Option<u64>, message: &Zval) -> Result<bool, Unencodable> {
    let Some((owner, channel)) = OUTBOX.with_borrow(|outbox| (**outbox).clone()) else {
        return Ok(false);
    };
    let mut frame = vec![0; HEAD];
    if let Some(item) = item {
        frame.extend(item.to_ne_bytes());
    }
    let form = value::append(message, &mut frame)?;
    // Also after the hooks that have been called.
    if owner != role::owner() {
        return Ok(false);
    }
    let form = if form == Form::Serialized {
        SERIALIZED
    } else {
        0
    };
    let kind = kind as u32 | form;
    let len = (frame.len() - HEAD) as u64;
    let sum = checksum(kind, len, &frame[HEAD..]);
    frame[..4].copy_from_slice(&kind.to_ne_bytes());
    frame[4..8].copy_from_slice(&sum.to_ne_bytes());
    frame[8..HEAD].copy_from_slice(&len.to_ne_bytes());
    let wake = || {
        if let Some((_, waker)) = role::publishing() {
            waker.wake();
        }
    };
    if !channel.write(&frame, wake, || interruption::pending(frames::is_around)) {
        // Interrupted in the middle of a frame: nothing may follow it.
        sends_to(None);
    }
    Ok(true)
}

/// The value that a frame holds.
fn decode(frame: &Frame) -> Result<Sent, Undecodable> {
    let form = if frame.kind & SERIALIZED != 0 {
        Form::Serialized
    } else {
        Form::Plain
    };
    let value = value::read(form, frame.value())?;
    Ok(if frame.is(Kind::End) {
        Sent::End(value)
    } else {
        Sent::Message(value)
    })
}

/// In the caller: passes on what tasks have sent by now, and nothing later: who waits then
/// looks at other things, also while a task sends without end. During another such call, what
/// has arrived is kept, so that no task waits for room. Returns whether something is kept.
///
/// # Errors
/// [`TaskError::Thrown`] when the receiver threw.
pub fn deliver() -> Result<bool, TaskError> {
    let arrived = role::with_table(Table::receive_frames) + work::receive(None);
    deliver_by(arrived, || {
        let singly = role::with_table(Table::next_frame);
        singly.map_or_else(
            || work::next_sent(None),
            |(task, frame)| Some(of(task, frame)),
        )
    })
}

/// The same for one task, which is about to be taken.
///
/// # Errors
/// As for [`deliver`].
pub fn deliver_of(task: TaskId) -> Result<(), TaskError> {
    let arrived = role::with_table(|table| table.receive_frames_of(task));
    deliver_by(arrived, || {
        role::with_table(|table| Some(of(task, table.next_frame_of(task)?)))
    })?;
    deliver_of_ended()
}

/// The same for a run of items, of which one is about to be given.
///
/// # Errors
/// As for [`deliver`].
pub fn deliver_of_items(run: TaskId) -> Result<(), TaskError> {
    let arrived = work::receive(Some(run));
    deliver_by(arrived, || work::next_sent(Some(run)))?;
    deliver_of_ended()
}

/// For a run of items that is cancelled: drops messages, and passes on what the hooks at the
/// ends of processes have returned.
pub fn deliver_ends_of_items(run: TaskId) {
    work::receive(Some(run));
    while let Some(arrived) = work::next_sent(Some(run)) {
        if arrived.frame.is(Kind::End) {
            let _ = deliver_one(arrived);
        }
    }
}

fn of(task: TaskId, frame: Frame) -> Arrived {
    Arrived {
        from: task,
        sender: None,
        key: None,
        frame,
    }
}

/// Passes on what has been kept, and then what `next` gives, `arrived` times at most. Returns
/// whether something is kept in the end.
fn deliver_by(
    arrived: usize,
    mut next: impl FnMut() -> Option<Arrived>,
) -> Result<bool, TaskError> {
    if HANDLING.get() {
        while let Some(arrived) = next() {
            if arrived.frame.is(Kind::End) {
                deliver_one(arrived)?;
            } else {
                KEPT.with_borrow_mut(|kept| kept.own().push_back(arrived));
            }
        }
        return Ok(false);
    }
    // What is kept while one of these is handled comes after them.
    let most = KEPT.with_borrow_mut(|kept| kept.own().len()) + arrived;
    let kept = || KEPT.with_borrow_mut(|kept| kept.own().pop_front());
    for _ in 0..most {
        let Some(arrived) = kept().or_else(&mut next) else {
            break;
        };
        let _handling = Handling::begin();
        deliver_one(arrived)?;
    }
    Ok(KEPT.with_borrow_mut(|kept| !kept.own().is_empty()))
}

/// Passes on what has been kept of those that are over: whoever waited for them has come back
/// to the handler, and nobody else waits for them.
fn deliver_of_ended() -> Result<(), TaskError> {
    let next = || {
        KEPT.with_borrow_mut(|kept| {
            let kept = kept.own();
            let found = kept.iter().position(|arrived| is_over(arrived.from))?;
            kept.remove(found)
        })
    };
    while let Some(arrived) = (!HANDLING.get()).then(next).flatten() {
        let _handling = Handling::begin();
        deliver_one(arrived)?;
    }
    Ok(())
}

/// Whether what has this number, a task or a run of items, has been taken.
fn is_over(id: TaskId) -> bool {
    work::of(id).is_none() && !role::with_table(|table| table.knows(id))
}

fn deliver_one(arrived: Arrived) -> Result<(), TaskError> {
    let sent = match decode(&arrived.frame) {
        Err(Undecodable::Malformed(_)) => {
            invalid_message(&arrived);
            return Ok(());
        }
        decoded => decoded?,
    };
    (hooks::get().deliver)(arrived.from, arrived.key, sent).map_err(|Thrown| TaskError::Thrown)
}

/// What has arrived cannot be read: its sender is killed.
fn invalid_message(arrived: &Arrived) {
    role::with_table(|table| match arrived.sender {
        None => table.invalid_message(arrived.from),
        Some((run, process)) => table.invalid_message_of_items(run, process),
    });
}

/// Whether something that a task has sent is being handled, so that what comes meanwhile
/// has to wait.
pub fn is_handling() -> bool {
    HANDLING.get()
}

/// The call that owns the task, or the run of items, has ended: what it sent and nobody has
/// handled is dropped. While a handler further out runs, what came before the end is kept:
/// it is handed on after that one.
pub fn abandon(task: TaskId) {
    if !is_handling() {
        KEPT.with_borrow_mut(|kept| kept.own().retain(|arrived| arrived.from != task));
    }
}

/// Whether something of this task waits to be handled.
pub fn is_kept(task: TaskId) -> bool {
    KEPT.with_borrow_mut(|kept| kept.own().iter().any(|arrived| arrived.from == task))
}

/// While it lives, messages wait.
pub struct Handling(());

impl Handling {
    /// Keeps messages from being delivered until this is dropped.
    pub fn begin() -> Self {
        HANDLING.set(true);
        Self(())
    }
}

impl Drop for Handling {
    fn drop(&mut self) {
        HANDLING.set(false);
    }
}

/// Where no handler can be running: one that a fatal error has ended has not said that it
/// is over. What came meanwhile is handed on next.
pub fn nothing_is_handled() {
    HANDLING.set(false);
}

/// In a new task, and at a request's start: nothing is being handled.
pub fn reset() {
    HANDLING.set(false);
    KEPT.with_borrow_mut(|kept| kept.frames = VecDeque::new());
}
