--TEST--
An array awaited in a task runs inside the task
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=2
--FILE--
<?php
echo json_encode(await(array_map(fn ($n) => async(function () use ($n) {
    $process = getmypid();

    return await(array_map(fn ($m) => async(fn () => getmypid() === $process ? $n * $m : null), [1, 2, 3]));
}), [1, 2, 3]))), "\n";
?>
--EXPECT--
[[1,2,3],[2,4,6],[3,6,9]]
