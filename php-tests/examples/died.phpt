--TEST--
Example: a task that ends its process
--EXTENSIONS--
pokio
--FILE--
<?php
require __DIR__ . '/../../examples/died.php';
?>
--EXPECT--
NULL
The caller goes on.
