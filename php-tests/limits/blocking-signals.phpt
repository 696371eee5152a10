--TEST--
A task that blocks every signal is killed after the grace
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
$record = record();
echo limited(function () use ($record) {
    note($record, (string) getmypid());
    pcntl_sigprocmask(SIG_BLOCK, [...range(1, 31), ...range(36, 64)]);
    while (true) {
        usleep(1000);
    }
}, grace: 0.2), "\n";
var_dump(gone((int) wait_for($record)));
?>
--EXPECT--
timed out
bool(true)
