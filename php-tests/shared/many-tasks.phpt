--TEST--
Twenty thousand tasks arrive, in order
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=3
--FILE--
<?php
ini_set("memory_limit", "512M");
$results = await(array_map(fn ($n) => async(fn () => $n % 1000 ? $n : str_repeat("x", $n)), range(0, 19999)));
$wrong = array_filter($results, fn ($value, $n) => $value !== ($n % 1000 ? $n : str_repeat("x", $n)), ARRAY_FILTER_USE_BOTH);
var_dump(count($results), count($wrong));
?>
--EXPECT--
int(20000)
int(0)
