--TEST--
FORK_IO_FACTOR multiplies the processors, as set with putenv() before the first call; later changes do not count
--FILE--
<?php
$processors = (int) shell_exec('getconf _NPROCESSORS_ONLN');
putenv('FORK_MEM_PER_PROC=1');
putenv('FORK_IO_FACTOR=5');
var_dump(Pokio\Environment::maxProcesses() === $processors * 5);
putenv('FORK_IO_FACTOR=7');
var_dump(Pokio\Environment::maxProcesses() === $processors * 5);
?>
--EXPECT--
bool(true)
bool(true)
