--TEST--
PostgreSQL with TLS: tasks of shared processes that use the caller's connection never disturb it nor each other
--EXTENSIONS--
pdo_pgsql
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork(); needs_server('POKIO_TEST_PGSQL_TLS');
--INI--
pokio.tasks_per_process=0
--FILE--
<?php
require __DIR__ . '/connections.inc';
program(
    fn () => new PDO(getenv('POKIO_TEST_PGSQL_TLS'), null, null, [PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION]),
    fn (PDO $pdo, int $n) => (string) $pdo->query("SELECT $n FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl")->fetchColumn(),
    fn () => null,
);
--EXPECT--
string(5) "right"
