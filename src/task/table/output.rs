//! What tasks write, as the table keeps and shows it.

use super::{Table, TaskId};
use crate::task::{
    output::{PAUSE, Prefixer, Reader},
    terms::Control,
};
use smallvec::SmallVec;
use std::time::Instant;

/// Tasks that have ended whose captured output may stay in files, which take descriptors.
const IN_FILES: usize = 32;

/// Tasks whose output is shown or kept.
#[derive(Default)]
pub(super) struct Outputs {
    /// Tasks that run, whose lines are shown.
    pub shown: SmallVec<[TaskId; 4]>,
    /// Tasks that have ended, whose output is in files.
    pub in_files: Vec<TaskId>,
}

impl Control {
    /// Whether the task's lines are shown as they come.
    pub(super) fn shows_lines(&self) -> bool {
        matches!(self.output, Some(Reader::Prefix(_)))
    }

    /// The lines, to be shown by another one.
    pub(super) fn take_lines(&mut self) -> Option<Prefixer> {
        match self
            .output
            .take_if(|output| matches!(output, Reader::Prefix(_)))
        {
            Some(Reader::Prefix(lines)) => Some(lines),
            _ => None,
        }
    }
}

impl Table {
    /// Shows the lines that tasks have written.
    pub fn show_lines(&mut self) {
        let (tasks, outputs) = (&mut self.tasks, &mut self.outputs);
        outputs.shown.retain(|id| {
            let control = tasks.get_mut(*id).and_then(|task| task.control.as_mut());
            match control.and_then(|control| control.output.as_mut()) {
                Some(Reader::Prefix(lines)) => {
                    lines.show_lines();
                    true
                }
                _ => false,
            }
        });
        for task in &mut self.ended {
            task.lines.iter_mut().for_each(Prefixer::show_lines);
        }
    }

    /// When the next look at lines is due, if any task may write some.
    pub(super) fn next_look_at_lines(&self) -> Option<Instant> {
        let some =
            !self.outputs.shown.is_empty() || self.ended.iter().any(|task| task.lines.is_some());
        some.then(|| Instant::now() + PAUSE)
    }

    /// The task has ended by itself: it writes nothing more.
    pub(super) fn output_is_complete(&mut self, id: TaskId) {
        let Some(control) = self
            .tasks
            .get_mut(id)
            .and_then(|task| task.control.as_mut())
        else {
            return;
        };
        if let Some(mut lines) = control.take_lines() {
            lines.show_all();
            self.outputs.shown.retain(|shown| *shown != id);
        } else if control.output.is_some() {
            self.outputs.in_files.push(id);
        }
    }

    /// Reads the captured output of tasks that have ended, when there is much, so that
    /// descriptors serve running tasks.
    pub(super) fn spill_captured(&mut self) {
        if self.outputs.in_files.len() >= IN_FILES {
            self.spill_all_captured();
        }
    }

    /// The same however little there is. Returns whether there was some.
    pub fn spill_all_captured(&mut self) -> bool {
        let in_files = std::mem::take(&mut self.outputs.in_files);
        let mut any = false;
        for id in in_files {
            let control = self
                .tasks
                .get_mut(id)
                .and_then(|task| task.control.as_mut());
            if let Some(Reader::Capture(capture)) =
                control.and_then(|control| control.output.as_mut())
            {
                capture.read_ahead();
                any = true;
            }
        }
        any
    }
}
