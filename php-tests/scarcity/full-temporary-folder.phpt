--TEST--
With a full folder for temporary files small results arrive; big ones arrive too, or are refused with an exception where they would go there
--SKIPIF--
<?php
require __DIR__ . '/../support/mounts.inc';
skip_unless_mounted('/tmp');
?>
--FILE--
<?php
require __DIR__ . '/../support/mounts.inc';

mounted('mount -t tmpfs -o size=64k none /tmp; head -c 1000000 /dev/zero >/tmp/full 2>&- || true', <<<'PHP'
    var_dump(disk_free_space('/tmp'));
    var_dump(await(array_map(fn (int $i) => async(fn () => $i), range(1, 40))) === range(1, 40));
    for ($i = 0; $i < 3; $i++) {
        try {
            $outcome = strlen(await(async(fn () => str_repeat('x', 3 << 20)))) === 3 << 20 ? 'whole' : 'another value';
        } catch (RuntimeException $e) {
            $outcome = $e->getMessage();
        }
        $expected = ['whole', 'The result of a task could not be sent: No space left on device (os error 28)'];
        echo in_array($outcome, $expected, true) ? "arrived or refused\n" : "$outcome\n";
    }
    var_dump(await(async(fn () => 'still small')));
    PHP, '-d sys_temp_dir=/tmp');
?>
--EXPECT--
float(0)
bool(true)
arrived or refused
arrived or refused
arrived or refused
string(11) "still small"
exit status 0
