//! The exceptions of task control: what is thrown for a task that neither gave a value
//! nor threw something itself.

mod classes;

pub use classes::{declare, key_at};

use crate::{
    engine::{Object, Thrown, array, declare::Registered, exception, request, throwable, value},
    task::{Cause, output::Captured, role, signal_name},
};
use ext_php_rs::types::Zval;

static TASK: Registered = Registered::new();
static DIED: Registered = Registered::new();
static TIMED_OUT: Registered = Registered::new();
static CANCELLED: Registered = Registered::new();
static FAILED: Registered = Registered::new();

/// What an exception and an outcome say of a task.
#[derive(Default)]
pub struct Details {
    /// Its key: an integer or a string, otherwise null.
    pub key: Option<Zval>,
    /// Its name.
    pub name: Option<Vec<u8>>,
    /// What it wrote to standard output, if that was captured.
    pub output: Option<Vec<u8>>,
    /// What it wrote to standard error.
    pub error_output: Option<Vec<u8>>,
    /// Bytes of these that could not be read.
    pub lost_output: u64,
}

impl Details {
    /// With what the task has written; without it when a part could not be read.
    pub fn with_written(self, written: Option<Captured>) -> Self {
        match written {
            None => self,
            Some(Captured {
                output,
                error,
                lost: 0,
            }) => Self {
                output: Some(output),
                error_output: Some(error),
                ..self
            },
            Some(Captured { lost, .. }) => Self {
                lost_output: lost,
                ..self
            },
        }
    }

    /// What is said when output could not be read.
    pub fn lost_output(&self) -> Option<String> {
        (self.lost_output > 0).then(|| {
            format!(
                "The output of the task could not be read: there is too little memory for {} MB. \
                 Let it print less, or give the program more memory",
                (self.lost_output >> 20).max(1)
            )
        })
    }

    /// The task, as a sentence begins with it.
    fn subject(&self) -> String {
        let key = self.key.as_ref().and_then(|key| match key.long() {
            Some(number) => Some(number.to_string()),
            None => value::bytes(key).map(|text| format!("'{}'", String::from_utf8_lossy(text))),
        });
        let name = self.name.as_deref().map(String::from_utf8_lossy);
        match (name, key) {
            (Some(name), Some(key)) => format!("Task '{name}' (key {key})"),
            (Some(name), None) => format!("Task '{name}'"),
            (None, Some(key)) => format!("The task with key {key}"),
            (None, None) => "The task".to_owned(),
        }
    }

    fn fill(&self, object: &Object) {
        let text = |bytes: &Option<Vec<u8>>| {
            bytes
                .as_ref()
                .map_or_else(Zval::null, |bytes| value::string(bytes))
        };
        let key = self.key.as_ref().map_or_else(Zval::null, value::copy);
        set(object, b"key", key);
        set(object, b"name", text(&self.name));
        set(object, b"output", text(&self.output));
        set(object, b"errorOutput", text(&self.error_output));
    }
}

/// What PHP's serializer is to write of an object that holds what tasks threw: its
/// properties, and copies of the throwables whose traces have no arguments. Those are often
/// the caller's closures, which nothing can serialize.
pub fn serialized(object: &Object) -> Zval {
    let mut all = Zval::new_array();
    let mut properties: Vec<(Vec<u8>, Zval)> = Vec::new();
    throwable::each_property(object, |name, value| {
        properties.push((name.to_vec(), value::copy(value)));
    });
    for (name, value) in properties {
        let portable = match value.array() {
            Some(values) if name == b"errors" => {
                let mut errors = Zval::new_array();
                for (key, error) in array::entries(values) {
                    let key = key.value();
                    let _ = array::set_by_value(&mut errors, &key, portable(error));
                }
                errors
            }
            _ => portable(&value),
        };
        let _ = array::set_by_value(&mut all, &value::string(&name), portable);
    }
    all
}

/// The same value; of a throwable, a copy whose trace has no arguments.
pub fn portable(given: &Zval) -> Zval {
    value::object(given)
        .filter(|object| object.is_a(exception::throwable_class()))
        .and_then(|thrown| throwable::without_arguments(&thrown))
        .map_or_else(|| value::copy(given), Object::into_value)
}

/// A new exception of this class. Its trace shows no arguments: they would be held by it,
/// the caller's closures and generators among them, and keep it from being serialized.
fn create(class: &Registered) -> Result<Object, Thrown> {
    throwable::without_any_arguments(class.get()).ok_or(Thrown)
}

fn set(object: &Object, name: &[u8], value: Zval) {
    throwable::set_property(object, name, value);
}

fn set_message(object: &Object, message: &str) {
    throwable::set_message(object, value::string(message.as_bytes()));
}

fn nullable(number: Option<i64>) -> Zval {
    number.map_or_else(Zval::null, value::int)
}

/// How a process died, in PHP's terms.
#[derive(Default)]
struct Death {
    exit_code: Option<i64>,
    signal: Option<i64>,
    fatal_error: Option<Vec<u8>>,
}

impl Death {
    fn of(cause: &Cause) -> Self {
        Self {
            exit_code: cause.exit_code().map(i64::from),
            signal: cause.signal().map(i64::from),
            fatal_error: cause.fatal_error().map(|text| text.as_bytes().to_vec()),
        }
    }

    fn message(&self) -> String {
        if let Some(text) = &self.fatal_error {
            return format!(
                "ended with a fatal error: {}",
                String::from_utf8_lossy(text)
            );
        }
        if let Some(signal) = self.signal {
            let name = i32::try_from(signal)
                .ok()
                .and_then(signal_name)
                .map_or(String::new(), |name| format!(" ({name})"));
            let hint = if signal == 9 {
                "; the system may be out of memory"
            } else {
                ""
            };
            return format!("was killed by signal {signal}{name}{hint}");
        }
        match self.exit_code {
            Some(status) => format!("called exit({status})"),
            None if role::is_task() => {
                "died, and only the process that started it knows of what".to_owned()
            }
            None => "died, and nobody knows of what: another part of the program has taken its \
                     exit status"
                .to_owned(),
        }
    }

    fn fill(&self, object: &Object) {
        set(object, b"exitCode", nullable(self.exit_code));
        set(object, b"signal", nullable(self.signal));
        let fatal = self
            .fatal_error
            .as_ref()
            .map_or_else(Zval::null, |text| value::string(text));
        set(object, b"fatalError", fatal);
    }
}

fn seconds_text(seconds: f64) -> String {
    let unit = if seconds == 1.0 { "second" } else { "seconds" };
    format!("{seconds} {unit}")
}

/// A `TaskDied`.
///
/// # Errors
/// [`Thrown`]
pub fn died(cause: &Cause, details: &Details) -> Result<Object, Thrown> {
    let object = create(&DIED)?;
    let death = Death::of(cause);
    set_message(
        &object,
        &format!("{} {}", details.subject(), death.message()),
    );
    details.fill(&object);
    death.fill(&object);
    Ok(object)
}

/// Says of a refusal to serialize a result which task's it was, if that is known.
pub fn name_refused(refused: &Object, details: &Details) {
    if details.key.is_none() && details.name.is_none() {
        return;
    }
    let message = throwable::message(refused);
    if let Some(text) = message.as_ref().and_then(value::bytes) {
        let text = String::from_utf8_lossy(text);
        let subject = details.subject();
        set_message(
            refused,
            &format!("{subject} gave what cannot be sent, {text}"),
        );
    }
}

/// Writes a task that a signal has ended to PHP's error log: null must not be the only trace
/// of it.
pub fn log_signal(cause: &Cause, details: impl FnOnce() -> Details) {
    if cause.signal().is_some()
        && let Ok(error) = died(cause, &details())
    {
        log(&error);
    }
}

/// Writes an exception's message to PHP's error log.
pub fn log(error: &Object) {
    let message = throwable::message(error);
    if let Some(text) = message.as_ref().and_then(value::bytes) {
        request::log(&format!("pokio: {}", String::from_utf8_lossy(text)));
    }
}

/// A `TaskTimedOut` after this many seconds.
///
/// # Errors
/// [`Thrown`]
pub fn timed_out(seconds: f64, details: &Details) -> Result<Object, Thrown> {
    let object = create(&TIMED_OUT)?;
    let (subject, after) = (details.subject(), seconds_text(seconds));
    set_message(&object, &format!("{subject} had not ended after {after}"));
    details.fill(&object);
    set(&object, b"seconds", value::float(seconds));
    Ok(object)
}

/// After how many seconds this `TaskTimedOut` was made.
pub fn seconds_of(timed_out: &Object) -> f64 {
    let seconds = throwable::property(timed_out, b"seconds");
    seconds.and_then(|seconds| seconds.double()).unwrap_or(0.0)
}

/// A `TaskTimedOut` of a whole call.
///
/// # Errors
/// [`Thrown`]
pub fn deadline_over(seconds: f64) -> Result<Object, Thrown> {
    let object = timed_out(seconds, &Details::default())?;
    let after = seconds_text(seconds);
    set_message(&object, &format!("Not all tasks had ended after {after}"));
    Ok(object)
}

/// A `TaskCancelled`.
///
/// # Errors
/// [`Thrown`]
pub fn cancelled(details: &Details) -> Result<Object, Thrown> {
    let object = create(&CANCELLED)?;
    set_message(&object, &format!("{} was cancelled", details.subject()));
    details.fill(&object);
    Ok(object)
}

/// A `TasksFailed` with what each task threw, by key.
///
/// # Errors
/// [`Thrown`]
pub fn all_failed(errors: Zval) -> Result<Object, Thrown> {
    let object = create(&FAILED)?;
    set_message(&object, &failed_message(&errors));
    set(&object, b"errors", errors);
    Ok(object)
}

fn failed_message(errors: &Zval) -> String {
    let Some(errors) = errors.array() else {
        return "All tasks failed".to_owned();
    };
    let first = crate::engine::array::entries(errors)
        .find_map(|(_, error)| value::object(error))
        .and_then(|error| throwable::message(&error))
        .and_then(|message| {
            value::bytes(&message).map(|text| String::from_utf8_lossy(text).into_owned())
        });
    let count = errors.len();
    match (count, first) {
        (1, Some(first)) => format!("The only task failed with: {first}"),
        (_, Some(first)) => format!("All {count} tasks failed, the first with: {first}"),
        (_, None) => "All tasks failed".to_owned(),
    }
}
