--TEST--
A task that becomes another program resolves to null when that one has ended
--EXTENSIONS--
pcntl
--FILE--
<?php
var_dump(await(async(fn () => pcntl_exec('/bin/sh', ['-c', 'sleep 0.1; echo "printed by the program"; exit 3']))));
var_dump(await(async(fn () => 'value')));
?>
--EXPECT--
printed by the program
NULL
string(5) "value"
