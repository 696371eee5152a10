--TEST--
A program that the caller started keeps its exit status
--FILE--
<?php
$process = proc_open('exit 7', [], $pipes);
$pipe = popen('exit 8', 'r');
$total = array_sum(await(array_map(fn (int $i) => async(fn () => $i), range(1, 50))));
var_dump($total, proc_close($process), pclose($pipe));
?>
--EXPECT--
int(1275)
int(7)
int(8)
