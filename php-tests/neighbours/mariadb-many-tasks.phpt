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
require __DIR__ . '/database.inc';
$pdo = connect();
$number = number($pdo);
begin($pdo);
$numbers = [];
for ($round = 0; $round < 10; $round++) {
    $tasks = [];
    for ($i = 0; $i < 20; $i++) {
        $tasks[] = async(function () use ($i, &$pdo) {
            if ($i % 4 === 0) {
                return null;
            }
            $pdo = connect();
            $pdo->beginTransaction();
            $number = number($pdo);
            return $i % 4 === 1 ? exit() : $number;
        });
    }
    array_push($numbers, ...array_filter(await($tasks)));
}
var_dump(count($numbers), count(array_unique($numbers)), in_array($number, $numbers));
check($pdo, $number);
--EXPECT--
int(100)
int(100)
bool(false)
bool(true)
bool(true)
1,2
0
