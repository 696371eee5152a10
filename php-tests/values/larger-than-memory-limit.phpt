--TEST--
A result beyond the caller's memory limit is PHP's usual fatal error, and shutdown functions run
--EXTENSIONS--
pokio
--INI--
memory_limit=32M
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_memory_limit();
--FILE--
<?php
register_shutdown_function(function () { echo "shutdown function
"; });
$promise = async(function () { ini_set('memory_limit', '512M'); return str_repeat('x', 45 << 20); });
var_dump(strlen(await($promise)));
?>
--EXPECTF--

Fatal error: Allowed memory size of 33554432 bytes exhausted%sin %s on line %d
%Ashutdown function
