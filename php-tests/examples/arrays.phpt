--TEST--
Example: several promises at once
--EXTENSIONS--
pokio
--FILE--
<?php
require __DIR__ . '/../../examples/arrays.php';
?>
--EXPECT--
{"users":3,"orders":["A-1","A-2"],"total":12.5}
