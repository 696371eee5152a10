--TEST--
No process takes more tasks than the setting says
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=3
pokio.max_processes=2
--FILE--
<?php
$served = array_count_values(await(array_map(fn () => async(fn () => getmypid()), range(1, 20))));
var_dump(max($served) <= 3, count($served) >= 7, array_sum($served));
?>
--EXPECT--
bool(true)
bool(true)
int(20)
