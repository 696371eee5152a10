--TEST--
maxProcesses() follows its two variables at the first call, and then stays
--EXTENSIONS--
pokio
--FILE--
<?php
putenv('FORK_IO_FACTOR=1');
putenv('FORK_MEM_PER_PROC=1');
$first = Pokio\Environment::maxProcesses();
putenv('FORK_IO_FACTOR=50');
var_dump($first >= 1, Pokio\Environment::maxProcesses() === $first);
?>
--EXPECT--
bool(true)
bool(true)
