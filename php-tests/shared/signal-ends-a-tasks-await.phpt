--TEST--
A signal ends the wait of a task for another of its batch
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=2
--FILE--
<?php
define('FILE', sys_get_temp_dir() . '/pokio-signal-' . getmypid());
$tasks = [];
$tasks[0] = async(function () {
    // Until the other one has returned, or for ever.
    while (! file_exists(FILE)) {
        usleep(1_000);
        clearstatcache();
    }

    return "slept";
});
$tasks[1] = async(function () use (&$tasks) {
    pcntl_async_signals(true);
    pcntl_signal(SIGALRM, fn () => throw new Exception("the alarm"));
    pcntl_alarm(1);
    try {
        return await($tasks[0]);
    } catch (Exception $e) {
        touch(FILE);

        return $e->getMessage();
    }
});
echo json_encode(await($tasks)), "\n";
unlink(FILE);
?>
--EXPECT--
["slept","the alarm"]
