//! The enumerations `Pokio\Status` and `Pokio\Output`.

use crate::{
    engine::{
        ClassEntry, Object,
        declare::{self, Registered},
        value,
    },
    task::status::Status,
};
use ext_php_rs::types::Zval;

static STATUS: Registered = Registered::new();
static OUTPUT: Registered = Registered::new();

/// The case of `Pokio\Status` for how a task has ended.
pub fn case(status: Status) -> Option<Object> {
    let name = match status {
        Status::Fulfilled => c"Fulfilled",
        Status::Failed => c"Failed",
        Status::Died => c"Died",
        Status::TimedOut => c"TimedOut",
        Status::Cancelled => c"Cancelled",
    };
    declare::case(&STATUS, name)
}

/// The class of `Pokio\Status`.
pub fn status_class() -> ClassEntry {
    STATUS.get()
}

/// The class of `Pokio\Output`.
pub fn output_class() -> ClassEntry {
    OUTPUT.get()
}

/// `Pokio\Output`: where a task's output goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Output {
    /// Where the caller's goes.
    #[default]
    Inherit,
    /// Into the outcome.
    Capture,
    /// Where the caller's goes, in whole lines, each with the task's name before it.
    Prefix,
    /// Nowhere.
    Discard,
}

impl Output {
    /// Which case the object is; `Inherit` for any other.
    pub fn of(case: Option<&Object>) -> Self {
        let is = |name| {
            let found = declare::case(&OUTPUT, name);
            case.zip(found)
                .is_some_and(|(case, found)| case.handle() == found.handle())
        };
        if is(c"Capture") {
            Self::Capture
        } else if is(c"Prefix") {
            Self::Prefix
        } else if is(c"Discard") {
            Self::Discard
        } else {
            Self::Inherit
        }
    }
}

/// The zval of a case, null when there is none.
pub fn case_value(case: Option<Object>) -> Zval {
    case.map_or_else(Zval::null, Object::into_value)
}

/// Whether the value is this status.
pub fn is(value: &Zval, status: Status) -> bool {
    value::object(value)
        .zip(case(status))
        .is_some_and(|(value, case)| value.handle() == case.handle())
}

/// Declares both.
pub fn declare() {
    STATUS.set(declare::enumeration(
        c"Pokio\\Status",
        &[c"Fulfilled", c"Failed", c"Died", c"TimedOut", c"Cancelled"],
    ));
    OUTPUT.set(declare::enumeration(
        c"Pokio\\Output",
        &[c"Inherit", c"Capture", c"Prefix", c"Discard"],
    ));
}
