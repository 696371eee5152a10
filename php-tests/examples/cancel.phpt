--TEST--
Example: a task that is cancelled cleans up
--EXTENSIONS--
pokio
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_fork();
--INI--
pokio.max_processes=4
--FILE--
<?php
require __DIR__ . '/../../examples/cancel.php';
?>
--EXPECT--
1 task cancelled
Task 'export' was cancelled
The lock is gone.
