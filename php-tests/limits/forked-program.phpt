--TEST--
A process that the task has forked by itself is ended with it
--EXTENSIONS--
pcntl
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
    $child = pcntl_fork();
    if ($child !== 0) {
        note($record, (string) $child);
    }
    while (true) {
        usleep(1000);
    }
}, grace: 0.2), "\n";
var_dump(gone((int) wait_for($record)));
?>
--EXPECT--
timed out
bool(true)
