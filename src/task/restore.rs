//! What a task changes of its process and of the request as a whole, put back before the
//! next task of the process. A change that cannot be put back, or not well, ends the
//! process after the task.
//!
//! Nothing is looked at until one of PHP's functions is called that changes something: two
//! tasks that call none cost no look at all.

use super::role;
use crate::{
    engine::{
        guarded,
        request_state::{self, Handlers, SignalHandlers},
        state_changes::{Effect, Listener},
        time_limit,
    },
    system::process_state::{self, Attributes, Signals},
};
use ext_php_rs::types::Zval;
use std::{
    cell::{Cell, RefCell},
    ffi::CString,
    mem::ManuallyDrop,
};

/// Is called around such functions.
pub const LISTENER: Listener = Listener {
    before: about_to_change,
    after: changed,
};

thread_local! {
    /// Whether this process takes several tasks.
    static WATCHING: Cell<bool> = const { Cell::new(false) };
    /// Whether one of the functions has been called since the last look.
    static NOTED: Cell<bool> = const { Cell::new(false) };
    static BEFORE: RefCell<ManuallyDrop<Before>> = RefCell::default();
}

/// What was there before the running task changed it.
#[derive(Default)]
struct Before {
    /// The limit of time, in seconds.
    limit: i64,
    fixed: Option<Fixed>,
    for_good: bool,
    signals: Option<(SignalHandlers, Signals)>,
    handlers: Option<Handlers>,
    environment: Option<Vec<CString>>,
    locale: Option<Zval>,
    files: Option<Attributes>,
}

/// What is compared and not put back.
struct Fixed {
    streams: [bool; 3],
    autoloaders: Option<Zval>,
    wrappers: Option<Zval>,
}

impl Fixed {
    fn now() -> Self {
        Self {
            streams: process_state::standard_streams(),
            autoloaders: request_state::autoloaders(),
            wrappers: request_state::stream_wrappers(),
        }
    }

    fn is_unchanged(&self) -> bool {
        let now = Self::now();
        self.streams == now.streams
            && request_state::is_same_list(self.autoloaders.as_ref(), now.autoloaders.as_ref())
            && request_state::is_same_list(self.wrappers.as_ref(), now.wrappers.as_ref())
    }
}

/// In a new process that takes several tasks: from now on changes are noted.
pub fn begin() {
    WATCHING.set(true);
    BEFORE.with_borrow_mut(|before| before.limit = time_limit::seconds());
}

/// What the process's hooks have changed is there for all of its tasks: it is what the
/// next look compares with.
#[inline]
pub fn begin_after_hooks() {
    if WATCHING.get() {
        forget_noted();
    }
}

/// A function of its own: a process of one task, which has nothing to restore, does not
/// bring in its page.
#[cold]
#[inline(never)]
fn forget_noted() {
    NOTED.set(false);
    let limit = time_limit::seconds();
    let noted = BEFORE.with_borrow_mut(|before| {
        std::mem::replace(
            before,
            ManuallyDrop::new(Before {
                limit,
                ..Before::default()
            }),
        )
    });
    // PHP's code may run: what handlers hold may go.
    WATCHING.set(false);
    let _ = guarded(move || drop(ManuallyDrop::into_inner(noted)));
    WATCHING.set(true);
}

fn about_to_change(effect: Effect) {
    if !WATCHING.get() {
        return;
    }
    let noted = BEFORE.with_borrow(|before| match effect {
        Effect::Rights | Effect::ForGood => before.for_good,
        Effect::Request => before.fixed.is_some(),
        Effect::Signals => before.signals.is_some(),
        Effect::Handlers => before.handlers.is_some(),
        Effect::Environment => before.environment.is_some(),
        Effect::Locale => before.locale.is_some(),
        Effect::Files => before.files.is_some(),
    });
    if noted {
        return;
    }
    // What asks PHP is itself no change.
    WATCHING.set(false);
    note_before(effect);
    WATCHING.set(true);
    NOTED.set(true);
}

/// Notes what there is before it is changed.
fn note_before(effect: Effect) {
    // What is asked of PHP comes before the borrow.
    match effect {
        Effect::Rights | Effect::ForGood => note(|before| before.for_good = true),
        Effect::Request => {
            let fixed = Fixed::now();
            note(|before| before.fixed = Some(fixed));
        }
        Effect::Signals => {
            let signals = (SignalHandlers::now(), Signals::now());
            note(|before| before.signals = Some(signals));
        }
        Effect::Handlers => {
            let set = Handlers::now();
            note(|before| before.handlers = Some(set));
        }
        Effect::Environment => {
            let environment = process_state::environment();
            note(|before| before.environment = Some(environment));
        }
        Effect::Locale => {
            let locale = request_state::locale();
            note(|before| before.locale = locale);
        }
        Effect::Files => {
            let files = Attributes::now();
            note(|before| before.files = Some(files));
        }
    }
}

fn note(change: impl FnOnce(&mut Before)) {
    BEFORE.with_borrow_mut(|before| change(before));
}

fn changed(effect: Effect) {
    if effect == Effect::Rights {
        role::rights_have_changed();
    }
}

/// Whether the task has changed what its process cannot put back.
pub fn are_for_good() -> bool {
    if !NOTED.get() {
        return false;
    }
    let (noted, fixed) = BEFORE.with_borrow_mut(|before| (before.for_good, before.fixed.take()));
    let for_good = noted || fixed.as_ref().is_some_and(|fixed| !fixed.is_unchanged());
    if !for_good {
        return false;
    }
    note(|before| before.for_good = true);
    true
}

/// Between two tasks: puts back what the first has changed. Returns false where that is
/// not possible. PHP's code may run: what handlers hold may go.
pub fn put_back() -> bool {
    let done = !NOTED.get() || put_back_noted();
    let limit = BEFORE.with_borrow(|before| before.limit);
    if limit > 0 || time_limit::seconds() > 0 {
        time_limit::put_back(limit);
    }
    done
}

fn put_back_noted() -> bool {
    // Shutdown functions may have changed more since the last look.
    if are_for_good() {
        return false;
    }
    NOTED.set(false);
    let before = BEFORE.with_borrow_mut(|before| {
        let limit = before.limit;
        let taken = ManuallyDrop::into_inner(std::mem::take(before));
        before.limit = limit;
        taken
    });
    // What puts back is itself no change.
    WATCHING.set(false);
    let done = guarded(move || {
        if let Some(set) = before.handlers {
            set.put_back();
        }
        if let Some((handlers, signals)) = before.signals {
            // First the kernel's, so that no timer strikes meanwhile; and after pcntl has
            // had its say.
            signals.put_back();
            handlers.put_back();
            signals.put_back();
        }
        if let Some(environment) = before.environment {
            let now = process_state::environment();
            for setting in process_state::environment_changes(&environment, &now) {
                request_state::put_environment(&setting);
            }
        }
        if let Some(locale) = before.locale {
            request_state::set_locale(locale);
        }
        before.files.is_none_or(|files| files.put_back().is_ok())
    });
    WATCHING.set(true);
    matches!(done, Ok(true))
}
