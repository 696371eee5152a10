--TEST--
Example: a clone of a promise
--EXTENSIONS--
pokio
--FILE--
<?php
require __DIR__ . '/../../examples/clone.php';
?>
--EXPECT--
It runs.
It runs.
bool(false)
