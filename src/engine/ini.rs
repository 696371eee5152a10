//! Settings in php.ini, each checked by a function in Rust.

use super::{array, ffi};
use ext_php_rs::{
    ffi::{E_WARNING, php_error_docref, zend_ini_entry, zend_string},
    flags::IniEntryPermission,
    zend::{IniEntryDef, IniEntryDefs},
};
use std::{
    ffi::{CStr, CString, c_int, c_void},
    mem,
    ptr::null,
};

/// Takes a setting's text, or says what it should have been.
pub type Set = fn(&str) -> Result<(), &'static str>;

/// How `phpinfo()` shows a setting.
#[derive(Clone, Copy)]
pub enum Shown {
    /// As it was written.
    Text,
    /// As On or Off.
    Flag,
}

/// Reads a flag as PHP does in php.ini, where `off`, `no`, `false` and `none`
/// have become the empty text and `on`, `yes` and `true` the text 1.
pub fn flag(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "1" | "on" | "yes" | "true" => Some(true),
        "" | "0" | "off" | "no" | "false" | "none" => Some(false),
        _ => None,
    }
}

/// A setting that php.ini, `-d` and the like can give, and a script if it is said so.
#[derive(Clone, Copy)]
pub struct Setting {
    /// Its name.
    pub name: &'static CStr,
    /// Its default.
    pub default: &'static CStr,
    /// What takes its text.
    pub set: Option<Set>,
    /// How it is shown.
    pub shown: Shown,
    /// Whether a script can change it.
    pub changeable: bool,
}

impl Setting {
    /// Ends a list of settings.
    pub const END: Self = Self {
        name: c"",
        default: c"",
        set: None,
        shown: Shown::Text,
        changeable: false,
    };
}

/// The engine's table of settings.
pub type Settings<const N: usize> = IniEntryDefs<N>;

/// Makes the engine's table; the last setting is [`Setting::END`].
pub const fn settings<const N: usize>(settings: [Setting; N]) -> Settings<N> {
    let mut table = [const { IniEntryDef::end() }; N];
    let mut index = 0;
    while index < N {
        if let Some(set) = settings[index].set {
            let Setting { name, default, .. } = settings[index];
            let who = if settings[index].changeable {
                IniEntryPermission::All
            } else {
                IniEntryPermission::System
            };
            table[index] = IniEntryDef::new(name, default, who);
            table[index].on_modify = Some(on_modify);
            table[index].mh_arg1 = set as *mut c_void;
            if let Shown::Flag = settings[index].shown {
                table[index].displayer = Some(ffi::zend_ini_boolean_displayer_cb);
            }
        }
        index += 1;
    }
    IniEntryDefs::new(table)
}

/// Registers the settings. To be called while the module starts.
pub fn register<const N: usize>(settings: &'static Settings<N>, module: i32) {
    IniEntryDef::register(settings.as_slice(), module);
}

/// Forgets the module's settings. To be called when it ends, with the kind and
/// the number that the engine passes then.
pub fn unregister(kind: i32, module: i32) {
    // SAFETY: both are the engine's own.
    unsafe { ffi::zend_unregister_ini_entries_ex(module, kind) }
}

/// Gives PHP's warning with this text.
pub fn warn(text: &str) {
    let text = CString::new(text).unwrap_or_default();
    // SAFETY: the format takes one string.
    unsafe {
        php_error_docref(null(), E_WARNING as c_int, c"%s".as_ptr(), text.as_ptr());
    }
}

/// The engine has a new text for a setting. A refused one leaves the default.
unsafe extern "C" fn on_modify(
    _entry: *mut zend_ini_entry,
    text: *mut zend_string,
    set: *mut c_void,
    _: *mut c_void,
    _: *mut c_void,
    _stage: c_int,
) -> c_int {
    const SUCCESS: c_int = 0;
    const FAILURE: c_int = -1;
    // SAFETY: the table holds a `Set` there; the text is null or a string.
    let (set, text) = unsafe { (mem::transmute::<*mut c_void, Set>(set), text.as_ref()) };
    let text = text
        .map(|text| String::from_utf8_lossy(text.as_bytes()))
        .unwrap_or_default();
    match set(&text) {
        Ok(()) => SUCCESS,
        Err(complaint) => {
            warn(complaint);
            FAILURE
        }
    }
}

/// Changes a setting as the script does by `ini_set()`.
pub fn set(name: &CStr, value: &str) {
    /// `ZEND_INI_USER`, `ZEND_INI_STAGE_RUNTIME` (Zend/zend_ini.h).
    const USER: c_int = 1;
    const RUNTIME: c_int = 1 << 4;
    let name = array::Name::new(name.to_bytes());
    // SAFETY: the engine's own call, which copies the value.
    unsafe {
        ffi::zend_alter_ini_entry_chars(
            name.as_ptr(),
            value.as_ptr().cast(),
            value.len(),
            USER,
            RUNTIME,
        );
    }
}
