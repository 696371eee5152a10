--TEST--
MariaDB: many tasks, each with a connection of its own
--EXTENSIONS--
mysqlnd
pdo_mysql
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork(); needs_server('POKIO_TEST_MYSQL_DSN');
--FILE--
<?php
const DSN = 'POKIO_TEST_MYSQL_DSN';
require __DIR__ . '/database-many-tasks.inc';
--EXPECT--
int(100)
int(100)
bool(false)
bool(true)
bool(true)
1,2
0
