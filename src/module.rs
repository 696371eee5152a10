//! The module's entry: what PHP calls when it loads the extension, starts and
//! ends requests.

use crate::{
    engine::{self, CallError, exception, inherited},
    php, system, task,
};
use ext_php_rs::{
    builders::ModuleBuilder,
    zend::{ModuleEntry, StaticModuleEntry},
};
use std::panic::catch_unwind;

/// What PHP's module functions return for success and failure.
const SUCCESS: i32 = 0;
const FAILURE: i32 = -1;

extern "C" fn start_module(kind: i32, module: i32) -> i32 {
    guard(|| {
        engine::check_layouts();
        task::hooks::set(php::HOOKS);
        php::settings::register(module);
        php::declare_classes();
        php::functions::register_global(kind);
        if php::may_fork() {
            engine::interruption::chain_when_started();
        }
    })
}

extern "C" fn end_module(kind: i32, module: i32) -> i32 {
    guard(|| {
        php::functions::unregister_global(kind);
        php::settings::unregister(kind, module);
    })
}

extern "C" fn start_request(_kind: i32, _module: i32) -> i32 {
    guard(|| {
        php::request_started();
        task::role::set_starts(0);
        task::trace::begin_request();
        if php::may_fork() {
            inherited::request_started(system::pages::make_writable);
            system::connections::note_given();
        }
    })
}

extern "C" fn end_request(_kind: i32, _module: i32) -> i32 {
    guard(|| {
        php::request_ends();
        finish_tasks();
        // PHP's code may run, and a fatal error ends it: the rest follows all the same.
        let _ = engine::guarded(task::batch_work::forget_all);
        let _ = engine::guarded(task::items::work::forget_all);
        if let Err(complaint) = task::trace::finish() {
            let _ = engine::guarded(|| engine::ini::warn(&complaint));
        }
        let _ = engine::guarded(php::request_ended);
        let _ = exception::take();
    })
}

/// Waits for what is left. Each fatal error of a receiver of messages, or of a hook, ends
/// that one alone.
fn finish_tasks() {
    while let Err(CallError::Bailout) = engine::guarded(task::scheduler::finish) {}
}

/// After the request's objects are gone: waits for what late code of PHP (a session's or
/// a stream's end) started, and forgets it.
unsafe extern "C" fn after_request() -> i32 {
    guard(|| {
        finish_tasks();
        task::batch_work::objects_are_gone();
        task::items::work::objects_are_gone();
        php::objects_are_gone();
        inherited::request_ended();
    })
}

/// No panic may unwind into C.
fn guard(work: impl FnOnce() + std::panic::UnwindSafe) -> i32 {
    catch_unwind(work).map_or(FAILURE, |()| SUCCESS)
}

/// The module, as PHP's loader asks for it.
pub fn entry() -> *mut ModuleEntry {
    static ENTRY: StaticModuleEntry = StaticModuleEntry::new();
    ENTRY.get_or_init(|| {
        let builder = ModuleBuilder::new("pokio", env!("CARGO_PKG_VERSION"))
            .startup_function(start_module)
            .shutdown_function(end_module)
            .request_startup_function(start_request)
            .request_shutdown_function(end_request)
            .post_deactivate_function(after_request)
            .info_function(engine::info::print::<php::info::Pokio>);
        match builder.try_into() {
            Ok((mut entry, _, allocations)) => {
                let entry: &mut ModuleEntry = &mut entry;
                entry.functions = php::functions::table();
                (*entry, allocations)
            }
            Err(error) => panic!("pokio: {error}"),
        }
    })
}
