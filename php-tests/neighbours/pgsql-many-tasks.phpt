--TEST--
PostgreSQL: many tasks, each with a connection of its own
--EXTENSIONS--
pdo_pgsql
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork(); needs_server('POKIO_TEST_PGSQL_DSN');
--FILE--
<?php
const DSN = 'POKIO_TEST_PGSQL_DSN';
require __DIR__ . '/database-many-tasks.inc';
--EXPECT--
int(100)
int(100)
bool(false)
bool(true)
bool(true)
1,2
0
