//! Files that extensions keep open for themselves, where PHP's code does not see them: a
//! phar, which is read again for each class that comes from it, and the scratch file
//! that its compressed classes are unpacked into. A forked process has the descriptor,
//! and with it the position, in common with its caller.

use super::{ffi, resources};
use ext_php_rs::ffi::{IS_STRING, zend_resource, zend_string};
use std::{
    cell::{Cell, RefCell},
    ffi::{CStr, c_char, c_int, c_void},
    os::fd::{BorrowedFd, RawFd},
    ptr::{self, NonNull},
};

/// `PHP_STREAM_AS_FD_FOR_SELECT` (main/php_streams.h): asks for the descriptor and
/// leaves the stream as it is.
const DESCRIPTOR: c_int = 3;

/// `PHP_STREAM_OPTION_TRUNCATE_API` and `PHP_STREAM_TRUNCATE_SET_SIZE`.
const TRUNCATE: (c_int, c_int) = (10, 1);

/// Main's `php_stream`, up to the last member that matters here.
#[repr(C)]
pub(super) struct Stream {
    ops: *const Operations,
    /// What the operations keep for themselves.
    data: *mut FileData,
    filters: [*mut c_void; 6],
    wrapper: [*mut c_void; 2],
    wrapper_data: ext_php_rs::ffi::zval,
    /// Single bits, and the mode.
    state: [u8; 20],
    flags: u32,
    resource: *mut zend_resource,
    file: *mut c_void,
    path: *mut c_char,
    context: *mut c_void,
    position: i64,
    buffer: *mut u8,
    buffer_size: usize,
    read_to: i64,
    filled_to: i64,
    /// Bytes that are read at a time.
    chunk: usize,
}

/// The head of `php_stdio_stream_data` (main/streams/plain_wrapper.c, the same in 8.2 to
/// 8.5; no header shows it).
#[repr(C)]
struct FileData {
    file: *mut c_void,
    descriptor: c_int,
    state: c_int,
    /// As flock(2) has it.
    lock: c_int,
    /// The name under which the file is removed when it is closed; null for a file
    /// that stays.
    temporary: *const zend_string,
}

/// Main's `php_stream_ops`.
#[repr(C)]
#[derive(Clone, Copy)]
pub(super) struct Operations {
    write: unsafe extern "C" fn(*mut Stream, *const c_char, usize) -> isize,
    read: *const c_void,
    close: *const c_void,
    flush: *const c_void,
    label: *const c_char,
    seek: *const c_void,
    cast: Option<unsafe extern "C" fn(*mut Stream, c_int, *mut c_int) -> c_int>,
    stat: *const c_void,
    set_option: Option<unsafe extern "C" fn(*mut Stream, c_int, c_int, *mut c_void) -> c_int>,
}

/// One of the files. It is found in the caller, and used in a process forked from it
/// before any of PHP's code has run.
#[derive(Debug)]
pub struct KeptFile {
    stream: *mut Stream,
    descriptor: RawFd,
    /// Where the stream expects its next byte to come from.
    pub position: i64,
    /// Whether it is removed when it is closed.
    temporary: bool,
}

/// Puts a copy of a file in place of a descriptor, at a position in bytes. Returns
/// whether it could.
pub type Copy = fn(descriptor: BorrowedFd<'_>, position: i64) -> bool;

impl Stream {
    /// The stream of a resource, if it is what a stream is known to be. One that is not is
    /// left as it is.
    ///
    /// # Safety
    /// The resource is an open stream.
    pub(super) unsafe fn of(resource: *mut zend_resource) -> Option<NonNull<Self>> {
        // SAFETY: promised by the caller.
        unsafe {
            let stream = NonNull::new((*resource).ptr.cast())?;
            Self::is_as_known(resource).then_some(stream)
        }
    }

    /// See [`Stream::of`].
    ///
    /// # Safety
    /// As for that.
    unsafe fn is_as_known(resource: *mut zend_resource) -> bool {
        /// More than anybody reads at a time.
        const MUCH: usize = 1 << 30;
        // SAFETY: a stream is longer than what is looked at.
        unsafe {
            let stream = &*(*resource).ptr.cast::<Self>();
            stream.resource == resource
                && stream.has_mode()
                && (1..MUCH).contains(&stream.chunk)
                && (0..=stream.filled_to).contains(&stream.read_to)
                && usize::try_from(stream.filled_to).is_ok_and(|to| to <= stream.buffer_size)
        }
    }

    /// Whether the mode of `fopen()` stands where it is known to: after one byte of single
    /// bits in PHP 8.2, after two in 8.4 and 8.5.
    fn has_mode(&self) -> bool {
        self.state[1..3]
            .iter()
            .any(|letter| matches!(letter, b'r' | b'w' | b'a' | b'x' | b'c'))
    }

    /// Whether PHP's code cannot get hold of the stream: no variable has been given it
    /// (`__exposed`, the fifth bit), nor is it inside of an object that shows it, as
    /// SplFileObject's and XMLReader's are; these must not be closed by `fclose()`
    /// (`PHP_STREAM_FLAG_NO_FCLOSE`, main/php_streams.h).
    fn is_kept(&self) -> bool {
        const EXPOSED: u8 = 1 << 4;
        const NO_FCLOSE: u32 = 0x80;
        self.state[0] & EXPOSED == 0 && self.flags & NO_FCLOSE == 0 && self.context.is_null()
    }

    /// Whether it was made by one of PHP's functions for sockets, which give their streams
    /// a context.
    pub(super) fn has_context(&self) -> bool {
        !self.context.is_null()
    }

    /// Whether its operations are those of sockets, with TLS or without.
    pub(super) fn is_socket(&self) -> bool {
        // SAFETY: the label of a stream's operations is text that lives as long as they.
        let label = unsafe { CStr::from_ptr((*self.ops).label) };
        label.to_bytes().windows(6).any(|part| part == b"socket")
    }

    /// The descriptor of a socket, or of what may be one, if a variable may hold the
    /// stream.
    ///
    /// # Safety
    /// The stream is open.
    pub(super) unsafe fn shown_socket(&mut self) -> Option<RawFd> {
        const EXPOSED: u8 = 1 << 4;
        let mut descriptor = -1;
        // SAFETY: promised by the caller; the operation writes a number.
        unsafe {
            if self.state[0] & EXPOSED == 0 || !self.is_socket() && !self.is_of_a_file() {
                return None;
            }
            (*self.ops).cast?(self, DESCRIPTOR, &raw mut descriptor);
        }
        (descriptor >= 0).then_some(descriptor)
    }

    /// Which standard stream this one was opened for, by its number, and its descriptor.
    ///
    /// # Safety
    /// The stream is open.
    unsafe fn for_standard_stream(&mut self) -> Option<(RawFd, RawFd)> {
        const OUTPUT: [&[u8]; 3] = [b"php://stdout", b"php://fd/1", b"/dev/stdout"];
        const ERROR: [&[u8]; 3] = [b"php://stderr", b"php://fd/2", b"/dev/stderr"];
        if self.path.is_null() || !self.is_of_a_file() {
            return None;
        }
        let mut descriptor = -1;
        // SAFETY: an open stream's name is text; the operation is its own, and writes a
        // number.
        let path = unsafe {
            (*self.ops).cast?(self, DESCRIPTOR, &raw mut descriptor);
            CStr::from_ptr(self.path).to_bytes().to_ascii_lowercase()
        };
        let number = match path.as_slice() {
            path if OUTPUT.contains(&path) => 1,
            path if ERROR.contains(&path) => 2,
            _ => return None,
        };
        (descriptor > 2).then_some((descriptor, number))
    }

    fn is_of_a_file(&self) -> bool {
        ptr::eq(self.ops, &raw const ffi::php_stream_stdio_ops)
    }
}

thread_local! {
    static SEEN: RefCell<Seen> = const { RefCell::new(Seen { next: 0, files: Vec::new() }) };
}

/// What has been looked at.
struct Seen {
    /// The number of the first resource that has not.
    next: i64,
    /// The numbers of those that may be such files.
    files: Vec<i64>,
}

/// At a request's start: numbers begin at the first again.
pub fn request_started() {
    SEEN.set(Seen {
        next: 1,
        files: Vec::new(),
    });
}

/// All of them, but for those whose position, as the system tells it by `position_of`
/// the descriptor, is not where their streams take it to be: somebody reads them without
/// the stream's knowledge. Each resource is looked at once, and after that those that
/// may be such files.
pub fn kept(position_of: impl Fn(BorrowedFd<'_>) -> Option<i64>) -> Vec<KeptFile> {
    SEEN.with_borrow_mut(|seen| {
        let next = resources::next();
        if seen.next < next {
            let new = (seen.next..next).filter(|number| file(*number).is_some());
            seen.files.extend(new);
            seen.next = next;
        }
        if seen.files.is_empty() {
            return Vec::new();
        }
        seen.files.retain(|number| file(*number).is_some());
        seen.files
            .iter()
            .filter_map(|number| file(*number))
            .filter(|file| position_of(file.descriptor()) == Some(file.position))
            .collect()
    })
}

/// Further descriptors by which PHP's code writes to the process's standard output and
/// standard error: each with the number of the one that it stands for.
pub fn each_standard_stream(mut look: impl FnMut(BorrowedFd<'_>, RawFd)) {
    // SAFETY: the list's elements are resources, and those of this type streams, which live
    // until they are closed; none of PHP's code runs meanwhile.
    unsafe {
        for (_, element) in super::array::entries(&(*super::globals()).regular_list) {
            let resource = element.value.res;
            if (*resource).type_ == ffi::php_file_le_stream()
                && let Some(stream) = Stream::of(resource)
                && let Some((descriptor, number)) = (*stream.as_ptr()).for_standard_stream()
            {
                look(BorrowedFd::borrow_raw(descriptor), number);
            }
        }
    }
}

/// The resource of this number, if it is such a file.
fn file(number: i64) -> Option<KeptFile> {
    // SAFETY: asks for a number that is set when PHP starts; the list's resources live
    // until they are closed, and those of this type are streams.
    unsafe {
        let resource = resources::at(number)?;
        if (*resource).type_ != ffi::php_file_le_stream() {
            return None;
        }
        KeptFile::of(Stream::of(resource)?.as_ptr())
    }
}

impl FileData {
    /// Whether this is a file's of this descriptor that is removed when it is closed.
    ///
    /// # Safety
    /// The data of an open stream of a file.
    unsafe fn is_temporary(&self, descriptor: c_int) -> bool {
        const LOCKS: [c_int; 3] = [libc::LOCK_SH, libc::LOCK_EX, libc::LOCK_UN];
        /// The type among what is said of a counted value.
        const TYPE: u32 = 0xf;
        let is_known = self.descriptor == descriptor && LOCKS.contains(&self.lock);
        // SAFETY: where the numbers of the descriptor and of the lock stand where they are
        // known to, so does the name: a string's address, or null.
        is_known
            && unsafe {
                let name = self.temporary;
                !name.is_null() && (*name).gc.u.type_info & TYPE == IS_STRING
            }
    }
}

impl KeptFile {
    /// # Safety
    /// The stream is open.
    unsafe fn of(stream: *mut Stream) -> Option<Self> {
        // SAFETY: an open stream; the operation is its own, and writes a number.
        unsafe {
            if !(*stream).is_kept() || !(*stream).is_of_a_file() {
                return None;
            }
            let mut descriptor = -1;
            (*(*stream).ops).cast?(stream, DESCRIPTOR, &raw mut descriptor);
            let buffered = (*stream).filled_to - (*stream).read_to;
            let data = (*stream).data;
            (descriptor >= 0).then(|| Self {
                stream,
                descriptor,
                position: (*stream).position + buffered,
                temporary: (*data).is_temporary(descriptor),
            })
        }
    }

    /// Its descriptor.
    pub fn descriptor(&self) -> BorrowedFd<'_> {
        // SAFETY: that of a stream that is open as long as none of PHP's code runs.
        unsafe { BorrowedFd::borrow_raw(self.descriptor) }
    }

    /// In the forked process: when the file is a scratch file and this process is about
    /// to write to it, `copy` is called first. Where it cannot, the writing fails.
    pub fn copy_before_writing(&self, copy: Copy) {
        // SAFETY: the stream was open when the process was forked, and nothing of PHP
        // has run since; the operations that it gets live as long as the process.
        unsafe {
            if self.temporary {
                COPY.set(Some(copy));
                (*self.stream).ops = scratch_operations();
            }
        }
    }
}

thread_local! {
    static COPY: Cell<Option<Copy>> = const { Cell::new(None) };
}

/// The operations of files, with a copy made before the first change.
fn scratch_operations() -> *const Operations {
    // SAFETY: the engine's table for files, which does not change.
    let files = unsafe { ffi::php_stream_stdio_ops };
    Box::leak(Box::new(Operations {
        write: write_to_copy,
        set_option: Some(set_option_of_copy),
        ..files
    }))
}

/// Gives the stream its operations for files back, and a file of its own. Returns
/// whether that could be done.
///
/// # Safety
/// The stream has the operations of [`scratch_operations`].
unsafe fn copy(stream: *mut Stream) -> bool {
    let Some(copy) = COPY.get() else { return false };
    let mut descriptor = -1;
    // SAFETY: a stream of a file, whose operation writes a number: that of a descriptor
    // that is the stream's, and open.
    unsafe {
        let Some(cast) = (*(*stream).ops).cast else {
            return false;
        };
        cast(stream, DESCRIPTOR, &raw mut descriptor);
        let copied =
            descriptor >= 0 && copy(BorrowedFd::borrow_raw(descriptor), (*stream).position);
        if copied {
            (*stream).ops = &raw const ffi::php_stream_stdio_ops;
        }
        copied
    }
}

/// `write` of a scratch file that has not been copied.
unsafe extern "C" fn write_to_copy(
    stream: *mut Stream,
    bytes: *const c_char,
    count: usize,
) -> isize {
    // SAFETY: called by the engine as the stream's operation; once there is a copy,
    // the operation for files takes the same arguments.
    unsafe {
        if copy(stream) {
            (ffi::php_stream_stdio_ops.write)(stream, bytes, count)
        } else {
            -1
        }
    }
}

/// `set_option` of a scratch file that has not been copied.
unsafe extern "C" fn set_option_of_copy(
    stream: *mut Stream,
    option: c_int,
    value: c_int,
    argument: *mut c_void,
) -> c_int {
    const FAILED: c_int = -1;
    // SAFETY: as above.
    unsafe {
        match ffi::php_stream_stdio_ops.set_option {
            Some(set) if (option, value) != TRUNCATE || copy(stream) => {
                set(stream, option, value, argument)
            }
            _ => FAILED,
        }
    }
}
