//! The named steps of a task's life. Two look at them: tests make things go wrong there
//! ([`faults`](super::faults)), and a trace shows how long some of them take.

/// A step in the life of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// In the caller: taking slot, region and descriptors.
    Allocate,
    /// In the caller: fork(2).
    Fork,
    /// In the task: before everything else.
    Begin,
    /// In the task: as the closure is called.
    Closure,
    /// In the task: as the outcome is encoded.
    Encode,
    /// In the task: writing to the memory file.
    Grow,
    /// In the task: as objects that it created are destroyed.
    Destruct,
    /// In the task: before the message is published.
    Publish,
    /// In the task: between publishing and waking the caller.
    Wake,
    /// In the task: when all is done but the process's end.
    End,
    /// In the caller: its sleep.
    Wait,
    /// In the caller: as a message is decoded.
    Decode,
    /// In the caller: before processes that have ended are collected.
    Reap,
}

impl Step {
    /// What a trace calls the time that the caller spends in it, if it shows that.
    pub fn span(self) -> Option<&'static str> {
        match self {
            Self::Wait => Some("waiting"),
            Self::Fork => Some("forking"),
            Self::Decode => Some("decoding"),
            _ => None,
        }
    }
}

/// As tests name them.
#[cfg(any(test, feature = "faults"))]
impl Step {
    /// All of them, in their order.
    pub const ALL: [Self; 13] = [
        Self::Allocate,
        Self::Fork,
        Self::Begin,
        Self::Closure,
        Self::Encode,
        Self::Grow,
        Self::Destruct,
        Self::Publish,
        Self::Wake,
        Self::End,
        Self::Wait,
        Self::Decode,
        Self::Reap,
    ];

    /// Its name, as tests write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Allocate => "allocate",
            Self::Fork => "fork",
            Self::Begin => "begin",
            Self::Closure => "closure",
            Self::Encode => "encode",
            Self::Grow => "grow",
            Self::Destruct => "destruct",
            Self::Publish => "publish",
            Self::Wake => "wake",
            Self::End => "end",
            Self::Wait => "wait",
            Self::Decode => "decode",
            Self::Reap => "reap",
        }
    }

    /// The step of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.name() == name)
    }

    /// Whether the task takes it, and not its caller.
    pub fn is_tasks(self) -> bool {
        use Step::{Begin, Closure, Destruct, Encode, End, Grow, Publish, Wake};
        matches!(
            self,
            Begin | Closure | Encode | Grow | Destruct | Publish | Wake | End
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_has_a_place_in_the_list_and_a_name_of_its_own() {
        for (place, step) in Step::ALL.into_iter().enumerate() {
            assert_eq!(step as usize, place);
            assert_eq!(Step::named(step.name()), Some(step));
        }
        assert_eq!(Step::named("none"), None);
    }

    #[test]
    fn a_trace_shows_steps_of_the_caller_alone() {
        assert!(
            Step::ALL
                .into_iter()
                .all(|step| step.span().is_none() || !step.is_tasks())
        );
    }
}
