--TEST--
PostgreSQL: tasks that use the caller's connection never disturb it nor each other, in processes of several tasks
--EXTENSIONS--
pdo_pgsql
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork(); needs_server('POKIO_TEST_PGSQL_DSN');
--INI--
pokio.tasks_per_process=0
--FILE--
<?php
require __DIR__ . '/connections.inc';
program(
    fn () => new PDO(getenv("POKIO_TEST_PGSQL_DSN"), null, null, [PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION]),
    fn (PDO $pdo, int $n) => (string) $pdo->query("SELECT $n, pg_sleep(0.01)")->fetchColumn(),
    fn () => null,
);
--EXPECT--
string(5) "right"
