--TEST--
Without the extension each cell of the product of options gives what the rules say, by the polyfill
--FILE--
<?php
require __DIR__ . '/parts.inc';
product('polyfill', escapeshellarg(PHP_BINARY) . ' -n -d auto_prepend_file=' . escapeshellarg(__DIR__ . '/../../polyfill/bootstrap.php'));
?>
--EXPECT--
2997 cells, 0 wrong
