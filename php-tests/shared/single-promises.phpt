--TEST--
A promise that is awaited or deferred singly has a process of its own
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=2
--FILE--
<?php
$ids = [];
foreach ([1, 2, 3] as $n) {
    $ids[] = await(async(fn () => getmypid()));
}
$deferred = array_map(fn () => async(fn () => getmypid()), range(1, 3));
foreach ($deferred as $promise) {
    $promise->defer();
}
var_dump(count(array_unique([...$ids, ...await($deferred)])));
?>
--EXPECT--
int(6)
