--TEST--
Where promises that cannot start go in groups, each group's refusal is thrown, the same one that was caught before included
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

run(<<<'PHP'
    $open = [];
    while ($stream = @fopen('/dev/null', 'r')) {
        $open[] = $stream;
    }
    $groups = array_map(fn () => array_map(fn ($i) => async(fn () => $i), range(1, 4)), range(1, 3));
    for ($group = 0; $group < 3; $group++) {
        try {
            $groups[$group] = null;
        } catch (RuntimeException $refusal) {
            for ($count = 0, $one = $refusal; $one; $one = $one->getPrevious()) {
                $count++;
            }
            echo "$group: $count\n";
        }
    }
    PHP, '', 'ulimit -n 64; ');
?>
--EXPECT--
0: 1
1: 1
2: 1
exit status 0
