--TEST--
Results of any size arrive with a full /dev/shm, and with none
--SKIPIF--
<?php
require __DIR__ . '/../support/mounts.inc';
skip_unless_mounted('/dev');
?>
--FILE--
<?php
require __DIR__ . '/../support/mounts.inc';

$code = <<<'PHP'
    @file_put_contents('/dev/shm/full', str_repeat('x', 1_000_000));
    echo is_dir('/dev/shm') ? 'free: ' . disk_free_space('/dev/shm') : 'no folder', "\n";
    foreach ([0, 60_000, 70_000, 20_000_000] as $length) {
        var_dump(strlen(await(async(fn () => str_repeat('x', $length)))));
    }
    PHP;
mounted('mount -t tmpfs none /dev; mkdir /dev/shm; mount -t tmpfs -o size=64k none /dev/shm', $code);
mounted('mount -t tmpfs none /dev', $code);
?>
--EXPECT--
free: 0
int(0)
int(60000)
int(70000)
int(20000000)
exit status 0
no folder
int(0)
int(60000)
int(70000)
int(20000000)
exit status 0
