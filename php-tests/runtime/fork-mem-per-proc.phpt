--TEST--
FORK_MEM_PER_PROC divides the machine's memory; at least one task may run
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

$most = fn (int $memory) => (int) shell_exec("FORK_IO_FACTOR=1000000 FORK_MEM_PER_PROC=$memory "
    . php('-r "echo Pokio\\\\Environment::maxProcesses();"'));
$total = (new ReflectionMethod(Pokio\Environment::class, 'getTotalMemory'))->invoke(null);
var_dump($most(1 << 30) === max(1, intdiv($total, 1 << 30)));
var_dump($most(1 << 25) === max(1, intdiv($total, 1 << 25)));
var_dump($most(PHP_INT_MAX));
?>
--EXPECT--
bool(true)
bool(true)
int(1)
