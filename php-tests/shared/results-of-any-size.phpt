--TEST--
Results bigger than their place arrive, also from one process after another
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=2
--FILE--
<?php
$sizes = [0, 1, 4000, 4032, 4033, 70000, 3000000, 5];
$results = await(array_map(fn ($size) => async(fn () => str_repeat("x", $size)), $sizes));
var_dump(array_map("strlen", $results) === $sizes);
?>
--EXPECT--
bool(true)
