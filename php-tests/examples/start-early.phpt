--TEST--
Example: starting before awaiting
--EXTENSIONS--
pokio
--FILE--
<?php
require __DIR__ . '/../../examples/start-early.php';
?>
--EXPECT--
Nothing runs yet.
The task works.
The caller works too.
Here is the report.
