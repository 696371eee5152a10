//! What this process is to pokio, and its table of tasks.
//!
//! A process is a task when pokio forked it, and an orchestrator otherwise. One
//! that the program forked by itself is an orchestrator of its own: it has a copy
//! of its parent's table in memory and drops it at the first look.

use super::{ids::TaskId, table::Table};
use crate::{
    memory::slot::Slot,
    system::{
        self, Waker, identity,
        process::{self, ProcessId},
    },
};
use std::{
    cell::{Cell, RefCell},
    mem::ManuallyDrop,
};

pub use crate::system::identity::Token;

struct Role {
    owner: Token,
    task: Option<Task>,
    table: Table,
}

/// The process that forks a task.
#[derive(Clone, Copy)]
pub struct Parent {
    token: Token,
    process: ProcessId,
}

impl Parent {
    /// This process, before it forks.
    pub fn this() -> Self {
        Self {
            token: identity::token(),
            process: process::id(),
        }
    }

    /// Its number.
    pub fn process(self) -> ProcessId {
        self.process
    }
}

/// The task that this process is.
#[derive(Clone, Copy)]
struct Task {
    id: TaskId,
    /// The process that started it, whose tasks it may read.
    parent: Parent,
    /// Last task id of this task's batch; ids in (id, last] start later.
    last: TaskId,
}

/// Aligned so that it does not lie on two pages: the caller writes to it while a task
/// has a copy, and each page that it writes to is copied then. Other systems may not
/// align a library's thread-local memory so far.
#[cfg_attr(target_os = "linux", repr(align(2048)))]
struct OnOnePage {
    role: RefCell<Option<Role>>,
    publishing: Cell<Option<PublishingProcess>>,
    /// How many tasks have been started in this program or task.
    starts: Cell<u64>,
}

/// How a task publishes: into this slot, and with this waker.
pub type Publishing = (Slot, Waker);

/// The same, with the process that does; a copy of it does not.
type PublishingProcess = (Token, Publishing);

#[cfg(target_os = "linux")]
const _: () = assert!(size_of::<OnOnePage>() == align_of::<OnOnePage>());

thread_local! {
    /// C's `exit()` does not drop it: PHP's code may run later than that would be.
    static ROLE: ManuallyDrop<OnOnePage> = const {
        ManuallyDrop::new(OnOnePage {
            role: RefCell::new(None),
            publishing: Cell::new(None),
            starts: Cell::new(0),
        })
    };
}

/// Looks at the role. In a new process it is made first.
fn with_role<T>(look: impl FnOnce(&mut Role) -> T) -> T {
    ROLE.with(|role| {
        let mut role = role.role.borrow_mut();
        let owner = identity::token();
        if role.as_ref().is_none_or(|role| role.owner != owner) {
            renew(&mut role, owner);
        }
        let Some(role) = &mut *role else {
            unreachable!("just set")
        };
        look(role)
    })
}

/// A function of its own: it takes as much of the stack as a role is long.
#[cold]
#[inline(never)]
fn renew(role: &mut Option<Role>, owner: Token) {
    let table = role.as_mut().map_or_else(Table::default, |stale| {
        stale.table.leave_mapped();
        // What is kept beside the table by its parent's tasks' numbers means none of its own.
        stale.table.successor()
    });
    *role = Some(Role {
        owner,
        task: None,
        table,
    });
}

/// In a new process that is not a task yet: what wakes its caller.
pub fn inherited_waker() -> Option<Waker> {
    ROLE.with(|role| {
        let role = role.role.borrow();
        role.as_ref().and_then(|role| role.table.waker())
    })
}

/// The table of this process's tasks; in a task, of those of its parent.
pub fn with_table<T>(look: impl FnOnce(&mut Table) -> T) -> T {
    with_role(|role| look(&mut role.table))
}

/// In a new task: says so. `last` is the number of the last task of its batch, or
/// its own.
pub fn become_task(id: TaskId, parent: Parent, last: TaskId) {
    ROLE.with(|role| {
        role.starts.set(0);
        if let Some(role) = &mut *role.role.borrow_mut() {
            role.owner = identity::token();
            role.task = Some(Task { id, parent, last });
            role.table.forget_reads();
            role.table.forget_senders();
        }
    });
}

/// In a task of several items, which come next to each other: the next one has read no
/// outcome of the caller's tasks.
pub fn begin_item() {
    ROLE.with(|role| {
        if let Some(role) = &mut *role.role.borrow_mut() {
            role.table.forget_reads();
        }
    });
}

/// How many tasks have been started in this program or task.
pub fn starts() -> u64 {
    ROLE.with(|role| role.starts.get())
}

/// Sets how many have been.
pub fn set_starts(starts: u64) {
    ROLE.with(|role| role.starts.set(starts));
}

/// In a task: says how it publishes.
pub fn publishes_by(publishing: Publishing) {
    ROLE.with(|role| role.publishing.set(Some((identity::token(), publishing))));
}

/// How this process publishes, if it is a task. Also for the handler of a stack overflow.
pub fn publishing() -> Option<Publishing> {
    let (owner, publishing) = ROLE.with(|role| role.publishing.get())?;
    (owner == identity::token()).then_some(publishing)
}

/// After a change of this process's user or rights: a task asks once more to end
/// with its parent.
pub fn rights_have_changed() {
    if let Some(task) = with_role(|role| role.task) {
        system::attach_again(task.parent.process);
    }
}

/// What tells this process from all others.
pub fn owner() -> Token {
    identity::token()
}

/// This process's number, to be shown.
pub fn process() -> ProcessId {
    process::id()
}

/// Whether this process is a task.
pub fn is_task() -> bool {
    with_role(|role| role.task.is_some())
}

/// What a future of that process's task with that number is to this process.
pub fn relation(owner: Token, id: TaskId) -> Relation {
    with_role(|role| match role.task {
        None if owner == role.owner => Relation::Own,
        Some(task) if owner == task.parent.token && id == task.id => Relation::Itself,
        Some(task) if owner == task.parent.token && (task.id + 1..=task.last).contains(&id) => {
            Relation::Later
        }
        Some(task) if owner == task.parent.token => Relation::Inherited,
        _ => Relation::Foreign,
    })
}

/// See [`relation`].
pub enum Relation {
    /// This process started it.
    Own,
    /// This process's parent started it before this task.
    Inherited,
    /// This process is it.
    Itself,
    /// This process's parent starts it after this task.
    Later,
    /// Neither this process nor its parent started it.
    Foreign,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::test_children::holds_in_child;

    /// Whether this holds in a new process, which is told who forked it.
    fn holds_in_a_fork(check: impl FnOnce(Parent) -> bool) -> bool {
        with_table(|_| ());
        let parent = Parent::this();
        holds_in_child(|| check(parent))
    }

    #[test]
    fn a_process_that_nobody_made_a_task_is_none() {
        assert!(!is_task());
        assert!(holds_in_a_fork(|_| !is_task()));
    }

    #[test]
    fn a_task_knows_itself_and_what_its_parent_started_before_and_starts_after_it() {
        assert!(holds_in_a_fork(|parent| {
            become_task(5, parent, 7);
            let to = |id| relation(parent.token, id);
            is_task()
                && matches!(to(4), Relation::Inherited)
                && matches!(to(5), Relation::Itself)
                && matches!(to(6), Relation::Later)
                && matches!(to(7), Relation::Later)
                && matches!(to(8), Relation::Inherited)
        }));
    }

    #[test]
    fn tasks_of_a_stranger_are_foreign_to_a_task_and_to_its_parent() {
        let stranger = Token::MAX;
        assert!(matches!(relation(stranger, 1), Relation::Foreign));
        assert!(holds_in_a_fork(|parent| {
            become_task(5, parent, 5);
            matches!(relation(stranger, 5), Relation::Foreign)
        }));
    }

    #[test]
    fn what_a_process_started_is_foreign_to_one_that_it_forks_by_hand() {
        assert!(matches!(relation(owner(), 1), Relation::Own));
        assert!(holds_in_a_fork(|parent| {
            matches!(relation(parent.token, 1), Relation::Foreign)
        }));
    }

    #[test]
    fn a_process_forked_by_hand_has_an_empty_table_and_a_task_its_parents() {
        let id = with_table(|table| table.take_number());
        let next = |table: &mut Table| table.take_number();
        assert!(holds_in_a_fork(move |_| {
            with_table(|table| table.is_idle()) && with_table(next) == id + 1
        }));
        assert!(holds_in_a_fork(move |parent| {
            become_task(id, parent, id);
            with_table(next) == id + 1
        }));
    }
}
