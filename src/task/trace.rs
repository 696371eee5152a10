//! `pokio.trace`: the run as trace events, which Perfetto, Chrome and speedscope open.
//!
//! The caller notes what happens and writes the file at the request's end, in parts when
//! there is much. Tasks write nothing.

use super::{ids::TaskId, status::Status};
use crate::{
    memory::slot::Report,
    system::{
        clock, identity,
        process::{self, ProcessId},
        steps::Step,
    },
};
use serde_json::{Value, json};
use std::{
    cell::RefCell,
    collections::HashMap,
    fs::File,
    io::{self, Write},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
};

/// How many events are kept before they are written.
const MANY: usize = 20_000;

static ON: AtomicBool = AtomicBool::new(false);
static PATH: Mutex<String> = Mutex::new(String::new());

thread_local! {
    static TRACE: RefCell<Option<Trace>> = const { RefCell::new(None) };
}

/// Where the events go; empty for nowhere.
pub fn set_file(path: &str) {
    *PATH.lock().unwrap_or_else(PoisonError::into_inner) = path.to_owned();
    ON.store(!path.is_empty(), Relaxed);
}

/// Whether there is a trace.
#[inline]
pub fn is_on() -> bool {
    ON.load(Relaxed)
}

/// What a trace tells of a task, or an item, that has ended.
#[derive(Clone, Copy)]
pub struct End {
    /// How it has ended.
    pub status: Status,
    /// The length of its message, in bytes.
    pub bytes: u64,
    /// What it reported, if it did.
    pub report: Option<Report>,
}

impl End {
    /// That of a task without a message.
    pub fn without_message(status: Status) -> Self {
        Self {
            status,
            bytes: 0,
            report: None,
        }
    }
}

/// A task that runs.
struct Running {
    lane: usize,
    started: u64,
    process: ProcessId,
    label: Option<String>,
}

struct Trace {
    /// The process whose trace this is.
    owner: identity::Token,
    process: ProcessId,
    began: u64,
    events: Vec<Value>,
    /// Which task has which place. The caller's own lane is number 0.
    lanes: Vec<Option<TaskId>>,
    running: HashMap<TaskId, Running>,
    /// When the last fork began: a task may run, and end, before its caller continues.
    forked: u64,
    file: Option<File>,
    /// Why the file could not be written. Nothing more is noted then.
    failed: Option<io::Error>,
}

impl Trace {
    fn new() -> Self {
        let process = process::id();
        let mut trace = Self {
            owner: identity::token(),
            process,
            began: clock::now(),
            events: Vec::new(),
            lanes: Vec::new(),
            running: HashMap::new(),
            forked: 0,
            file: None,
            failed: None,
        };
        trace.name("process_name", 0, &format!("PHP {process}"));
        trace.name("thread_name", 0, "caller");
        trace
    }

    fn name(&mut self, what: &str, lane: usize, name: &str) {
        self.events.push(json!({
            "ph": "M", "name": what, "pid": self.process, "tid": lane, "args": {"name": name},
        }));
    }

    /// Microseconds since the beginning.
    fn time(&self, at: u64) -> f64 {
        at.saturating_sub(self.began) as f64 / 1000.0
    }

    /// The number of the free place that comes first.
    fn take_lane(&mut self, id: TaskId) -> usize {
        if let Some(free) = self.lanes.iter().position(Option::is_none) {
            self.lanes[free] = Some(id);
            return free + 1;
        }
        self.lanes.push(Some(id));
        let lane = self.lanes.len();
        self.name("thread_name", lane, &format!("place {lane}"));
        lane
    }

    fn count(&mut self, at: u64) {
        let event = json!({
            "ph": "C", "name": "running tasks", "pid": self.process, "tid": 0,
            "ts": self.time(at), "args": {"tasks": self.running.len()},
        });
        self.events.push(event);
    }

    fn started(&mut self, id: TaskId, process: ProcessId, label: Option<&[u8]>) {
        let running = Running {
            lane: self.take_lane(id),
            started: self.forked,
            process,
            label: label.map(|label| String::from_utf8_lossy(label).into_owned()),
        };
        self.running.insert(id, running);
        self.count(self.forked);
    }

    fn ended(&mut self, id: TaskId, end: End) {
        let Some(running) = self.running.remove(&id) else {
            return;
        };
        self.lanes[running.lane - 1] = None;
        let now = clock::now();
        self.bar(id, &running, now, end);
        self.count(now);
    }

    /// A task or an item has ended whose process has this number. What it says of the time that
    /// it took counts back from now, and not into the one before.
    fn shared_ended(&mut self, number: TaskId, id: TaskId, label: Option<&[u8]>, end: End) {
        let now = clock::now();
        let Some(running) = self.running.get_mut(&number) else {
            return;
        };
        let took = end.report.map_or(0, |report| report.nanoseconds);
        let began = match took {
            0 => running.started,
            took => now.saturating_sub(took).max(running.started),
        };
        running.started = now;
        let one = Running {
            lane: running.lane,
            started: began,
            process: running.process,
            label: label.map(|label| String::from_utf8_lossy(label).into_owned()),
        };
        self.bar(id, &one, now, end);
    }

    /// Nothing more comes of a process of several tasks or items.
    fn worker_is_over(&mut self, number: TaskId) {
        if let Some(running) = self.running.remove(&number) {
            self.lanes[running.lane - 1] = None;
            self.count(clock::now());
        }
    }

    fn bar(&mut self, id: TaskId, running: &Running, now: u64, end: End) {
        let report = end.report.filter(|report| report.nanoseconds > 0);
        let event = json!({
            "ph": "X",
            "cat": "task",
            "name": running.label.clone().unwrap_or_else(|| format!("task {id}")),
            "pid": self.process,
            "tid": running.lane,
            "ts": self.time(running.started),
            "dur": self.time(now) - self.time(running.started),
            "args": {
                "status": end.status.name(),
                "name": running.label,
                "task": id,
                "process": running.process,
                "bytes": end.bytes,
                "peakMemory": report.map(|report| report.peak_memory),
                "milliseconds": report.map(|report| report.nanoseconds as f64 / 1e6),
            },
        });
        self.events.push(event);
        let sent = json!({
            "ph": "i", "s": "t", "cat": "mark", "name": "sent", "pid": self.process,
            "tid": running.lane, "ts": self.time(now),
        });
        self.events.push(sent);
    }

    /// Writes what there is.
    fn write(&mut self, last: bool) -> io::Result<()> {
        let mut text = String::new();
        let mut begun = self.file.is_some();
        for event in self.events.drain(..) {
            text.push_str(if begun { ",\n" } else { "[\n" });
            begun = true;
            text.push_str(&event.to_string());
        }
        if last {
            text.push_str("\n]\n");
        }
        let file = match &mut self.file {
            Some(file) => file,
            None => {
                let path = PATH.lock().unwrap_or_else(PoisonError::into_inner);
                self.file.insert(File::create(path.as_str())?)
            }
        };
        process::with_file_limit_as_error(|| file.write_all(text.as_bytes()))
    }
}

/// At the request's start.
pub fn begin_request() {
    if is_on() {
        TRACE.set(Some(Trace::new()));
    }
}

/// Does something with the trace, if it is this process's.
#[cold]
fn with(note: impl FnOnce(&mut Trace)) {
    TRACE.with(|trace| {
        if let Ok(mut trace) = trace.try_borrow_mut()
            && let Some(trace) = trace.as_mut()
            && trace.owner == identity::token()
        {
            if trace.failed.is_some() {
                return;
            }
            note(trace);
            if trace.events.len() >= MANY {
                // What can be said of a failure is said at the end.
                trace.failed = trace.write(false).err();
            }
        }
    });
}

/// A task has been forked.
#[inline]
pub fn started(id: TaskId, process: ProcessId, label: Option<&[u8]>) {
    if is_on() {
        with(|trace| trace.started(id, process, label));
    }
}

/// A task has ended.
#[inline]
pub fn ended(id: TaskId, end: End) {
    if is_on() {
        with(|trace| trace.ended(id, end));
    }
}

/// A task of a batch, or an item, has ended whose process has this number. `id` is what it is
/// called by if it has no label.
pub fn shared_ended(number: TaskId, id: TaskId, label: Option<&[u8]>, end: End) {
    if is_on() {
        with(|trace| trace.shared_ended(number, id, label, end));
    }
}

/// Nothing more comes of a process of several tasks or items, which has this number.
pub fn worker_is_over(number: TaskId) {
    if is_on() {
        with(|trace| trace.worker_is_over(number));
    }
}

/// The time by the trace's clock; 0 without a trace.
#[inline]
pub fn now() -> u64 {
    if is_on() { clock::now() } else { 0 }
}

/// The caller has taken a step that began then.
#[inline]
pub fn spent(step: Step, began: u64) {
    if is_on() && began > 0 {
        with(|trace| {
            if step == Step::Fork {
                trace.forked = began;
            }
            let Some(name) = step.span() else { return };
            let event = json!({
                "ph": "X", "cat": "caller", "name": name, "pid": trace.process, "tid": 0,
                "ts": trace.time(began), "dur": trace.time(clock::now()) - trace.time(began),
            });
            trace.events.push(event);
        });
    }
}

/// At the request's end: writes the file.
///
/// # Errors
/// A text for people, when that fails.
pub fn finish() -> Result<(), String> {
    let own = |trace: &Trace| trace.owner == identity::token();
    let Some(mut trace) = TRACE.take().filter(own) else {
        return Ok(());
    };
    let written = match trace.failed.take() {
        Some(error) => Err(error),
        None => trace.write(true),
    };
    written.map_err(|error| {
        let path = PATH.lock().unwrap_or_else(PoisonError::into_inner);
        format!("pokio.trace: {} cannot be written: {error}", *path)
    })
}
