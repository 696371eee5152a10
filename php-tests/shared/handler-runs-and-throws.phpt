--TEST--
A handler of the caller runs during the wait; when it throws, the await ends and the tasks continue
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=2
--FILE--
<?php
pcntl_async_signals(true);
pcntl_signal(SIGUSR1, fn () => print("handler\n"));
pcntl_signal(SIGUSR2, fn () => throw new Exception("thrown by a handler"));
$caller = getmypid();
$tasks = fn (int $signal, int $count) => array_map(fn ($n) => async(function () use ($n, $caller, $signal) {
    if ($n === 2) {
        posix_kill($caller, $signal);
    }
    // Long enough for the signal to come before the last task has been taken.
    usleep(50_000);

    return $n;
}), range(1, $count));
$results = await($tasks(SIGUSR1, 3));
echo json_encode($results), "\n";
$left = $tasks(SIGUSR2, 8);
try {
    await($left);
} catch (Exception $e) {
    echo $e->getMessage(), "\n";
}
echo json_encode(array_map(fn ($task) => await($task), $left)), "\n";
?>
--EXPECT--
handler
[1,2,3]
thrown by a handler
[1,2,3,4,5,6,7,8]
