--TEST--
The next task of a process finds what a task leaves in statics; with tasksPerProcess: 1 none does
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
$task = function () {
    static $calls = 0;

    return ++$calls;
};
var_dump(max(Pokio\map(range(1, 30), $task, concurrency: 2)) >= 15, max(Pokio\map(range(1, 5), $task, tasksPerProcess: 1)), max(Pokio\map(range(1, 30), $task, concurrency: 2, tasksPerProcess: 3)));
?>
--EXPECT--
bool(true)
int(1)
int(3)
