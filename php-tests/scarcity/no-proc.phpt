--TEST--
Without /proc, which tells of the memory that is left, tasks run and results of any size arrive
--SKIPIF--
<?php
require __DIR__ . '/../support/mounts.inc';
skip_unless_mounted('/proc');
?>
--FILE--
<?php
require __DIR__ . '/../support/mounts.inc';

mounted('mount -t tmpfs none /proc', <<<'PHP'
    var_dump(file_exists('/proc/meminfo'), Pokio\Environment::maxProcesses() > 0);
    var_dump(await(array_map(fn (int $i) => async(fn () => $i), range(1, 40))) === range(1, 40));
    var_dump(strlen(await(async(fn () => str_repeat('x', 20_000_000)))));
    PHP);
?>
--EXPECT--
bool(false)
bool(true)
bool(true)
int(20000000)
exit status 0
