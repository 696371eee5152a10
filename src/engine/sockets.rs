//! The sockets that PHP's code can get hold of: as a stream, or as an object of the
//! extension `sockets`. All others are an extension's own connections.

use super::{files::Stream, globals, replaced_functions::Replaced, resources};
use ext_php_rs::{
    ffi::{zend_class_entry, zend_execute_data, zend_object, zif_handler},
    types::Zval,
};
use std::{
    cell::RefCell,
    ffi::c_int,
    os::fd::RawFd,
    ptr,
    sync::atomic::{AtomicPtr, Ordering::Relaxed},
};

/// The class `Socket`.
static CLASS: AtomicPtr<zend_class_entry> = AtomicPtr::new(ptr::null_mut());

thread_local! {
    /// The handles of its objects; some may be gone.
    static OBJECTS: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
}

/// The functions that give PHP's code a socket without a context, and what stands in for
/// them.
const FUNCTIONS: [(&str, zif_handler); 2] = [
    ("fsockopen", Some(call::<0>)),
    ("pfsockopen", Some(call::<1>)),
];

/// Their own entries.
static OWN: Replaced<{ FUNCTIONS.len() }> = Replaced::new();

thread_local! {
    /// The numbers of the streams that they have given; some may be closed.
    static GIVEN: RefCell<Vec<i64>> = const { RefCell::new(Vec::new()) };
}

/// To be called when every extension has been started and before PHP's code is compiled.
pub fn request_started() {
    OWN.replace(FUNCTIONS);
}

extern "C" fn call<const N: usize>(frame: *mut zend_execute_data, result: *mut Zval) {
    // SAFETY: called by the engine in the function's place; the result holds a value
    // afterwards. Nothing here is to be dropped, should the function bail out.
    unsafe {
        OWN.call(N, frame, result);
        if let Some(number) = super::value::resource_number(&*result) {
            give(number);
        }
    }
}

fn give(number: i64) {
    GIVEN.with_borrow_mut(|given| {
        if given.len() == given.capacity() {
            // Before there is memory for more, those that are closed make room.
            given.retain(|number| resources::at(*number).is_some());
        }
        given.push(number);
    });
}

fn was_given(number: i64) -> bool {
    GIVEN.with_borrow(|given| given.contains(&number))
}

/// Says which class `Socket` is.
pub(super) fn set_class(class: *mut zend_class_entry) {
    CLASS.store(class, Relaxed);
}

/// Notes an object of an extension's class, if it is a socket.
///
/// # Safety
/// The object is alive.
#[inline]
pub unsafe fn made(class: *mut zend_class_entry, object: *mut zend_object) {
    if ptr::eq(class, CLASS.load(Relaxed)) {
        // SAFETY: promised by the caller.
        note(unsafe { (*object).handle });
    }
}

#[cold]
fn note(handle: u32) {
    OBJECTS.with_borrow_mut(|objects| {
        if objects.len() == objects.capacity() {
            // Before there is memory for more, those that are gone make room.
            objects.retain(|handle| descriptor_of(*handle).is_some());
        }
        objects.push(handle);
    });
}

/// The descriptor of the socket object of this handle.
fn descriptor_of(handle: u32) -> Option<RawFd> {
    let object = super::object_store::object_at(handle)?;
    // SAFETY: alive; a socket object is a structure that starts with the descriptor
    // (`php_socket`, ext/sockets/php_sockets.h), and whose table says where it starts.
    unsafe {
        if !ptr::eq((*object).ce, CLASS.load(Relaxed)) {
            return None;
        }
        let before = isize::try_from((*(*object).handlers).offset).ok()?;
        Some(*object.byte_offset(-before).cast::<c_int>()).filter(|descriptor| *descriptor >= 0)
    }
}

/// The descriptors of sockets that PHP's code can get hold of, in no order.
pub fn of_the_program() -> Vec<RawFd> {
    let mut found: Vec<RawFd> = OBJECTS.with_borrow(|objects| {
        objects
            .iter()
            .filter_map(|handle| descriptor_of(*handle))
            .collect()
    });
    // SAFETY: the list maps numbers to resources that live until they are closed; those
    // of these two types are streams.
    unsafe {
        let types = [
            super::ffi::php_file_le_stream(),
            super::ffi::php_file_le_pstream(),
        ];
        let list = &(*globals()).regular_list;
        // An extension's own stream may be marked as if a variable held it.
        let streams = super::array::entries(list)
            .filter_map(|(_, value)| value.resource())
            .filter(|resource| types.contains(&(**resource).type_))
            .filter_map(|resource| Some((Stream::of(resource)?.as_ptr(), (*resource).handle)))
            .filter(|(stream, number)| {
                (**stream).has_context() || !(**stream).is_socket() || was_given(*number)
            });
        found.extend(streams.filter_map(|(stream, _)| (*stream).shown_socket()));
    }
    found
}
