//! The chain of PHP's calls, and what stands around the code that runs. Of two calls that
//! have not come back, neither need be within the other: each may stand in a fiber of its
//! own, and only those of the fibers that run are in the chain.

use super::globals;
use ext_php_rs::ffi::{ZEND_INTERNAL_FUNCTION, zend_execute_data};
use std::{iter, ptr::NonNull};

/// Where a call stands. To be asked only until it has come back: then another may have its
/// place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place(usize);

/// Outside of all calls, as at the program's end.
const OUTSIDE: usize = 0;

impl Place {
    /// Of a call that never comes back.
    pub const NOWHERE: Self = Self(usize::MAX);

    /// Of the call that is running.
    pub fn here() -> Self {
        Self(all().next().map_or(OUTSIDE, address))
    }

    /// Whether the code that runs was called within it.
    pub fn is_around(self) -> bool {
        is_around(self.0)
    }

    /// For those who keep it and know nothing of frames.
    pub fn number(self) -> usize {
        self.0
    }
}

/// Whether the code that runs was called within the call at the place with this number.
pub fn is_around(number: usize) -> bool {
    number == OUTSIDE || all().any(|frame| address(frame) == number)
}

/// Which of so many places is the nearest around the code that runs. Of calls at one place
/// the last is within the others.
pub fn nearest(count: usize, place: impl Fn(usize) -> Option<Place>) -> Option<usize> {
    if count == 0 {
        return None;
    }
    all()
        .map(address)
        .chain(iter::once(OUTSIDE))
        .find_map(|frame| (0..count).rev().find(|at| place(*at) == Some(Place(frame))))
}

/// Whether the code that runs has the small stack of a fiber, also in a task that was started
/// in one.
pub fn on_fiber_stack() -> bool {
    // SAFETY: reads two addresses.
    unsafe { (*globals()).current_fiber_context != (*globals()).main_fiber_context }
}

/// The innermost frame, if it is one of PHP's code: such a frame has an instruction.
pub(super) fn innermost_of_php() -> Option<NonNull<zend_execute_data>> {
    // SAFETY: a frame that runs; its function, if any, lives as long as it, and says first of
    // what kind it is.
    all().next().filter(|frame| unsafe {
        let function = (*frame.as_ptr()).func.as_ref();
        function.is_some_and(|function| u32::from(function.type_) != ZEND_INTERNAL_FUNCTION)
    })
}

/// The frames from the innermost on.
pub(super) fn all() -> impl Iterator<Item = NonNull<zend_execute_data>> {
    // SAFETY: reads an address.
    let innermost = NonNull::new(unsafe { (*globals()).current_execute_data });
    // SAFETY: the frame of a call that is running knows the one that it was called from.
    let outer = |frame: &NonNull<zend_execute_data>| unsafe {
        NonNull::new((*frame.as_ptr()).prev_execute_data)
    };
    iter::successors(innermost, outer)
}

fn address(frame: NonNull<zend_execute_data>) -> usize {
    frame.addr().get()
}
