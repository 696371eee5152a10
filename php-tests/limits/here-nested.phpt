--TEST--
The nearest of two limits around a call counts, and the outer one passes through the inner call
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
    $inner = here(function () {
        while (true);
    }, 0.1);
    echo "inner: $inner\n";

    return 'value';
}, 20), "\n";
echo here(function () {
    try {
        call_here(function () {
            while (true);
        }, 20, 20);
        echo "not reached\n";
    } finally {
        echo "outer\n";
    }
}, 0.1, 20), "\n";
?>
--EXPECT--
inner: timed out
value 'value'
outer
timed out
