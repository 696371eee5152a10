--TEST--
A signal to a task runs the program's handler in the task
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
pcntl_async_signals(true);
$seen = 0;
pcntl_signal(SIGUSR1, function () use (&$seen) {
    $seen++;
});
var_dump(await(async(function () use (&$seen) {
    posix_kill(getmypid(), SIGUSR1);

    return $seen;
})), $seen);
?>
--EXPECT--
int(1)
int(0)
