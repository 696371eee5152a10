//! The settings in php.ini.

use super::fork_future::Deaths;
use crate::{
    engine::ini::{self, Setting, Shown},
    task::{connections, huge_pages, terms, trace},
};
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU8, AtomicU32, Ordering::Relaxed};
use std::time::Duration;

/// `pokio.runtime`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Fork where that is possible.
    Auto = 0,
    /// Fork, or refuse to work.
    Fork = 1,
    /// Never fork.
    Sync = 2,
}

static RUNTIME: AtomicU8 = AtomicU8::new(Choice::Auto as u8);
static MAX_PROCESSES: AtomicI64 = AtomicI64::new(0);
static TASKS_PER_PROCESS: AtomicU32 = AtomicU32::new(1);
static DEATHS_ARE_THROWN: AtomicBool = AtomicBool::new(false);
static FUNCTIONS: AtomicBool = AtomicBool::new(true);

/// `pokio.runtime`
pub fn runtime() -> Choice {
    [Choice::Auto, Choice::Fork, Choice::Sync]
        .into_iter()
        .find(|choice| *choice as u8 == RUNTIME.load(Relaxed))
        .unwrap_or(Choice::Auto)
}

/// `pokio.max_processes`, `None` when the machine is to decide.
pub fn max_processes() -> Option<i64> {
    Some(MAX_PROCESSES.load(Relaxed)).filter(|max| *max > 0)
}

/// `pokio.tasks_per_process`: how many tasks of one `await([...])` a process may
/// take, one after another.
pub fn tasks_per_process() -> u32 {
    match TASKS_PER_PROCESS.load(Relaxed) {
        0 => u32::MAX,
        tasks => tasks,
    }
}

/// `pokio.functions`: whether the global functions are wanted.
pub fn functions() -> bool {
    FUNCTIONS.load(Relaxed)
}

/// `pokio.died`: what the death of a task becomes where the package gives null.
pub fn deaths() -> Deaths {
    if DEATHS_ARE_THROWN.load(Relaxed) {
        Deaths::Thrown
    } else {
        Deaths::Null
    }
}

fn set_runtime(text: &str) -> Result<(), &'static str> {
    let choice = match text.trim().to_ascii_lowercase().as_str() {
        "auto" => Choice::Auto,
        "fork" => Choice::Fork,
        "sync" => Choice::Sync,
        _ => return Err("pokio.runtime must be auto, fork or sync; auto is used"),
    };
    RUNTIME.store(choice as u8, Relaxed);
    Ok(())
}

fn set_max_processes(text: &str) -> Result<(), &'static str> {
    match text.trim().parse() {
        Ok(max) if max >= 0 => {
            MAX_PROCESSES.store(max, Relaxed);
            Ok(())
        }
        _ => {
            Err("pokio.max_processes must be a number of processes, or 0 for automatic; 0 is used")
        }
    }
}

fn set_tasks_per_process(text: &str) -> Result<(), &'static str> {
    match text.trim().parse() {
        Ok(tasks) => {
            TASKS_PER_PROCESS.store(tasks, Relaxed);
            Ok(())
        }
        Err(_) => {
            Err("pokio.tasks_per_process must be a number of tasks, or 0 for any number; 1 is used")
        }
    }
}

fn set_huge_pages(text: &str) -> Result<(), &'static str> {
    let on = ini::flag(text).ok_or("pokio.huge_pages must be on or off; off is used")?;
    huge_pages::set(on);
    Ok(())
}

fn set_connections(text: &str) -> Result<(), &'static str> {
    let separate = match text.trim().to_ascii_lowercase().as_str() {
        "separate" => true,
        "shared" => false,
        _ => return Err("pokio.connections must be separate or shared; separate is used"),
    };
    connections::set_separate(separate);
    Ok(())
}

fn set_functions(text: &str) -> Result<(), &'static str> {
    let on = ini::flag(text).ok_or("pokio.functions must be on or off; on is used")?;
    FUNCTIONS.store(on, Relaxed);
    Ok(())
}

fn set_died(text: &str) -> Result<(), &'static str> {
    let thrown = match text.trim().to_ascii_lowercase().as_str() {
        "quiet" => false,
        "throw" => true,
        _ => return Err("pokio.died must be quiet or throw; it stays as it is"),
    };
    DEATHS_ARE_THROWN.store(thrown, Relaxed);
    Ok(())
}

fn set_grace(text: &str) -> Result<(), &'static str> {
    const COMPLAINT: &str = "pokio.grace must be a number of seconds, 0 or more; it stays as it is";
    let seconds: f64 = text.trim().parse().map_err(|_| COMPLAINT)?;
    let grace = Duration::try_from_secs_f64(seconds).map_err(|_| COMPLAINT)?;
    terms::set_grace(grace);
    Ok(())
}

fn set_trace(text: &str) -> Result<(), &'static str> {
    trace::set_file(text);
    Ok(())
}

static SETTINGS: ini::Settings<10> = ini::settings([
    Setting {
        name: c"pokio.runtime",
        default: c"auto",
        set: Some(set_runtime),
        shown: Shown::Text,
        ..Setting::END
    },
    Setting {
        name: c"pokio.max_processes",
        default: c"0",
        set: Some(set_max_processes),
        shown: Shown::Text,
        ..Setting::END
    },
    Setting {
        name: c"pokio.functions",
        default: c"on",
        set: Some(set_functions),
        shown: Shown::Flag,
        ..Setting::END
    },
    Setting {
        name: c"pokio.tasks_per_process",
        default: c"1",
        set: Some(set_tasks_per_process),
        shown: Shown::Text,
        ..Setting::END
    },
    Setting {
        name: c"pokio.connections",
        default: c"separate",
        set: Some(set_connections),
        shown: Shown::Text,
        ..Setting::END
    },
    Setting {
        name: c"pokio.huge_pages",
        default: c"off",
        set: Some(set_huge_pages),
        shown: Shown::Flag,
        ..Setting::END
    },
    Setting {
        name: c"pokio.died",
        default: c"quiet",
        set: Some(set_died),
        shown: Shown::Text,
        changeable: true,
    },
    Setting {
        name: c"pokio.grace",
        default: c"0.5",
        set: Some(set_grace),
        shown: Shown::Text,
        changeable: true,
    },
    Setting {
        name: c"pokio.trace",
        default: c"",
        set: Some(set_trace),
        shown: Shown::Text,
        ..Setting::END
    },
    Setting::END,
]);

/// Registers them. To be called while the module starts.
pub fn register(module: i32) {
    ini::register(&SETTINGS, module);
}

/// Forgets them. To be called when the module ends.
pub fn unregister(kind: i32, module: i32) {
    ini::unregister(kind, module);
}
