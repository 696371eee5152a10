//! A process's lane, as the process uses it: taking items, waiting for them, waking the
//! caller.

use crate::{
    memory::{lanes::Lanes, memory_file::Region},
    system::{Waker, faults, process, steps::Step},
};
use std::{cell::Cell, time::Duration};

/// How often a process without work looks for some before it sleeps: about as long as it
/// takes to sleep and be woken. Less often where it finds nothing.
const LOOKS: u32 = 500;

/// See the module.
pub struct Lane<'a> {
    lanes: &'a Lanes,
    lane: usize,
    waker: Waker,
    /// How often it looks for work before it sleeps.
    patience: Cell<u32>,
}

impl<'a> Lane<'a> {
    /// The lane of this number; `waker` wakes the caller.
    pub fn new(lanes: &'a Lanes, lane: usize, waker: Waker) -> Self {
        Self {
            lanes,
            lane,
            waker,
            patience: Cell::new(LOOKS),
        }
    }

    /// Wakes the caller if it waits for what has happened; `urgent` says whether that should
    /// not wait for more.
    pub fn tell(&self, urgent: impl FnOnce() -> bool) {
        if self.lanes.is_to_wake(urgent) {
            if faults::at(Step::Wake).is_err() {
                // Then its end tells.
                process::exit_now(255);
            }
            self.waker.wake();
        }
    }

    /// The next item; `None` when there will be none, or other processes are to take it.
    pub fn next(&self) -> Option<u64> {
        let mut looks = 0;
        loop {
            if self.lanes.is_stopped(self.lane) {
                return None;
            }
            if let Some(item) = self.lanes.claim(self.lane) {
                if looks > 0 && looks < self.patience.get() {
                    self.patience.set(LOOKS);
                }
                return Some(item);
            }
            if self.lanes.is_exhausted() {
                return None;
            }
            if looks == 0 {
                self.lanes.look(self.lane);
            }
            looks += 1;
            if looks < self.patience.get() {
                std::hint::spin_loop();
            } else {
                // Now and then it is tried again.
                self.patience.set(match self.patience.get() {
                    0 => LOOKS,
                    patience => patience / 4,
                });
                self.lanes.park(self.lane, || self.tell(|| true));
            }
        }
    }

    /// A region to write to; `None` when the process is to take no more items and there is none.
    /// There are more than results can wait to be read, so otherwise there soon is one.
    pub fn region(&self) -> Option<(u16, Region)> {
        let mut waits = false;
        loop {
            let taken = self.lanes.take_region(self.lane);
            if taken.is_some() || self.lanes.is_stopped(self.lane) {
                if waits {
                    self.lanes.look(self.lane);
                }
                return taken;
            }
            if !waits {
                // While the caller waits for places rather than for results, it ends this
                // process.
                self.lanes.wait(self.lane);
                waits = true;
            }
            self.tell(|| true);
            std::thread::sleep(Duration::from_micros(100));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        memory::lanes::{Activity, Sharing, Wanted},
        system::{
            Notifier, Wake,
            process::End,
            signals::Blocked,
            test_children::{child, end_of},
        },
    };
    use std::time::Instant;

    fn lanes(sharing: Sharing) -> (Lanes, Notifier) {
        (Lanes::map(1, sharing).unwrap(), Notifier::new().unwrap())
    }

    fn is_woken(notifier: &Notifier, within: Duration) -> bool {
        let blocked = Blocked::all();
        let deadline = Instant::now() + within;
        let woken = crate::system::wait(Some(notifier), &[], blocked.before(), Some(deadline));
        matches!(woken.unwrap(), Wake::Ready) && Instant::now() < deadline
    }

    #[test]
    fn items_are_given_until_there_will_be_none() {
        let (lanes, notifier) = lanes(Sharing::Ranges(2));
        let lane = Lane::new(&lanes, 0, notifier.waker());
        assert_eq!(
            [lane.next(), lane.next(), lane.next()],
            [Some(0), Some(1), None]
        );
    }

    #[test]
    fn a_process_that_is_told_to_stop_takes_no_item() {
        let (lanes, notifier) = lanes(Sharing::Ranges(2));
        lanes.stop(0);
        assert_eq!(Lane::new(&lanes, 0, notifier.waker()).next(), None);
    }

    #[test]
    fn a_process_without_work_waits_until_an_item_is_allowed() {
        let (lanes, notifier) = lanes(Sharing::InOrder(0));
        let waiting = child(|| {
            let next = Lane::new(&lanes, 0, notifier.waker()).next();
            process::exit_now(i32::from(next != Some(0)));
        });
        // Longer than it looks before it sleeps.
        std::thread::sleep(Duration::from_millis(50));
        lanes.cursor().unwrap().allow(1);
        lanes.wake(0);
        assert_eq!(process::reap(waiting, true), Some(End::Exited(0)));
    }

    #[test]
    fn the_caller_is_woken_for_what_it_waits_for() {
        let (lanes, notifier) = lanes(Sharing::Ranges(2));
        let tell = |urgent| {
            let waker = notifier.waker();
            end_of(|| Lane::new(&lanes, 0, waker).tell(|| urgent));
        };
        let (soon, surely) = (Duration::from_millis(30), Duration::from_secs(20));
        tell(true);
        assert!(!is_woken(&notifier, soon));
        lanes.want(Wanted::Bulk);
        tell(false);
        assert!(!is_woken(&notifier, soon));
        tell(true);
        assert!(is_woken(&notifier, surely));
        lanes.want(Wanted::Any);
        tell(false);
        assert!(is_woken(&notifier, surely));
    }

    #[test]
    fn a_process_waits_for_a_region_that_is_free() {
        let (lanes, notifier) = lanes(Sharing::Ranges(2));
        let places = u16::try_from(crate::memory::lanes::regions(1)).unwrap();
        (0..places).for_each(|place| lanes.put_region(place, u32::from(place) + 7));
        let lane = Lane::new(&lanes, 0, notifier.waker());
        let taken: Vec<_> = (0..places).map(|_| lane.region()).collect();
        assert_eq!(taken[..2], [Some((0, 7)), Some((1, 8))]);
        let waiting = child(|| process::exit_now(i32::from(lane.region() != Some((3, 10)))));
        // Meanwhile it says so.
        while lanes.activity(0) != Activity::Waiting {
            std::thread::sleep(Duration::from_millis(1));
        }
        lanes.put_region(3, 10);
        assert_eq!(process::reap(waiting, true), Some(End::Exited(0)));
    }

    #[test]
    fn a_process_that_is_to_take_no_more_items_waits_for_no_region() {
        let (lanes, notifier) = lanes(Sharing::Ranges(2));
        let places = u16::try_from(crate::memory::lanes::regions(1)).unwrap();
        let lane = Lane::new(&lanes, 0, notifier.waker());
        lanes.stop(0);
        assert!((0..places).all(|_| lane.region().is_some()));
        assert_eq!(lane.region(), None);
        lanes.put_region(3, 7);
        assert_eq!(lane.region(), Some((3, 7)));
    }
}
