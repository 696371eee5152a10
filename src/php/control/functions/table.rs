//! How the functions of task control are declared: their names, parameters and types.

use super::{all, any, async_, await_, cancel, done, map, race, settle, stream_};
use crate::{
    engine::declare::{Function, Parameter, Type, function, optional, parameter, variadic},
    php::control::{fork_hooks, receivers},
};

const SECONDS: Type = Type::NullableFloat;

const CONCURRENCY: Parameter = optional(c"concurrency", Type::NullableInt, c"null");
const TIMEOUT: Parameter = optional(c"timeout", SECONDS, c"null");
const DEADLINE: Parameter = optional(c"deadline", SECONDS, c"null");
const TASKS_PER_PROCESS: Parameter = optional(c"tasksPerProcess", Type::NullableInt, c"null");
const OUTPUT: Parameter = optional(
    c"output",
    Type::Class(c"Pokio\\Output"),
    c"\\Pokio\\Output::Inherit",
);
const ON_MESSAGE: Parameter = optional(c"onMessage", Type::NullableClass(c"Closure"), c"null");
const TASKS: Parameter = parameter(c"tasks", Type::Iterable);

/// The functions.
pub const FUNCTIONS: &[Function] = &[
    function(
        c"Pokio\\send",
        receivers::SEND,
        const { &[parameter(c"message", Type::Mixed)] },
        Type::Void,
    ),
    function(
        c"Pokio\\atFork",
        fork_hooks::AT_FORK,
        const {
            &[
                optional(c"before", Type::NullableClass(c"Closure"), c"null"),
                optional(c"child", Type::NullableClass(c"Closure"), c"null"),
                optional(c"end", Type::NullableClass(c"Closure"), c"null"),
                optional(c"parent", Type::NullableClass(c"Closure"), c"null"),
            ]
        },
        Type::Class(c"Pokio\\Hook"),
    ),
    function(
        c"Pokio\\async",
        async_,
        const {
            &[
                parameter(c"callback", Type::Class(c"Closure")),
                optional(c"name", Type::NullableString, c"null"),
                TIMEOUT,
                OUTPUT,
                ON_MESSAGE,
            ]
        },
        Type::Class(c"Pokio\\Promise"),
    ),
    function(
        c"Pokio\\await",
        await_,
        const {
            &[
                parameter(c"promises", Type::ClassOrArray(c"Pokio\\Promise")),
                TIMEOUT,
            ]
        },
        Type::Mixed,
    ),
    function(
        c"Pokio\\map",
        map,
        const {
            &[
                parameter(c"items", Type::Iterable),
                parameter(c"task", Type::Class(c"Closure")),
                CONCURRENCY,
                TIMEOUT,
                DEADLINE,
                TASKS_PER_PROCESS,
                OUTPUT,
                ON_MESSAGE,
            ]
        },
        Type::Array,
    ),
    function(
        c"Pokio\\stream",
        stream_,
        const {
            &[
                parameter(c"items", Type::Iterable),
                optional(c"task", Type::NullableClass(c"Closure"), c"null"),
                optional(c"ordered", Type::Bool, c"true"),
                optional(c"settle", Type::Bool, c"false"),
                CONCURRENCY,
                TIMEOUT,
                DEADLINE,
                TASKS_PER_PROCESS,
                OUTPUT,
                ON_MESSAGE,
            ]
        },
        Type::Class(c"Pokio\\Stream"),
    ),
    function(
        c"Pokio\\all",
        all,
        const { &[TASKS, CONCURRENCY, TIMEOUT, DEADLINE] },
        Type::Array,
    ),
    function(
        c"Pokio\\any",
        any,
        const { &[TASKS, CONCURRENCY, TIMEOUT, DEADLINE] },
        Type::Mixed,
    ),
    function(
        c"Pokio\\race",
        race,
        const { &[TASKS, CONCURRENCY, TIMEOUT, DEADLINE] },
        Type::Mixed,
    ),
    function(
        c"Pokio\\settle",
        settle,
        const { &[TASKS, CONCURRENCY, TIMEOUT, DEADLINE, OUTPUT, ON_MESSAGE] },
        Type::Array,
    ),
    function(
        c"Pokio\\cancel",
        cancel,
        const { &[variadic(c"promises", Type::Class(c"Pokio\\Promise"))] },
        Type::Int,
    ),
    function(
        c"Pokio\\done",
        done,
        const { &[parameter(c"promise", Type::Class(c"Pokio\\Promise"))] },
        Type::Bool,
    ),
];
