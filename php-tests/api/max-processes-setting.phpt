--TEST--
pokio.max_processes goes before the machine's figures
--EXTENSIONS--
pokio
--INI--
pokio.max_processes=5
--FILE--
<?php
putenv('FORK_IO_FACTOR=50');
var_dump(Pokio\Environment::maxProcesses());
?>
--EXPECT--
int(5)
