--TEST--
A cancelled task of a batch whose other tasks have ended cleans up, has its place until it has ended, and disturbs no result
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=1
pokio.grace=20
--FILE--
<?php

use function Pokio\{cancel, await};

$file = tempnam(sys_get_temp_dir(), 'pokio');
$caller = getmypid();
pcntl_async_signals(true);

$rollsBack = async(function () use ($caller, $file) {
    try {
        posix_kill($caller, SIGUSR1);
        sleep(30);
    } finally {
        usleep(300_000);
        file_put_contents($file, 'rolled back');
    }
});
pcntl_signal(SIGUSR1, function () use ($rollsBack) {
    usleep(100_000);
    cancel($rollsBack);
});
try {
    \await([async(fn () => 1), $rollsBack]);
} catch (Pokio\Exceptions\TaskCancelled $e) {
    echo $e->getMessage(), "\n";
}
// There is one place.
echo \await(async(fn () => file_get_contents($file))), "\n";
unlink($file);

$sendsLate = async(function () use ($caller) {
    try {
        posix_kill($caller, SIGUSR1);
        sleep(30);
    } catch (Pokio\Exceptions\TaskCancelled) {
        usleep(300_000);
    }

    return str_repeat('Z', 3_000_000);
});
pcntl_signal(SIGUSR1, function () use ($sendsLate) {
    usleep(100_000);
    cancel($sendsLate);
});
$runtime = new Pokio\Runtime\Fork\ForkRuntime(8);
$first = $runtime->defer(function () {
    usleep(600_000);

    return str_repeat('f', 200_000);
});
try {
    \await([async(fn () => 1), $sendsLate]);
} catch (Pokio\Exceptions\TaskCancelled $e) {
    echo $e->getMessage(), "\n";
}
$letters = array_map(fn (int $i) => str_repeat(chr(65 + $i), 300_000), range(0, 5));
$futures = array_map(fn (string $text) => $runtime->defer(fn () => $text), $letters);
usleep(800_000);
var_dump(array_map(fn ($future) => $future->await(), $futures) === $letters);
var_dump(strlen($first->await()));
?>
--EXPECT--
The task was cancelled
rolled back
The task was cancelled
bool(true)
int(200000)
