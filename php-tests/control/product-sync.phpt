--TEST--
With the sync runtime each cell of the product of options gives what the rules say
--FILE--
<?php
require __DIR__ . '/parts.inc';
require __DIR__ . '/../support/php.inc';
product('sync', php('-d pokio.runtime=sync'));
?>
--EXPECT--
2997 cells, 0 wrong
