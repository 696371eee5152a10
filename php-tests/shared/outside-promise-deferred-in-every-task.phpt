--TEST--
A promise of the caller that tasks start and leave runs in each of them
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=1
--FILE--
<?php
$promise = async(function () {
    echo "It runs.\n";
});
await(array_map(fn ($n) => async(function () use ($n, $promise) {
    echo "Task $n.\n";
    $promise->defer();
}), [1, 2]));
echo "The caller.\n";
await($promise);
?>
--EXPECT--
Task 1.
It runs.
Task 2.
It runs.
The caller.
It runs.
