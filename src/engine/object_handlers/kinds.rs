//! What is known of the extensions of PHP: whose objects only hold memory, and whose hold
//! neither connections nor event loops.

use super::classes::module;
use ext_php_rs::ffi::zend_class_entry;
use std::ffi::CStr;

/// Whether objects of the class do nothing but give memory back when they go. Unknown
/// ones may write, speak or unlock.
///
/// # Safety
/// The class is an extension's.
pub(super) unsafe fn is_memory_only(mut class: *mut zend_class_entry) -> bool {
    const MODULES: [&CStr; 20] = [
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
        c"uri",
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
pub(super) fn is_without_connections(module: &CStr) -> bool {
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
