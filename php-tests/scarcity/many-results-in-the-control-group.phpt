--TEST--
In a control group with a limit on memory unread results of many tasks pass or are refused, each by itself, and the memory of all comes back
--SKIPIF--
<?php
require __DIR__ . '/../support/group.inc';
skip_unless_grouped();
?>
--FILE--
<?php
require __DIR__ . '/../support/group.inc';

in_group(300, <<<'PHP'
    for ($round = 0; $round < 3; $round++) {
        $promises = array_map(fn (int $n) => async(fn () => array_fill(0, 16, str_repeat(chr($n), 1 << 20))), range(65, 84));
        array_map(fn (Pokio\Promise $promise) => $promise->defer(), $promises);
        $passed = $refused = 0;
        foreach ($promises as $n => $promise) {
            try {
                $passed += (int) (await($promise) === array_fill(0, 16, str_repeat(chr(65 + $n), 1 << 20)));
            } catch (RuntimeException $e) {
                preg_match('/^The result of a task could not be (sent|read): it takes \d+ MB or more, and only \d+ MB of memory are left\. /', $e->getMessage()) || print($e->getMessage());
                $refused++;
            }
        }
        var_dump($passed > 0, $passed + $refused);
    }
    var_dump(strlen(await(async(fn () => str_repeat('x', 50 << 20)))) === 50 << 20);
    PHP, '-d memory_limit=-1 -d pokio.max_processes=2');
?>
--EXPECT--
bool(true)
int(20)
bool(true)
int(20)
bool(true)
int(20)
bool(true)
exit status 0
