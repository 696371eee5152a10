--TEST--
The hooks of processes that take several tasks run once for each process
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--INI--
pokio.max_processes=2
--FILE--
<?php
$ended = [];
$hook = Pokio\atFork(child: fn () => $GLOBALS['tasks'] = 0, end: fn () => $GLOBALS['tasks'], parent: function (mixed $tasks) use (&$ended) {
    $ended[] = $tasks;
});
Pokio\map(range(1, 40), fn () => $GLOBALS['tasks']++);
var_dump(array_sum($ended), count($ended) <= 2);
?>
--EXPECT--
int(40)
bool(true)
