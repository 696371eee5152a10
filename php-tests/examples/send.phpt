--TEST--
Example: messages of tasks
--EXTENSIONS--
pokio
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_fork();
--INI--
pokio.max_processes=4
--FILE--
<?php
require __DIR__ . '/../../examples/send.php';
?>
--EXPECT--
orders.csv: part 1 of 2
orders.csv: part 2 of 2
users.csv: part 1 of 1
3000 rows
