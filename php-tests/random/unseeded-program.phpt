--TEST--
In a program that has drawn nothing PHP seeds each task by itself, also where a task before it has called mt_srand()
--EXTENSIONS--
pokio
--INI--
pokio.tasks_per_process=0
--FILE--
<?php
$fix = function () { mt_srand(1); return mt_rand(); };
$draw = fn () => mt_rand();
[$fixed, $one, $two] = await([async($fix), async($draw), async($draw)]);
mt_srand(1);
var_dump($fixed === mt_rand(), $one !== mt_rand(), $one !== $two);
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
