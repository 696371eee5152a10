--TEST--
A clone of a promise that has not started is a promise of its own
--EXTENSIONS--
pokio
--FILE--
<?php
$original = async(fn () => getmypid());
$copy = clone $original;
$first = await($original);
$second = await($copy);
var_dump(is_int($first), is_int($second), $first !== $second);
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
