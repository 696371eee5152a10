--TEST--
Recipe: with Xdebug, PHPUnit reports the same of tasks as without fork, branches and paths, too
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
require __DIR__ . '/coverage.inc';
$settings = [in_array('xdebug', default_modules(), true) ? '' : 'zend_extension=xdebug', 'pcov.enabled=0'];
coverage($settings);
coverage($settings, paths: true);
?>
--EXPECT--
some Lines
with fork: less
with TaskCoverage: the same
the report is read without it
in parallel: the same
some Paths, Branches, Lines
with fork: less
with TaskCoverage: the same
the report is read without it
in parallel: the same
