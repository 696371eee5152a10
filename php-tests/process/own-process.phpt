--TEST--
Each task is a process of its own, a child of the caller
--EXTENSIONS--
posix
--INI--
pokio.tasks_per_process=1
--FILE--
<?php
$pids = await([async(fn () => getmypid()), async(fn () => getmypid()), async(fn () => getmypid())]);
var_dump(count(array_unique([...$pids, getmypid()])));
var_dump(await(async(fn () => posix_getppid())) === getmypid());
?>
--EXPECT--
int(4)
bool(true)
