--TEST--
A program that ignores SIGTERM is killed after the grace
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
    $process = proc_open('trap "" TERM; while :; do sleep 1; done', [], $pipes);
    note($record, (string) proc_get_status($process)['pid']);
    while (true) {
        usleep(1000);
    }
}, grace: 0.2), "\n";
var_dump(gone((int) wait_for($record)));
?>
--EXPECT--
timed out
bool(true)
