//! Giving a child a time limit, and interrupting it, by its handle.

use super::{Adopted, Stage, Timer, When, start};
use crate::system::{
    ChildHandle, done_flag::DoneFlag, end_mark::EndMark, interruption::Reason, process::ProcessId,
};
use std::{io, time::Duration};

impl ChildHandle {
    /// Gives the child, which has this number, a limit: see [`start`]. A handle has one.
    ///
    /// # Errors
    /// `ENOMEM`.
    pub fn limit(
        &mut self,
        process: ProcessId,
        when: When,
        done: Option<DoneFlag>,
        mark: Option<EndMark>,
        grace: Duration,
    ) -> io::Result<()> {
        if self.timer().is_none()
            && let Some(target) = self.target(process)
        {
            *self.timer() = Some(start(target, when, done, mark, grace)?);
        }
        Ok(())
    }

    /// Interrupts the child now, and kills it after `grace` with its programs; at once
    /// where there is no memory for that.
    pub fn interrupt(&mut self, process: ProcessId, reason: Reason, grace: Duration) {
        let limited = self.limit(process, When::Never, None, None, grace);
        match self.timer() {
            Some(timer) if limited.is_ok() => {
                timer.interrupt(reason, grace);
            }
            _ => self.kill(process),
        }
    }

    /// Takes the limit away from a child that has not been interrupted.
    pub fn lift_limit(&mut self) {
        if self.stage() == Stage::Running {
            drop(self.timer().take());
        }
    }

    /// Leaves the child, which has been interrupted, to the thread, which collects it when
    /// it has ended. Gives it back where that cannot be.
    ///
    /// # Errors
    /// The handle itself.
    pub fn hand_over(mut self, process: ProcessId) -> Result<Adopted, Self> {
        let Some(timer) = self.timer().take() else {
            return Err(self);
        };
        timer.adopt(self, process).map_err(|(timer, mut handle)| {
            *handle.timer() = Some(timer);
            handle
        })
    }

    /// Whether the child has ended, and no limit or interruption has ended it.
    pub fn ended_by_itself(&self) -> bool {
        // In this order: what interrupts it from here on has not ended it.
        self.ended() && self.timer_ref().as_ref().is_none_or(Timer::spares)
    }

    /// What has been done to the child.
    pub fn stage(&self) -> Stage {
        self.timer_ref()
            .as_ref()
            .map_or(Stage::Running, Timer::stage)
    }
}
