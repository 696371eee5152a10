--TEST--
A task that is cancelled while its process still ends the one before never begins, and that one comes to its end undisturbed
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=1
--FILE--
<?php
$begun = tempnam(sys_get_temp_dir(), 'begun');
$cancelled = tempnam(sys_get_temp_dir(), 'cancelled');
pcntl_async_signals(true);
pcntl_signal(SIGUSR1, function () use (&$promises, $cancelled) {
    file_put_contents($cancelled, Pokio\cancel($promises['second']));
});
$caller = getmypid();
$promises = [
    'first' => async(function () use ($caller, $cancelled) {
        // By then the process has claimed the next task.
        register_shutdown_function(function () use ($caller, $cancelled) {
            posix_kill($caller, SIGUSR1);
            for ($n = 0; $n < 2000 && filesize($cancelled) === 0; $n++) {
                usleep(10_000);
                clearstatcache();
            }
            usleep(50_000);
            echo "The first task has come to its end.\n";
        });

        return 1;
    }),
    'second' => async(fn () => file_put_contents($begun, 'begun')),
    'third' => async(fn () => 3),
];
try {
    await($promises);
} catch (Pokio\Exceptions\TaskCancelled $e) {
    echo $e->getMessage(), "\n";
}
var_dump(await($promises['third']), file_get_contents($cancelled), file_get_contents($begun));
unlink($begun);
unlink($cancelled);
?>
--EXPECT--
The first task has come to its end.
The task was cancelled
int(3)
string(1) "1"
string(0) ""
