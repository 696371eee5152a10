//! Which process owns an object. In a task, its caller owns all objects below the top of
//! the store at the fork, and the task owns all above: one comparison tells. The task does
//! not use the caller's list of free handles; it owns a lower handle once it has freed it.
//!
//! What must not happen to the caller's objects is decided when it is about to happen,
//! in the task alone, by the handler tables of their classes: no destructor of the
//! caller's runs, and what its natives would do when they are freed is not done.

use super::{ffi, globals, object_handlers};
use ext_php_rs::ffi::{
    _zend_object_handlers, std_object_handlers, zend_object, zend_object_std_dtor,
};
use std::{
    cell::RefCell,
    ffi::c_void,
    mem::ManuallyDrop,
    num::NonZeroUsize,
    ptr::NonNull,
    sync::atomic::{AtomicBool, AtomicI64, AtomicU32, Ordering::Relaxed},
};

/// Lets memory of this process be written to that is mapped for reading only. Returns
/// whether it can be.
pub type MakeWritable = unsafe fn(NonNull<c_void>, NonZeroUsize) -> bool;

/// The first handle that is this process's own; 0 where it is nobody's task.
pub(super) static FIRST: First = First {
    object: AtomicU32::new(0),
    resource: AtomicI64::new(0),
};

thread_local! {
    /// Handles below the base that this process has freed, a bit for each. Never
    /// dropped: a process that ends gives nothing back.
    static RELEASED: RefCell<ManuallyDrop<Vec<u64>>> =
        const { RefCell::new(ManuallyDrop::new(Vec::new())) };
}

/// Whether the standard table can be written to: asked once in the caller.
static WRITABLE: AtomicBool = AtomicBool::new(false);

fn standard() -> *mut _zend_object_handlers {
    (&raw const std_object_handlers).cast_mut()
}

/// In the caller, before a fork: makes [`begin`] cost the task only one page.
/// Whoever asked once has the answer: the memory stays as it is.
pub fn prepare(make_writable: MakeWritable) {
    if !WRITABLE.load(Relaxed) {
        // SAFETY: the table is the engine's and stays where it is; nothing is written here.
        let writable = unsafe {
            make_writable(
                NonNull::new_unchecked(standard().cast()),
                const { NonZeroUsize::new(size_of::<_zend_object_handlers>()).unwrap() },
            )
        };
        WRITABLE.store(writable, Relaxed);
    }
    object_handlers::prepare();
}

/// In a new task, before any of PHP's code: what there is now is the caller's.
pub fn begin() {
    if base() > 0 {
        // A process that a task forked by itself has a task of its own.
        RELEASED.with_borrow_mut(|released| released.clear());
    }
    // SAFETY: numbers of the engine's store, which hold these values while no handle is
    // free; the table is writable, see `prepare`, and the functions that it is given do
    // what the engine's do, but for the caller's objects.
    unsafe {
        let store = &raw mut (*globals()).objects_store;
        FIRST.object.store((*store).top, Relaxed);
        (*store).free_list_head = -1;
        if WRITABLE.load(Relaxed) {
            let table = standard();
            (*table).free_obj = Some(free_standard);
            (*table).dtor_obj = Some(destroy_standard);
        } else {
            mark_callers();
        }
    }
    object_handlers::begin();
}

/// Where the system does not let the standard table be changed: the caller's destructors
/// are ruled out one by one, and no handle is used twice, so that the comparison holds.
#[cold]
fn mark_callers() {
    reuse_no_handle();
    mark_destructible();
}

/// In a task: marks the caller's objects so that none of their destructors runs, and gives
/// the standard table its own way of destroying objects back.
#[cold]
pub(super) fn rule_out_callers() {
    mark_destructible();
    // SAFETY: the table is this process's own copy by now.
    unsafe {
        if WRITABLE.load(Relaxed) {
            (*standard()).dtor_obj = Some(ffi::zend_objects_destroy_object);
        }
    }
}

fn mark_destructible() {
    for handle in 1..base() {
        // SAFETY: an object of the store is alive.
        unsafe {
            if let Some(object) = super::object_store::object_at(handle)
                && std::ptr::eq((*object).handlers, standard())
                && !(*(*object).ce).destructor.is_null()
                && is_callers(handle)
            {
                mark_destructed(object);
            }
        }
    }
}

/// From now on each object gets a handle above all others, as at a request's end: a walk
/// over the store meets all that are made meanwhile.
pub fn reuse_no_handle() {
    /// `EG_FLAGS_OBJECT_STORE_NO_REUSE` (Zend/zend_globals.h)
    const NO_REUSE: u8 = 1 << 1;
    // SAFETY: a byte of flags.
    unsafe { (*globals()).flags |= NO_REUSE };
}

/// Whether the object of this handle is the caller's.
#[inline]
pub fn is_callers(handle: u32) -> bool {
    handle < FIRST.object.load(Relaxed) && !is_released(handle)
}

/// What is this process's own from here on. Together, so that a task writes to one page.
pub(super) struct First {
    pub object: AtomicU32,
    pub resource: AtomicI64,
}

/// The first handle that is this process's own, but for those that it has released; 0
/// where it is no task.
pub fn base() -> u32 {
    FIRST.object.load(Relaxed)
}

#[cold]
fn is_released(handle: u32) -> bool {
    RELEASED.with_borrow(|released| {
        released
            .get(handle as usize / 64)
            .is_some_and(|word| word & 1 << (handle % 64) != 0)
    })
}

/// The handles below the base that are this process's by now, from the lowest on.
pub fn released() -> Vec<u32> {
    RELEASED.with_borrow(|released| {
        let words = released.iter().enumerate().filter(|(_, word)| **word != 0);
        words
            .flat_map(|(at, word)| {
                (0..64u32)
                    .filter(move |bit| word & 1 << bit != 0)
                    .map(move |bit| at as u32 * 64 + bit)
            })
            .collect()
    })
}

/// To be called when an object's handle is about to be free: whoever gets it is this
/// process's.
#[inline]
pub fn release(handle: u32) {
    if handle < FIRST.object.load(Relaxed) {
        note_release(handle);
    }
}

#[cold]
fn note_release(handle: u32) {
    RELEASED.with_borrow_mut(|released| {
        if released.is_empty() {
            // As long as it can get: zeros from the system, of which only those pages
            // are there that are written to.
            **released = vec![0; FIRST.object.load(Relaxed) as usize / 64 + 1];
        }
        released[handle as usize / 64] |= 1 << (handle % 64);
    });
}

/// `free_obj` of objects without a native inside.
unsafe extern "C" fn free_standard(object: *mut zend_object) {
    // SAFETY: the engine passes an object that goes; its own function does the work.
    unsafe {
        release((*object).handle);
        zend_object_std_dtor(object);
    }
}

/// `dtor_obj` of these.
unsafe extern "C" fn destroy_standard(object: *mut zend_object) {
    // SAFETY: as above.
    unsafe {
        if !is_callers((*object).handle) {
            ffi::zend_objects_destroy_object(object);
        }
    }
}

/// `IS_OBJ_DESTRUCTOR_CALLED` and `IS_OBJ_FREE_CALLED` (Zend/zend_types.h).
const DESTRUCTOR_CALLED: u32 = 1 << 8;
const FREE_CALLED: u32 = 1 << 9;

/// Whether something runs when the object goes: a destructor written in PHP, or a class's
/// own way (generators and fibers run their `finally` blocks).
///
/// # Safety
/// The object is alive.
pub unsafe fn has_destructor(object: *mut zend_object) -> bool {
    // SAFETY: an object has handlers and a class as long as it lives.
    unsafe {
        let engines = [
            ffi::zend_objects_destroy_object as *const () as usize,
            destroy_standard as *const () as usize,
        ];
        !(*(*object).ce).destructor.is_null()
            || (*(*object).handlers)
                .dtor_obj
                .is_some_and(|destroy| !engines.contains(&(destroy as usize)))
    }
}

/// Whether the object's destructor has been called or ruled out.
///
/// # Safety
/// The object is alive.
pub unsafe fn is_destructed(object: *mut zend_object) -> bool {
    // SAFETY: the flags stand in every object's head.
    unsafe { (*object).gc.u.type_info & DESTRUCTOR_CALLED != 0 }
}

/// Marks the object as destructed.
///
/// # Safety
/// The object is alive.
pub unsafe fn mark_destructed(object: *mut zend_object) {
    // SAFETY: the flags stand in every object's head.
    unsafe { (*object).gc.u.type_info |= DESTRUCTOR_CALLED };
}

/// Marks the object's native as freed. Returns false when it has been.
///
/// # Safety
/// The object is alive.
pub unsafe fn mark_freed(object: *mut zend_object) -> bool {
    // SAFETY: the flags stand in every object's head.
    unsafe {
        let flags = &raw mut (*object).gc.u.type_info;
        let fresh = *flags & FREE_CALLED == 0;
        *flags |= FREE_CALLED;
        fresh
    }
}
