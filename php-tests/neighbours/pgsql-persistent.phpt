--TEST--
PostgreSQL: a task's persistent connection is not the caller's
--EXTENSIONS--
pdo_pgsql
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork(); needs_server('POKIO_TEST_PGSQL_DSN');
--FILE--
<?php
const DSN = 'POKIO_TEST_PGSQL_DSN';
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
