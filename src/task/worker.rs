//! The side of a process that takes one task of a batch after another, from the
//! fork to its end. What a task leaves in globals and statics the next one finds.

use super::{
    batch::Batch,
    batch_work::Work,
    child::{self, EndsHere, Measure, Task},
    hooks, interruption, random, restore, role,
    steps::{self, Step},
    trace,
};
use crate::{
    engine::guarded,
    memory::{shared_mapping::SharedMapping, work_queue::WorkerId},
    system::{ParentGuard, Waker, process, signals::Blocked},
};
use std::rc::Rc;

/// What a process is spawned for.
pub struct WorkerContext {
    /// The tasks.
    pub batch: Rc<Batch>,
    /// The worker's number.
    pub number: WorkerId,
    /// The process that forked it.
    pub parent: role::Parent,
}

impl WorkerContext {
    /// Makes the process the one of a task that it has claimed, or, if the caller has taken
    /// that back, of the next that `claim` gives. Returns which; `None` when there is none.
    fn enter(&self, claimed: u32, claim: impl Fn(u32) -> Option<u32>) -> Option<u32> {
        let batch = &self.batch;
        let mut task = claimed;
        while !batch.queue().begin(task, self.number) {
            task = claim(task)?;
        }
        let last = batch.id(batch.queue().tasks() - 1);
        role::become_task(batch.id(task), self.parent, last);
        Some(task)
    }
}

/// Takes tasks until there are none left, and ends the process.
pub fn run(context: &WorkerContext, parent_guard: ParentGuard, blocked: Blocked, work: &Work) -> ! {
    let _end = EndsHere;
    // From the caller's table, before this process makes a table of its own.
    let waker = role::inherited_waker();
    let status = guarded(|| {
        if steps::at(Step::Begin).is_err()
            || !parent_guard.attach(|| context.batch.file.owner_lives())
        {
            return 255;
        }
        let queue = context.batch.queue();
        let first = queue
            .claim(context.number)
            .and_then(|claimed| context.enter(claimed, |_| queue.claim(context.number)));
        match first {
            None => 0,
            Some(first) => {
                let Some(waker) = waker else { return 255 };
                let status = serve(context, first, blocked, work, waker);
                steps::at(Step::End).map_or(255, |()| status)
            }
        }
    });
    process::exit_now(status.unwrap_or(255))
}

/// Serves tasks from the first on, which the process has entered. Returns the exit status.
fn serve(
    context: &WorkerContext,
    first: u32,
    mut blocked: Blocked,
    work: &Work,
    waker: Waker,
) -> i32 {
    let queue = context.batch.queue();
    role::with_table(|table| table.protect_slots_but(None));
    SharedMapping::protect_all_but(&[queue.mapping()]);
    interruption::enter(&mut blocked, None);
    drop(blocked);
    child::take_over();
    (hooks::get().begin_undo_log)();
    restore::begin();
    let (mut number, mut served) = (first, 1);
    loop {
        let slot = context.batch.slot(number);
        let region = context.batch.region(number);
        let seeds = work.seeds.of(u64::from(number));
        random::enter(seeds);
        let task = Task::new(slot, region, Rc::clone(&context.batch.file), waker);
        let measure = trace::is_on().then(Measure::start);
        let done = task.perform(&work.closures[number as usize], seeds, served == 1);
        if let Some(measure) = measure {
            slot.report(measure.report(None));
        }
        let mut status = done.status;
        // The next task is claimed before this one is published: the process's own
        // end comes before the last of its tasks is.
        let next = (task.is_sound() && served < work.share && !restore::are_for_good())
            .then(|| queue.claim_after(number, context.number))
            .flatten();
        if let Some(next) = next {
            let put_back = child::between(|| task.drop_result(done));
            if put_back && task.is_sound() && queue.end(number, context.number) {
                if !task.publish(|| queue.announce(number)) {
                    return 255;
                }
                let claim = |before| queue.claim_after(before, context.number);
                match context.enter(next, claim) {
                    Some(entered) => number = entered,
                    // The caller has taken back what was left.
                    None => return child::end_idle(true).unwrap_or(0),
                }
                served += 1;
                continue;
            }
            status = 255;
        }
        task.leave(None, || queue.announce(number));
        return status;
    }
}
