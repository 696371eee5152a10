--TEST--
Example: an outcome for each task
--EXTENSIONS--
pokio
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_fork();
--INI--
pokio.max_processes=4
--FILE--
<?php
require __DIR__ . '/../../examples/settle.php';
?>
--EXPECT--
value     Fulfilled 42
exception Failed    no such order
exit      Died      The task with key 'exit' called exit(3)
limit     TimedOut  The task with key 'limit' had not ended after 2 seconds
