--TEST--
MariaDB with TLS: tasks that use the caller's connection never disturb it nor each other
--EXTENSIONS--
openssl
mysqlnd
pdo_mysql
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork(); needs_server('POKIO_TEST_MYSQL_TLS');
--INI--
pokio.tasks_per_process=1
--FILE--
<?php
// PHP 8.5 has other names for PDO's constants.
error_reporting(E_ALL & ~E_DEPRECATED);
require __DIR__ . '/connections.inc';
program(
    fn () => new PDO(getenv('POKIO_TEST_MYSQL_TLS'), null, null, [
        PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION,
        PDO::MYSQL_ATTR_SSL_CIPHER => 'DEFAULT',
        PDO::MYSQL_ATTR_SSL_VERIFY_SERVER_CERT => false,
    ]),
    fn (PDO $pdo, int $n) => $pdo->query("SHOW STATUS LIKE 'Ssl_cipher'")->fetch()[1] === '' ? 'no TLS' : (string) $pdo->query("SELECT $n")->fetchColumn(),
    fn () => null,
);
--EXPECT--
string(5) "right"
