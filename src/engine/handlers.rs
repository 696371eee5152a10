//! Classes with handler tables of their own: natives. The first instance of a class is
//! noticed, once and for good; from then on its table leads here when an object goes.
//! In the caller that is one look-up and the class's own function; in a task the
//! caller's objects are told apart.

use super::{ffi, globals, ownership, ownership::MakeWritable, request, sockets};
use ext_php_rs::ffi::{
    _zend_object_handlers, ZEND_ACC_INTERFACE, object_properties_init, std_object_handlers,
    zend_class_entry, zend_object, zend_object_std_dtor, zend_objects_new,
};
use ext_php_rs::types::Zval;
use std::{
    collections::HashMap,
    ffi::{CStr, c_void},
    num::NonZeroUsize,
    ptr::{self, NonNull},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{
            AtomicBool, AtomicPtr, AtomicUsize,
            Ordering::{Acquire, Relaxed, Release},
        },
    },
};

type Create = unsafe extern "C" fn(*mut zend_class_entry) -> *mut zend_object;
type OnObject = unsafe extern "C" fn(*mut zend_object);

/// A table that has been noticed, and what stood in it.
struct Known {
    table: AtomicPtr<_zend_object_handlers>,
    free: AtomicPtr<c_void>,
    destroy: AtomicPtr<c_void>,
    /// Whether its objects do more than give memory back when they go, or nobody knows:
    /// the caller's are kept in a task.
    guarded: AtomicBool,
    /// Whether its objects may hold a connection for themselves, or an event loop.
    connects: AtomicBool,
    /// Whether classes written in PHP use it that have a destructor.
    destructible: AtomicBool,
}

/// How many there can be: PHP with all of its extensions has some 150.
const PLACES: usize = 1 << 10;

/// Found by their addresses. Filled to three quarters at most.
static TABLES: [Known; PLACES] = [const {
    Known {
        table: AtomicPtr::new(ptr::null_mut()),
        free: AtomicPtr::new(ptr::null_mut()),
        destroy: AtomicPtr::new(ptr::null_mut()),
        guarded: AtomicBool::new(false),
        connects: AtomicBool::new(false),
        destructible: AtomicBool::new(false),
    }
}; PLACES];
static COUNT: AtomicUsize = AtomicUsize::new(0);
/// Whether an extension is in use that may hold a connection for itself, or an event loop.
static CONNECTS: AtomicBool = AtomicBool::new(false);
/// Whether there is one in [`Changing::destructible`].
static DESTRUCTIBLE: AtomicBool = AtomicBool::new(false);

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

/// The table of classes, for looking up: places of a class and its way of making objects,
/// as many as a power of two; null at first. Never freed: another thread may look.
static CREATES: AtomicPtr<Creates> = AtomicPtr::new(ptr::null_mut());

struct Creates(Box<[(usize, Option<Create>)]>);

impl Creates {
    fn of(all: &HashMap<usize, Create>) -> Self {
        let len = (all.len() * 2).next_power_of_two();
        let mut places = vec![(0, None); len].into_boxed_slice();
        for (class, create) in all {
            let mut at = hash(*class) & (len - 1);
            while places[at].0 != 0 {
                at = (at + 1) & (len - 1);
            }
            places[at] = (*class, Some(*create));
        }
        Self(places)
    }

    fn get(&self, class: *mut zend_class_entry) -> Option<Create> {
        let mask = self.0.len() - 1;
        let mut at = hash(class.addr()) & mask;
        loop {
            match self.0[at] {
                (found, create) if found == class.addr() => return create,
                (0, _) => return None,
                _ => at = (at + 1) & mask,
            }
        }
    }
}

fn hash(address: usize) -> usize {
    (address >> 4).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40
}

fn standard() -> *const _zend_object_handlers {
    &raw const std_object_handlers
}

/// The place of a table, or the one that it would get.
fn place(table: *const _zend_object_handlers) -> &'static Known {
    let mut at = hash(table.addr()) % PLACES;
    loop {
        let known = &TABLES[at];
        let found = known.table.load(Acquire);
        if ptr::eq(found, table) || found.is_null() {
            return known;
        }
        at = (at + 1) % PLACES;
    }
}

/// At the start of a request, which forks if anything does: from now on the classes of
/// extensions tell when they have their first instance. `make_writable` as in
/// [`ownership::prepare`].
pub fn request_started(make_writable: MakeWritable) {
    let mut changing = changing();
    changing.make_writable = Some(make_writable);
    watch_classes(&mut changing);
}

/// In the caller, before a fork.
pub fn prepare() {
    let mut changing = changing();
    if changing.make_writable.is_some() {
        if modules() != changing.modules {
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

fn modules() -> u32 {
    unsafe extern "C" {
        static module_registry: ext_php_rs::ffi::HashTable;
    }
    // SAFETY: reads a number.
    unsafe { module_registry.nNumOfElements }
}

/// Puts a function of ours in the place of those that make the objects of extensions'
/// classes. Classes written in PHP take it over from those that they extend.
fn watch_classes(changing: &mut Changing) {
    changing.modules = modules();
    if [
        "ssh2",
        "memcache",
        "odbc",
        "ibm_db2",
        "sqlsrv",
        "interbase",
        "gearman",
        "stomp",
    ]
    .into_iter()
    .any(request::has_extension)
    {
        // These hold their connections in resources, without classes.
        CONNECTS.store(true, Relaxed);
    }
    let creates = changing.creates.get_or_insert_default();
    #[cfg(php83)]
    let mut defaults = Vec::new();
    // SAFETY: the table maps names to classes; those of extensions live as long as these
    // and are this process's memory.
    unsafe {
        for (_, value) in super::array::entries(&*(*globals()).class_table) {
            let class = value.value.ce;
            if !is_internal(class)
                || (*class).ce_flags & ZEND_ACC_INTERFACE != 0
                || module(class) == Some(c"pokio")
            {
                continue;
            }
            if module(class) == Some(c"sockets") && (*(*class).name).as_bytes() == b"Socket" {
                sockets::set_class(class);
            }
            let create = &raw mut (*class).__bindgen_anon_2.create_object;
            if let Some(original) = *create
                && original as usize != create_any as *const () as usize
            {
                creates.insert(class.addr(), original);
                *create = Some(create_any);
            }
            #[cfg(php83)]
            defaults.push(class);
        }
        let table = Box::new(Creates::of(creates));
        CREATES.store(Box::into_raw(table), Release);
        #[cfg(php83)]
        for class in defaults {
            notice_in(changing, class, (*class).default_object_handlers);
        }
    }
}

/// Notices the tables of objects that extensions make without their classes' way of making
/// them. Of PHP's own classes one is made: without its constructor, as PHP does before it
/// refuses `new`. (Later versions name the table in the class.)
fn learn() {
    // SAFETY: the table maps names to classes; their own way makes an object of each.
    unsafe {
        for (_, value) in super::array::entries(&*(*globals()).class_table) {
            let class = value.value.ce;
            let is_learned = is_internal(class)
                && (*class).ce_flags & (ZEND_ACC_INTERFACE | ABSTRACT) == 0
                && (cfg!(not(php83)) || class == ffi::zend_ce_closure)
                && is_memory_only(class);
            if let (true, Some(create)) = (is_learned, (*class).__bindgen_anon_2.create_object) {
                let mut object = Zval::new();
                object.value.obj = create(class);
                object.u1.type_info = ext_php_rs::ffi::IS_OBJECT_EX;
                drop(object);
            }
        }
    }
}

/// Looks at all objects for tables that nobody has told of, whenever there are twice as
/// many as the last time: over all, that costs next to nothing for each object made.
fn look_around(changing: &mut Changing) {
    let top = super::store::top();
    if top / 2 < changing.looked_at {
        return;
    }
    changing.looked_at = top;
    for object in super::store::objects() {
        // SAFETY: the walk gives live objects.
        unsafe {
            let table = (*object).handlers;
            if !ptr::eq(table, standard()) {
                let known = place(table);
                if known.table.load(Relaxed).is_null() {
                    notice_in(changing, (*object).ce, table);
                }
                note_use(known);
            }
        }
    }
}

/// `ZEND_ACC_IMPLICIT_ABSTRACT_CLASS` and `ZEND_ACC_EXPLICIT_ABSTRACT_CLASS`
/// (Zend/zend_compile.h)
const ABSTRACT: u32 = 1 << 4 | 1 << 6;

/// `ZEND_INTERNAL_CLASS` (Zend/zend_compile.h)
const INTERNAL: std::ffi::c_char = 1;

/// # Safety
/// The class is registered.
unsafe fn is_internal(class: *mut zend_class_entry) -> bool {
    // SAFETY: promised by the caller.
    unsafe { (*class).type_ == INTERNAL }
}

/// The name of the extension that a class is of.
///
/// # Safety
/// It is of one.
unsafe fn module(class: *mut zend_class_entry) -> Option<&'static CStr> {
    // SAFETY: promised by the caller; the modules of classes live as long as these.
    unsafe {
        let module = (*class).info.internal.module;
        (!module.is_null() && !(*module).name.is_null()).then(|| CStr::from_ptr((*module).name))
    }
}

/// The class of an extension that a class is or extends.
///
/// # Safety
/// The class has objects.
unsafe fn native_class(mut class: *mut zend_class_entry) -> *mut zend_class_entry {
    // SAFETY: a class that has objects is linked, and so are those above.
    unsafe {
        while !class.is_null() && !is_internal(class) {
            class = (*class).__bindgen_anon_1.parent;
        }
    }
    class
}

/// `create_object` of all classes of extensions.
unsafe extern "C" fn create_any(class: *mut zend_class_entry) -> *mut zend_object {
    // SAFETY: the engine asks for an object of a linked class; its own way, or that of
    // the class that it extends, was noted before this function took its place.
    unsafe {
        let native = native_class(class);
        let create = CREATES
            .load(Acquire)
            .as_ref()
            .filter(|_| !native.is_null())
            .and_then(|creates| creates.get(native));
        let Some(create) = create else {
            let object = zend_objects_new(class);
            object_properties_init(object, class);
            return object;
        };
        let object = create(class);
        if !object.is_null() {
            sockets::made(native, object);
            notice(class, (*object).handlers);
        }
        object
    }
}

/// Notices the table of an object of the class.
///
/// # Safety
/// The class has objects, and the table is theirs.
#[inline]
unsafe fn notice(class: *mut zend_class_entry, table: *const _zend_object_handlers) {
    if ptr::eq(table, standard()) {
        return;
    }
    let known = place(table);
    // SAFETY: promised by the caller.
    unsafe {
        if known.table.load(Relaxed).is_null()
            || !(*class).destructor.is_null() && !known.destructible.load(Relaxed)
        {
            notice_in(&mut changing(), class, table);
        }
    }
    note_use(known);
}

/// Notes that there is an object with this table.
#[inline]
fn note_use(known: &Known) {
    if known.connects.load(Relaxed) && !CONNECTS.load(Relaxed) {
        CONNECTS.store(true, Relaxed);
    }
}

/// See [`notice`]. The lock is held.
///
/// # Safety
/// As for [`notice`].
#[cold]
unsafe fn notice_in(
    changing: &mut Changing,
    class: *mut zend_class_entry,
    table: *const _zend_object_handlers,
) {
    let (Some(make_writable), false) = (changing.make_writable, ptr::eq(table, standard())) else {
        return;
    };
    let known = place(table);
    let table = table.cast_mut();
    // SAFETY: promised by the caller; a table is plain data of an extension, which lives
    // as long as its classes, and is writable before it is written to.
    unsafe {
        let native = native_class(class);
        if native.is_null() || module(native) == Some(c"pokio") {
            return;
        }
        if known.table.load(Relaxed).is_null() {
            let (Some(free), Some(destroy)) = ((*table).free_obj, (*table).dtor_obj) else {
                return;
            };
            let bytes = const { NonZeroUsize::new(size_of::<_zend_object_handlers>()).unwrap() };
            if COUNT.load(Relaxed) >= PLACES / 4 * 3
                || !make_writable(NonNull::new_unchecked(table.cast()), bytes)
            {
                return;
            }
            COUNT.fetch_add(1, Relaxed);
            let plain = destroy as usize == ffi::zend_objects_destroy_object as *const () as usize;
            let guarded = !plain || !is_memory_only(native);
            let connects =
                guarded && module(native).is_none_or(|module| !is_without_connections(module));
            known.connects.store(connects, Relaxed);
            known.free.store(free as *mut c_void, Relaxed);
            known.destroy.store(destroy as *mut c_void, Relaxed);
            known.guarded.store(guarded, Relaxed);
            known.table.store(table, Release);
            (*table).free_obj = Some(free_any);
            if guarded {
                (*table).dtor_obj = Some(destroy_any);
            }
        }
        if !(*class).destructor.is_null()
            && !known.destructible.swap(true, Relaxed)
            && !known.guarded.load(Relaxed)
        {
            changing.destructible.push(known);
            DESTRUCTIBLE.store(true, Relaxed);
        }
    }
}

/// Whether objects of the class do nothing but give memory back when they go. Unknown
/// ones may write, speak or unlock.
///
/// # Safety
/// The class is an extension's.
unsafe fn is_memory_only(mut class: *mut zend_class_entry) -> bool {
    const MODULES: [&CStr; 19] = [
        c"Core",
        c"standard",
        c"date",
        c"SPL",
        c"Reflection",
        c"dom",
        c"SimpleXML",
        c"libxml",
        c"xsl",
        c"intl",
        c"gmp",
        c"bcmath",
        c"random",
        c"hash",
        c"json",
        c"tokenizer",
        c"FFI",
        c"ctype",
        c"mbstring",
    ];
    // SAFETY: promised by the caller; classes above are extensions', too.
    unsafe {
        if !module(class).is_some_and(|module| MODULES.contains(&module)) {
            return false;
        }
        // Those of SPL that hold a file or a folder.
        while !class.is_null() {
            if (*(*class).name).as_bytes() == b"SplFileInfo" {
                return false;
            }
            class = (*class).__bindgen_anon_1.parent;
        }
    }
    true
}

/// Whether natives of this extension hold neither connections, other than those that
/// PHP's code gets hold of, nor event loops. Of extensions that are not known here that is
/// not taken for granted.
fn is_without_connections(module: &CStr) -> bool {
    const MODULES: [&CStr; 26] = [
        c"Core",
        c"SPL",
        c"standard",
        c"zip",
        c"xml",
        c"xmlreader",
        c"xmlwriter",
        c"sysvmsg",
        c"sysvsem",
        c"sysvshm",
        c"shmop",
        c"tidy",
        c"zlib",
        c"openssl",
        c"sockets",
        c"Phar",
        c"fileinfo",
        c"sodium",
        c"readline",
        c"dba",
        c"sqlite3",
        c"gd",
        c"imagick",
        c"pspell",
        c"enchant",
        c"pcntl",
    ];
    MODULES.contains(&module)
}

/// Whether there may be connections that extensions hold for themselves, or event loops.
pub fn connects() -> bool {
    CONNECTS.load(Relaxed)
}

/// In a new task, before any of PHP's code.
pub fn begin() {
    if !DESTRUCTIBLE.load(Relaxed) {
        return;
    }
    for known in &changing().destructible {
        let table = known.table.load(Relaxed);
        // SAFETY: a table that has been made writable; what it leads to does what stood
        // there, but for the caller's objects.
        unsafe { (*table).dtor_obj = Some(destroy_any) };
    }
}

/// Whether an object is guarded: what it does when it goes is more than giving memory
/// back.
///
/// # Safety
/// The object is alive.
pub unsafe fn is_guarded(object: *mut zend_object) -> bool {
    // SAFETY: promised by the caller.
    let table = unsafe { (*object).handlers };
    let known = place(table);
    if known.table.load(Relaxed).is_null() {
        // SAFETY: as above; a table of which there had been no instance.
        let free = unsafe { (*table).free_obj };
        return !ptr::eq(table, standard())
            && free
                .is_some_and(|free| free as usize != zend_object_std_dtor as *const () as usize);
    }
    known.guarded.load(Relaxed)
}

/// `free_obj` of all natives.
unsafe extern "C" fn free_any(object: *mut zend_object) {
    // SAFETY: the engine passes an object that goes; its table is known, for this
    // function stands in it.
    unsafe {
        let known = place((*object).handlers);
        let handle = (*object).handle;
        if handle < ownership::base() {
            let callers = ownership::is_callers(handle);
            ownership::release(handle);
            if callers && known.guarded.load(Relaxed) {
                zend_object_std_dtor(object);
                return;
            }
        }
        if let Some(free) = original(&known.free) {
            free(object);
        }
    }
}

/// `dtor_obj` of those that are guarded or have classes with destructors.
unsafe extern "C" fn destroy_any(object: *mut zend_object) {
    // SAFETY: as above.
    unsafe {
        let known = place((*object).handlers);
        if !ownership::is_callers((*object).handle) {
            if let Some(destroy) = original(&known.destroy) {
                destroy(object);
            }
        } else if known.guarded.load(Relaxed) {
            keep(object);
        }
    }
}

/// What stood in a table.
///
/// # Safety
/// It was a function of an object.
unsafe fn original(place: &AtomicPtr<c_void>) -> Option<OnObject> {
    // SAFETY: promised by the caller; null is none.
    unsafe { std::mem::transmute::<*mut c_void, Option<OnObject>>(place.load(Relaxed)) }
}

/// `IS_OBJ_WEAKLY_REFERENCED` (Zend/zend_types.h).
const WEAKLY_REFERENCED: u32 = 1 << 7;

/// In a task: a native of the caller's that the task has let go is gone as far as PHP's
/// code sees, but stays where it is, for its extension may know it by its address; what
/// its class would do is the caller's to do.
///
/// # Safety
/// The object is alive, and the engine is about to free it.
unsafe fn keep(object: *mut zend_object) {
    // SAFETY: promised by the caller. One more reference, which nobody gives back, keeps
    // the engine from freeing the object; its properties are undefined before their
    // values are dropped.
    unsafe {
        (*object).gc.refcount += 1;
        if (*object).gc.u.type_info & WEAKLY_REFERENCED != 0 {
            ffi::zend_weakrefs_notify(object);
            (*object).gc.u.type_info &= !WEAKLY_REFERENCED;
        }
        let count = usize::try_from((*(*object).ce).default_properties_count).unwrap_or(0);
        let slots = (&raw mut (*object).properties_table).cast::<ext_php_rs::types::Zval>();
        for slot in 0..count {
            drop(ptr::replace(
                slots.add(slot),
                ext_php_rs::types::Zval::new(),
            ));
        }
    }
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
