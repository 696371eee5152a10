--TEST--
A task that a signal ends resolves to null, whichever signal it is
--EXTENSIONS--
posix
pcntl
--FILE--
<?php
$signals = [SIGKILL, SIGTERM, SIGINT, SIGHUP, SIGSEGV, SIGABRT, SIGBUS, SIGUSR1, SIGALRM];
$outcomes = await(array_map(fn (int $signal) => async(function () use ($signal) {
    posix_kill(getmypid(), $signal);
    sleep(60);

    return 'survived';
}), $signals));
var_dump($outcomes === array_fill(0, count($signals), null));
?>
--EXPECT--
bool(true)
