//! The parts of the codec that know nothing of PHP.

#[path = "../../src/codec/chunks.rs"]
mod chunks;
#[path = "../../src/codec/decode.rs"]
pub mod decode;
#[path = "../../src/codec/encode.rs"]
pub mod encode;
#[path = "../../src/codec/list.rs"]
pub mod list;
#[path = "../../src/codec/rows.rs"]
pub mod rows;
#[path = "../../src/codec/test_value.rs"]
pub mod test_value;
#[path = "../../src/codec/tree.rs"]
pub mod tree;
