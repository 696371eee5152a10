--TEST--
What the tests of this folder show, if they need no processes, holds with the sync runtime
--EXTENSIONS--
pokio
--FILE--
<?php
require __DIR__ . '/again.inc';
require __DIR__ . '/../support/php.inc';
again(php('-d pokio.runtime=sync'));
?>
--EXPECT--
compared
