//! The numbers of the descriptors that this library keeps open: above those of standard
//! input, output and error. A program that has closed these (a daemon does) would write
//! into our files, and read from them.

use nix::{
    fcntl::{FcntlArg, OFlag, fcntl, open},
    sys::stat::Mode,
};
use std::{
    io,
    os::fd::{AsFd, AsRawFd, FromRawFd, IntoRawFd, OwnedFd, RawFd},
};

/// The first number above standard input, output and error.
const ABOVE_STANDARD: RawFd = 3;

/// The first number above those that programs and shells use by hand.
const OUT_OF_THE_WAY: RawFd = 10;

/// Moves a descriptor that stays open for long to a number that programs do not count
/// on; it is closed on exec. Where none is free, one above 2 serves.
///
/// # Errors
/// `EMFILE` when no number above 2 is free.
pub fn out_of_the_way(descriptor: OwnedFd) -> io::Result<OwnedFd> {
    let descriptor = above_standard(descriptor)?;
    if descriptor.as_raw_fd() >= OUT_OF_THE_WAY {
        return Ok(descriptor);
    }
    Ok(from(&descriptor, OUT_OF_THE_WAY).unwrap_or(descriptor))
}

/// Moves a descriptor to a number above 2, unless it has one; it is closed on exec. One
/// that has a standard stream's number shows that the program has closed that stream:
/// `/dev/null` takes its place.
///
/// # Errors
/// `EMFILE` when no number is free.
pub fn above_standard(descriptor: OwnedFd) -> io::Result<OwnedFd> {
    if descriptor.as_raw_fd() >= ABOVE_STANDARD {
        return Ok(descriptor);
    }
    let moved = from(&descriptor, ABOVE_STANDARD)?;
    drop(descriptor);
    fill_standard();
    Ok(moved)
}

/// A second descriptor for the same file, above 2 as well.
///
/// # Errors
/// `EMFILE` when no number is free.
pub fn copy(descriptor: impl AsFd) -> io::Result<OwnedFd> {
    // From 0 on, so that a closed standard stream is noticed.
    above_standard(from(descriptor, 0)?)
}

/// The number that `open` gives; less than 0 for none. Where the program has used up its own
/// descriptors, it is called once more while the soft limit is as high as the hard one. Also for
/// signals' handlers.
#[cfg(target_os = "linux")]
pub fn beyond_soft_limit(open: impl Fn() -> RawFd) -> RawFd {
    use nix::{
        errno::Errno,
        sys::resource::{Resource, getrlimit, setrlimit},
    };
    let opened = open();
    if opened >= 0 || Errno::last() != Errno::EMFILE {
        return opened;
    }
    match getrlimit(Resource::RLIMIT_NOFILE) {
        Ok((soft, hard)) if setrlimit(Resource::RLIMIT_NOFILE, hard, hard).is_ok() => {
            let opened = open();
            let _ = setrlimit(Resource::RLIMIT_NOFILE, soft, hard);
            opened
        }
        _ => opened,
    }
}

/// Opens `/dev/null` in place of each closed standard stream. Programs that this one
/// starts inherit it.
fn fill_standard() {
    while let Ok(null) = open("/dev/null", OFlag::O_RDWR, Mode::empty()) {
        if null.as_raw_fd() >= ABOVE_STANDARD {
            break;
        }
        // It is the program's from now on.
        let _ = null.into_raw_fd();
    }
}

/// fcntl(2), `F_DUPFD_CLOEXEC`: the same with the first free number from `least` on.
fn from(descriptor: impl AsFd, least: RawFd) -> io::Result<OwnedFd> {
    let number = fcntl(descriptor, FcntlArg::F_DUPFD_CLOEXEC(least))?;
    // SAFETY: the kernel has just handed out this descriptor to us alone.
    Ok(unsafe { OwnedFd::from_raw_fd(number) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::test_children::holds_in_child;
    use std::fs::File;

    /// What `test` says in a process of its own, in which 0, 1 and 2 are closed.
    fn with_standard_closed(test: impl FnOnce() -> bool) -> bool {
        holds_in_child(|| {
            // SAFETY: nothing of this process uses them any more.
            (0..3).for_each(|number| drop(unsafe { OwnedFd::from_raw_fd(number) }));
            test()
        })
    }

    fn open() -> OwnedFd {
        File::open("/dev/null").unwrap().into()
    }

    /// Whether all standard streams are `/dev/null`.
    fn standard_is_null() -> bool {
        (0..3).all(|number| {
            std::fs::read_link(format!("/dev/fd/{number}")).is_ok_and(|path| path.ends_with("null"))
        })
    }

    #[test]
    fn a_standard_number_goes_to_nobodys_file() {
        assert!(with_standard_closed(|| {
            let kept = above_standard(open()).unwrap();
            kept.as_raw_fd() > 2 && standard_is_null()
        }));
    }

    #[test]
    fn a_copy_notices_that_a_standard_stream_has_been_closed() {
        assert!(with_standard_closed(|| {
            let kept = out_of_the_way(open()).unwrap();
            // SAFETY: nothing uses it any more.
            drop(unsafe { OwnedFd::from_raw_fd(1) });
            copy(&kept).unwrap().as_raw_fd() > 2 && standard_is_null()
        }));
    }

    #[test]
    fn one_that_stays_open_is_out_of_the_way() {
        assert!(with_standard_closed(|| {
            out_of_the_way(open()).unwrap().as_raw_fd() >= OUT_OF_THE_WAY && standard_is_null()
        }));
    }

    #[test]
    fn under_a_low_limit_one_above_the_standard_numbers_serves() {
        use nix::sys::resource::{Resource, setrlimit};
        assert!(with_standard_closed(|| {
            (3..64).for_each(|number| {
                // SAFETY: nothing of this process uses them any more.
                unsafe { libc::close(number) };
            });
            let null = out_of_the_way(open()).unwrap();
            drop(null);
            setrlimit(Resource::RLIMIT_NOFILE, 5, 5).unwrap();
            let (first, second) = (out_of_the_way(open()), out_of_the_way(open()));
            let numbers = [&first, &second].map(|fd| fd.as_ref().unwrap().as_raw_fd());
            numbers == [3, 4]
        }));
    }

    #[test]
    fn it_is_closed_on_exec() {
        let kept = out_of_the_way(open()).unwrap();
        let flags = fcntl(&kept, FcntlArg::F_GETFD).unwrap();
        assert_eq!(flags & libc::FD_CLOEXEC, libc::FD_CLOEXEC);
    }
}
