--TEST--
MariaDB: tasks that connect by themselves leave the caller's connection alone
--EXTENSIONS--
mysqlnd
pdo_mysql
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork(); needs_server('POKIO_TEST_MYSQL_DSN');
--FILE--
<?php
const DSN = 'POKIO_TEST_MYSQL_DSN';
require __DIR__ . '/database-reconnect.inc';
--EXPECT--
array(6) {
  ["static"]=>
  bool(true)
  ["by value"]=>
  bool(true)
  ["by reference"]=>
  bool(true)
  ["global"]=>
  bool(true)
  ["property"]=>
  bool(true)
  ["everything"]=>
  bool(true)
}
bool(true)
bool(true)
1,2
0
