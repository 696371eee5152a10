--TEST--
Thousands of promises awaited together need few descriptors
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

run(<<<'PHP'
    $values = await(array_map(fn (int $i) => async(fn () => $i), range(1, 3000)));
    var_dump(array_sum($values));
    $values = await(array_map(fn (int $i) => async(fn () => str_repeat('x', 300_000)), range(1, 300)));
    var_dump(array_sum(array_map(strlen(...), $values)));
    PHP, '', 'ulimit -n 256; ');
?>
--EXPECT--
int(4501500)
int(90000000)
exit status 0
