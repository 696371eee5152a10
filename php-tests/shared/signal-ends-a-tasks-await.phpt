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
$tasks = [];
$tasks[0] = async(function () {
    sleep(6);

    return "slept";
});
$tasks[1] = async(function () use (&$tasks) {
    pcntl_async_signals(true);
    pcntl_signal(SIGALRM, fn () => throw new Exception("the alarm"));
    pcntl_alarm(1);
    $start = microtime(true);
    try {
        return await($tasks[0]);
    } catch (Exception $e) {
        return [$e->getMessage(), microtime(true) - $start < 5];
    }
});
echo json_encode(await($tasks)), "\n";
?>
--EXPECT--
["slept",["the alarm",true]]
