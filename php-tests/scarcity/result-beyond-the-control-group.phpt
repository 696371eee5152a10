--TEST--
In a control group with a limit on memory a result of any size passes or is refused with an exception; none is null and nothing is killed
--SKIPIF--
<?php
require __DIR__ . '/../support/group.inc';
skip_unless_grouped();
?>
--FILE--
<?php
require __DIR__ . '/../support/group.inc';

in_group(300, <<<'PHP'
    $outcomes = [];
    for ($megabytes = 20; $megabytes <= 260; $megabytes += 10) {
        try {
            $pieces = await(async(fn () => array_map(fn (int $i) => str_repeat(chr($i), 1 << 20), range(1, $megabytes))));
            $right = array_map(fn (string $piece) => strlen($piece) . ord($piece[0]), $pieces) === array_map(fn (int $i) => (1 << 20) . $i, range(1, $megabytes));
            $outcomes[$megabytes] = $right ? 'passed' : 'another value';
        } catch (RuntimeException $e) {
            $outcomes[$megabytes] = $e->getMessage();
        }
        $pieces = null;
    }
    echo $outcomes[20], "\n", preg_replace('/\d+/', 'N', $outcomes[260]), "\n";
    $refused = array_filter($outcomes, fn (string $outcome) => $outcome !== 'passed');
    var_dump(array_keys($refused) === range(270 - 10 * count($refused), 260, 10));
    echo await(async(fn () => 'All is well afterwards.')), "\n";
    PHP, '-d memory_limit=-1');
?>
--EXPECT--
passed
The result of a task could not be sent: it takes N MB or more, and only N MB of memory are left. Return less at once, run fewer tasks at the same time, or give the program more memory
bool(true)
All is well afterwards.
exit status 0
