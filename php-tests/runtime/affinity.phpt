--TEST--
Only the processors count that the process may run on
--SKIPIF--
<?php
exec('taskset -c 0 true 2>&1', $lines, $status);
if ($status !== 0) die('skip needs taskset');
if ((int) shell_exec('nproc --all') < 2) die('skip needs two processors');
?>
--FILE--
<?php
require __DIR__ . '/../support/php.inc';
putenv('FORK_MEM_PER_PROC=1');
putenv('FORK_IO_FACTOR=5');
passthru('taskset -c 0 ' . substr(php("-r 'var_dump(Pokio\\Environment::maxProcesses());'"), 5) . ' 2>&1');
?>
--EXPECT--
int(5)
