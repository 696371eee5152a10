//! PHP functions that a setting can leave out: they are not in the module's own table.

use super::{
    declare::{self, Function},
    ffi,
};
use ext_php_rs::ffi::{MODULE_TEMPORARY, zend_function_entry};
use std::{
    ffi::CStr,
    ptr::null_mut,
    sync::atomic::{AtomicPtr, Ordering},
};

/// What the engine returns for success.
const SUCCESS: i32 = 0;

/// Functions that are registered together, or not at all.
pub struct Group(AtomicPtr<zend_function_entry>);

impl Group {
    /// None that is registered.
    pub const fn none() -> Self {
        Self(AtomicPtr::new(null_mut()))
    }

    /// Registers them, all or none, and says whether. A name that is taken gets
    /// PHP's own warning. To be called while the module starts; `kind` is what
    /// the engine passes then.
    pub fn register(&self, functions: &[Function], kind: i32) -> bool {
        let table = declare::functions(functions);
        // SAFETY: the table ends with a zeroed entry and lives forever; a null
        // table of the engine is that of global functions. The engine names the
        // module that is starting as the owner.
        let registered =
            unsafe { ffi::zend_register_functions(null_mut(), table, null_mut(), kind) == SUCCESS };
        if registered {
            self.0.store(table.cast_mut(), Ordering::Relaxed);
        }
        registered
    }

    /// Whether they are registered.
    pub fn is_registered(&self) -> bool {
        !self.0.load(Ordering::Relaxed).is_null()
    }

    /// Takes them out again. To be called when the module ends; `kind` is what
    /// the engine passes then. Those of a module that stays until the process
    /// ends are freed with the engine's whole table, after the modules' ends.
    pub fn unregister(&self, kind: i32) {
        let table = self.0.swap(null_mut(), Ordering::Relaxed);
        if !table.is_null() && kind == MODULE_TEMPORARY as i32 {
            const ALL: i32 = -1;
            // SAFETY: the table is the one that was registered.
            unsafe { ffi::zend_unregister_functions(table, ALL, null_mut()) }
        }
    }
}

/// Makes compiled scripts that OPcache keeps in files be used only where this
/// flag is the same: they hold calls of the functions that there were, which
/// PHP does not look for again. To be called while the module starts.
pub fn compiled_scripts_depend_on(name: &CStr, flag: bool) {
    let data = u8::from(flag);
    // SAFETY: the engine copies the texts and the one byte. It refuses when the
    // process has started already, by dl(): then no script file depends on it.
    unsafe {
        ffi::zend_add_system_entropy(
            c"pokio".as_ptr(),
            name.as_ptr(),
            (&raw const data).cast(),
            1,
        );
    }
}
