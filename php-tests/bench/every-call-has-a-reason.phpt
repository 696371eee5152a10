--TEST--
BENCHMARKS.md says of every system call of a round trip what it is for
--FILE--
<?php
require dirname(__DIR__, 2) . '/bench/samples.php';
require dirname(__DIR__, 2) . '/bench/tables.php';
require dirname(__DIR__, 2) . '/bench/calls.php';
$calls = json_decode(file_get_contents(dirname(__DIR__, 2) . '/bench/results/calls.json'), true);
$calls['calls'] === [] && print "There are no calls.\n";
echo preg_replace('/^((?!no reason is written down).)*$\n?/m', '', Calls::table($calls));
?>
Done
--EXPECT--
Done
