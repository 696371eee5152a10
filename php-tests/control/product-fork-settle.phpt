--TEST--
With fork each cell of the product of options of settle() gives what the rules say, and leaves nothing
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
require __DIR__ . '/parts.inc';
require __DIR__ . '/../support/php.inc';
product('fork', php('-d pokio.runtime=fork'), 'settle');
?>
--EXPECT--
208 cells, 0 wrong
