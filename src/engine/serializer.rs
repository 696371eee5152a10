//! PHP's own serializer, for values with objects and references in them.

use super::{Thrown, exception, ffi, oom, serializer_state::Isolated, value};
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
    let mut result = None;
    let isolated = Isolated::new();
    // SAFETY: the position moves from the first byte to at most the end; the
    // value stands in the bookkeeping's own memory until it is copied out,
    // because delayed hooks run when the bookkeeping is destroyed.
    unsafe {
        let mut data = ffi::php_var_unserialize_init();
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
                // The unserializer does not go into an empty one.
                let empty = next.is_some_and(|next| bytes.get(next) == Some(&b'}'));
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
