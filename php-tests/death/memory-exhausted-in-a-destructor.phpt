--TEST--
A destructor that exhausts the memory of its task leaves the result, and is reported once
--INI--
memory_limit=32M
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_memory_limit();
--FILE--
<?php
final class Greedy
{
    public function __destruct()
    {
        for ($taken = [];;) {
            $taken[] = str_repeat('x', 100_000);
        }
    }
}

var_dump(await(async(function () {
    $GLOBALS['greedy'] = new Greedy();

    return 'the result';
})));
?>
--EXPECTF--
Fatal error: Allowed memory size of 33554432 bytes exhausted%sin %s on line %d
string(10) "the result"
