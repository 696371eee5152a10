--TEST--
A task that ends in time gives its value
--SKIPIF--
<?php
if (! class_exists('Pokio\Exceptions\TaskTimedOut') && ! function_exists('Pokio\Internal\limit_tasks')) {
    die('skip needs time limits');
}
?>
--FILE--
<?php
require __DIR__.'/limits.inc';
echo limited(fn () => 'value', timeout: 20), "\n";
?>
--EXPECT--
value 'value'
