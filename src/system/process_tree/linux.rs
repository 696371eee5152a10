//! The programs of a process, from /proc. Its files are read with plain system calls and
//! without the allocator, so that a signal handler may do it. Where /proc is that of another
//! namespace, nothing is found: by a number it means another process than a signal does.

use super::waiting::Activity;
use crate::system::{
    descriptors,
    process::{self, ProcessId},
};
use std::io::Write;

/// Whether a process is known by more than its number.
pub const KNOWS_STARTS: bool = true;

/// A file's descriptor, closed at the end. Not one of the numbers that programs take for
/// standard streams, should they be free.
struct File(i32);

impl File {
    /// Opens a file of /proc, if that is of this process's namespace.
    fn open(path: Path, flags: i32) -> Option<Self> {
        if !shows_own_namespace() {
            return None;
        }
        // SAFETY: the path ends with a zero; descriptors are plain numbers.
        unsafe {
            let path = path.bytes.as_ptr().cast();
            let flags = libc::O_RDONLY | libc::O_CLOEXEC | flags;
            let mut fd = descriptors::beyond_soft_limit(|| libc::open(path, flags));
            if (0..=2).contains(&fd) {
                let low = fd;
                fd = libc::fcntl(low, libc::F_DUPFD_CLOEXEC, 3);
                libc::close(low);
            }
            (fd >= 0).then_some(Self(fd))
        }
    }

    fn read(&self, buffer: &mut [u8]) -> usize {
        // SAFETY: the buffer is valid for its length.
        let read = unsafe { libc::read(self.0, buffer.as_mut_ptr().cast(), buffer.len()) };
        usize::try_from(read).unwrap_or(0)
    }

    /// getdents64(2): the names of a folder's next entries. Returns whether there were
    /// any.
    fn names(&self, mut each: impl FnMut(&[u8])) -> bool {
        /// What stands before an entry's name: two numbers of eight bytes, the entry's
        /// length in two, its kind in one.
        const HEAD: usize = 19;
        let mut buffer = [0u8; 2048];
        // SAFETY: as in `read`.
        let read = unsafe {
            libc::syscall(
                libc::SYS_getdents64,
                self.0,
                buffer.as_mut_ptr(),
                buffer.len(),
            )
        };
        let read = usize::try_from(read).unwrap_or(0).min(buffer.len());
        let mut entries = &buffer[..read];
        while entries.len() > HEAD {
            let len = usize::from(u16::from_ne_bytes([entries[16], entries[17]]));
            let Some(entry) = entries.get(..len).filter(|entry| entry.len() > HEAD) else {
                break;
            };
            let name = entry[HEAD..].split(|byte| *byte == 0).next();
            each(name.unwrap_or_default());
            entries = &entries[len..];
        }
        read > 0
    }
}

impl Drop for File {
    fn drop(&mut self) {
        // SAFETY: this one's own descriptor.
        unsafe { libc::close(self.0) };
    }
}

/// Whether /proc has this process's own number. In the /proc of a namespace around this one it
/// has another number, in that of any other namespace none.
fn shows_own_namespace() -> bool {
    let mut buffer = [0u8; 16];
    // SAFETY: the path ends with a zero; as many bytes are written as is said.
    let len = unsafe {
        let link = c"/proc/self".as_ptr();
        libc::readlink(link, buffer.as_mut_ptr().cast(), buffer.len())
    };
    let name = usize::try_from(len).ok().and_then(|len| buffer.get(..len));
    name.and_then(number) == u64::try_from(process::id()).ok()
}

/// A short path that ends with a zero.
struct Path {
    bytes: [u8; 64],
}

macro_rules! path {
    ($($format:tt)*) => {{
        let mut bytes = [0u8; 64];
        // Numbers and the words here are shorter.
        let _ = write!(&mut bytes[..63], $($format)*);
        Path { bytes }
    }};
}

fn number(text: &[u8]) -> Option<u64> {
    std::str::from_utf8(text).ok()?.parse().ok()
}

/// What /proc/PID/stat says.
struct Status {
    zombie: bool,
    activity: Activity,
    parent: ProcessId,
    started: u64,
}

impl Status {
    fn of(process: ProcessId) -> Option<Self> {
        let mut buffer = [0u8; 1024];
        let read = File::open(path!("/proc/{process}/stat"), 0)?.read(&mut buffer);
        // The program's name, in parentheses, may hold anything.
        let name = buffer[..read].iter().rposition(|byte| *byte == b')')?;
        let mut fields = buffer[name + 1..read]
            .split(|byte| *byte == b' ')
            .filter(|field| !field.is_empty());
        let state = fields.next()?;
        let parent = number(fields.next()?)?;
        // The parent is field 4, the start field 22.
        let started = number(fields.nth(22 - 4 - 1)?)?;
        Some(Self {
            zombie: matches!(state, b"Z" | b"X" | b"x"),
            activity: match state {
                b"T" | b"t" | b"Z" | b"X" | b"x" => Activity::Stopped,
                b"R" => Activity::Runnable,
                _ => Activity::Waiting,
            },
            parent: parent.try_into().ok()?,
            started,
        })
    }
}

/// Whether a process is there and has not ended.
#[cfg(test)]
pub fn runs(process: ProcessId) -> bool {
    Status::of(process).is_some_and(|status| !status.zombie)
}

/// Calls `found` with the number and the start of each living child of a process.
pub fn each_child(parent: ProcessId, mut found: impl FnMut(ProcessId, u64)) {
    let mut check = |child: u64| {
        let Ok(child) = child.try_into() else { return };
        if let Some(status) = Status::of(child)
            && status.parent == parent
            && !status.zombie
        {
            found(child, status.started);
        }
    };
    // A child is its parent's thread's.
    let Some(threads) = File::open(path!("/proc/{parent}/task"), libc::O_DIRECTORY) else {
        return;
    };
    let mut listed = true;
    while threads.names(|name| {
        if let Some(thread) = number(name) {
            listed &= children_of_thread(parent, thread, &mut check);
        }
    }) {}
    if !listed {
        children_by_search(&mut check);
    }
}

/// Reads the list of a thread's children. Returns whether the kernel has such lists.
fn children_of_thread(parent: ProcessId, thread: u64, check: &mut impl FnMut(u64)) -> bool {
    let Some(list) = File::open(path!("/proc/{parent}/task/{thread}/children"), 0) else {
        // SAFETY: asks whether the file of a thread that may have ended is there.
        return unsafe { libc::access(c"/proc/thread-self/children".as_ptr(), libc::R_OK) } == 0;
    };
    let mut buffer = [0u8; 512];
    let mut child = 0u64;
    loop {
        let read = list.read(&mut buffer);
        for byte in &buffer[..read] {
            match byte {
                b'0'..=b'9' => child = child.wrapping_mul(10).wrapping_add((byte - b'0').into()),
                _ => {
                    check(child);
                    child = 0;
                }
            }
        }
        if read == 0 {
            return true;
        }
    }
}

/// Looks at every process: for kernels without lists of children.
fn children_by_search(check: &mut impl FnMut(u64)) {
    if let Some(processes) = File::open(path!("/proc"), libc::O_DIRECTORY) {
        while processes.names(|name| {
            if let Some(process) = number(name) {
                check(process);
            }
        }) {}
    }
}

/// What a process does at the moment.
pub fn activity(process: ProcessId) -> Activity {
    Status::of(process).map_or(Activity::Stopped, |status| status.activity)
}

/// Whether a process's first thread blocks a signal: the mask `SigBlk` in /proc/PID/status,
/// whose lowest bit is signal 1 (proc(5)).
pub fn blocks(process: ProcessId, signal: i32) -> bool {
    const NAME: &[u8] = b"SigBlk:\t";
    // The groups stand before it, at most 65,536 of them: where they do not fit, it is not found.
    let mut buffer = [0u8; 4096];
    let Some(file) = File::open(path!("/proc/{process}/status"), 0) else {
        return false;
    };
    let read = file.read(&mut buffer);
    buffer[..read]
        .split(|byte| *byte == b'\n')
        .find_map(|line| line.strip_prefix(NAME))
        .and_then(|mask| u64::from_str_radix(std::str::from_utf8(mask).ok()?, 16).ok())
        .is_some_and(|mask| mask & 1 << (signal - 1) != 0)
}

/// Whether a process that started then is there, if only as one that has ended.
pub fn is_there(process: ProcessId, started: u64) -> bool {
    Status::of(process).is_some_and(|status| status.started == started)
}

/// Signals a process that started then.
pub fn signal(process: ProcessId, started: u64, signal: i32) {
    // SAFETY: plain numbers. While the descriptor is open, it means one process; where
    // none can be had, the number could have come again since the look at its start.
    unsafe {
        let open = || i32::try_from(libc::syscall(libc::SYS_pidfd_open, process, 0)).unwrap_or(-1);
        let fd = descriptors::beyond_soft_limit(open);
        let same = Status::of(process).is_some_and(|status| status.started == started);
        if same && fd >= 0 {
            let none = std::ptr::null::<libc::siginfo_t>();
            libc::syscall(libc::SYS_pidfd_send_signal, fd, signal, none, 0);
        } else if same {
            libc::kill(process, signal);
        }
        if fd >= 0 {
            libc::close(fd);
        }
    }
}

/// prctl(2): makes this process the parent of what its descendants leave behind.
pub fn adopt() {
    let _ = nix::sys::prctl::set_child_subreaper(true);
}
