--TEST--
Recipe: with pcov, PHPUnit reports the same of tasks as without fork
--EXTENSIONS--
pokio
mbstring
pcov
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_fork(); needs_phpunit(); is_readable('/proc/self/maps') || die('skip no /proc');
--FILE--
<?php
require __DIR__ . '/coverage.inc';
coverage([in_array('pcov', default_modules(), true) ? '' : 'extension=pcov', 'pcov.enabled=1', 'pcov.directory=/']);
?>
--EXPECT--
some Lines
with fork: less
with TaskCoverage: the same
the report is read without it
in parallel: the same
