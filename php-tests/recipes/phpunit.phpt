--TEST--
Recipe: PHPUnit with tasks in tests, in a data provider and under process isolation
--EXTENSIONS--
pokio
mbstring
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_fork(); needs_phpunit(); is_readable('/proc/self/maps') || die('skip no /proc');
--FILE--
<?php
require __DIR__ . '/phpunit.inc';
phpunit();
?>
--EXPECT--
0 OK (4 tests, 5 assertions)
