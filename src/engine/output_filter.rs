//! An output buffer of our own around a call: a filter sees what PHP prints, as it is
//! printed, and says what is passed to the buffers around it.

use super::{alloc, exception, ffi, request};
use std::{
    cell::{Cell, RefCell},
    ffi::{c_int, c_void},
    panic::{AssertUnwindSafe, catch_unwind},
    rc::Rc,
};

/// When a filter is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Something has been printed.
    Printed,
    /// [`Past::run`] has printed something.
    Past,
    /// Code has ended the buffer, or the request or a fiber ends: nothing comes after this.
    Taken,
    /// [`OutputFilter::end`]: nothing comes after this.
    End,
}

/// Gets what was printed, and puts what is passed on into the second. It calls nothing of
/// PHP's.
pub type Filter = Box<dyn FnMut(&[u8], Moment, &mut Vec<u8>)>;

/// A filter that is in force. Not dropped but ended.
pub struct OutputFilter {
    handler: *mut c_void,
    state: Rc<State>,
}

/// The way past a filter, or past the buffers that code begins without one, to what was
/// there before.
#[derive(Clone)]
pub struct Past(Way);

#[derive(Clone)]
enum Way {
    Filter {
        handler: *mut c_void,
        state: Rc<State>,
    },
    /// There were so many buffers. What was printed past later ones is kept.
    Level { level: i32, kept: Kept },
}

type Kept = Rc<RefCell<Vec<u8>>>;

struct State {
    filter: RefCell<Filter>,
    passes: RefCell<Vec<u8>>,
    /// What was printed past the filter, and is to be passed on before anything else.
    past: Kept,
    is_past: Cell<bool>,
    ending: Cell<bool>,
    /// The engine has freed the buffer.
    gone: Cell<bool>,
    /// A fatal error ends the code: after its message, what is printed is not for the filter.
    lost: Cell<bool>,
    /// The buffer is still there, and the filter is to be asked once more, for what it has
    /// kept.
    left: Cell<bool>,
    /// The buffer is still there, and the filter is not to be asked.
    over: Cell<bool>,
}

/// `PHP_OUTPUT_DISABLED` and `PHP_OUTPUT_LOCKED` (main/php_output.h).
const REFUSES: c_int = 0x02 | 0x20;

impl OutputFilter {
    /// Begins; `None` where PHP lets nobody buffer: in the handler of a buffer, and at the
    /// request's end.
    pub fn begin(filter: Filter) -> Option<Self> {
        const NAME: &std::ffi::CStr = c"pokio";
        /// `PHP_OUTPUT_HANDLER_STDFLAGS`: code may do with it what it does with others.
        const FLAGS: c_int = 0x70;
        /// The handler is called as soon as this many bytes are there.
        const AT_ONCE: usize = 1;
        // SAFETY: asks for a number; then makes a buffer whose context is one count of the
        // state, which `free_state` gives back.
        unsafe {
            if ffi::php_output_get_status() & REFUSES != 0 {
                return None;
            }
            let mut handler = ffi::php_output_handler_create_internal(
                NAME.as_ptr(),
                NAME.count_bytes(),
                Some(handle),
                AT_ONCE,
                FLAGS,
            );
            let state = Rc::new(State {
                filter: RefCell::new(filter),
                passes: RefCell::default(),
                past: Kept::default(),
                is_past: Cell::new(false),
                ending: Cell::new(false),
                gone: Cell::new(false),
                lost: Cell::new(false),
                left: Cell::new(false),
                over: Cell::new(false),
            });
            let context = Rc::into_raw(Rc::clone(&state)).cast_mut().cast();
            ffi::php_output_handler_set_context(handler, context, Some(free_state));
            if ffi::php_output_handler_start(handler) != 0 {
                ffi::php_output_handler_free(&raw mut handler);
                return None;
            }
            Some(Self { handler, state })
        }
    }

    /// The way past it.
    pub fn past(&self) -> Past {
        Past(Way::Filter {
            handler: self.handler,
            state: Rc::clone(&self.state),
        })
    }

    /// Ends it, and before it the buffers that code has begun within it, unless code has
    /// ended it. What is thrown is put aside meanwhile; after `exit()` PHP itself ends
    /// all buffers.
    pub fn end(self) {
        if exception::is_exit_pending() {
            self.leave();
            return;
        }
        exception::aside(|| {
            while !self.state.gone.get() {
                // SAFETY: ends the innermost buffer, as `ob_end_flush()` does.
                unsafe {
                    let own = ffi::php_output_get_active_handler() == self.handler;
                    self.state.ending.set(own);
                    if ffi::php_output_end() != 0 {
                        break;
                    }
                }
            }
            exception::check()
        });
        self.state.over.set(true);
    }

    /// The program ends, or the fiber: what comes now is not for the filter. When a fiber is
    /// destroyed, the buffers within may be those of the code that goes on: only the
    /// innermost one is ended, any other stays and passes everything on.
    fn leave(self) {
        self.state.left.set(true);
        if !exception::is_fiber_ending() || self.state.gone.get() {
            return;
        }
        // SAFETY: asks for an address, to compare it, and ends the innermost buffer. What
        // is pending is set aside: it would keep buffers around from being written to.
        exception::hidden(|| unsafe {
            if ffi::php_output_get_active_handler() == self.handler {
                ffi::php_output_end();
            }
        });
    }
}

impl Past {
    /// The way past the buffers that code is about to begin.
    pub fn here() -> Self {
        // SAFETY: asks for a number.
        let level = unsafe { ffi::php_output_get_level() };
        Self(Way::Level {
            level,
            kept: Kept::default(),
        })
    }

    /// What `run` prints is passed on as it is; if code has begun buffers, when the filter
    /// gets something next, or without a filter, when there are no more of them, or at the
    /// end.
    pub fn run<T>(&self, run: impl FnOnce() -> T) -> T {
        match &self.0 {
            Way::Filter { state, .. } if state.gone.get() => run(),
            Way::Filter { handler, state } => {
                // SAFETY: asks for an address, to compare it.
                if unsafe { ffi::php_output_get_active_handler() } != *handler {
                    return keep(&state.past, true, run);
                }
                state.is_past.set(true);
                let result = run();
                state.is_past.set(false);
                result
            }
            Way::Level { level, kept } => {
                // SAFETY: asks for a number.
                if unsafe { ffi::php_output_get_level() } > *level {
                    return keep(kept, false, run);
                }
                print(kept);
                run()
            }
        }
    }

    /// Prints what has been kept: the code has ended that began buffers without a filter.
    pub fn end(&self) {
        if let Way::Level { kept, .. } = &self.0 {
            print(kept);
        }
    }

    /// A fatal error ends the code, and is about to be reported.
    pub fn leave_lost(&self) {
        match &self.0 {
            Way::Filter { state, .. } => state.lost.set(true),
            Way::Level { kept, .. } => print(kept),
        }
    }
}

/// Keeps what `run` prints: a filter passes it on, if there is one.
fn keep<T>(kept: &Kept, is_filtered: bool, run: impl FnOnce() -> T) -> T {
    let all = Rc::clone(kept);
    let inner = OutputFilter::begin(Box::new(move |printed, moment, passes| {
        let mut all = all.borrow_mut();
        if moment != Moment::Taken {
            all.extend_from_slice(printed);
            return;
        }
        if !is_filtered {
            passes.append(&mut all);
        }
        passes.extend_from_slice(printed);
    }));
    let result = run();
    if let Some(inner) = inner {
        inner.end();
    }
    result
}

/// Prints what has been kept, where PHP lets anybody print.
fn print(kept: &Kept) {
    // SAFETY: asks for a number, then passes a text that lives until the call comes back.
    unsafe {
        if kept.borrow().is_empty() || ffi::php_output_get_status() & REFUSES != 0 {
            return;
        }
        let text = kept.take();
        ffi::php_output_write(text.as_ptr().cast(), text.len());
    }
}

/// Called by the engine with what has been printed.
unsafe extern "C" fn handle(state: *mut *mut c_void, context: *mut ffi::OutputContext) -> c_int {
    /// `PHP_OUTPUT_HANDLER_FINAL` (main/php_output.h).
    const FINAL: c_int = 8;
    // SAFETY: the context that was set, which is there as long as the buffer is; what the
    // engine passes is valid for the call. Nothing that is to be dropped is alive while
    // memory is allocated, which may bail out. The block becomes the engine's.
    unsafe {
        let (state, context) = (&*(*state).cast::<State>(), &mut *context);
        let moment = match (context.op & FINAL != 0, state.ending.get()) {
            (false, _) if state.is_past.get() => Moment::Past,
            (false, _) => Moment::Printed,
            (true, false) => Moment::Taken,
            (true, true) => Moment::End,
        };
        let printed = if context.input.data.is_null() {
            &[][..]
        } else {
            std::slice::from_raw_parts(context.input.data.cast::<u8>(), context.input.used)
        };
        let filtered = catch_unwind(AssertUnwindSafe(|| {
            let mut passes = state.passes.borrow_mut();
            passes.clear();
            passes.append(&mut state.past.borrow_mut());
            let ends = state.left.get() || (state.lost.get() && request::has_bailed_out());
            if ends && !state.over.get() {
                (state.filter.borrow_mut())(&[], Moment::Taken, &mut passes);
                state.over.set(true);
            }
            if state.over.get() {
                passes.extend_from_slice(printed);
            } else {
                (state.filter.borrow_mut())(printed, moment, &mut passes);
            }
            passes.len()
        }));
        let Ok(len) = filtered else { return -1 };
        if len > 0 {
            let block = alloc::allocate(len, alloc::here!());
            if let Ok(passes) = state.passes.try_borrow() {
                block.copy_from_nonoverlapping(passes.as_ptr(), len);
            }
            context.output = ffi::OutputBuffer {
                data: block.cast(),
                size: len,
                used: len,
                free: if cfg!(target_endian = "little") {
                    1
                } else {
                    1 << 31
                },
            };
        }
    }
    0
}

/// Called by the engine when the buffer has gone.
unsafe extern "C" fn free_state(state: *mut c_void) {
    if state.is_null() {
        return;
    }
    // SAFETY: the count that was given to the buffer, once.
    let state = unsafe { Rc::from_raw(state.cast::<State>().cast_const()) };
    state.gone.set(true);
    // What the filter holds is memory alone; a panic must not go on into C.
    let _ = catch_unwind(AssertUnwindSafe(|| drop(state)));
}
