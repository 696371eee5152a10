//! Values to bytes and back.
//!
//! Plain values (scalars and arrays of them) travel as MessagePack: [`tree`],
//! [`encode`] and [`decode`] know the format and nothing of PHP, [`zval`] joins
//! them to PHP's values. Lists of numbers, of strings ([`list`]) and of rows ([`rows`])
//! have forms of their own that cost less, and a big string goes as it is
//! ([`big_string`]). Everything else goes through PHP's own serializer ([`value`]), and
//! what was thrown as a record of its properties ([`throwable`]).

mod chunks;
pub mod decode;
pub mod encode;
pub mod list;
pub mod rows;
#[cfg(test)]
mod test_value;
pub mod tree;

#[cfg(not(test))]
pub mod big_string;
#[cfg(not(test))]
pub mod resources;
#[cfg(not(test))]
pub mod throwable;
#[cfg(not(test))]
pub mod value;
#[cfg(not(test))]
#[cfg_attr(
    not(feature = "faults"),
    allow(dead_code, reason = "told by the functions that say where")
)]
pub mod value_path;
#[cfg(not(test))]
mod zval;
