--TEST--
PostgreSQL: the caller's open transaction survives tasks, however they end
--EXTENSIONS--
pdo_pgsql
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork(); needs_server('POKIO_TEST_PGSQL_DSN');
--FILE--
<?php
const DSN = 'POKIO_TEST_PGSQL_DSN';
require __DIR__ . '/database-transaction.inc';
--EXPECT--
42
string(15) "PDOPDOStatement"
string(6) "thrown"
NULL
NULL
Call to undefined function undefined_function()
NULL
string(7) "dropped"
43
bool(true)
bool(true)
1,2
0
