--TEST--
A call in the caller that catches the interruption is interrupted again
--SKIPIF--
<?php
if (! class_exists('Pokio\Exceptions\TaskTimedOut') && ! function_exists('Pokio\Internal\limit_tasks')) {
    die('skip needs time limits');
}
?>
--FILE--
<?php
require __DIR__.'/limits.inc';
$caught = 0;
echo here(function () use (&$caught) {
    while ($caught < 3) {
        try {
            while (true);
        } catch (RuntimeException) {
            $caught++;
        }
    }
}, 0.1, 0.05), "\n";
var_dump($caught);
?>
--EXPECT--
timed out
int(3)
