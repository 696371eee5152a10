--TEST--
When descriptors are nearly used up, tasks wait for each other and every value arrives
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

run(<<<'PHP'
    $open = [];
    while ($stream = @fopen('/dev/null', 'r')) {
        $open[] = $stream;
    }
    array_splice($open, -10);
    $values = await(array_map(fn (int $i) => async(fn () => str_repeat('x', $i * 1000)), range(1, 100)));
    var_dump(array_sum(array_map(strlen(...), $values)));
    PHP, '-d pokio.max_processes=30', 'ulimit -n 64; ');
?>
--EXPECT--
int(5050000)
exit status 0
