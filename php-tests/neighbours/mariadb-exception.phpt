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
require __DIR__ . '/database.inc';
$pdo = connect();
$number = number($pdo);
begin($pdo);
$task = async(function () {
    connect()->query('SELECT nothing FROM nowhere');
});
try {
    await($task);
} catch (PDOException $e) {
    $here = null;
    try {
        connect()->query('SELECT nothing FROM nowhere');
    } catch (PDOException $here) {
    }
    var_dump($e->getCode() === $here->getCode(), $e->errorInfo === $here->errorInfo, count($e->errorInfo), $e->getMessage() === $here->getMessage());
    echo basename($e->getFile()), ' ', $e->getTrace()[0]['function'], "\n";
}
check($pdo, $number);
--EXPECT--
bool(true)
bool(true)
int(3)
bool(true)
mariadb-exception.php query
bool(true)
bool(true)
1,2
0
