--TEST--
Example: forgetting the promises that nobody awaits
--EXTENSIONS--
pokio
--FILE--
<?php
require __DIR__ . '/../../examples/flush.php';
?>
--EXPECT--
The end of the script.
The task that runs comes to its end.
