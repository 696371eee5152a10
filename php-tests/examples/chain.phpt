--TEST--
Example: a chain of callbacks
--EXTENSIONS--
pokio
--FILE--
<?php
require __DIR__ . '/../../examples/chain.php';
?>
--EXPECT--
Done.
Total: 54
