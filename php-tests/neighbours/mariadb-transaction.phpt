--TEST--
MariaDB: the caller's open transaction survives tasks, however they end
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
$statement = $pdo->prepare('SELECT 40 + ?');
begin($pdo);
$tasks = [
    async(fn () => get_class($pdo) . get_class($statement)),
    async(fn () => throw new LogicException('thrown'))->catch(fn (LogicException $e) => $e->getMessage()),
    async(function () use ($pdo) { exit(3); }),
    async(function () use ($pdo) { posix_kill(getmypid(), SIGKILL); }),
    async(function () use ($pdo) { ini_set('display_errors', '0'); undefined_function(...[1])->or(); }),
    async(function () use ($pdo) { ini_set('display_errors', '0'); trigger_error('fatal', E_USER_ERROR); }),
    async(function () { sleep(0); $GLOBALS['pdo'] = null; $GLOBALS['statement'] = null; return 'dropped'; }),
];
foreach ($tasks as $task) {
    $task->defer();
}
$statement->execute([2]);
echo $statement->fetchColumn(), "\n";
foreach ($tasks as $task) {
    try {
        var_dump(await($task));
    } catch (Error $e) {
        echo $e->getMessage(), "\n";
    }
}
$statement->execute([3]);
echo $statement->fetchColumn(), "\n";
check($pdo, $number);
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
