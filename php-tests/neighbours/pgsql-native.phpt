--TEST--
PostgreSQL: a connection of the pgsql functions survives tasks, a persistent one too
--EXTENSIONS--
pgsql
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork(); needs_server('POKIO_TEST_PGSQL_DSN');
--FILE--
<?php
$dsn = strtr(substr(getenv('POKIO_TEST_PGSQL_DSN'), strlen('pgsql:')), ';', ' ');
$dsn = preg_replace('/ ?password=(?= |$)/', '', $dsn);
foreach (['pg_connect', 'pg_pconnect'] as $connect) {
    $connection = $connect($dsn);
    $number = pg_get_pid($connection);
    pg_query($connection, 'CREATE TEMPORARY TABLE kept (id INT)');
    pg_query($connection, 'BEGIN');
    pg_query($connection, 'INSERT INTO kept VALUES (1)');
    $rows = pg_query($connection, 'SELECT generate_series(1, 3)');
    echo pg_fetch_result($rows, 0, 0), "\n";
    var_dump(await([
        async(fn () => pg_get_pid(pg_connect($dsn, PGSQL_CONNECT_FORCE_NEW)) !== $number),
        async(fn () => pg_get_pid(pg_pconnect($dsn)) !== $number),
        async(function () use (&$connection, &$rows) { $connection = $rows = null; return 'dropped'; }),
        async(function () use ($connection) { exit(1); }),
    ]));
    echo pg_fetch_result($rows, 2, 0), "\n";
    pg_query($connection, 'INSERT INTO kept VALUES (2)');
    pg_query($connection, 'COMMIT');
    var_dump(pg_get_pid($connection) === $number, pg_fetch_result(pg_query($connection, 'SELECT count(*) FROM kept'), 0, 0));
}
--EXPECT--
1
array(4) {
  [0]=>
  bool(true)
  [1]=>
  bool(true)
  [2]=>
  string(7) "dropped"
  [3]=>
  NULL
}
3
bool(true)
string(1) "2"
1
array(4) {
  [0]=>
  bool(true)
  [1]=>
  bool(true)
  [2]=>
  string(7) "dropped"
  [3]=>
  NULL
}
3
bool(true)
string(1) "2"
