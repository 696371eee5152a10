--TEST--
A call in the caller is interrupted in a loop without calls
--SKIPIF--
<?php
if (! class_exists('Pokio\Exceptions\TaskTimedOut') && ! function_exists('Pokio\Internal\limit_tasks')) {
    die('skip needs time limits');
}
?>
--FILE--
<?php
require __DIR__.'/limits.inc';
echo here(function () {
    while (true);
}), "\n";
echo here(fn () => 'value', 20), "\n";
?>
--EXPECT--
timed out
value 'value'
