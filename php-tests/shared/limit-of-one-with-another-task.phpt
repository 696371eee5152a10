--TEST--
With a limit of one, a batch waits for the task that runs, and still gives all values
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=1
--FILE--
<?php
$slow = async(function () {
    usleep(50000);

    return "slow";
});
$slow->defer();
echo json_encode(await(array_map(fn ($n) => async(fn () => $n), [1, 2, 3]))), " ", await($slow), "\n";
?>
--EXPECT--
[1,2,3] slow
