//! Sockets and event queues that a forked process has in common with its parent. What
//! one of the two says there, or changes, it says and changes for both.

use super::descriptors;
use std::{
    io,
    os::{
        fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd, RawFd},
        unix::net::UnixStream,
    },
    sync::OnceLock,
};

/// A socket whose other end is closed: reading from it and writing to it report that the
/// other side has gone.
static CLOSED: OnceLock<OwnedFd> = OnceLock::new();

/// Sockets that were open when the program began: somebody else has given them to it.
static GIVEN: OnceLock<Vec<RawFd>> = OnceLock::new();

/// To be called once, before any of the program's code runs.
pub fn note_given() {
    GIVEN.get_or_init(|| {
        let mut given = Vec::new();
        each_open(|descriptor| {
            if is_connection(descriptor) {
                given.push(descriptor.as_raw_fd());
            }
        });
        given
    });
}

/// In the parent, before a fork that [`separate`] follows.
///
/// # Errors
/// What the system says when it has no descriptor to give.
pub fn prepare() -> io::Result<()> {
    if CLOSED.get().is_none() {
        let (kept, _) = UnixStream::pair()?;
        let _ = CLOSED.set(descriptors::out_of_the_way(kept.into())?);
    }
    Ok(())
}

/// In a new process, before any code runs that uses them: puts a closed socket in the
/// place of each connection that is not the program's own, as `is_programs` says, and a
/// queue without entries in place of each event queue. The parent's stay as they are.
pub fn separate(mut is_programs: impl FnMut(RawFd) -> bool) {
    let Some(closed) = CLOSED.get() else { return };
    each_open(|descriptor| {
        let number = descriptor.as_raw_fd();
        if number == closed.as_raw_fd() {
            return;
        }
        if is_connection(descriptor) {
            let is_set = GIVEN.get().is_some_and(|given| given.contains(&number));
            if !is_set && !is_programs(number) {
                replace(descriptor, closed);
            }
        } else if events::is_queue(descriptor, closed.as_fd())
            && let Ok(queue) = events::queue()
        {
            replace(descriptor, &queue);
        }
    });
}

/// Visits the descriptors above standard error. Those far above all others may be missed.
fn each_open(mut visit: impl FnMut(BorrowedFd<'_>)) {
    const FIRST: RawFd = 3;
    /// How many descriptors one call asks about. Where none of them is open, those above
    /// count as closed.
    const AT_ONCE: usize = 256;
    let none = libc::pollfd {
        fd: -1,
        events: 0,
        revents: 0,
    };
    let mut asked = [none; AT_ONCE];
    for first in (FIRST..).step_by(AT_ONCE) {
        for (place, fd) in asked.iter_mut().zip(first..) {
            *place = libc::pollfd { fd, ..none };
        }
        // SAFETY: as many places as are said; the call does not wait.
        let answers = unsafe { libc::poll(asked.as_mut_ptr(), AT_ONCE as libc::nfds_t, 0) };
        let is_open = |place: &libc::pollfd| {
            if answers >= 0 {
                place.revents & libc::POLLNVAL == 0
            } else {
                // So many cannot be polled together where the program has left itself fewer
                // (RLIMIT_NOFILE).
                // SAFETY: a plain number; one that is not open is refused.
                unsafe { libc::fcntl(place.fd, libc::F_GETFD) >= 0 }
            }
        };
        let mut any = false;
        for place in &asked {
            if is_open(place) {
                any = true;
                // SAFETY: open, as the call has said, and closed by nobody meanwhile: no
                // other thread is in a process that has just begun.
                visit(unsafe { BorrowedFd::borrow_raw(place.fd) });
            }
        }
        if !any {
            break;
        }
    }
}

/// Whether it is a stream socket that somebody else may be at the other end of. One of a
/// pair without names is not: libraries wake themselves by these.
fn is_connection(descriptor: BorrowedFd<'_>) -> bool {
    if option(descriptor, libc::SO_TYPE) != Some(libc::SOCK_STREAM)
        || option(descriptor, libc::SO_ACCEPTCONN) == Some(1)
    {
        return false;
    }
    // SAFETY: numbers and bytes, valid as zero; the call writes as much as is said.
    unsafe {
        let mut peer: libc::sockaddr_storage = std::mem::zeroed();
        let mut bytes = size_of_val(&peer) as libc::socklen_t;
        let peer_known = libc::getpeername(
            descriptor.as_raw_fd(),
            (&raw mut peer).cast(),
            &raw mut bytes,
        ) == 0;
        // Without a peer it is on its way to one; a nameless one has a family alone.
        let family = std::mem::offset_of!(libc::sockaddr_un, sun_path);
        !peer_known
            || i32::from(peer.ss_family) != libc::AF_UNIX
            || bytes as usize > family
                && (cfg!(target_os = "linux")
                    || (*(&raw const peer).cast::<libc::sockaddr_un>()).sun_path[0] != 0)
    }
}

/// getsockopt(2), of an option that is a number; `None` for what is not a socket.
fn option(descriptor: BorrowedFd<'_>, name: libc::c_int) -> Option<libc::c_int> {
    let mut value: libc::c_int = 0;
    let mut bytes = size_of_val(&value) as libc::socklen_t;
    // SAFETY: the call writes one number.
    let found = unsafe {
        libc::getsockopt(
            descriptor.as_raw_fd(),
            libc::SOL_SOCKET,
            name,
            (&raw mut value).cast(),
            &raw mut bytes,
        )
    };
    (found == 0).then_some(value)
}

/// The number stands for another file from now on, and is closed on exec.
fn replace(descriptor: BorrowedFd<'_>, by: &OwnedFd) {
    // SAFETY: the number stays open, for its owner continues to use it.
    unsafe {
        if libc::dup2(by.as_raw_fd(), descriptor.as_raw_fd()) >= 0 {
            libc::fcntl(descriptor.as_raw_fd(), libc::F_SETFD, libc::FD_CLOEXEC);
        }
    }
}

#[cfg(target_os = "linux")]
mod events {
    use super::{AsRawFd, BorrowedFd, OwnedFd, io};
    use std::os::fd::FromRawFd;

    /// Whether it is an epoll(7) queue; `stranger` is in no queue.
    pub fn is_queue(descriptor: BorrowedFd<'_>, stranger: BorrowedFd<'_>) -> bool {
        let mut event = libc::epoll_event { events: 0, u64: 0 };
        // SAFETY: changes nothing: a queue says that the stranger is not in it, and
        // anything else that it is no queue.
        let changed = unsafe {
            libc::epoll_ctl(
                descriptor.as_raw_fd(),
                libc::EPOLL_CTL_MOD,
                stranger.as_raw_fd(),
                &raw mut event,
            )
        };
        changed < 0 && io::Error::last_os_error().raw_os_error() == Some(libc::ENOENT)
    }

    /// A queue without entries.
    ///
    /// # Errors
    /// `EMFILE`, `ENFILE`, `ENOMEM`.
    pub fn queue() -> io::Result<OwnedFd> {
        // SAFETY: gives a new descriptor, or none.
        unsafe {
            match libc::epoll_create1(libc::EPOLL_CLOEXEC) {
                -1 => Err(io::Error::last_os_error()),
                new => Ok(OwnedFd::from_raw_fd(new)),
            }
        }
    }
}

/// Queues of other systems do not pass to a forked process, or are of no use there.
#[cfg(not(target_os = "linux"))]
mod events {
    use super::{BorrowedFd, OwnedFd, io};

    pub fn is_queue(_: BorrowedFd<'_>, _: BorrowedFd<'_>) -> bool {
        false
    }

    pub fn queue() -> io::Result<OwnedFd> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        io::{Read, Write},
        net::{TcpListener, TcpStream},
    };

    #[test]
    fn descriptors_are_visited_whatever_the_limit_of_their_number() {
        use crate::system::test_children::holds_in_child;
        use nix::sys::resource::{Resource, setrlimit};
        let file = std::fs::File::open("/dev/null").unwrap();
        let is_visited = || {
            let mut visited = false;
            each_open(|descriptor| visited |= descriptor.as_raw_fd() == file.as_raw_fd());
            visited
        };
        assert!(is_visited());
        for limit in [200, 1, 0] {
            assert!(holds_in_child(|| {
                setrlimit(Resource::RLIMIT_NOFILE, limit, limit).is_ok() && is_visited()
            }));
        }
    }

    #[test]
    fn connections_are_told_from_listeners_pairs_and_files() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let stream = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (accepted, _) = listener.accept().unwrap();
        let (one, other) = UnixStream::pair().unwrap();
        let file = std::fs::File::open("/dev/null").unwrap();
        assert!(is_connection(stream.as_fd()));
        assert!(is_connection(accepted.as_fd()));
        assert!(!is_connection(listener.as_fd()));
        assert!(!is_connection(one.as_fd()) && !is_connection(other.as_fd()));
        assert!(!is_connection(file.as_fd()));
    }

    #[test]
    fn what_stands_in_a_connections_place_says_that_the_other_side_has_gone() {
        prepare().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut stream = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (mut accepted, _) = listener.accept().unwrap();
        let mut original = stream.try_clone().unwrap();
        replace(stream.as_fd(), CLOSED.get().unwrap());
        assert_eq!(stream.read(&mut [0; 8]).unwrap(), 0);
        assert!(stream.write(b"lost").is_err());
        original.write_all(b"kept").unwrap();
        let mut bytes = [0; 4];
        accepted.read_exact(&mut bytes).unwrap();
        assert_eq!(&bytes, b"kept");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn an_event_queue_is_recognised() {
        prepare().unwrap();
        let closed = CLOSED.get().unwrap();
        let queue = events::queue().unwrap();
        let file = std::fs::File::open("/dev/null").unwrap();
        assert!(events::is_queue(queue.as_fd(), closed.as_fd()));
        assert!(!events::is_queue(file.as_fd(), closed.as_fd()));
        assert!(!events::is_queue(closed.as_fd(), closed.as_fd()));
    }
}
