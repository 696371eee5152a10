//! Any bytes in a slot, taken for a task's message.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| pokio_fuzz::frame::read(bytes));
