--TEST--
A program in the background is ended with its task
--SKIPIF--
<?php
if (! class_exists('Pokio\Exceptions\TaskTimedOut') && ! function_exists('Pokio\Internal\limit_tasks')) {
    die('skip needs time limits');
}
if (PHP_OS_FAMILY !== 'Linux') {
    die('skip Linux finds programs');
}
?>
--FILE--
<?php
require __DIR__.'/limits.inc';
$record = record();
echo limited(function () use ($record) {
    note($record, exec('sleep 60 >/dev/null 2>&1 & echo $!'));
    while (true) {
        usleep(1000);
    }
}, grace: 0.2), "\n";
var_dump(gone((int) wait_for($record)));
?>
--EXPECT--
timed out
bool(true)
