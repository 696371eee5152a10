//! The output of a task that runs in this process: what PHP prints, by an output buffer.
//! What programs print, and standard error, are not seen here; code that ends all buffers
//! loses what would have been captured.

use super::{options::Options, status::Output};
use crate::{
    engine::{
        exception,
        output_filter::{Filter, Moment, OutputFilter, Past},
        request,
    },
    task::{
        output::{Captured, Lines, prefix},
        role,
    },
};
use ext_php_rs::types::Zval;
use std::{cell::RefCell, rc::Rc};

/// The output of the call that is being made.
pub struct OutputHere {
    filter: Option<OutputFilter>,
    past: Option<Past>,
    captured: Option<Rc<RefCell<Vec<u8>>>>,
}

impl OutputHere {
    /// From now on the options are in force; `None` where they ask for nothing. If something
    /// receives messages, what that prints needs a way past buffers that the task begins.
    pub fn begin(options: &Options, key: Option<&Zval>, receives: bool) -> Option<Self> {
        let mut captured = None;
        let filter = match options.output() {
            Output::Inherit if !receives => return None,
            // A buffer would stand below those that other fibers begin meanwhile.
            Output::Inherit => {
                return Some(Self {
                    filter: None,
                    past: Some(Past::here()),
                    captured,
                });
            }
            Output::Capture => {
                let text = Rc::default();
                captured = Some(Rc::clone(&text));
                capture(text)
            }
            Output::Prefix => {
                let label = options.label(key);
                let label = label.unwrap_or_else(|| role::process().to_string().into_bytes());
                prefix_lines(prefix(&label))
            }
            Output::Discard => discard(),
        };
        let filter = OutputFilter::begin(filter);
        Some(Self {
            past: filter.as_ref().map(OutputFilter::past),
            filter,
            captured,
        })
    }

    /// The way past it: to where the output of the code goes that waits for the call.
    pub fn past(&self) -> Option<Past> {
        self.past.clone()
    }

    /// The call has come back. Gives what was captured, if that was asked for.
    pub fn end(self) -> Option<Captured> {
        let exits = exception::is_exit_pending();
        if let Some(filter) = self.filter {
            filter.end();
        }
        if let Some(past) = self.past {
            past.end();
        }
        if exits {
            // Nobody gets what was captured: it is shown when the buffer ends.
            return None;
        }
        self.captured.map(|text| Captured {
            output: text.take(),
            ..Captured::default()
        })
    }
}

fn capture(text: Rc<RefCell<Vec<u8>>>) -> Filter {
    Box::new(move |printed, moment, passes| {
        let mut text = text.borrow_mut();
        match moment {
            Moment::Past => passes.extend_from_slice(printed),
            Moment::Printed | Moment::End => text.extend_from_slice(printed),
            Moment::Taken => {
                passes.append(&mut text);
                passes.extend_from_slice(printed);
            }
        }
    })
}

fn prefix_lines(prefix: Box<[u8]>) -> Filter {
    let mut unfinished = Vec::new();
    Box::new(move |printed, moment, passes| {
        if moment == Moment::Past {
            passes.extend_from_slice(printed);
            return;
        }
        unfinished.extend_from_slice(printed);
        let last = unfinished.iter().rposition(|byte| *byte == b'\n');
        let whole = match moment {
            Moment::Taken | Moment::End => unfinished.len(),
            Moment::Printed | Moment::Past => last.map_or(0, |last| last + 1),
        };
        let mut lines = Lines::new(&prefix);
        lines.add(&unfinished[..whole], |shown| {
            passes.extend_from_slice(shown)
        });
        lines.end(|shown| passes.extend_from_slice(shown));
        unfinished.drain(..whole);
    })
}

/// Here a fatal error is the program's end: its message, which comes last, is shown.
fn discard() -> Filter {
    let mut last = Vec::new();
    Box::new(move |printed, moment, passes| {
        if !printed.is_empty() {
            last.clear();
            let printed_last = if moment == Moment::Past {
                &mut *passes
            } else {
                &mut last
            };
            printed_last.extend_from_slice(printed);
        }
        if moment == Moment::Taken && request::has_bailed_out() {
            passes.append(&mut last);
        }
    })
}
