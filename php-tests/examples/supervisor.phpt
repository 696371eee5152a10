--TEST--
Example: a program that waits for processes of its own beside its tasks
--EXTENSIONS--
pokio
pcntl
--FILE--
<?php
require __DIR__ . '/../../examples/supervisor.php';
?>
--EXPECT--
worker 1 ended with 1
worker 2 ended with 2
The value of the task
