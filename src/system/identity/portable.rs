//! Memory that the C library wipes in every copy that its fork(3) makes
//! (pthread_atfork(3)).

use super::Identity;
use std::ffi::c_int;
use std::sync::atomic::{AtomicI32, AtomicU64, Ordering::Relaxed};

type Handler = extern "C" fn();

unsafe extern "C" {
    // Not every system's is in the bindings.
    fn pthread_atfork(
        prepare: Option<Handler>,
        parent: Option<Handler>,
        child: Option<Handler>,
    ) -> c_int;
}

static IDENTITY: Identity = Identity {
    token: AtomicU64::new(0),
    process: AtomicI32::new(0),
};

/// The identity, full of zeros. To be called once.
pub fn wiped() -> &'static Identity {
    // SAFETY: the handler stores to atomics, which it may at any time. The C library
    // forgets it when this library is unloaded. It fails for want of memory alone.
    unsafe { pthread_atfork(None, None, Some(wipe)) };
    &IDENTITY
}

extern "C" fn wipe() {
    IDENTITY.token.store(0, Relaxed);
}
