//! pselect(2), which macOS has too; poll(2) where a descriptor is too large for it.

use super::{Wake, remaining};
use crate::system::{ChildHandle, Notifier};
use nix::{
    errno::Errno,
    poll::{PollFd, PollFlags, PollTimeout, poll},
    sys::{
        select::{FD_SETSIZE, FdSet, pselect},
        signal::{SigSet, SigmaskHow, pthread_sigmask},
    },
};
use std::{
    io,
    os::fd::{AsFd, AsRawFd},
    time::{Duration, Instant},
};

/// pselect(2): sleeps until the notifier wakes, one of the watched processes ends,
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
    let remaining = deadline.map(remaining);
    let notifier_fd = notifier.map(AsFd::as_fd);
    let fds = || {
        notifier_fd
            .into_iter()
            .chain(handles.iter().map(|handle| handle.descriptor()))
    };
    let result = if fds().all(|fd| usize::try_from(fd.as_raw_fd()).is_ok_and(|fd| fd < FD_SETSIZE))
    {
        let mut set = FdSet::new();
        fds().for_each(|fd| set.insert(fd));
        pselect(None, &mut set, None, None, remaining.as_ref(), mask)
    } else {
        // Too many descriptors for select. A signal between these two calls is
        // seen a little later: when the next task ends.
        let mut inner = SigSet::empty();
        let _ = pthread_sigmask(SigmaskHow::SIG_SETMASK, Some(mask), Some(&mut inner));
        let mut set: Vec<PollFd> = fds().map(|fd| PollFd::new(fd, PollFlags::POLLIN)).collect();
        // Rounded up, so as not to come back just before the deadline again and again.
        let timeout = remaining.map_or(PollTimeout::NONE, |time| {
            let millis = Duration::from(time).as_millis() + 1;
            i32::try_from(millis)
                .ok()
                .and_then(|millis| PollTimeout::try_from(millis).ok())
                .unwrap_or(PollTimeout::MAX)
        });
        let result = poll(&mut set, timeout);
        let _ = pthread_sigmask(SigmaskHow::SIG_SETMASK, Some(&inner), None);
        result
    };
    match result {
        Err(Errno::EINTR) => Ok(Wake::Signal),
        // More descriptors than the program has left itself (RLIMIT_NOFILE) cannot be
        // polled together: the caller looks for itself.
        Err(Errno::EINVAL) => {
            std::thread::sleep(Duration::from_millis(5));
            Ok(Wake::Ready)
        }
        Err(error) => Err(error.into()),
        Ok(_) => {
            if let Some(notifier) = notifier {
                notifier.reset();
            }
            Ok(Wake::Ready)
        }
    }
}
