//! Starting promises: one, on its own terms or on those of a call, and several that share
//! processes.

use super::{FUTURE, OWNER, PROCESS, Promise, closure_is_missing, own};
use crate::{
    engine::{Object, Thrown, exception, value},
    php::{
        control::{
            options::{self, Options},
            receivers::Receiver,
        },
        exceptions::Unstarted,
        fork_future::ForkFuture,
        fork_runtime::{self, Quota},
        future::Future,
        kernel,
        sync_future::SyncFuture,
        undo,
    },
    task::{TaskError, role, terms::Terms},
};
use ext_php_rs::types::Zval;
use std::{cell::Cell, time::Instant};

thread_local! {
    /// The handle of what was thrown when the last promise that was to start was refused;
    /// 0 when it was not.
    pub(super) static REFUSAL: Cell<u32> = const { Cell::new(0) };
}

impl Promise {
    /// Starts the closure, unless it has started.
    ///
    /// # Errors
    /// [`Unstarted`] when it has not been.
    pub fn start(&self) -> Result<Future, Unstarted> {
        self.start_by(None)
    }

    /// The same, unless it has to wait for longer than that. A promise that is late for that
    /// reason can be started, or cancelled, as before.
    ///
    /// # Errors
    /// [`Unstarted`] when it has not been.
    pub fn start_by(&self, deadline: Option<Instant>) -> Result<Future, Unstarted> {
        if let Some(future) = self.future() {
            return Ok(future);
        }
        let Some(callback) = self.callback() else {
            return Err(closure_is_missing().into());
        };
        let started = self.start_in(&callback, deadline);
        if matches!(started, Err(Unstarted::Late)) {
            return started;
        }
        // Whoever asked for a start that failed has been told; the promise's end does
        // not try again.
        undo::set(&self.0, PROCESS, value::int(i64::from(role::process())));
        undo::set(&self.0, OWNER, owner_after(&started));
        undo::started(&self.0);
        REFUSAL.set(match started {
            Err(Unstarted::Refused) => exception::pending_handle(),
            _ => 0,
        });
        started
    }

    fn start_in(&self, callback: &Object, deadline: Option<Instant>) -> Result<Future, Unstarted> {
        match kernel::quota()? {
            None => {
                let future = SyncFuture::new(Some(callback))?;
                undo::set(&self.0, FUTURE, future.clone().into_value());
                Ok(Future::Sync(future))
            }
            Some(quota) => {
                let options = options::bound(callback).map(|bound| options::read(&bound));
                let receiver = options.as_ref().and_then(|own| own.receiver(Zval::null()));
                let terms = options.map(|own| own.terms(None));
                self.start_fork(quota, terms, receiver, callback, deadline)
            }
        }
    }

    fn start_fork(
        &self,
        quota: Quota,
        terms: Option<Terms>,
        receiver: Option<Receiver>,
        callback: &Object,
        deadline: Option<Instant>,
    ) -> Result<Future, Unstarted> {
        let future = ForkFuture::new()?;
        if let Some(bound) = options::bound(callback) {
            future.set_options(bound);
        }
        self.0.set_property(FUTURE, future.clone().into_value());
        match fork_runtime::start(quota, terms, callback, receiver, None, deadline, &future) {
            Ok(()) => Ok(Future::Fork(future)),
            // That of a cancelled promise has its place.
            Err(TaskError::Unwanted) => self.future().ok_or(Unstarted::Unwanted),
            Err(error) => {
                self.0.set_property(FUTURE, Zval::null());
                Err(error.into())
            }
        }
    }

    /// Starts a promise that has not started in the quota of a call, with this time limit, if
    /// that is possible until the call's deadline.
    /// What the promise says of its output, and of who receives its messages, goes before what
    /// the call says.
    ///
    /// # Errors
    /// [`Unstarted`] when it has not been: the call, which owns it, is to cancel it then.
    pub fn start_within(
        &self,
        quota: Quota,
        call: &Options,
        timeout: Option<f64>,
        key: &Zval,
        deadline: Option<Instant>,
    ) -> Result<Future, Unstarted> {
        let callback = self.callback().ok_or_else(closure_is_missing)?;
        let own_options = self.options().within(call, timeout);
        let terms = own_options.terms(Some(key));
        let receiver = own_options.receiver(value::copy(key));
        let future = self.start_fork(quota, Some(terms), receiver, &callback, deadline)?;
        undo::set(&self.0, OWNER, own());
        Ok(future)
    }
}

/// The owner of a promise that this process has tried to start: nobody if that failed, so
/// that the promise's end does not try again.
fn owner_after<T>(started: &Result<T, Unstarted>) -> Zval {
    if started.is_ok() {
        own()
    } else {
        value::int(0)
    }
}

/// `await` of these promises throws why the one at this place has not been started: what
/// becomes of the others. Where a hook has refused that one, which is its failure alone,
/// they are started; where the system refuses, none is. What they throw has been met.
pub fn leave_others(
    promises: &[Promise],
    place: usize,
    unstarted: Unstarted,
    deadline: Option<Instant>,
) {
    match unstarted {
        Unstarted::Refused => {}
        Unstarted::Prevented if exception::is_exit_pending() => return,
        Unstarted::Prevented => {
            let mut left = false;
            exception::aside(|| {
                for promise in promises.iter().skip(place + 1) {
                    match promise.start_by(deadline) {
                        Ok(_) | Err(Unstarted::Unwanted) => {}
                        Err(Unstarted::Prevented) if exception::forget_throwable() => {}
                        Err(Unstarted::Refused) if exception::forget_throwable() => break,
                        Err(Unstarted::Late) => break,
                        // A signal's handler has thrown, or the program ends.
                        Err(_) => {
                            left = true;
                            return Err(Thrown);
                        }
                    }
                }
                Ok(())
            });
            if left {
                return;
            }
        }
        Unstarted::Interrupted | Unstarted::Unwanted | Unstarted::Late => return,
    }
    promises.iter().for_each(Promise::meet);
}

/// Starts those of the promises that have not started in processes that share them
/// out among themselves, if that is possible. What has not started after that is to
/// be started singly.
///
/// # Errors
/// [`Unstarted`] when they have not been.
pub fn start_shared(promises: &[Promise], share: u32) -> Result<(), Unstarted> {
    let Some(quota) = kernel::quota()? else {
        return Ok(());
    };
    let (mut shared, mut callbacks, mut futures) = (Vec::new(), Vec::new(), Vec::new());
    for promise in promises {
        // Only a process of one task keeps what the promise's options say.
        if promise.future().is_some() || promise.has_options() {
            continue;
        }
        // A promise without a closure is for the start singly to complain about.
        let Some(callback) = promise.callback() else {
            break;
        };
        let future = ForkFuture::new()?;
        promise.0.set_property(FUTURE, future.clone().into_value());
        shared.push(promise);
        callbacks.push(callback);
        futures.push(future);
    }
    let started = match shared.len() {
        0 | 1 => Ok(false),
        _ => fork_runtime::start_shared(quota, callbacks, share, &futures),
    };
    // A signal's handler may have thrown, before the start or after it. Of those that
    // have not started, the first counts as the one whose start failed.
    let mut failed = started.is_err();
    for (promise, future) in shared.into_iter().zip(&futures) {
        if future.is_named() {
            promise
                .0
                .set_property(PROCESS, value::int(i64::from(role::process())));
            promise.0.set_property(OWNER, own());
        } else {
            promise.0.set_property(FUTURE, Zval::null());
            if std::mem::take(&mut failed) {
                promise.0.set_property(OWNER, value::int(0));
            }
        }
    }
    started?;
    Ok(())
}
