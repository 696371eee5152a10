--TEST--
Example: what ends first
--EXTENSIONS--
pokio
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_fork();
--INI--
pokio.max_processes=4
--FILE--
<?php
require __DIR__ . '/../../examples/race.php';
?>
--EXPECT--
the hare
the hare fell
