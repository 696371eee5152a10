//! How a task has ended, in a word.

use super::{Cause, message_kind};

/// How a task has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It gave a value.
    Fulfilled,
    /// It threw, or its value cannot be sent.
    Failed,
    /// Without an outcome.
    Died,
    /// Its time limit was over.
    TimedOut,
    /// Its caller ended it.
    Cancelled,
}

impl Status {
    /// That of a task whose message is of this kind.
    pub fn of_kind(kind: u32) -> Self {
        match kind {
            kind if message_kind::is_death(kind) => Self::Died,
            kind if message_kind::is_value(kind) => Self::Fulfilled,
            _ => Self::Failed,
        }
    }

    /// The word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fulfilled => "fulfilled",
            Self::Failed => "failed",
            Self::Died => "died",
            Self::TimedOut => "timed out",
            Self::Cancelled => "cancelled",
        }
    }
}

impl From<&Cause> for Status {
    fn from(cause: &Cause) -> Self {
        match cause {
            Cause::TimedOut => Self::TimedOut,
            Cause::Cancelled => Self::Cancelled,
            Cause::InvalidMessage => Self::Failed,
            Cause::Exit(_) | Cause::Fatal(_) | Cause::Process(_) => Self::Died,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_tells_how_its_task_ended() {
        let names = [
            message_kind::ROWS,
            message_kind::REFUSED,
            message_kind::TOO_DEEP,
            message_kind::EXIT,
        ]
        .map(|kind| Status::of_kind(kind).name());
        assert_eq!(names, ["fulfilled", "failed", "failed", "died"]);
    }

    #[test]
    fn a_task_without_a_message_died_unless_its_caller_ended_it() {
        assert_eq!(Status::from(&Cause::Exit(0)), Status::Died);
        assert_eq!(Status::from(&Cause::TimedOut), Status::TimedOut);
        assert_eq!(Status::from(&Cause::Cancelled), Status::Cancelled);
    }
}
