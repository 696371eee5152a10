//! The side of a process that takes one task of a batch after another, from the
//! fork to its end. What a task leaves in globals and statics the next one finds.

use super::{
    batch::Batch,
    child::{self, EndsHere, Task},
    crew::Work,
    faults::{self, Step},
    role,
};
use crate::{
    engine::{guarded, inherited::Survey},
    memory::board::Worker,
    system::{
        Lifeline,
        process::{self, ProcessId},
        signals::Blocked,
    },
};
use std::rc::Rc;

/// What a process is hired for.
pub struct Post {
    /// The tasks.
    pub batch: Rc<Batch>,
    /// The worker's number.
    pub number: Worker,
    /// The process that forked it.
    pub parent: ProcessId,
}

impl Post {
    /// The process is now the one of this task.
    fn enter(&self, task: u32) {
        let batch = &self.batch;
        batch.board().begin(task, self.number);
        let last = batch.id(batch.board().tasks() - 1);
        role::become_task(batch.id(task), self.parent, last);
    }
}

/// Takes tasks until there are none left, and ends the process.
pub fn run(
    post: &Post,
    lifeline: Lifeline,
    blocked: Blocked,
    work: &Work,
    survey: &mut Survey,
) -> ! {
    let _end = EndsHere;
    let status = guarded(|| {
        if faults::at(Step::Begin).is_err() || !lifeline.hold(|| post.batch.file.owner_lives()) {
            return 255;
        }
        match post.batch.board().claim(post.number) {
            None => 0,
            Some(first) => {
                let status = serve(post, first, blocked, work, survey);
                faults::at(Step::End).map_or(255, |()| status)
            }
        }
    });
    process::exit_now(status.unwrap_or(255))
}

/// Serves tasks from the first on. Returns the exit status.
fn serve(post: &Post, first: u32, blocked: Blocked, work: &Work, survey: &mut Survey) -> i32 {
    let board = post.batch.board();
    post.enter(first);
    let Some(rope) = role::with_table(|table| table.rope()) else {
        return 255;
    };
    drop(blocked);
    let duties = work.duties;
    let inheritance = child::take_over(duties, survey);
    (duties.keep)();
    let (mut number, mut served) = (first, 1);
    loop {
        let slot = post.batch.slot(number);
        let window = post.batch.window(number);
        let task = Task::new(slot, window, Rc::clone(&post.batch.file), rope);
        let done = task.perform(&work.closures[number as usize], duties);
        let mut status = done.status;
        // The next task is claimed before this one is published: the process's own
        // end comes before the last of its tasks is.
        let next = (task.is_sound() && served < work.share)
            .then(|| board.claim_after(number, post.number))
            .flatten();
        if let Some(next) = next {
            child::between(&inheritance, duties, || task.drop_result(done));
            if task.is_sound() {
                if !task.publish(|| board.announce(number)) {
                    return 255;
                }
                number = next;
                served += 1;
                post.enter(number);
                continue;
            }
            status = 255;
        }
        task.leave(&inheritance, duties, None, || board.announce(number));
        return status;
    }
}
