--TEST--
A task reads what an earlier one of its batch gave; a later one runs inside it
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=2
--FILE--
<?php
$tasks = [];
foreach ([0, 1, 2] as $n) {
    $tasks[$n] = async(function () use (&$tasks, $n) {
        return match ($n) {
            0 => ["later" => await($tasks[2])],
            1 => ["earlier" => await($tasks[0])],
            2 => "two",
        };
    });
}
echo json_encode(await($tasks)), "\n";
?>
--EXPECT--
[{"later":"two"},{"earlier":{"later":"two"}},"two"]
