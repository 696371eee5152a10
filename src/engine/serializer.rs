//! PHP's own serializer, for values with objects and references in them.

use super::{Object, Thrown, exception, ffi, oom, serializer_state::Isolated, value};
use ext_php_rs::{ffi::ext_php_rs_zend_string_release, types::Zval};
use std::ptr::null_mut;

/// A serialized value.
pub struct Serialized(ffi::SmartStr);

impl Serialized {
    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        // SAFETY: null or a counted string.
        unsafe { self.0.string.as_ref() }.map_or(&[], |string| string.as_bytes())
    }
}

impl Drop for Serialized {
    fn drop(&mut self) {
        if !self.0.string.is_null() {
            // SAFETY: gives back the one reference to the buffer.
            unsafe { ext_php_rs_zend_string_release(self.0.string) };
        }
    }
}

/// serialize().
///
/// # Errors
/// [`Thrown`] when the value, or a hook of an object in it, refuses.
pub fn serialize(value: &Zval) -> Result<Serialized, Thrown> {
    serialize_among(value, &[])
}

/// The same, and of the given objects that are found in it only their numbers are
/// written: [`unserialize_among`] puts others in their place.
///
/// # Errors
/// As [`serialize`].
pub fn serialize_among(value: &Zval, others: &[Object]) -> Result<Serialized, Thrown> {
    let mut buffer = ffi::SmartStr {
        string: null_mut(),
        allocated: 0,
    };
    let mut value = value::copy(value);
    let isolated = Isolated::new();
    // SAFETY: the serializer reads the value and appends to the buffer; its
    // bookkeeping is made and destroyed around it.
    unsafe {
        let mut data = ffi::php_var_serialize_init();
        for object in others {
            stand_in::number(object, &raw mut data);
        }
        ffi::php_var_serialize(&mut buffer, &mut value, &mut data);
        ffi::php_var_serialize_destroy(data);
        // The serializer leaves the length right but no zero byte behind it.
        if let Some(string) = buffer.string.as_mut() {
            *string.val.as_mut_ptr().add(string.len) = 0;
        }
    }
    drop(isolated);
    let serialized = Serialized(buffer);
    exception::check()?;
    Ok(serialized)
}

/// unserialize(); `Ok(None)` when the bytes are no serialized value.
///
/// # Errors
/// [`Thrown`] when a hook of an object threw, or an autoloader.
pub fn unserialize(bytes: &[u8]) -> Result<Option<Zval>, Thrown> {
    unserialize_among(bytes, &[])
}

/// The same for what [`serialize_among`] has written, with objects in place of those
/// that were given there: as many, in the same order.
///
/// # Errors
/// As [`unserialize`].
pub fn unserialize_among(bytes: &[u8], others: &[Object]) -> Result<Option<Zval>, Thrown> {
    let mut result = None;
    let isolated = Isolated::new();
    // SAFETY: the position moves from the first byte to at most the end; the
    // value stands in the bookkeeping's own memory until it is copied out,
    // because delayed hooks run when the bookkeeping is destroyed.
    unsafe {
        let mut data = ffi::php_var_unserialize_init();
        for object in others {
            // A null that is read gets the next number; its place is kept.
            const NULL: &[u8] = b"N;";
            let place = ffi::php_var_tmp_var(&mut data);
            let (mut position, end) = (NULL.as_ptr(), NULL.as_ptr_range().end);
            ffi::php_var_unserialize(place, &mut position, end, &mut data);
            *place = object.clone().into_value();
        }
        let mut position = bytes.as_ptr();
        let end = position.add(bytes.len());
        let place = ffi::php_var_tmp_var(&mut data);
        let read = ffi::php_var_unserialize(place, &mut position, end, &mut data) != 0;
        if read && position == end {
            result = Some(value::copy(&*place));
        }
        ffi::php_var_unserialize_destroy(data);
    }
    drop(isolated);
    oom::raise()?;
    exception::check()?;
    Ok(result)
}

/// How deeply nested a value unserialize() reads by its setting, which is 0 where there is no
/// limit. The setting's text may be `8K` or `0x2000`: the engine has read it.
pub fn max_depth() -> usize {
    let isolated = Isolated::new();
    // SAFETY: the bookkeeping is made, asked for a number, and destroyed.
    let depth = unsafe {
        let data = ffi::php_var_unserialize_init();
        let depth = ffi::php_var_unserialize_get_max_depth(data);
        ffi::php_var_unserialize_destroy(data);
        depth
    };
    drop(isolated);
    usize::try_from(depth).unwrap_or(0)
}

/// Objects that get a number from the serializer and are not written.
mod stand_in {
    use super::super::{
        CallError, Object,
        alloc::{self, here},
        ffi, guarded,
    };
    use ext_php_rs::{
        ffi::{ext_php_rs_zend_string_release, zend_class_entry, zend_serialize_data},
        types::{ZendStr, Zval},
        zend::bailout,
    };
    use std::{
        ffi::{c_int, c_uchar, c_void},
        mem::replace,
        ptr::null_mut,
        sync::OnceLock,
    };

    /// A class that no object is made of, by which one is written as nothing.
    struct Class(Box<zend_class_entry>);

    // SAFETY: never written to once it is made.
    unsafe impl Send for Class {}
    // SAFETY: as above.
    unsafe impl Sync for Class {}

    static CLASS: OnceLock<Class> = OnceLock::new();

    fn class() -> *mut zend_class_entry {
        let class = CLASS.get_or_init(|| {
            // SAFETY: the serializer looks at flags, which are none, at hooks, of which
            // there is one, and at the name.
            let mut class: Box<zend_class_entry> = unsafe { Box::new(std::mem::zeroed()) };
            class.name = ZendStr::new("Pokio", true).into_raw();
            class.serialize = Some(write_nothing);
            Class(class)
        });
        (&raw const *class.0).cast_mut()
    }

    unsafe extern "C" fn write_nothing(
        _: *mut Zval,
        buffer: *mut *mut c_uchar,
        len: *mut usize,
        _: *mut zend_serialize_data,
    ) -> c_int {
        const SUCCESS: c_int = 0;
        // SAFETY: the serializer frees the block.
        unsafe {
            *buffer = alloc::allocate(1, here!());
            *len = 0;
        }
        SUCCESS
    }

    /// Gives the object the serializer's next number.
    ///
    /// # Safety
    /// The serializer's bookkeeping, which outlives this call.
    pub(super) unsafe fn number(object: &Object, data: *mut *mut c_void) {
        let value = object.clone().into_value();
        // SAFETY: of the object, the serializer looks at the class and its hook, and none
        // of PHP's code runs while it is of another class.
        unsafe {
            let class = replace(&mut (*object.as_ptr()).ce, class());
            let done = guarded(|| {
                let mut written = ffi::SmartStr {
                    string: null_mut(),
                    allocated: 0,
                };
                ffi::php_var_serialize(&mut written, (&raw const value).cast_mut(), data);
                if !written.string.is_null() {
                    ext_php_rs_zend_string_release(written.string);
                }
            });
            (*object.as_ptr()).ce = class;
            // For want of memory.
            if matches!(done, Err(CallError::Bailout)) {
                bailout();
            }
        }
    }
}

/// How deeply arrays and objects are nested in a serialized value.
pub fn depth(bytes: &[u8]) -> usize {
    let (mut depth, mut deepest, mut at) = (0usize, 0, 0);
    let find = |from: usize, byte: u8| {
        bytes
            .get(from..)
            .and_then(|rest| rest.iter().position(|one| *one == byte))
            .map(|n| from + n)
    };
    // The number that starts two bytes on, and where its text ends.
    let number = |at: usize| {
        let end = find(at + 2, b':')?;
        let text = std::str::from_utf8(bytes.get(at + 2..end)?).ok()?;
        Some((text.parse::<usize>().ok()?, end))
    };
    while let Some(tag) = bytes.get(at) {
        let next = match tag {
            b's' | b'E' => number(at).map(|(len, end)| end + 2 + len + 2),
            b'a' => find(at, b'{').map(|brace| brace + 1),
            b'O' => number(at)
                .and_then(|(len, end)| find(end + 2 + len, b'{'))
                .map(|brace| brace + 1),
            b'C' => number(at)
                .and_then(|(len, end)| number(end + 2 + len))
                .map(|(len, end)| end + 2 + len + 1),
            b'}' => Some(at + 1),
            _ => find(at, b';').map(|semicolon| semicolon + 1),
        };
        match tag {
            b'a' | b'O' => {
                depth += 1;
                // The unserializer goes into an empty object, but not into an empty array.
                let empty = *tag == b'a' && next.is_some_and(|next| bytes.get(next) == Some(&b'}'));
                deepest = if empty { deepest } else { deepest.max(depth) };
            }
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let Some(next) = next else { break };
        at = next;
    }
    deepest
}
