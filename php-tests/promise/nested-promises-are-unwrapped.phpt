--TEST--
A promise returned by the closure, by then() or by catch() is awaited, however deep
--EXTENSIONS--
pokio
--FILE--
<?php
var_dump(await(async(fn () => async(fn () => async(fn () => async(fn () => 'four deep'))))));
var_dump(await(async(fn () => 20)->then(fn (int $n) => async(fn () => $n * 2))->then(fn (int $n) => $n + 2)));
var_dump(await(async(fn () => throw new Exception('x'))->catch(fn (Exception $e) => async(fn () => $e->getMessage() . ' handled'))));
var_dump(await(async(fn () => async(fn () => 'first')->then(fn ($v) => async(fn () => "$v, then second")))));
?>
--EXPECT--
string(9) "four deep"
int(42)
string(9) "x handled"
string(18) "first, then second"
