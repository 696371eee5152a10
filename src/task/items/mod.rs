//! One closure for many items, which a few processes share out among themselves.
//!
//! [`pool`] is the caller's side, [`worker`] that of a process, [`source`] where items come
//! from; [`run`] knows who works on what and what has ended ([`progress`]).

#[cfg(not(test))]
pub mod pool;
mod progress;
pub mod run;
#[cfg(not(test))]
pub mod source;
#[cfg(not(test))]
mod worker;
pub mod written;
