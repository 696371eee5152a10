--TEST--
Example: what a library does with many files, with and without the extension
--EXTENSIONS--
pokio
--FILE--
<?php
require __DIR__ . '/../../examples/library-map.php';
?>
--EXPECTF--
{"licence":%d,"missing":null}
