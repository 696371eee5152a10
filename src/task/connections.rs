//! `pokio.connections`: whether a task has connections in common with its caller that
//! extensions hold for themselves: those to databases, and those that curl keeps.

use crate::{
    engine::{inherited, sockets},
    system::{self, connections},
};
use std::{
    io,
    sync::atomic::{AtomicBool, Ordering::Relaxed},
};

static SEPARATE: AtomicBool = AtomicBool::new(true);

/// Whether tasks are kept from the caller's connections.
pub fn set_separate(separate: bool) {
    SEPARATE.store(separate, Relaxed);
}

fn is_needed() -> bool {
    inherited::has_connections() && SEPARATE.load(Relaxed)
}

/// In the caller, before a fork.
///
/// # Errors
/// What the system says when it has no descriptor to give.
pub fn prepare() -> io::Result<()> {
    if is_needed() {
        connections::prepare()?;
    }
    Ok(())
}

/// In a new task, before any of PHP's code: the caller's connections are closed here, as
/// far as their extensions can tell. What PHP's code holds itself, as a stream or as a
/// `Socket`, stays open, for a client may be handed to a task.
#[inline]
pub fn separate() {
    if is_needed() {
        close_callers();
    }
}

#[cold]
#[inline(never)]
fn close_callers() {
    let mut programs = None;
    connections::separate(|descriptor| {
        programs
            .get_or_insert_with(sockets::of_the_program)
            .contains(&descriptor)
    });
    system::forget_last_error();
}
