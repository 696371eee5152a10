--TEST--
Redis: the caller's client and its open transaction survive tasks, which may connect by themselves
--EXTENSIONS--
igbinary
redis
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork(); needs_server('POKIO_TEST_REDIS');
--FILE--
<?php
function connect(string $id = ''): Redis
{
    $redis = new Redis();
    $path = preg_replace('~^unix://~', '', getenv('POKIO_TEST_REDIS'));
    $id === '' ? $redis->connect($path) : $redis->pconnect($path, 0, 0, $id);

    return $redis;
}

function number(Redis $redis): int
{
    return $redis->rawCommand('CLIENT', 'ID');
}

$key = 'pokio:' . getmypid();
foreach (['', 'pokio'] as $id) {
    $redis = connect($id);
    $number = number($redis);
    $redis->set($key, 1);
    $transaction = $redis->multi();
    $transaction->incr($key);
    var_dump(await([
        async(fn () => number(connect($id)) !== $number),
        async(function () use (&$redis, &$transaction, $id, $number) {
            $redis = $transaction = null;
            gc_collect_cycles();
            $redis = connect($id);
            return number($redis) !== $number;
        }),
        async(function () use ($redis) { exit(1); }),
        async(fn () => connect($id)->get($key)),
    ]));
    $transaction->incr($key);
    var_dump($transaction->exec(), number($redis) === $number);
}
$redis->del($key);
--EXPECT--
array(4) {
  [0]=>
  bool(true)
  [1]=>
  bool(true)
  [2]=>
  NULL
  [3]=>
  string(1) "1"
}
array(2) {
  [0]=>
  int(2)
  [1]=>
  int(3)
}
bool(true)
array(4) {
  [0]=>
  bool(true)
  [1]=>
  bool(true)
  [2]=>
  NULL
  [3]=>
  string(1) "1"
}
array(2) {
  [0]=>
  int(2)
  [1]=>
  int(3)
}
bool(true)
