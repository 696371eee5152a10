--TEST--
MariaDB: a task's PDOException arrives with its code and errorInfo
--EXTENSIONS--
mysqlnd
pdo_mysql
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork(); needs_server('POKIO_TEST_MYSQL_DSN');
--FILE--
<?php
const DSN = 'POKIO_TEST_MYSQL_DSN';
require __DIR__ . '/database-exception.inc';
--EXPECT--
bool(true)
bool(true)
int(3)
bool(true)
database-exception.inc query
bool(true)
bool(true)
1,2
0
