//! The serializer's state between calls: which tables of references a nested call
//! shares. A call of ours may come from a hook of an object that PHP is serializing: it
//! must not continue that one's tables. PHP isolates `__serialize`, `__unserialize`,
//! `__sleep` and `__wakeup` by a lock, but not the methods of `Serializable`, whose own
//! calls are meant to share.

use super::ffi;
use std::{
    ffi::{c_uint, c_void},
    ptr::{NonNull, null_mut},
    sync::OnceLock,
};

/// The part of ext/standard's `php_basic_globals` that is the serializer's. Where it
/// stands depends on the version and the system.
#[repr(C)]
#[derive(Clone, Copy)]
struct State {
    /// Above zero, calls have tables of their own.
    lock: c_uint,
    writing: Level,
    reading: Level,
}

/// Nested calls that share a table.
#[repr(C)]
#[derive(Clone, Copy)]
struct Level {
    data: *mut c_void,
    depth: c_uint,
}

/// No call is running.
const IDLE: State = {
    const NONE: Level = Level {
        data: null_mut(),
        depth: 0,
    };
    State {
        lock: 0,
        writing: NONE,
        reading: NONE,
    }
};

/// While it lives, calls of the serializer start from nothing; what they are nested in
/// goes on afterwards.
pub(super) struct Isolated(Option<(NonNull<State>, State)>);

impl Isolated {
    pub(super) fn new() -> Self {
        Self(state().map(|place| {
            // SAFETY: `state` gives the place where the state stands for this thread.
            (place, unsafe { place.replace(IDLE) })
        }))
    }
}

impl Drop for Isolated {
    fn drop(&mut self) {
        if let Some((place, outer)) = self.0 {
            // SAFETY: as above.
            unsafe { place.write(outer) };
        }
    }
}

/// In a new process: leaves the calls of its caller's that it was forked within.
pub(super) fn leave() {
    if let Some(place) = state() {
        // SAFETY: as above. Mostly nothing is running, and the page is not written to.
        unsafe {
            if !is_idle(place.as_ptr()) {
                place.write(IDLE);
            }
        }
    }
}

/// Where the state stands among the globals, `None` where it was not found.
static OFFSET: OnceLock<Option<usize>> = OnceLock::new();

/// To be called when the module starts: looks where the state stands. Where it is not
/// found, our calls share tables as any of PHP's do.
pub fn locate() {
    OFFSET.get_or_init(|| {
        // SAFETY: the pointer is that of the globals; nothing is being serialized.
        unsafe { find(globals()) }
    });
}

fn globals() -> *mut u8 {
    #[cfg(not(php_zts))]
    {
        (&raw mut ffi::basic_globals).cast()
    }
    #[cfg(php_zts)]
    // SAFETY: the number of the structure is the engine's own.
    unsafe {
        ffi::ts_resource_ex(ffi::basic_globals_id, null_mut()).cast()
    }
}

fn state() -> Option<NonNull<State>> {
    let offset = (*OFFSET.get()?)?;
    // SAFETY: within the globals, as `find` saw.
    NonNull::new(unsafe { globals().add(offset) }.cast())
}

/// The offset of the state in the globals: the engine's own calls must change what
/// stands there just as they are known to.
///
/// # Safety
/// The globals' address, and nothing is being serialized.
unsafe fn find(globals: *mut u8) -> Option<usize> {
    /// Beyond all that comes before the state in any version.
    const FAR: usize = 2048;
    // SAFETY: the globals are longer than what is looked at before the state is found:
    // where they are not what they are known to be, the search ends soon after them, in
    // the same data of the library.
    unsafe {
        let first = ffi::php_var_serialize_init();
        let found = (0..FAR).step_by(align_of::<State>()).find(|offset| {
            let place = globals.add(*offset).cast::<State>();
            (*place).writing.data == first && (*place).writing.depth == 1
        });
        let is_known = found.is_some_and(|offset| is_known(globals.add(offset).cast()));
        ffi::php_var_serialize_destroy(first);
        found.filter(|offset| is_known && is_idle(globals.add(*offset).cast()))
    }
}

/// # Safety
/// One value is being serialized, whose table stands in the state.
unsafe fn is_known(state: *mut State) -> bool {
    // SAFETY: the calls come in pairs; the state is put back as they leave it.
    unsafe {
        if (*state).lock != 0 {
            return false;
        }
        let first = (*state).writing.data;
        let second = ffi::php_var_serialize_init();
        let shares = second == first && (*state).writing.depth == 2;
        ffi::php_var_serialize_destroy(second);
        let read = ffi::php_var_unserialize_init();
        let reads = (*state).reading.data == read && (*state).reading.depth == 1;
        if !shares || !reads {
            ffi::php_var_unserialize_destroy(read);
            return false;
        }
        let before = state.replace(IDLE);
        let own = ffi::php_var_serialize_init();
        let isolates = own != first && (*state).writing.data == own;
        ffi::php_var_serialize_destroy(own);
        let isolates = isolates && is_idle(state);
        // The lock does what it is known for.
        (*state).lock = 1;
        let locked = ffi::php_var_serialize_init();
        let locks = (*state).writing.data.is_null() && (*state).lock == 1;
        ffi::php_var_serialize_destroy(locked);
        state.write(before);
        ffi::php_var_unserialize_destroy(read);
        isolates && locks && (*state).reading.data.is_null() && (*state).reading.depth == 0
    }
}

/// # Safety
/// The address of the state, or of as many bytes.
unsafe fn is_idle(state: *mut State) -> bool {
    // SAFETY: promised by the caller.
    let state = unsafe { &*state };
    state.lock == 0
        && [state.writing, state.reading]
            .iter()
            .all(|level| level.data.is_null() && level.depth == 0)
}
