//! Making things go wrong: at one step, once, in one task.

use crate::system::{
    process::{self, Side},
    steps::Step,
};
use nix::{
    errno::Errno,
    sys::{
        mman::{MapFlags, ProtFlags, mmap_anonymous},
        signal::{Signal, raise},
    },
};
use std::{
    cell::Cell,
    io,
    num::NonZeroUsize,
    ptr::null_mut,
    sync::atomic::{AtomicBool, AtomicPtr, Ordering::SeqCst},
    time::Duration,
};

/// How long a stopped process stays stopped before it is killed.
const STOPPED: Duration = Duration::from_millis(50);

/// One page, the least that can be mapped.
const PAGE: NonZeroUsize = NonZeroUsize::new(4096).unwrap();

/// What goes wrong.
#[derive(Debug, Clone, Copy)]
pub enum Action {
    /// The step fails with this error.
    Error(Errno),
    /// SIGKILL.
    Kill,
    /// An access to memory that may not be accessed.
    Fault,
    /// SIGSTOP, and SIGKILL from another process a little later.
    Stop,
    /// A panic.
    Panic,
    /// This is called; if it returns, the step fails with `Interrupted`.
    Call(fn()),
    /// This is called, and the step continues.
    Beside(fn()),
}

impl Action {
    /// The action of this name, which may be that of an error number.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "kill" => Self::Kill,
            "segv" => Self::Fault,
            "stop" => Self::Stop,
            "panic" => Self::Panic,
            "EAGAIN" => Self::Error(Errno::EAGAIN),
            "EIO" => Self::Error(Errno::EIO),
            "EMFILE" => Self::Error(Errno::EMFILE),
            "ENOMEM" => Self::Error(Errno::ENOMEM),
            "ENOSPC" => Self::Error(Errno::ENOSPC),
            _ => return None,
        })
    }

    fn perform(self) -> io::Result<()> {
        match self {
            Self::Error(errno) => Err(errno.into()),
            Self::Kill => Err(raise(Signal::SIGKILL).err().unwrap_or(Errno::EIO).into()),
            Self::Fault => Err(fault()),
            Self::Stop => Err(stop()),
            Self::Panic => panic!("an injected fault"),
            Self::Call(call) => {
                call();
                Err(io::ErrorKind::Interrupted.into())
            }
            Self::Beside(call) => {
                call();
                Ok(())
            }
        }
    }
}

/// What happens where.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// At this step,
    pub step: Step,
    /// this happens,
    pub action: Action,
    /// in the task that is forked as this one from now on, counted from 1; of a
    /// step that the caller takes, the time that it takes it.
    pub number: u32,
}

thread_local! {
    static PLAN: Cell<Option<Plan>> = const { Cell::new(None) };
    static FORKS: Cell<u32> = const { Cell::new(0) };
    static TIMES: Cell<u32> = const { Cell::new(0) };
}

/// Whether it has happened, in memory that the tasks share.
static FIRED: AtomicPtr<AtomicBool> = AtomicPtr::new(null_mut());

/// Arms a plan, in place of the last one.
///
/// # Errors
/// `ENOMEM`.
pub fn arm(plan: Plan) -> io::Result<()> {
    if FIRED.load(SeqCst).is_null() {
        // SAFETY: a new mapping at an address of the kernel's choosing.
        let page = unsafe {
            mmap_anonymous(
                None,
                PAGE,
                ProtFlags::PROT_READ | ProtFlags::PROT_WRITE,
                MapFlags::MAP_SHARED,
            )
        }?;
        FIRED.store(page.as_ptr().cast(), SeqCst);
    }
    set_fired(false);
    FORKS.set(0);
    TIMES.set(0);
    PLAN.set(Some(plan));
    Ok(())
}

/// Whether the armed plan has been carried out, in whichever process.
pub fn fired() -> bool {
    let flag = FIRED.load(SeqCst);
    // SAFETY: null, or a page of zeroed memory that is never unmapped.
    unsafe { flag.as_ref() }.is_some_and(|flag| flag.load(SeqCst))
}

fn set_fired(value: bool) {
    // SAFETY: as above.
    if let Some(flag) = unsafe { FIRED.load(SeqCst).as_ref() } {
        flag.store(value, SeqCst);
    }
}

/// What is armed for this step happens.
///
/// # Errors
/// The armed error; `Interrupted` when PHP's code ran instead, which may have left
/// an exception pending; `WouldBlock` when it ran before a sleep.
pub fn at(step: Step) -> io::Result<()> {
    super::delays::pause();
    let Some(plan) = PLAN.get() else {
        return Ok(());
    };
    if step == Step::Fork {
        FORKS.set(FORKS.get() + 1);
    }
    if step != plan.step {
        return Ok(());
    }
    let number = if step.is_tasks() {
        FORKS.get()
    } else {
        TIMES.set(TIMES.get() + 1);
        TIMES.get()
    };
    if number != plan.number {
        return Ok(());
    }
    PLAN.set(None);
    set_fired(true);
    plan.action.perform()?;
    if step == Step::Wait {
        // What ran may have taken what was to be waited for.
        return Err(io::ErrorKind::WouldBlock.into());
    }
    Ok(())
}

/// Reads from memory that may not be read.
fn fault() -> io::Error {
    // SAFETY: a new mapping at an address of the kernel's choosing; the read is
    // meant to end the process, and harms nothing if it does not.
    unsafe {
        match mmap_anonymous(None, PAGE, ProtFlags::PROT_NONE, MapFlags::MAP_PRIVATE) {
            Ok(page) => {
                page.cast::<u8>().as_ptr().read_volatile();
                Errno::EFAULT.into()
            }
            Err(error) => error.into(),
        }
    }
}

/// Stops this process. One that has nothing of it, and is nobody's child, kills
/// it a little later.
fn stop() -> io::Error {
    let target = process::id();
    match process::fork() {
        Err(error) => return error,
        Ok(Side::Parent(helper)) => {
            process::reap(helper, true);
        }
        Ok(Side::Child) => {
            if let Ok(Side::Child) = process::fork() {
                // SAFETY: this process uses none of its descriptors; the process
                // that it kills is stopped, so that its number is still its own.
                unsafe {
                    (0..1024).for_each(|fd| {
                        libc::close(fd);
                    });
                    std::thread::sleep(STOPPED);
                    libc::kill(target, libc::SIGKILL);
                }
            }
            process::exit_now(0)
        }
    }
    raise(Signal::SIGSTOP).err().unwrap_or(Errno::EIO).into()
}
