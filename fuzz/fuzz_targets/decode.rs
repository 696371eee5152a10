//! Any bytes, decoded.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| pokio_fuzz::decode(bytes));
