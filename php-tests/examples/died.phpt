--TEST--
Example: a task that ends its process
--EXTENSIONS--
pokio
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_fork();
--FILE--
<?php
require __DIR__ . '/../../examples/died.php';
?>
--EXPECT--
NULL
The caller goes on.
The task with key 1 called exit(3)
