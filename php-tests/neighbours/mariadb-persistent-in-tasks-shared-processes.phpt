--TEST--
MariaDB: the same with a persistent connection of mysqli, in processes of several tasks
--EXTENSIONS--
mysqlnd
mysqli
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork(); needs_server('POKIO_TEST_MYSQL_DSN');
--INI--
pokio.tasks_per_process=0
--FILE--
<?php
require __DIR__ . '/connections.inc';
parse_str(strtr(substr(getenv("POKIO_TEST_MYSQL_DSN"), strlen("mysql:")), ";", "&"), $dsn);
$dsn += ["host" => "localhost", "port" => null, "unix_socket" => null, "user" => null, "password" => null, "dbname" => null];
program(
    fn () => new mysqli("p:$dsn[host]", $dsn["user"], $dsn["password"], $dsn["dbname"], $dsn["port"], $dsn["unix_socket"]),
    fn (mysqli $mysqli, int $n) => (string) $mysqli->query("SELECT $n, SLEEP(0.01)")->fetch_row()[0],
    fn (mysqli $mysqli) => $mysqli->close(),
);
--EXPECT--
string(5) "right"
