--TEST--
Example: values of promises and closures
--EXTENSIONS--
pokio
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_fork();
--INI--
pokio.max_processes=4
--FILE--
<?php
require __DIR__ . '/../../examples/all.php';
?>
--EXPECT--
{"a promise":42,"a closure":["A-1","A-2"]}
the second failed, at once
