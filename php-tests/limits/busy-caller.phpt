--TEST--
A task is killed although its caller never comes back to wait
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
$work = function () use ($record) {
    note($record, (string) getmypid());
    while (true) {
        try {
            while (true);
        } catch (Throwable) {
        }
    }
};
if (class_exists('Pokio\Exceptions\TaskTimedOut')) {
    ini_set('pokio.grace', '0.2');
    $promise = Pokio\async($work, timeout: 1.0);
} else {
    Pokio\Internal\limit_tasks(1.0, 0.2);
    $promise = async($work);
}
$promise->defer();
$task = (int) wait_for($record);
$end = microtime(true) + 30;
$state = '';
// No call of pokio's meanwhile.
while (! str_contains($state, ') Z ') && microtime(true) < $end) {
    $state = (string) @file_get_contents("/proc/$task/stat");
}
var_dump(str_contains($state, ') Z '));
try {
    await($promise);
} catch (RuntimeException) {
}
?>
--EXPECT--
bool(true)
