--TEST--
Example: hooks around a fork
--EXTENSIONS--
pokio
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_fork();
--INI--
pokio.max_processes=4
--FILE--
<?php
require __DIR__ . '/../../examples/at-fork.php';
?>
--EXPECT--
caller: a task is about to be forked
task: opens a connection of its own
task: works
caller: 2 queries in a task that is Fulfilled
task: no hooks any more
