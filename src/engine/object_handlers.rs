//! Object handlers of classes that extensions define (natives). The first instance of a class is
//! noticed, once and for good; from then on its table leads here when an object goes.
//! In the caller that is one look-up and the class's own function; in a task the
//! caller's objects are told apart.

mod classes;
mod guard;
mod kinds;
mod notice;
mod tables;

pub use guard::{begin, is_guarded};

use super::{ownership::MakeWritable, request};
use classes::{learn, watch_classes};
use ext_php_rs::ffi::{zend_class_entry, zend_object};
use guard::original;
use notice::look_around;
use std::{
    collections::HashMap,
    ptr,
    sync::{Mutex, MutexGuard, PoisonError, atomic::Ordering::Relaxed},
};
use tables::{CONNECTS, COUNT, DESTRUCTIBLE, Known, TABLES};

type Create = unsafe extern "C" fn(*mut zend_class_entry) -> *mut zend_object;

/// What is changed under a lock: ZTS has several threads.
struct Changing {
    /// The way in which each class of an extension makes its objects.
    creates: Option<HashMap<usize, Create>>,
    make_writable: Option<MakeWritable>,
    /// Tables that are not guarded and that classes written in PHP use that have a
    /// destructor.
    destructible: Vec<&'static Known>,
    /// How many modules there were at the last look.
    modules: u32,
    has_learned: bool,
    /// How many places for objects there were at the last look at all.
    looked_at: u32,
}

static CHANGING: Mutex<Changing> = Mutex::new(Changing {
    creates: None,
    make_writable: None,
    destructible: Vec::new(),
    modules: 0,
    has_learned: false,
    looked_at: 0,
});

fn changing() -> MutexGuard<'static, Changing> {
    CHANGING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// At the start of a request, which forks if anything does: from now on the classes of
/// extensions tell when they have their first instance. `make_writable` as in
/// [`ownership::prepare`](super::ownership::prepare).
pub fn request_started(make_writable: MakeWritable) {
    let mut changing = changing();
    changing.make_writable = Some(make_writable);
    watch_classes(&mut changing);
}

/// In the caller, before a fork.
pub fn prepare() {
    let mut changing = changing();
    if changing.make_writable.is_some() {
        if request::modules() != changing.modules {
            watch_classes(&mut changing);
        }
        if !std::mem::replace(&mut changing.has_learned, true) {
            drop(changing);
            learn();
            changing = self::changing();
        }
        look_around(&mut changing);
    }
}

/// Whether there may be connections that extensions hold for themselves, or event loops.
pub fn connects() -> bool {
    CONNECTS.load(Relaxed)
}

/// When the request's objects are gone: gives every table and class back what it had.
/// Later the modules end, each with its tables.
pub fn request_ended() {
    let mut changing = changing();
    // SAFETY: classes and tables are there as long as their modules.
    unsafe {
        for known in &TABLES {
            known.destructible.store(false, Relaxed);
            let table = known.table.swap(ptr::null_mut(), Relaxed);
            if !table.is_null() {
                (*table).free_obj = original(&known.free);
                (*table).dtor_obj = original(&known.destroy);
            }
        }
        for (class, create) in changing.creates.take().into_iter().flatten() {
            let class = ptr::with_exposed_provenance_mut::<zend_class_entry>(class);
            (*class).__bindgen_anon_2.create_object = Some(create);
        }
    }
    COUNT.store(0, Relaxed);
    DESTRUCTIBLE.store(false, Relaxed);
    changing.destructible.clear();
    changing.make_writable = None;
    changing.has_learned = false;
    changing.looked_at = 0;
}
