--TEST--
In sync mode everything runs in the caller
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=2
--FILE--
<?php
pokio()->useSync();
var_dump(array_unique(await([async(fn () => getmypid()), async(fn () => getmypid())])) === [getmypid()]);
pokio()->useFork();
var_dump(in_array(getmypid(), await([async(fn () => getmypid()), async(fn () => getmypid())])));
?>
--EXPECT--
bool(true)
bool(false)
