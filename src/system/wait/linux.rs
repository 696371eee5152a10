//! ppoll(2): one call takes descriptors, deadline and signal mask.

use super::{Wake, remaining};
use crate::system::{ChildHandle, Notifier};
use nix::{
    errno::Errno,
    poll::{PollFd, PollFlags, ppoll},
    sys::signal::SigSet,
};
use smallvec::SmallVec;
use std::{
    io,
    os::fd::AsFd,
    time::{Duration, Instant},
};

/// ppoll(2): sleeps until the notifier wakes, one of the watched processes ends,
/// a signal outside `mask` is delivered, or the deadline has come.
///
/// # Errors
/// `ENOMEM`.
pub fn wait(
    notifier: Option<&Notifier>,
    handles: &[&ChildHandle],
    mask: &SigSet,
    deadline: Option<Instant>,
) -> io::Result<Wake> {
    if handles.iter().any(|handle| handle.is_gone()) {
        return Ok(Wake::Ready);
    }
    if handles.iter().any(|handle| handle.descriptor().is_none()) {
        return wait_blindly(notifier, mask, deadline);
    }
    let mut fds: SmallVec<[PollFd; 8]> = SmallVec::new();
    let notifier_fd = notifier.map(AsFd::as_fd);
    fds.extend(notifier_fd.map(|fd| PollFd::new(fd, PollFlags::POLLIN)));
    let ends = handles.iter().filter_map(|handle| handle.descriptor());
    fds.extend(ends.map(|fd| PollFd::new(fd, PollFlags::POLLIN)));
    match ppoll(&mut fds, deadline.map(remaining), Some(*mask)) {
        Err(Errno::EINTR) => Ok(Wake::Signal),
        Err(Errno::EINVAL) => wait_blindly(notifier, mask, deadline),
        Err(error) => Err(error.into()),
        Ok(_) if fds.iter().any(is_closed) => wait_blindly(notifier, mask, deadline),
        Ok(_) => {
            if let Some(notifier) = notifier
                && fds[0].any() == Some(true)
            {
                notifier.reset();
            }
            Ok(Wake::Ready)
        }
    }
}

/// Whether the program has closed a descriptor.
fn is_closed(fd: &PollFd<'_>) -> bool {
    fd.revents()
        .is_some_and(|found| found.contains(PollFlags::POLLNVAL))
}

/// The same where a process has no descriptor, or none that is open, or more are open than
/// the program has left itself (RLIMIT_NOFILE) and cannot be polled together: sleeps for a
/// few milliseconds, after which the caller looks for itself.
fn wait_blindly(
    notifier: Option<&Notifier>,
    mask: &SigSet,
    deadline: Option<Instant>,
) -> io::Result<Wake> {
    const PAUSE: Duration = Duration::from_millis(5);
    let pause = deadline.map_or(PAUSE, |deadline| {
        PAUSE.min(deadline.saturating_duration_since(Instant::now()))
    });
    match ppoll(&mut [], Some(pause.into()), Some(*mask)) {
        Err(Errno::EINTR) => return Ok(Wake::Signal),
        Err(error) => return Err(error.into()),
        Ok(_) => {}
    }
    if let Some(notifier) = notifier {
        notifier.reset();
    }
    Ok(Wake::Ready)
}
