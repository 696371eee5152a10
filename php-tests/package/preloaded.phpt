--TEST--
Preloading the package's classes warns, and leaves the extension's in place
--EXTENSIONS--
opcache
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_fork();
--INI--
opcache.enable=1
opcache.enable_cli=1
opcache.preload={PWD}/preloaded.inc
--FILE--
<?php
echo await(async(fn () => 'from a task')), ', ', (new ReflectionClass(Pokio\Promise::class))->isInternal() ? "the extension's class" : "the package's", "\n";
?>
--EXPECTF--
%AWarning: Can't preload already declared class Pokio\Promise in %s
from a task, the extension's class
