--TEST--
Persistent connections that lie idle in the caller's pools are not handed to several tasks
--EXTENSIONS--
mysqlnd
mysqli
igbinary
redis
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork(); needs_server('POKIO_TEST_MYSQL_DSN'); needs_server('POKIO_TEST_REDIS');
--FILE--
<?php
parse_str(strtr(substr(getenv('POKIO_TEST_MYSQL_DSN'), strlen('mysql:')), ';', '&'), $dsn);
$dsn += ['host' => 'localhost', 'port' => null, 'unix_socket' => null, 'user' => null, 'password' => null, 'dbname' => null];
$mysqli = fn () => new mysqli("p:$dsn[host]", $dsn['user'], $dsn['password'], $dsn['dbname'], $dsn['port'], $dsn['unix_socket']);
$redis = function (): Redis {
    $redis = new Redis();
    $redis->pconnect(preg_replace('~^unix://~', '', getenv('POKIO_TEST_REDIS')));

    return $redis;
};

$connection = $mysqli();
$connection->close();
$numbers = await(array_map(fn () => async(function () use ($mysqli) {
    $connection = $mysqli();

    return $connection->query('SELECT connection_id(), sleep(0.05)')->fetch_row()[0];
}), range(1, 4)));
var_dump(count(array_unique($numbers)));
var_dump($mysqli()->query('SELECT 1')->fetch_row()[0]);

$client = $redis();
$client->close();
$numbers = await(array_map(fn () => async(function () use ($redis) {
    $client = $redis();
    usleep(20000);

    return $client->rawCommand('CLIENT', 'ID');
}), range(1, 4)));
var_dump(count(array_unique($numbers)));
var_dump($redis()->ping('still there'));
--EXPECT--
int(4)
string(1) "1"
int(4)
string(11) "still there"
