--TEST--
Example: a task sees what was when it was started
--EXTENSIONS--
pokio
--FILE--
<?php
require __DIR__ . '/../../examples/start-early.php';
?>
--EXPECT--
When the task started, the caller had done its preparations.
