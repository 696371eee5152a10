//! Entering: a new process becomes a task's, and keeps nothing of its caller's that it
//! would disturb.

use crate::{
    engine::inherited,
    system,
    task::{connections, hooks},
};

/// In a new process whose standard streams have been put elsewhere: the streams that its
/// caller has opened for them follow.
pub(in crate::task) fn redirect_streams() {
    inherited::each_standard_stream(|descriptor, number| {
        // One that cannot be changed writes where it did.
        let _ = system::standard_streams::follow(descriptor, number);
    });
}

/// Makes the new process a task's, before any of PHP's code runs in it.
pub(in crate::task) fn take_over() {
    inherited::detach();
    separate();
    connections::separate();
    (hooks::get().detach)();
}

/// Gives the process files of its own in place of those that extensions keep: two
/// processes that read at one position at a time get each other's bytes. What cannot be
/// opened again stays shared.
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
