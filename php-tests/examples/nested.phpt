--TEST--
Example: promises in tasks
--EXTENSIONS--
pokio
--FILE--
<?php
require __DIR__ . '/../../examples/nested.php';
?>
--EXPECT--
from inside
6 from 3 rows
