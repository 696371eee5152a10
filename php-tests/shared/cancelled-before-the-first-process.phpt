--TEST--
A promise that a signal's handler cancels before its batch has a process stays cancelled when the handler throws
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=1
--FILE--
<?php
pcntl_async_signals(true);
$caller = getmypid();
$other = async(function () use ($caller) {
    usleep(200_000);
    posix_kill($caller, SIGUSR1);
    usleep(200_000);

    return 'other';
});
$other->defer();
$promises = array_map(fn (int $i) => async(fn () => $i), range(0, 3));
pcntl_signal(SIGUSR1, function () use ($promises) {
    echo Pokio\cancel($promises[1], $promises[2]), " cancelled\n";
    throw new Exception('thrown by the handler');
});
try {
    await($promises);
} catch (Exception $e) {
    echo $e->getMessage(), "\n";
}
foreach ($promises as $promise) {
    try {
        var_dump(Pokio\await($promise));
    } catch (Pokio\Exceptions\TaskCancelled $e) {
        echo $e->getMessage(), "\n";
    }
}
// What they share memory with is intact.
$texts = array_map(fn (int $i) => str_repeat(chr(65 + $i), 300_000), range(0, 5));
var_dump(await($other), await(array_map(fn ($text) => async(fn () => $text), $texts)) === $texts);
?>
--EXPECT--
2 cancelled
thrown by the handler
int(0)
The task was cancelled
The task was cancelled
int(3)
string(5) "other"
bool(true)
