//! What reads a task's bytes in the extension, without PHP, and the properties
//! that must hold for any input whatever.
//!
//! The modules are the extension's own files; nothing of them is copied.

// The extension uses all of them, this crate a part.
#[allow(dead_code)]
pub mod codec;
#[allow(dead_code)]
#[path = "../../src/memory/mod.rs"]
pub mod memory;
#[allow(dead_code, unused_imports)]
#[path = "../../src/system/mod.rs"]
mod system;

pub mod frame;
pub mod values;

use codec::test_value::{Sample, Samples};

/// The decoder on any bytes: whatever it accepts can be encoded, and then
/// decoded to the same value.
pub fn decode(bytes: &[u8]) {
    let mut build = Samples::for_input(bytes.len());
    if let Ok(value) = codec::decode::decode(bytes, &mut build) {
        let again = encode(&value);
        let same = codec::decode::decode(&again, &mut Samples::for_input(again.len()));
        assert_eq!(same.ok(), Some(value), "{bytes:02x?}");
    }
    let mut build = Samples::for_input(bytes.len());
    if let Ok(value) = codec::list::decode(bytes, &mut build) {
        let mut again = Vec::new();
        // Short lists are read, but not written so.
        if codec::list::encode(&value, &mut again).expect("room in memory") {
            let same = codec::list::decode(&again, &mut Samples::for_input(again.len()));
            assert_eq!(same.ok(), Some(value), "{bytes:02x?}");
        }
    }
    let mut build = Samples::for_input(bytes.len());
    if let Ok(value) = codec::rows::decode(bytes, &mut build) {
        let mut again = Vec::new();
        // Few rows are read, but not written so.
        if codec::rows::encode(&value, &mut again).expect("room in memory") {
            let same = codec::rows::decode(&again, &mut Samples::for_input(again.len()));
            assert_eq!(same.ok(), Some(value), "{bytes:02x?}");
        }
    }
}

/// A value as the extension sends it.
///
/// # Panics
/// When the encoder refuses it.
pub fn encode(value: &Sample) -> Vec<u8> {
    let mut bytes = Vec::new();
    codec::encode::encode(value, &mut bytes).expect("a plain value");
    bytes
}
