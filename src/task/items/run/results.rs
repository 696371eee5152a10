//! What processes leave: in their rings, in their slots, in regions of the memory file.

use super::{EndedItem, ItemRun, Left, Standing, TINY, Worker};
use crate::{
    memory::{
        Damaged,
        memory_file::Region,
        slot::{RawMessage, Report},
    },
    system::{interruption::Reason, process::ProcessId},
    task::Cause,
};

impl ItemRun {
    /// The next item that has ended. Its message must be read before the next call, or
    /// before PHP's code runs.
    pub fn pop(&mut self) -> Option<EndedItem> {
        self.release();
        self.patient_until = None;
        if let Some(ready) = self.ready.pop_front() {
            return Some(ready);
        }
        for _ in 0..self.workers.len() {
            let turn = self.turn % self.workers.len();
            if let Some(ended) = self.read(turn) {
                return Some(ended);
            }
            let lane = self.workers[turn].lane;
            self.readers[lane].wake_writer();
            self.turn = turn + 1;
        }
        None
    }

    /// What has been popped last has been read.
    pub fn release(&mut self) {
        if let Some((lane, record)) = self.held.take() {
            self.readers[lane].release(&record);
        }
    }

    /// The next item that a process has left in its ring.
    pub(super) fn read(&mut self, worker: usize) -> Option<EndedItem> {
        loop {
            let Worker {
                lane,
                process,
                standing,
                ..
            } = self.workers[worker];
            if standing == Standing::Discarded {
                return None;
            }
            self.release();
            let record = match self.readers[lane].peek() {
                Ok(record) => record?,
                Err(damaged) => {
                    self.discard(worker, Reason::Cancelled);
                    return self.damage(worker, damaged);
                }
            };
            self.held = Some((lane, record));
            let index = record.head.index;
            if self.end_item(index) {
                let message = RawMessage::of_record(&record);
                let place = message.is_spilled().then_some(record.head.region);
                return Some(self.ended(index, message, place, process));
            }
        }
    }

    pub(super) fn ended(
        &mut self,
        index: u64,
        message: RawMessage,
        place: Option<u16>,
        process: ProcessId,
    ) -> EndedItem {
        let report = message.reported();
        self.typical = (self.typical * 7 + report.nanoseconds.min(TINY * 64)) / 8;
        let timeout = self.terms.timeout;
        let late = timeout.is_some_and(|timeout| report.duration() > timeout);
        let left = if late {
            if let Some(place) = place {
                self.release_region(place, message.spilled());
            }
            Left::Died(Cause::TimedOut)
        } else {
            Left::Message(message, place)
        };
        EndedItem {
            index,
            left,
            report,
            process: Some(process),
        }
    }

    /// Takes all that a process has left in its ring.
    pub(super) fn drain(&mut self, worker: usize) {
        while let Some(mut ended) = self.read(worker) {
            if let Left::Message(message, place) = ended.left {
                ended.left = Left::Message(message.without_slot(), place);
            }
            self.ready.push_back(ended);
        }
        self.release();
        self.readers[self.workers[worker].lane].wake_writer();
    }

    /// Takes the message that a process has left in its slot: its last one.
    pub(super) fn take_last(&mut self, worker: usize) {
        self.drain(worker);
        let Worker {
            lane,
            process,
            standing,
            ..
        } = self.workers[worker];
        if standing != Standing::Serving {
            return;
        }
        self.workers[worker].standing = Standing::Leaving;
        let Some((item, _)) = self.lanes.begun(lane) else {
            return;
        };
        let took = self.lanes.slot(lane).reported().duration();
        if self.is_spared(worker, item, took) {
            self.claims_lost = true;
        } else if self.end_item(item) {
            let message = self.lanes.slot(lane).take().without_slot();
            let place = message.is_spilled().then(|| self.lanes.region_of(lane));
            let ended = self.ended(item, message, place, process);
            self.ready.push_back(ended);
        }
    }

    /// The item that a process has begun cannot be read.
    pub(super) fn damage(&mut self, worker: usize, damaged: Damaged) -> Option<EndedItem> {
        let Worker { lane, process, .. } = self.workers[worker];
        self.claims_lost = true;
        let (index, _) = self.lanes.begun(lane)?;
        self.end_item(index).then(|| EndedItem {
            index,
            left: Left::Damaged(damaged),
            report: Report::default(),
            process: Some(process),
        })
    }

    /// A process has sent what is no message: what it does now cannot be read either, and
    /// others do the rest.
    pub fn invalid_message(&mut self, process: ProcessId) {
        let is =
            |worker: &Worker| worker.process == process && worker.standing == Standing::Serving;
        if let Some(worker) = self.workers.iter().position(is) {
            self.drain(worker);
            self.discard(worker, Reason::Cancelled);
            let ended = self.damage(worker, Damaged::Message);
            self.ready.extend(ended);
        }
    }

    /// While the caller waits for something else: makes room in rings, so that no process
    /// of the run waits for it meanwhile.
    pub fn spill(&mut self) {
        for worker in 0..self.workers.len() {
            if self.readers[self.workers[worker].lane].is_half_full() {
                self.drain(worker);
            }
        }
    }

    /// What a region holds has been read; `len` bytes have been written to it.
    pub fn release_region(&self, place: u16, len: u64) {
        if let Some(region) = self.region(place) {
            if len > 0 {
                self.file.release(region, len);
            }
            self.lanes.put_region(place, region);
        }
    }

    /// Regions of the items that are sent, to go back with the run's own.
    pub fn keep_regions(&mut self, regions: &[Region]) {
        self.regions.extend_from_slice(regions);
    }

    /// All regions, when no process of the run is left.
    pub fn into_regions(self) -> Vec<Region> {
        self.regions
    }

    /// Places of regions that hold what has not been read.
    pub(super) fn unread_regions(&self) -> impl Iterator<Item = u16> {
        self.ready.iter().filter_map(|ended| match ended.left {
            Left::Message(_, place) => place,
            _ => None,
        })
    }
}
