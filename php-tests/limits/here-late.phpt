--TEST--
A value of a call in the caller that comes late is not given
--SKIPIF--
<?php
if (! class_exists('Pokio\Exceptions\TaskTimedOut') && ! function_exists('Pokio\Internal\limit_tasks')) {
    die('skip needs time limits');
}
?>
--FILE--
<?php
require __DIR__.'/limits.inc';
echo here(function () {
    $end = microtime(true) + 0.2;
    try {
        while (microtime(true) < $end);
    } catch (RuntimeException) {
    }

    return 'late';
}, 0.1, 5), "\n";
?>
--EXPECT--
timed out
