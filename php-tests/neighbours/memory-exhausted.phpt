--TEST--
A task that exhausts its memory still runs its own shutdown functions, and says one error
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_memory_limit(); needs_fork();
--INI--
memory_limit=32M
display_errors=1
log_errors=0
html_errors=0
--FILE--
<?php
register_shutdown_function(fn () => print("the caller's\n"));
var_dump(await(async(function () {
    register_shutdown_function(fn () => print("the task's\n"));
    str_repeat('x', 1 << 28);
})));
--EXPECTF--
Fatal error: Allowed memory size of 33554432 bytes exhausted%r( at \S+:\d+)?%r (tried to allocate %d bytes) in %s on line %d
the task's
NULL
the caller's
