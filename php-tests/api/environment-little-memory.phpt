--TEST--
Where a process needs more memory than there is, one runs at a time
--EXTENSIONS--
pokio
--FILE--
<?php
putenv('FORK_MEM_PER_PROC=' . PHP_INT_MAX);
var_dump(Pokio\Environment::maxProcesses());
echo implode(' ', await([async(fn () => 'still'), async(fn () => 'works')])), "\n";
?>
--EXPECT--
int(1)
still works
