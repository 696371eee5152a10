--TEST--
A stopped task is killed after the grace
--EXTENSIONS--
posix
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
    posix_kill(getmypid(), SIGSTOP);
}, grace: 0.2), "\n";
var_dump(gone((int) wait_for($record)));
?>
--EXPECT--
timed out
bool(true)
