//! One closure for many items, which a few processes share out among themselves.
//!
//! [`pool`] is the caller's side, which starts processes ([`spawn`]) and keeps what it needs
//! of each ([`work`]); [`worker`] is that of a process, which takes items by its [`lane`];
//! [`source`] is where items come from. [`run`] knows who works on what and what has ended ([`progress`]).

mod lane;
pub mod output;
#[cfg(not(test))]
pub mod pool;
mod progress;
pub mod run;
#[cfg(not(test))]
pub mod source;
#[cfg(not(test))]
pub mod spawn;
#[cfg(not(test))]
pub mod work;
#[cfg(not(test))]
mod worker;
