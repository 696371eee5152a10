//! What a process has once: signal actions, the signal mask, the working
//! directory, the umask, the priority, the environment. Taken as it is, to be put back later.

use nix::{
    errno::Errno,
    sys::{
        signal::{SigSet, SigmaskHow, pthread_sigmask},
        stat::{Mode, umask},
    },
};
use std::{
    ffi::{CStr, CString},
    io,
    os::unix::ffi::OsStrExt,
    path::PathBuf,
};

/// The highest number of a signal.
fn last_signal() -> libc::c_int {
    #[cfg(target_os = "linux")]
    return libc::SIGRTMAX();
    #[cfg(not(target_os = "linux"))]
    31
}

/// The signal mask, and what the kernel does at each signal.
pub struct Signals {
    mask: SigSet,
    actions: Vec<(libc::c_int, libc::sigaction)>,
}

impl Signals {
    /// As they are.
    pub fn now() -> Self {
        let mut mask = SigSet::empty();
        // Only asks.
        let _ = pthread_sigmask(SigmaskHow::SIG_BLOCK, None, Some(&mut mask));
        let actions = (1..=last_signal())
            .filter_map(|signal| Some((signal, action(signal)?)))
            .collect();
        Self { mask, actions }
    }

    /// Stops the timers, which a new process does not have, and puts the rest back. A
    /// timer's signal that waits is forgotten.
    pub fn put_back(&self) {
        // SAFETY: the structures are initialised; zeros stop a timer. What is set as an
        // action was one before.
        unsafe {
            let stopped: libc::itimerval = std::mem::zeroed();
            for (timer, signal) in [
                (libc::ITIMER_REAL, libc::SIGALRM),
                (libc::ITIMER_VIRTUAL, libc::SIGVTALRM),
                (libc::ITIMER_PROF, libc::SIGPROF),
            ] {
                libc::setitimer(timer, &stopped, std::ptr::null_mut());
                let mut waiting: libc::sigset_t = std::mem::zeroed();
                libc::sigpending(&mut waiting);
                if libc::sigismember(&waiting, signal) == 1 {
                    libc::signal(signal, libc::SIG_IGN);
                }
            }
            for (signal, before) in &self.actions {
                let same = action(*signal).is_some_and(|now| {
                    now.sa_sigaction == before.sa_sigaction && now.sa_flags == before.sa_flags
                });
                if !same {
                    libc::sigaction(*signal, before, std::ptr::null_mut());
                }
            }
        }
        let _ = pthread_sigmask(SigmaskHow::SIG_SETMASK, Some(&self.mask), None);
    }
}

fn action(signal: libc::c_int) -> Option<libc::sigaction> {
    // SAFETY: zero is valid for the structure, which sigaction fills in.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        (libc::sigaction(signal, std::ptr::null(), &mut action) == 0).then_some(action)
    }
}

/// The working directory, the mask for new files and the nice value.
pub struct Attributes {
    directory: Option<PathBuf>,
    mask: Mode,
    nice: Option<libc::c_int>,
}

impl Attributes {
    /// As they are.
    pub fn now() -> Self {
        let mask = umask(Mode::empty());
        umask(mask);
        Self {
            directory: std::env::current_dir().ok(),
            mask,
            nice: nice(),
        }
    }

    /// Puts them back.
    ///
    /// # Errors
    /// Where the kernel refuses: a lower nice value takes a right, a directory may have
    /// gone.
    pub fn put_back(&self) -> io::Result<()> {
        umask(self.mask);
        if std::env::current_dir().ok() != self.directory {
            let directory = self.directory.as_ref().ok_or(io::ErrorKind::NotFound)?;
            std::env::set_current_dir(directory)?;
        }
        if nice() != self.nice {
            let nice = self.nice.ok_or(io::ErrorKind::Unsupported)?;
            // SAFETY: 0 stands for this process.
            if unsafe { libc::setpriority(libc::PRIO_PROCESS, 0, nice) } != 0 {
                return Err(io::Error::last_os_error());
            }
        }
        Ok(())
    }
}

fn nice() -> Option<libc::c_int> {
    Errno::clear();
    // SAFETY: 0 stands for this process. -1 is a nice value, too.
    let nice = unsafe { libc::getpriority(libc::PRIO_PROCESS, 0) };
    (nice != -1 || Errno::last_raw() == 0).then_some(nice)
}

/// The environment's variables, each as "NAME=VALUE".
pub fn environment() -> Vec<CString> {
    std::env::vars_os()
        .filter_map(|(name, value)| {
            CString::new([name.as_bytes(), value.as_bytes()].join(&b'=')).ok()
        })
        .collect()
}

/// What is to be set so that an environment is as it was before: "NAME=VALUE" for what is
/// missing or another, "NAME" for what was not there.
pub fn environment_changes(before: &[CString], now: &[CString]) -> Vec<Vec<u8>> {
    fn name(variable: &CStr) -> &[u8] {
        let bytes = variable.to_bytes();
        let end = bytes.iter().skip(1).position(|byte| *byte == b'=');
        end.map_or(bytes, |end| &bytes[..=end])
    }
    let missing = before.iter().filter(|variable| !now.contains(variable));
    let added = now
        .iter()
        .filter(|variable| !before.iter().any(|old| name(old) == name(variable)));
    missing
        .map(|variable| variable.to_bytes().to_vec())
        .chain(added.map(|variable| name(variable).to_vec()))
        .collect()
}

/// Which of the standard streams are open.
pub fn standard_streams() -> [bool; 3] {
    [0, 1, 2].map(|number| {
        // SAFETY: plain numbers; one that is not open is refused.
        unsafe { libc::fcntl(number, libc::F_GETFD) >= 0 }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variables(texts: &[&str]) -> Vec<CString> {
        texts
            .iter()
            .map(|text| CString::new(*text).unwrap())
            .collect()
    }

    #[test]
    fn an_environment_is_put_back_by_what_is_missing_other_or_new() {
        let before = variables(&["A=1", "B=2=x", "C="]);
        let now = variables(&["A=1", "B=3", "D=4"]);
        let changes = environment_changes(&before, &now);
        assert_eq!(changes, [&b"B=2=x"[..], b"C=", b"D"]);
        assert!(environment_changes(&before, &before).is_empty());
    }

    #[test]
    fn signals_are_put_back() {
        let before = Signals::now();
        // SAFETY: ignoring a signal runs no code.
        unsafe { libc::signal(libc::SIGUSR2, libc::SIG_IGN) };
        let mut set = SigSet::empty();
        set.add(nix::sys::signal::Signal::SIGUSR1);
        pthread_sigmask(SigmaskHow::SIG_BLOCK, Some(&set), None).unwrap();
        before.put_back();
        assert_eq!(action(libc::SIGUSR2).unwrap().sa_sigaction, libc::SIG_DFL);
        let mut mask = SigSet::empty();
        pthread_sigmask(SigmaskHow::SIG_BLOCK, None, Some(&mut mask)).unwrap();
        assert!(!mask.contains(nix::sys::signal::Signal::SIGUSR1));
    }
}
