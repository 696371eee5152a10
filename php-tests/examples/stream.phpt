--TEST--
Example: results as they come
--EXTENSIONS--
pokio
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_fork();
--INI--
pokio.max_processes=4
--FILE--
<?php
require __DIR__ . '/../../examples/stream.php';
?>
--EXPECT--
number 1: 1
number 2: 4
number 3: 9
broken: Failed
slow: Fulfilled
