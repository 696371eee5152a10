//! What the C library has buffered of the files that it has open: `_exit()` loses it, and
//! a fork doubles it.

/// Writes it. Where nothing is buffered, which is the rule, memory is only read.
#[inline]
pub fn flush() {
    if pending() {
        // SAFETY: null stands for all files; the library takes its own locks.
        unsafe { libc::fflush(std::ptr::null_mut()) };
    }
}

/// Whether a file has something to be written.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn pending() -> bool {
    /// The head of `FILE` (bits/types/struct_FILE.h), a part of the library's interface:
    /// macros in old programs look into it.
    #[repr(C)]
    struct File {
        flags: libc::c_int,
        read: [*mut libc::c_char; 3],
        write_base: *mut libc::c_char,
        write_ptr: *mut libc::c_char,
        others: [*mut libc::c_char; 6],
        markers: *mut libc::c_void,
        next: *mut File,
    }
    unsafe extern "C" {
        #[link_name = "_IO_list_all"]
        static mut ALL: *mut File;
    }
    /// More are not looked at one by one.
    const MANY: usize = 64;
    // SAFETY: the library's list of open files, as its own exported symbol has it. Nobody
    // else changes it meanwhile: a process that forks has one thread that uses files, and a
    // task has one at all.
    unsafe {
        let mut file = ALL;
        for _ in 0..MANY {
            let Some(open) = file.as_ref() else {
                return false;
            };
            if open.write_ptr > open.write_base {
                return true;
            }
            file = open.next;
        }
    }
    true
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
fn pending() -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ffi::CString;

    #[test]
    fn what_is_buffered_is_written() {
        let path = std::env::temp_dir().join(format!("pokio-stdio-{}", std::process::id()));
        let name = CString::new(path.to_str().unwrap()).unwrap();
        // SAFETY: names and modes end in zero bytes; the file is open until it is closed.
        unsafe {
            let file = libc::fopen(name.as_ptr(), c"w".as_ptr());
            libc::fputs(c"text".as_ptr(), file);
            assert_eq!(std::fs::read(&path).unwrap(), b"");
            assert!(pending());
            flush();
            assert_eq!(std::fs::read(&path).unwrap(), b"text");
            libc::fclose(file);
        }
        std::fs::remove_file(path).unwrap();
    }
}
