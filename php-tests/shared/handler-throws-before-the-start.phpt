--TEST--
When a handler throws before a batch has begun, the other promises still run
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=2
--FILE--
<?php
pcntl_signal(SIGUSR1, fn () => throw new Exception("thrown by a handler"));
$file = tempnam(sys_get_temp_dir(), "pokio");
$tasks = array_map(fn ($n) => async(function () use ($n, $file) {
    file_put_contents($file, "$n\n", FILE_APPEND);
}), range(1, 5));
posix_kill(getmypid(), SIGUSR1);
pcntl_async_signals(true);
try {
    await($tasks);
} catch (Exception $e) {
    echo $e->getMessage(), "\n";
}
unset($tasks, $e);
Pokio\UnwaitedFutureManager::instance()->run();
var_dump(count(file($file)) >= 4);
unlink($file);
?>
--EXPECT--
thrown by a handler
bool(true)
