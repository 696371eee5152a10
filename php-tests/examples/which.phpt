--TEST--
Example: whether the extension is in use
--EXTENSIONS--
pokio
--FILE--
<?php
require __DIR__ . '/../../examples/which.php';
?>
--EXPECT--
the extension
