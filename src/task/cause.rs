//! Why a task has no outcome of its own.

use crate::system::{process::End, signals};

/// What became of the task's process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// Its closure called `exit()` with this status.
    Exit(i32),
    /// A fatal error of PHP, with its text.
    Fatal(String),
    /// The process ended before it could report.
    Process(End),
    /// It had not ended when its time limit was over.
    TimedOut,
    /// Its caller ended it.
    Cancelled,
    /// It has sent something that is not a message.
    InvalidMessage,
}

impl Cause {
    /// The exit status, if the process ended by itself; 255 for a fatal error.
    pub fn exit_code(&self) -> Option<i32> {
        match self {
            Self::Exit(status) | Self::Process(End::Exited(status)) => Some(*status),
            Self::Fatal(_) => Some(255),
            Self::Process(End::Killed(_) | End::Unknown)
            | Self::TimedOut
            | Self::Cancelled
            | Self::InvalidMessage => None,
        }
    }

    /// The signal that ended the process.
    pub fn signal(&self) -> Option<i32> {
        match self {
            Self::Process(End::Killed(signal)) => Some(*signal),
            _ => None,
        }
    }

    /// The text of a fatal error.
    pub fn fatal_error(&self) -> Option<&str> {
        match self {
            Self::Fatal(text) => Some(text),
            _ => None,
        }
    }
}

/// A signal's name, such as `SIGKILL`.
pub fn signal_name(signal: i32) -> Option<&'static str> {
    signals::name(signal)
}
