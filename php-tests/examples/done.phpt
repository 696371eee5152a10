--TEST--
Example: whether a task has ended
--EXTENSIONS--
pokio
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_fork();
--INI--
pokio.max_processes=4
--FILE--
<?php
require __DIR__ . '/../../examples/done.php';
?>
--EXPECT--
It has not started.
After some other work: the report
