//! Any object that is a `Future`: one of this extension's, or another one by its methods.

use super::{
    control::outcome::{Ended, Ending},
    fork_future::{Deaths, ForkFuture},
    promise::Promise,
    settings,
    sync_future::SyncFuture,
};
use crate::{
    engine::{Object, Thrown, closure},
    task::ids::TaskId,
};
use ext_php_rs::types::Zval;

/// A future, by its class.
#[derive(Clone)]
pub enum Future {
    /// A task in a process of its own.
    Fork(ForkFuture),
    /// A closure that runs in the caller.
    Sync(SyncFuture),
    /// A future of the program's own class.
    Other(Object),
}

impl Future {
    /// The future that this object is.
    pub fn of(object: Object) -> Self {
        match ForkFuture::of(object) {
            Ok(fork) => Self::Fork(fork),
            Err(object) => match SyncFuture::of(object) {
                Ok(sync) => Self::Sync(sync),
                Err(object) => Self::Other(object),
            },
        }
    }

    /// The future as an object.
    pub fn object(&self) -> &Object {
        match self {
            Self::Fork(fork) => fork.object(),
            Self::Sync(sync) => sync.object(),
            Self::Other(object) => object,
        }
    }

    /// `$future->await()`
    ///
    /// # Errors
    /// [`Thrown`]
    pub fn wait(&self, deaths: Deaths) -> Result<Zval, Thrown> {
        match self {
            Self::Fork(fork) => fork.wait(deaths),
            Self::Sync(sync) => sync.wait(),
            Self::Other(object) => closure::call_method(object, c"await"),
        }
    }

    /// `$future->awaited()`
    ///
    /// # Errors
    /// [`Thrown`]
    pub fn awaited(&self) -> Result<bool, Thrown> {
        match self {
            Self::Fork(fork) => Ok(fork.awaited()),
            Self::Sync(sync) => Ok(sync.awaited()),
            Self::Other(object) => {
                Ok(closure::call_method(object, c"awaited")?.bool() == Some(true))
            }
        }
    }

    /// Says that what it throws has been met, unless it has been awaited: it is one of an
    /// array whose `await` has thrown.
    pub fn meet(&self) {
        match self {
            Self::Fork(fork) if !fork.awaited() => fork.meet(),
            Self::Sync(sync) if !sync.awaited() => sync.meet(),
            _ => {}
        }
    }

    /// Whether what it throws has been met, see [`Future::meet`].
    pub fn is_met(&self) -> bool {
        match self {
            Self::Fork(fork) => fork.met().is_some(),
            Self::Sync(sync) => sync.is_met(),
            Self::Other(_) => false,
        }
    }

    /// Whether its caller has ended it, and nobody has asked since.
    pub fn is_cancelled(&self) -> bool {
        match self {
            Self::Fork(fork) => fork.is_cancelled(),
            Self::Sync(sync) => sync.is_cancelled(),
            Self::Other(_) => false,
        }
    }

    /// Whether it has an outcome, as far as that is known.
    pub fn is_settled(&self) -> bool {
        match self {
            Self::Fork(fork) => fork.is_settled(),
            Self::Sync(sync) => sync.is_settled(),
            Self::Other(_) => false,
        }
    }

    /// Whether it is known to have no value.
    pub fn has_failed(&self) -> bool {
        match self {
            Self::Fork(fork) => fork.has_failed(),
            Self::Sync(sync) => sync.has_failed(),
            Self::Other(_) => false,
        }
    }

    /// The task in this process's table, if it is of one of this process's.
    pub fn own_task(&self) -> Option<TaskId> {
        match self {
            Self::Fork(fork) => fork.own_task(),
            Self::Sync(_) | Self::Other(_) => None,
        }
    }

    /// Waits for it and gives how it has ended.
    ///
    /// # Errors
    /// [`Thrown`] when it has been awaited before, or cannot be awaited here.
    pub fn take(&self) -> Result<Ended, Thrown> {
        match self {
            Self::Fork(fork) => fork.take(),
            Self::Sync(sync) => sync.take(),
            Self::Other(_) => Ok(Ended {
                ending: Ending::Value(self.wait(settings::deaths())?),
                ..Ended::default()
            }),
        }
    }
}

/// The value itself, or what the promise that it is resolves to, until that is
/// no promise.
///
/// # Errors
/// [`Thrown`]
pub fn settle(value: Zval) -> Result<Zval, Thrown> {
    let mut value = value;
    while let Some(inner) = Promise::of_value(&value) {
        value = inner.resolve(settings::deaths())?;
    }
    Ok(value)
}
