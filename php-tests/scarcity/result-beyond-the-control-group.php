<?php
require __DIR__ . '/../support/group.inc';

in_group(300, <<<'PHP'
    $outcomes = [];
    for ($megabytes = 20; $megabytes <= 220; $megabytes += 10) {
        try {
            $pieces = await(async(fn () => array_map(fn (int $i) => str_repeat(chr($i), 1 << 20), range(1, $megabytes))));
            $right = array_map(fn (string $piece) => strlen($piece) . ord($piece), $pieces) === array_map(fn (int $i) => (1 << 20) . $i, range(1, $megabytes));
            $outcomes[$megabytes] = $right ? 'passed' : 'another value';
        } catch (RuntimeException $e) {
            $outcomes[$megabytes] = $e->getMessage();
        }
        $pieces = null;
    }
    echo $outcomes[20], "\n", preg_replace('/\d+/', 'N', $outcomes[220]), "\n";
    $refused = array_filter($outcomes, fn (string $outcome) => $outcome !== 'passed');
    var_dump(array_keys($refused) === range(230 - 10 * count($refused), 220, 10));
    echo await(async(fn () => 'All is well afterwards.')), "\n";
    PHP, '-d memory_limit=-1');
?>
