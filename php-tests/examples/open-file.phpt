--TEST--
Example: files that are open, and files that the task opens
--EXTENSIONS--
pokio
--FILE--
<?php
require __DIR__ . '/../../examples/open-file.php';
?>
--EXPECT--
The task reads one
The caller reads false
The task reads one
The caller reads one
