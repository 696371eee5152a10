//! The serializer's state between calls: which tables of references a nested call
//! shares. A call of ours may come from a hook of an object that PHP is serializing: it
//! must not continue that one's tables. PHP isolates `__serialize`, `__unserialize`,
//! `__sleep` and `__wakeup` by a lock, but not the methods of `Serializable`, whose own
//! calls are meant to share.
//!
//! A hook may suspend its fiber. The engine has one state for all fibers; that of a call of
//! ours goes with its fiber, so that such calls may end in any order.

use super::{ffi, globals};
use std::{
    cell::RefCell,
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

thread_local! {
    /// The fibers in which calls of ours are running; outside of fibers is one of them.
    static FIBERS: RefCell<Vec<Fiber>> = const { RefCell::new(Vec::new()) };
}

/// A fiber in which a call of ours is running.
struct Fiber {
    /// The address of the engine's context.
    context: usize,
    /// What stood in the state's place when the call began. While another fiber runs, that
    /// stands there again, and this is the call's.
    other: State,
}

/// While it lives, calls of the serializer start from nothing; what they are nested in
/// goes on afterwards.
pub(super) struct Isolated(Option<Place>);

struct Place {
    state: NonNull<State>,
    context: usize,
    /// Where this is nested in another call of ours in the same fiber.
    outer: Option<State>,
}

impl Isolated {
    pub(super) fn new() -> Self {
        Self(state().map(|state| {
            // SAFETY: `state` gives the place where the state stands for this thread; the
            // context is only compared.
            let (other, context) = unsafe {
                let context = (*globals()).current_fiber_context;
                (state.replace(IDLE), context.addr())
            };
            let nested = FIBERS.with_borrow_mut(|fibers| {
                let nested = fibers.iter().any(|fiber| fiber.context == context);
                if !nested {
                    fibers.push(Fiber { context, other });
                }
                nested
            });
            let outer = nested.then_some(other);
            Place {
                state,
                context,
                outer,
            }
        }))
    }
}

impl Drop for Isolated {
    fn drop(&mut self) {
        let Some(place) = &self.0 else { return };
        let outer = place.outer.or_else(|| leave_fiber(place.context));
        // SAFETY: as above.
        unsafe { place.state.write(outer.unwrap_or(IDLE)) };
    }
}

/// No call of ours is running in the fiber any more. Gives what stood in the state's place
/// before.
fn leave_fiber(context: usize) -> Option<State> {
    FIBERS.with_borrow_mut(|fibers| {
        let found = fibers.iter().position(|fiber| fiber.context == context)?;
        Some(fibers.swap_remove(found).other)
    })
}

/// Another fiber is about to run.
unsafe extern "C" fn on_switch(from: *mut c_void, to: *mut c_void) {
    FIBERS.with_borrow_mut(|fibers| {
        for context in [from.addr(), to.addr()] {
            let fiber = fibers.iter_mut().find(|fiber| fiber.context == context);
            if let (Some(fiber), Some(state)) = (fiber, state()) {
                // SAFETY: as above.
                fiber.other = unsafe { state.replace(fiber.other) };
            }
        }
    });
}

/// A fiber is gone, perhaps by a bailout, which has left a call of ours.
unsafe extern "C" fn on_destroy(context: *mut c_void) {
    leave_fiber(context.addr());
}

/// At a request's start: none of our calls is running.
pub(super) fn request_started() {
    FIBERS.with_borrow_mut(Vec::clear);
}

/// In a new process: leaves the calls of its caller's that it was forked within.
pub(super) fn leave() {
    FIBERS.with_borrow_mut(|fibers| {
        if !fibers.is_empty() {
            fibers.clear();
        }
    });
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
        // SAFETY: the pointer is that of the globals; nothing is being serialized. The
        // engine calls the functions on the thread whose fibers they are told of.
        unsafe {
            let found = find(basic_globals());
            if found.is_some() {
                ffi::zend_observer_fiber_switch_register(on_switch);
                ffi::zend_observer_fiber_destroy_register(on_destroy);
            }
            found
        }
    });
}

fn basic_globals() -> *mut u8 {
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
    NonNull::new(unsafe { basic_globals().add(offset) }.cast())
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
