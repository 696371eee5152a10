--TEST--
Example: a handler takes the exceptions that its type admits
--EXTENSIONS--
pokio
--FILE--
<?php
require __DIR__ . '/../../examples/catch.php';
?>
--EXPECT--
Caught in the task: not a number
Caught by the caller: not a number
