//! What a run and its processes share besides the shared memory, and what its caller keeps
//! of each process: PHP's values, output, messages.

use super::{
    output::ItemReader,
    source::{Items, Job},
};
use crate::{
    engine::{Object, gc_references::Held, value},
    memory::{lanes::Lanes, memory_file::MemoryFile},
    system::{process::ProcessId, title::Title},
    task::{
        ids::TaskId,
        inbox::{Frame, Inbox},
        output::{Captured, Sink},
        random::Seeds,
        registry::Registry,
        role,
    },
};
use ext_php_rs::types::Zval;
use std::{cell::RefCell, collections::HashMap, rc::Rc};

/// What the processes of a run need.
pub struct Work {
    /// What is done with each item.
    pub job: Job,
    /// The items.
    pub items: Items,
    /// The shared memory.
    pub lanes: Rc<Lanes>,
    /// Where results go that do not fit.
    pub file: Rc<MemoryFile>,
    /// How many items a process takes at most.
    pub items_per_process: u64,
    /// How many nanoseconds an item may take.
    pub limit: Option<u64>,
    /// From these each item gets the seeds of its random numbers.
    pub seeds: Seeds,
    /// Whether a process takes no item after a failure.
    pub fails_fast: bool,
    /// What the processes are called.
    pub title: Title,
    /// Where output goes.
    pub output: Sink,
    /// Whether processes send something besides results.
    pub sends: bool,
    /// In the caller, what it keeps of each process, in the order of their forks.
    pub processes: RefCell<Vec<Process>>,
    /// In the caller, what hooks have thrown that kept processes from being made: that is
    /// what these items have failed of.
    pub prevented: RefCell<HashMap<u64, Object>>,
    /// The same for all items that have none of their own.
    pub all_prevented: RefCell<Option<Object>>,
    /// In the caller, the keys of items that were pushed and have not been given.
    pub keys: RefCell<HashMap<u64, Zval>>,
}

/// A process of a run, as its caller keeps it until nothing more comes of it.
pub struct Process {
    /// Its number, which its hooks know it by.
    pub number: TaskId,
    /// The process; `None` if the fork failed.
    pub process: Option<ProcessId>,
    /// What it writes.
    pub reader: Option<ItemReader>,
    /// What it sends.
    pub inbox: Option<Inbox>,
}

impl Process {
    /// For hooks that have run before a fork that did not come about: those that run after
    /// the end follow.
    pub fn of_none(number: TaskId) -> Self {
        Self {
            number,
            process: None,
            reader: None,
            inbox: None,
        }
    }
}

/// What a process has sent.
pub struct Arrived {
    /// The run, or the process for what its hooks have given.
    pub from: TaskId,
    /// The run and its process, if it is one of a run.
    pub sender: Option<(TaskId, ProcessId)>,
    /// The key of the item that sent it.
    pub key: Option<Zval>,
    /// What.
    pub frame: Frame,
}

thread_local! {
    /// The work of the runs that are not over.
    static WORK: Registry<TaskId, Rc<Work>> = Registry::default();
}

impl Work {
    /// In the caller: the key of an item.
    pub fn key(&self, index: u64) -> Option<Zval> {
        match &self.items {
            Items::Inherited(elements) => elements.get(index).map(|(key, _)| key.value()),
            Items::Sent { .. } => self.keys.borrow().get(&index).map(value::copy),
        }
    }

    /// Reports the values that it holds to the collector of cycles.
    pub fn held(&self, held: &mut Held<'_>) {
        held.object(&self.job.closure);
        if let Items::Inherited(elements) = &self.items {
            elements.held(held);
        }
        self.keys.borrow().values().for_each(|key| held.value(key));
        let prevented = self.prevented.borrow();
        prevented.values().for_each(|thrown| held.object(thrown));
        held.maybe(self.all_prevented.borrow().as_ref());
    }

    /// In the caller: one more process.
    pub fn keep(&self, process: Process) {
        self.processes.borrow_mut().push(process);
    }

    /// The number of a process.
    pub fn number_of(&self, process: ProcessId) -> Option<TaskId> {
        let processes = self.processes.borrow();
        let mut latest = processes.iter().rev();
        latest
            .find(|known| known.process == Some(process))
            .map(|known| known.number)
    }

    /// What an item of this process has written.
    pub fn written(&self, process: ProcessId, item: u64) -> Option<Captured> {
        let mut processes = self.processes.borrow_mut();
        let mut latest = processes.iter_mut().rev();
        let known = latest.find(|known| known.process == Some(process))?;
        Some(known.reader.as_mut()?.take(item))
    }

    /// What an item failed of, for which no process was made.
    pub fn take_prevented(&self, item: u64) -> Option<Object> {
        let own = self.prevented.borrow_mut().remove(&item);
        own.or_else(|| self.all_prevented.borrow().clone())
    }

    /// The numbers of the processes that `is_over` says so of.
    pub fn numbers(&self, is_over: impl Fn(ProcessId) -> bool) -> Vec<TaskId> {
        let processes = self.processes.borrow();
        let over = processes
            .iter()
            .filter(|known| known.process.is_none_or(&is_over));
        over.map(|known| known.number).collect()
    }

    /// Takes what the run's processes have sent by now. Returns how many frames wait then.
    fn receive(&self) -> usize {
        if !self.sends {
            return 0;
        }
        let mut processes = self.processes.borrow_mut();
        let inboxes = processes
            .iter_mut()
            .filter_map(|known| known.inbox.as_mut());
        inboxes.map(Inbox::receive).sum()
    }

    /// The next message from a process of the run with this number. Messages of an item
    /// whose outcome has been given are dropped.
    fn next_sent(&self, run: TaskId) -> Option<Arrived> {
        if !self.sends {
            return None;
        }
        for process in self.processes.borrow_mut().iter_mut() {
            let sender = process.process.map(|process| (run, process));
            while let Some(inbox) = &mut process.inbox {
                let frame = match inbox.next() {
                    Ok(Some(frame)) => frame,
                    Ok(None) => break,
                    Err(_) => {
                        process.inbox = None;
                        if let Some((run, process)) = sender {
                            role::with_table(|table| table.invalid_message_of_items(run, process));
                        }
                        break;
                    }
                };
                let (from, key) = match frame.item() {
                    None => (process.number, None),
                    Some(item) => match self.key(item) {
                        Some(key) => (run, Some(key)),
                        None => continue,
                    },
                };
                return Some(Arrived {
                    from,
                    sender,
                    key,
                    frame,
                });
            }
        }
        None
    }
}

/// Enters the work of a run.
pub fn enter(id: TaskId, work: &Rc<Work>) {
    WORK.with(|all| all.insert(id, Rc::clone(work)));
}

/// The work of a run that is not over.
pub fn of(id: TaskId) -> Option<Rc<Work>> {
    WORK.with(|all| all.get(&id))
}

/// In the caller: takes what processes of runs have sent by now; of this run, if one is named.
/// Returns how many frames wait then.
pub fn receive(run: Option<TaskId>) -> usize {
    let mut waiting = 0;
    WORK.with(|all| {
        all.find_map(|id, work| {
            let is_meant = run.is_none_or(|run| run == *id);
            waiting += if is_meant { work.receive() } else { 0 };
            None::<()>
        })
    });
    waiting
}

/// In the caller: what has been received next of processes of runs; of this run, if one is named.
pub fn next_sent(run: Option<TaskId>) -> Option<Arrived> {
    WORK.with(|all| {
        all.find_map(|id, work| {
            run.is_none_or(|run| run == *id)
                .then(|| work.next_sent(*id))?
        })
    })
}

/// Drops the work of a run. PHP's code may run: what the closure holds may go.
pub fn forget(id: TaskId) {
    WORK.with(|all| all.remove(&id));
}

/// At the end of the request: drops what is left.
pub fn forget_all() {
    WORK.with(Registry::clear);
}

/// When the request's objects have been destroyed.
pub fn objects_are_gone() {
    WORK.with(Registry::forget);
}
