--TEST--
Recipe: PHPUnit with Xdebug reports what runs in a task only where tasks run in the caller
--EXTENSIONS--
pokio
mbstring
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
needs_phpunit();
is_readable('/proc/self/maps') || die('skip no /proc');
is_file(ini_get('extension_dir') . '/xdebug.so') || die('skip the package php-xdebug is not installed');
--FILE--
<?php
require __DIR__ . '/phpunit.inc';
$settings = [in_array('xdebug', default_modules(), true) ? '' : 'zend_extension=xdebug', 'pcov.enabled=0'];
phpunit($settings, ['--coverage-text'], ['XDEBUG_MODE' => 'coverage']);
phpunit($settings, ['--coverage-text'], ['XDEBUG_MODE' => 'coverage', 'COVERAGE' => '1']);
?>
--EXPECT--
0 OK (4 tests, 5 assertions)
0/3 lines covered
0 OK (4 tests, 5 assertions)
3/3 lines covered
