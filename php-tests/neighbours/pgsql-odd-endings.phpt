--TEST--
PostgreSQL: no destructor, handler or callback of the caller acts on its connection in a task
--EXTENSIONS--
pdo_pgsql
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork(); needs_server('POKIO_TEST_PGSQL_DSN'); function_exists('pcntl_exec') || die('skip no pcntl');
--FILE--
<?php
const DSN = 'POKIO_TEST_PGSQL_DSN';
require __DIR__ . '/database-odd-endings.inc';
--EXPECT--
3 x exit: null
3 x SIGTERM: null
3 x SIGSEGV: null
3 x fatal error: null
3 x memory: null
3 x garbage: "collected"
3 x all globals: "gone"
3 x the connection as its value: Serialization of 'PDO' is not allowed
3 x own connection in a static: "kept"
3 x another program: null
3 x own fork: "forked"
bool(true)
bool(true)
1,2
0
