--TEST--
Tasks all of which exit give null each
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=3
--FILE--
<?php
$results = await(array_map(fn ($n) => async(fn () => exit($n)), range(1, 60)));
var_dump(count($results), array_unique($results));
?>
--EXPECT--
int(60)
array(1) {
  [0]=>
  NULL
}
