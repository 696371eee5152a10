--TEST--
Example: what tasks print
--EXTENSIONS--
pokio
--FILE--
<?php
require __DIR__ . '/../../examples/output.php';
?>
--EXPECT--
Printed by the task.
The caller caught "".
Caught in the task.
