--TEST--
Example: limits of a task and of the waiting
--EXTENSIONS--
pokio
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_fork();
--INI--
pokio.max_processes=4
--FILE--
<?php
require __DIR__ . '/../../examples/time-limit.php';
?>
--EXPECT--
Task 'report' had not ended after 0.5 seconds
Not all tasks had ended after 0.5 seconds
