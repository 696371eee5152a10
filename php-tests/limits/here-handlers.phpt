--TEST--
Signal handlers of the program run in a limited call as in any other
--EXTENSIONS--
pcntl
--SKIPIF--
<?php
if (! class_exists('Pokio\Exceptions\TaskTimedOut') && ! function_exists('Pokio\Internal\limit_tasks')) {
    die('skip needs time limits');
}
?>
--FILE--
<?php
require __DIR__.'/limits.inc';
pcntl_async_signals(true);
pcntl_signal(SIGALRM, function () {
    echo "alarm\n";
});
pcntl_alarm(1);
echo here(function () {
    $end = microtime(true) + 1.2;
    while (microtime(true) < $end);

    return 'whole';
}, 20), "\n";
echo here(function () {
    while (true);
}), "\n";
?>
--EXPECT--
alarm
value 'whole'
timed out
