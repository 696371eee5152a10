--TEST--
A process that a task forks by hand takes no tasks
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=1
--FILE--
<?php
$caller = getmypid();
$results = await(array_map(fn ($n) => async(function () use ($n) {
    if ($n === 1 && pcntl_fork() === 0) {
        return "the copy";
    }

    return $n;
}), [0, 1, 2, 3]));
echo json_encode($results), "\n";
var_dump(getmypid() === $caller);
?>
--EXPECT--
[0,1,2,3]
bool(true)
