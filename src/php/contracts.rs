//! The interfaces `Pokio\Contracts\Future` and `Pokio\Contracts\Runtime`.

use crate::engine::{
    ClassEntry,
    declare::{self, Class, Function, Registered, Type, parameter},
};
use ext_php_rs::ffi::{ZEND_ACC_ABSTRACT, ZEND_ACC_PUBLIC};

static FUTURE: Registered = Registered::new();
static RUNTIME: Registered = Registered::new();

/// `Pokio\Contracts\Future`
pub fn future() -> ClassEntry {
    FUTURE.get()
}

/// `Pokio\Contracts\Runtime`
pub fn runtime() -> ClassEntry {
    RUNTIME.get()
}

const ABSTRACT: u32 = ZEND_ACC_PUBLIC | ZEND_ACC_ABSTRACT;

/// Declares both.
pub fn declare() {
    FUTURE.set(declare::interface(
        const {
            &Class {
                name: c"Pokio\\Contracts\\Future",
                methods: &[
                    Function {
                        name: c"await",
                        entry: None,
                        flags: ABSTRACT,
                        parameters: &[],
                        returns: Type::Mixed,
                    },
                    Function {
                        name: c"awaited",
                        entry: None,
                        flags: ABSTRACT,
                        parameters: &[],
                        returns: Type::Bool,
                    },
                ],
                ..Class::PLAIN
            }
        },
    ));
    RUNTIME.set(declare::interface(
        const {
            &Class {
                name: c"Pokio\\Contracts\\Runtime",
                methods: &[Function {
                    name: c"defer",
                    entry: None,
                    flags: ABSTRACT,
                    parameters: const { &[parameter(c"callback", Type::Class(c"Closure"))] },
                    returns: Type::Class(c"Pokio\\Contracts\\Future"),
                }],
                ..Class::PLAIN
            }
        },
    ));
}
