--TEST--
Example: what each task and its programs print is kept apart
--EXTENSIONS--
pokio
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_fork();
--INI--
pokio.max_processes=4
--FILE--
<?php
require __DIR__ . '/../../examples/capture.php';
?>
--EXPECT--
--- parser: Fulfilled
3 assertions
--- lexer: Died
a program prints, too
