--TEST--
Where the system allows fewer processes than asked for, tasks wait for each other and every value arrives
--SKIPIF--
<?php
require __DIR__ . '/../support/limited.inc';
skip_unless_limited();
?>
--FILE--
<?php
require __DIR__ . '/../support/limited.inc';

limited(4, <<<'PHP'
    $values = await(array_map(fn (int $i) => async(function () use ($i) {
        usleep(5_000);

        return $i;
    }), range(1, 60)));
    var_dump(array_sum($values));
    PHP, '-d pokio.max_processes=20');
?>
--EXPECT--
int(1830)
exit status 0
