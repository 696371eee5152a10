--TEST--
pokio.max_processes is what Environment::maxProcesses() gives, whatever the environment says
--INI--
pokio.max_processes=17
--ENV--
FORK_IO_FACTOR=1
FORK_MEM_PER_PROC=1
--FILE--
<?php
var_dump(Pokio\Environment::maxProcesses());
?>
--EXPECT--
int(17)
