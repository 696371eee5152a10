--TEST--
Example: the first value
--EXTENSIONS--
pokio
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_fork();
--INI--
pokio.max_processes=4
--FILE--
<?php
require __DIR__ . '/../../examples/any.php';
?>
--EXPECT--
the file from the good mirror
first: connection refused
second: The task with key 'second' called exit(1)
