--TEST--
The memory limit of a control group bounds how many tasks run at once
--SKIPIF--
<?php
require __DIR__ . '/../support/group.inc';
skip_unless_grouped();
?>
--FILE--
<?php
require __DIR__ . '/../support/group.inc';

putenv('FORK_IO_FACTOR=1000');
putenv('FORK_MEM_PER_PROC=' . (30 << 20));
in_group(100, 'var_dump(Pokio\Environment::maxProcesses());');
?>
--EXPECT--
int(3)
exit status 0
