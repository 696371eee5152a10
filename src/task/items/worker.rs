//! The side of a process that takes one item after another, from the fork to its end.
//! What an item leaves in globals and statics the next one finds.

use super::{lane::Lane, output::ItemOutput, source::FoundItem, work::Work};
use crate::{
    engine::{guarded, heap},
    memory::{
        channel::Channel,
        memory_file::Region,
        shared_mapping::SharedMapping,
        slot::{Address, Report, Slot},
    },
    system::{ParentGuard, Waker, clock, process, signals::Blocked},
    task::{
        child::{self, EndsHere, Task},
        faults::{self, Step},
        hooks,
        ids::TaskId,
        interruption, messages, outcome, random, restore, role,
    },
};
use std::{ops::ControlFlow, rc::Rc};

/// What a process is spawned for.
pub struct WorkerContext {
    /// The run.
    pub id: TaskId,
    /// The process's lane.
    pub lane: usize,
    /// The process that forked it.
    pub parent: role::Parent,
    /// Where its output goes, if not where the caller's does.
    pub output: Option<ItemOutput>,
    /// What it sends through, if it may.
    pub channel: Option<Rc<Channel>>,
}

/// Takes items until there are none left, and ends the process.
pub fn run(context: &WorkerContext, parent_guard: ParentGuard, blocked: Blocked, work: &Work) -> ! {
    let _end = EndsHere;
    let status = guarded(|| {
        if faults::at(Step::Begin).is_err() || !parent_guard.attach(|| work.file.owner_lives()) {
            return 255;
        }
        let status = serve(context, blocked, work);
        faults::at(Step::End).map_or(255, |()| status)
    });
    process::exit_now(status.unwrap_or(255))
}

/// Takes items. Returns the exit status.
fn serve(context: &WorkerContext, blocked: Blocked, work: &Work) -> i32 {
    let Some(waker) = enter(context, blocked, work) else {
        return 255;
    };
    let lane = Lane::new(&work.lanes, context.lane, waker);
    let mut worker = Worker {
        context,
        work,
        overflow: lane.region(),
        lane,
        waker,
        served: 0,
    };
    while worker.served < work.items_per_process
        && let Some(overflow) = worker.overflow
        && let Some(item) = worker.lane.next()
    {
        let Some(found) = work.items.find(&work.lanes, item) else {
            continue;
        };
        match worker.serve(item, found, overflow) {
            ControlFlow::Continue(()) => {}
            ControlFlow::Break(Stop::NoMoreItems) => break,
            ControlFlow::Break(Stop::Exit(status)) => return status,
        }
    }
    worker.end()
}

/// Makes the new process one of the run. Gives what wakes the caller; `None` when that, or
/// the process's output, cannot be had.
fn enter(context: &WorkerContext, mut blocked: Blocked, work: &Work) -> Option<Waker> {
    if let Some(output) = &context.output {
        if !output.enter() {
            return None;
        }
        child::redirect_streams();
    }
    role::become_task(context.id, context.parent, context.id);
    let waker = role::with_table(|table| table.waker())?;
    role::with_table(|table| table.protect_slots_but(None));
    match &context.channel {
        None => SharedMapping::protect_all_but(&[work.lanes.mapping()]),
        Some(channel) => SharedMapping::protect_all_but(&[work.lanes.mapping(), channel.mapping()]),
    }
    work.lanes.protect_but(context.lane);
    interruption::enter(&mut blocked, None);
    drop(blocked);
    messages::sends_to(context.channel.clone());
    work.title.set();
    child::take_over();
    (hooks::get().begin_undo_log)();
    restore::begin();
    Some(waker)
}

/// The process, between its entry and its end.
struct Worker<'a> {
    context: &'a WorkerContext,
    work: &'a Work,
    lane: Lane<'a>,
    /// What wakes the caller.
    waker: Waker,
    /// The region for the next result that does not fit its slot, and its place; `None` when
    /// there is none, and no more items are to be taken.
    overflow: Option<(u16, Region)>,
    /// How many items it has ended.
    served: u64,
}

/// Why a process takes no further item.
enum Stop {
    /// The run ends with the item that has ended.
    NoMoreItems,
    /// The process has come to its end with this status: nothing else is to be done.
    Exit(i32),
}

impl Worker<'_> {
    /// Runs the closure for an item that has been claimed, and leaves the result in the ring.
    fn serve(&mut self, item: u64, found: FoundItem, overflow: (u16, Region)) -> ControlFlow<Stop> {
        let work = self.work;
        let since = clock::now();
        work.lanes.begin(self.context.lane, item, since, work.limit);
        if work.sends {
            messages::begin_item(item);
        }
        heap::reset_peak();
        role::begin_item();
        let seeds = work.seeds.derive(item);
        random::enter(seeds);
        let slot = work.lanes.slot(self.context.lane);
        let mut task = Task::new(slot, overflow.1, Rc::clone(&work.file), self.waker);
        task.controlled = true;
        let done = task.perform_call(
            || work.job.call(&work.items, &work.lanes, found),
            seeds,
            self.served == 0,
        );
        slot.report(Report {
            nanoseconds: clock::now().saturating_sub(since).max(1),
            peak_memory: heap::peak() as u64,
        });
        if work.limit.is_some() {
            work.lanes.end_limit(self.context.lane);
        }
        let status = done.status;
        let goes_on = task.is_sound() && !restore::are_for_good();
        if !goes_on || !child::between(|| task.drop_result(done)) || !task.is_sound() {
            task.leave(None, || work.lanes.is_to_wake(|| true));
            return ControlFlow::Break(Stop::Exit(if goes_on { 255 } else { status }));
        }
        if faults::at(Step::Publish).is_err() {
            return ControlFlow::Break(Stop::Exit(255));
        }
        let output = self.context.output.as_ref();
        let told_apart = output.is_none_or(|output| output.end_item(item));
        self.publish(item, slot, overflow.0)?;
        if told_apart {
            return ControlFlow::Continue(());
        }
        // All that is written from now on would be taken for this item's output.
        ControlFlow::Break(Stop::NoMoreItems)
    }

    /// Moves the sealed message of an item to the ring, and wakes the caller if need be.
    fn publish(&mut self, item: u64, slot: Slot, region: u16) -> ControlFlow<Stop> {
        let lane = &self.lane;
        let ring = self.work.lanes.ring(self.context.lane);
        let address = Address {
            index: item,
            region,
        };
        while !slot.write_to(&ring, address) {
            ring.wait_for_room(|| lane.tell(|| true));
        }
        let spilled = slot.is_spilled();
        let failed = outcome::is_failure(slot.sealed_kind());
        lane.tell(|| spilled || ring.is_half_full() || failed);
        if spilled {
            self.overflow = lane.region();
        }
        self.served += 1;
        if failed && self.work.fails_fast {
            return ControlFlow::Break(Stop::NoMoreItems);
        }
        ControlFlow::Continue(())
    }

    /// Ends the process, which takes no further item. Returns the exit status.
    fn end(&self) -> i32 {
        if let Some(status) = child::end_idle(self.served > 0) {
            return status;
        }
        self.work.lanes.finish(self.context.lane);
        self.lane.tell(|| true);
        0
    }
}
