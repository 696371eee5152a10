--TEST--
Example: a promise that nobody awaits
--EXTENSIONS--
pokio
--FILE--
<?php
require __DIR__ . '/../../examples/unwaited.php';
?>
--EXPECT--
1. The end of the script.
2. The task, which nobody awaited.
