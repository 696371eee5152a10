--TEST--
When a handler throws before a batch has begun, the first of its promises counts as failed and the others run later
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=1
--FILE--
<?php
pcntl_async_signals(true);
pcntl_signal(SIGUSR1, fn () => throw new Exception("thrown by a handler"));
$caller = getmypid();
$busy = async(function () use ($caller) {
    usleep(50000);
    posix_kill($caller, SIGUSR1);
    usleep(100000);
});
$busy->defer();
$tasks = array_map(fn ($n) => async(fn () => print("Task $n.\n")), range(1, 4));
try {
    await($tasks);
} catch (Exception $e) {
    echo $e->getMessage(), "\n";
}
unset($tasks, $e);
Pokio\UnwaitedFutureManager::instance()->run();
?>
--EXPECT--
thrown by a handler
Task 2.
Task 3.
Task 4.
