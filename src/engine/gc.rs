//! PHP's cycle collector in a task. It looks at each piece of garbage once more where a
//! class may have a destructor, and by the table that tells owners apart all have one. In
//! a task that collects often, the caller's destructors are ruled out one by one instead,
//! and the engine's own function is back.

use super::ownership;
use std::{
    ffi::c_int,
    ptr::null_mut,
    sync::atomic::{AtomicPtr, AtomicU32, Ordering::Relaxed},
};

unsafe extern "C" {
    static mut gc_collect_cycles: Option<unsafe extern "C" fn() -> c_int>;
}

/// What stood in the engine's variable.
static COLLECT: AtomicPtr<std::ffi::c_void> = AtomicPtr::new(null_mut());

/// How often this task has collected.
static RUNS: AtomicU32 = AtomicU32::new(0);

/// As many collections cost about as much as a look at all objects.
const MANY: u32 = 4;

/// In the caller, before a fork.
pub fn prepare() {
    // SAFETY: the engine's variable, which it calls on this thread alone.
    unsafe {
        if COLLECT.load(Relaxed).is_null()
            && let Some(collect) = gc_collect_cycles
        {
            COLLECT.store(collect as *mut _, Relaxed);
            gc_collect_cycles = Some(collect_in_task);
        }
    }
}

/// When the request's objects are gone: the engine's own function is back, unless
/// another's stands before ours.
pub fn request_ended() {
    // SAFETY: as above; what is put back stood there.
    unsafe {
        let is_ours = gc_collect_cycles
            .is_some_and(|collect| collect as usize == collect_in_task as *const () as usize);
        if is_ours {
            gc_collect_cycles = std::mem::transmute::<
                *mut std::ffi::c_void,
                Option<unsafe extern "C" fn() -> c_int>,
            >(COLLECT.swap(null_mut(), Relaxed));
        }
    }
}

unsafe extern "C" fn collect_in_task() -> c_int {
    if ownership::base() > 0 && RUNS.fetch_add(1, Relaxed) == MANY {
        ownership::rule_out_callers();
    }
    // SAFETY: what stood in the variable, a function of this kind.
    unsafe {
        std::mem::transmute::<*mut std::ffi::c_void, Option<unsafe extern "C" fn() -> c_int>>(
            COLLECT.load(Relaxed),
        )
        .map_or(0, |collect| collect())
    }
}
