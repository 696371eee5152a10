--TEST--
A task that exhausts its memory ends alone
--INI--
memory_limit=64M
display_errors=0
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_memory_limit();
--FILE--
<?php
var_dump(await(async(fn () => strlen(str_repeat('x', 256 << 20)))));
var_dump(await(async(function () {
    for ($all = []; ; ) {
        $all[] = range(1, 1000);
    }
})));
var_dump(await(async(fn () => 'the next one')));
?>
--EXPECT--
NULL
NULL
string(12) "the next one"
