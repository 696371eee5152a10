--TEST--
A task that its own timers have killed, because its caller was stopped, has timed out
--EXTENSIONS--
posix
pcntl
--SKIPIF--
<?php
if (! class_exists('Pokio\Exceptions\TaskTimedOut') || PHP_OS_FAMILY !== 'Linux') {
    die('skip needs time limits, and /proc');
}
?>
--FILE--
<?php
require __DIR__.'/limits.inc';
$record = record();
$caller = getmypid();
// Lets the caller go on when the task has ended.
$script = 'until [ -s "$1" ]; do sleep 0.02; done; read task <"$1";'
    .' while grep -qv ") Z " "/proc/$task/stat"; do sleep 0.02; done; kill -CONT "$2"';
$helper = proc_open(['sh', '-c', $script, 'sh', $record, (string) $caller], [], $pipes);
$known = record();
ini_set('pokio.grace', '0.1');
$promise = Pokio\async(function () use ($record, $known, $caller) {
    while (file_get_contents($known) === '') {
        usleep(1000);
    }
    posix_kill($caller, SIGSTOP);
    note($record, (string) getmypid());
    while (true) {
        try {
            usleep(1000);
        } catch (Throwable) {
        }
    }
}, timeout: 1.5);
$promise->defer();
note($known, 'started');
try {
    var_dump(Pokio\await($promise));
} catch (Pokio\Exceptions\TaskTimedOut) {
    echo "timed out\n";
}
proc_close($helper);
?>
--EXPECT--
timed out
