--TEST--
Redis: tasks that use the caller's client never disturb it nor each other, in processes of several tasks
--EXTENSIONS--
igbinary
redis
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork(); needs_server('POKIO_TEST_REDIS');
--INI--
pokio.tasks_per_process=0
--FILE--
<?php
require __DIR__ . '/connections.inc';
program(
    function () {
        $redis = new Redis();
        $redis->connect(preg_replace("~^unix://~", "", getenv("POKIO_TEST_REDIS")));

        return $redis;
    },
    fn (Redis $redis, int $n) => (string) $redis->echo((string) $n),
    fn (Redis $redis) => $redis->close(),
);
--EXPECT--
string(5) "right"
