--TEST--
Recipe: PHPUnit with pcov reports what runs in a task only where tasks run in the caller
--EXTENSIONS--
pokio
mbstring
pcov
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_fork(); needs_phpunit(); is_readable('/proc/self/maps') || die('skip no /proc');
--FILE--
<?php
require __DIR__ . '/phpunit.inc';
$settings = [in_array('pcov', default_modules(), true) ? '' : 'extension=pcov', 'pcov.enabled=1', 'pcov.directory=/'];
phpunit($settings, ['--coverage-text']);
phpunit($settings, ['--coverage-text'], ['COVERAGE' => '1']);
?>
--EXPECT--
0 OK (4 tests, 5 assertions)
0/3 lines covered
0 OK (4 tests, 5 assertions)
3/3 lines covered
