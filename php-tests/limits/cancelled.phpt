--TEST--
Cancelled tasks are interrupted, and resolve at once
--SKIPIF--
<?php
if (! class_exists('Pokio\Exceptions\TaskTimedOut') && ! function_exists('Pokio\Internal\limit_tasks')) {
    die('skip needs time limits');
}
?>
--FILE--
<?php
require __DIR__.'/limits.inc';
if (function_exists('Pokio\cancel')) {
    $cancel = Pokio\cancel(...);
    ini_set('pokio.grace', '20');
} else {
    $cancel = fn () => Pokio\Internal\cancel_tasks();
    Pokio\Internal\limit_tasks(null, 20.0);
}
$record = record();
$promise = async(function () use ($record) {
    note($record, 'started');
    try {
        sleep(30);
    } finally {
        note($record, 'finally');
    }
});
$promise->defer();
wait_for($record);
$start = microtime(true);
var_dump($cancel($promise));
try {
    await($promise);
} catch (RuntimeException) {
}
echo wait_for($record, 'finally');
var_dump(microtime(true) - $start < 20);
?>
--EXPECT--
int(1)
started
finally
bool(true)
