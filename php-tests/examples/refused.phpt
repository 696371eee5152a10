--TEST--
Example: a value that cannot travel
--EXTENSIONS--
pokio
--FILE--
<?php
require __DIR__ . '/../../examples/refused.php';
?>
--EXPECT--
Serialization of 'Closure' is not allowed
