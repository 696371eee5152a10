--TEST--
PostgreSQL: the same with the pgsql functions, in processes of several tasks
--EXTENSIONS--
pgsql
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork(); needs_server('POKIO_TEST_PGSQL_DSN');
--INI--
pokio.tasks_per_process=0
--FILE--
<?php
require __DIR__ . '/connections.inc';
$dsn = strtr(substr(getenv("POKIO_TEST_PGSQL_DSN"), strlen("pgsql:")), ";", " ");
$dsn = preg_replace("/ ?password=(?= |$)/", "", $dsn);
program(
    fn () => pg_connect($dsn, PGSQL_CONNECT_FORCE_NEW),
    fn ($connection, int $n) => (string) pg_fetch_result(pg_query($connection, "SELECT $n, pg_sleep(0.01)"), 0, 0),
    fn ($connection) => pg_close($connection),
);
--EXPECT--
string(5) "right"
