--TEST--
Redis with TLS: tasks that use the caller's client never disturb it nor each other
--EXTENSIONS--
igbinary
redis
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork(); needs_server('POKIO_TEST_REDIS_TLS');
--INI--
pokio.tasks_per_process=1
--FILE--
<?php
require __DIR__ . '/connections.inc';
program(
    function () {
        $redis = new Redis();
        [, $host, $port] = explode(':', getenv('POKIO_TEST_REDIS_TLS'));
        $redis->connect("tls:$host", (int) $port, 5, null, 0, 0, ['stream' => ['verify_peer' => false, 'verify_peer_name' => false]]);

        return $redis;
    },
    fn (Redis $redis, int $n) => (string) $redis->echo((string) $n),
    fn (Redis $redis) => $redis->close(),
);
--EXPECT--
string(5) "right"
