--TEST--
With pokio.connections=shared a task talks on the caller's own connection, and on one of its own otherwise
--EXTENSIONS--
igbinary
redis
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork(); needs_server('POKIO_TEST_REDIS');
--INI--
pokio.connections=shared
--FILE--
<?php
$redis = new Redis();
$redis->connect(preg_replace('~^unix://~', '', getenv('POKIO_TEST_REDIS')));
var_dump(await(async(fn () => $redis->rawCommand('CLIENT', 'ID'))) === $redis->rawCommand('CLIENT', 'ID'));
--EXPECT--
bool(true)
