//! Builds of PHP that raise an out-of-memory error not where it happens but when
//! the engine next checks for one. While one is pending, calls into PHP fail.

use super::Thrown;
#[cfg(php_delayed_oom)]
use super::alloc::{self, here};

/// Forgets a pending error, as a request's shutdown does.
pub fn forget() {
    #[cfg(php_delayed_oom)]
    // SAFETY: zero is the state in which none is pending.
    unsafe {
        (*super::globals()).delayed_oom.state = 0;
    }
}

/// Raises a pending error now: PHP reports it, and everything up to the top is to
/// be left as after `exit()`.
///
/// # Errors
/// [`Thrown`] when there was one.
pub fn raise() -> Result<(), Thrown> {
    #[cfg(php_delayed_oom)]
    // SAFETY: the engine's own call for this; the state says that it is due.
    unsafe {
        const PENDING: u32 = 1;
        if (*super::globals()).delayed_oom.state == PENDING {
            super::ffi::zend_handle_delayed_oom();
            return Err(Thrown);
        }
    }
    Ok(())
}

/// To be called before this many bytes are taken. Such a build ends the process at
/// once when they are far beyond the memory limit, unless they are asked for by
/// its own careful call; then it is the ordinary fatal error.
///
/// # Errors
/// [`Thrown`] as in [`raise`].
pub fn ensure(bytes: usize) -> Result<(), Thrown> {
    raise()?;
    #[cfg(php_delayed_oom)]
    {
        const BIG: usize = 1 << 20;
        if bytes >= BIG {
            // SAFETY: null tells that the error is pending; otherwise the memory
            // is given back at once.
            unsafe {
                let memory = alloc::try_allocate(bytes, here!());
                if memory.is_null() {
                    return raise();
                }
                alloc::free(memory, here!());
            }
        }
    }
    let _ = bytes;
    Ok(())
}
