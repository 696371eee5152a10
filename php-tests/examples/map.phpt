--TEST--
Example: a closure for each item
--EXTENSIONS--
pokio
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_fork();
--INI--
pokio.max_processes=4
--FILE--
<?php
require __DIR__ . '/../../examples/map.php';
?>
--EXPECT--
{"first":3,"second":5}
{"a":"a1","b":"b2"}
two.csv has no number
