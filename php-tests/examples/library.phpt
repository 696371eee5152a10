--TEST--
Example: a library that works with and without the extension
--EXTENSIONS--
pokio
--FILE--
<?php
require __DIR__ . '/../../examples/library.php';
?>
--EXPECT--
{"users":3,"orders":["A-1","A-2"]}
