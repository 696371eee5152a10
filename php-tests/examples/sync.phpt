--TEST--
Example: choosing the runtime
--EXTENSIONS--
pokio
--FILE--
<?php
require __DIR__ . '/../../examples/sync.php';
?>
--EXPECT--
Sync: in the caller
Fork: in a process of its own
