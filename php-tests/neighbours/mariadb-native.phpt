--TEST--
MariaDB: a connection of mysqli survives tasks, a persistent one too
--EXTENSIONS--
mysqlnd
mysqli
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork(); needs_server('POKIO_TEST_MYSQL_DSN');
--FILE--
<?php
parse_str(strtr(substr(getenv('POKIO_TEST_MYSQL_DSN'), strlen('mysql:')), ';', '&'), $dsn);
$dsn += ['host' => null, 'port' => null, 'unix_socket' => null, 'user' => null, 'password' => null, 'dbname' => null];
$connect = fn (string $prefix = '') => new mysqli(
    $prefix . ($dsn['host'] ?? 'localhost'),
    $dsn['user'],
    $dsn['password'],
    $dsn['dbname'],
    $dsn['port'],
    $dsn['unix_socket'],
);
foreach (['', 'p:'] as $prefix) {
    $connection = $connect($prefix);
    $number = $connection->thread_id;
    $connection->query('CREATE TEMPORARY TABLE kept (id INT) ENGINE=InnoDB');
    $connection->begin_transaction();
    $connection->query('INSERT INTO kept VALUES (1)');
    $rows = $connection->query('SELECT 1 UNION SELECT 2', MYSQLI_USE_RESULT);
    echo $rows->fetch_row()[0], "\n";
    var_dump(await([
        async(fn () => $connect($prefix)->thread_id !== $number),
        async(function () use (&$connection, &$rows) { $connection = $rows = null; return 'dropped'; }),
        async(function () use ($connection) { exit(1); }),
    ]));
    echo $rows->fetch_row()[0], "\n";
    $rows->free();
    $connection->query('INSERT INTO kept VALUES (2)');
    $connection->commit();
    var_dump($connection->thread_id === $number, $connection->query('SELECT count(*) FROM kept')->fetch_row()[0]);
}
--EXPECT--
1
array(3) {
  [0]=>
  bool(true)
  [1]=>
  string(7) "dropped"
  [2]=>
  NULL
}
2
bool(true)
string(1) "2"
1
array(3) {
  [0]=>
  bool(true)
  [1]=>
  string(7) "dropped"
  [2]=>
  NULL
}
2
bool(true)
string(1) "2"
