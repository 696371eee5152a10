--TEST--
Requiring a class file of the package by hand is PHP's error, which names the class
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

run('require ' . var_export(__DIR__ . '/project/package/Promise.php', true) . ';');
?>
--EXPECTF--
%AFatal error: Cannot %S Pokio\Promise%S in %s
exit status 255
