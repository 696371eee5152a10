--TEST--
MariaDB: a task's persistent connection is not the caller's
--EXTENSIONS--
mysqlnd
pdo_mysql
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork(); needs_server('POKIO_TEST_MYSQL_DSN');
--FILE--
<?php
const DSN = 'POKIO_TEST_MYSQL_DSN';
require __DIR__ . '/database-persistent.inc';
--EXPECT--
array(2) {
  [0]=>
  bool(true)
  [1]=>
  bool(true)
}
bool(true)
bool(true)
1,2
0
