--TEST--
Ending a task leaves its siblings and the caller's programs alone
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
$program = proc_open(['sleep', '30'], [], $pipes);
$sibling = async(function () {
    usleep(900_000);

    return exec('sleep 0.1; echo whole');
});
$sibling->defer();
echo limited(fn () => exec('sleep 30'), grace: 0.1), "\n";
var_dump(await($sibling));
var_dump(proc_get_status($program)['running']);
proc_terminate($program, 9);
proc_close($program);
?>
--EXPECT--
timed out
string(5) "whole"
bool(true)
