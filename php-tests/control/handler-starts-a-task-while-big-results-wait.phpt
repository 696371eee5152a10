--TEST--
A signal's handler that starts a task when no descriptor is left has one of a map() whose processes wait until big results are read
--EXTENSIONS--
pokio
pcntl
posix
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
if (! function_exists('posix_setrlimit')) die('skip needs posix_setrlimit()');
?>
--FILE--
<?php
posix_setrlimit(POSIX_RLIMIT_NOFILE, 64, 64) || die("The limit cannot be set.");
pcntl_async_signals(true);
$caller = getmypid();
$held = [];
pcntl_signal(SIGUSR1, function () use (&$held) {
    while ($file = @fopen('/dev/null', 'r')) {
        $held[] = $file;
    }
    echo await(async(fn () => 'a task')), "\n";
    $held = [];
});
$seen = tempnam(sys_get_temp_dir(), 'hs');
$results = Pokio\map(range(0, 99), function (int $i) use ($caller, $seen) {
    // All processes are there before the descriptors are gone: one alone has too few of them.
    static $isFirst = true;
    $isFirst && file_put_contents($seen, getmypid() . "\n", FILE_APPEND);
    while ($isFirst && count(array_unique(file($seen))) < 4) {
        usleep(1000);
    }
    $isFirst = false;
    $i === 0 && posix_kill($caller, SIGUSR1);
    usleep(1000);

    return str_repeat('x', 100_000);
}, concurrency: 4);
unlink($seen);
var_dump(count($results));
?>
--EXPECT--
a task
int(100)
